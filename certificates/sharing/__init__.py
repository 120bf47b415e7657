"""A certificate's own page that its holder sends: the switch, pictures of the paper, fields for a profile."""

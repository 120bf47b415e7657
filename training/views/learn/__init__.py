"""Playing frozen module revisions."""

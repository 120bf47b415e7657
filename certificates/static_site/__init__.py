"""What a stranger needs to check certificates without us: keys and status lists as plain files."""

"""What a file that somebody hands in says, held against what we issued. Nothing of it is kept."""

"""The practitioner's own pages."""

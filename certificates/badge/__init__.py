"""Open Badges 3.0: a certificate as a signed credential that any verifier can check (docs/decisions/open-badges.md)."""

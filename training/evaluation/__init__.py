"""What the rules say about plain facts: the pure layer. Standard library only; no clock, no database, no I/O."""

"""Deciding many together: who waits, what a manager asks for, and the work on each person."""

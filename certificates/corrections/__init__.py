"""Printing a certificate anew under its decision: what would differ, who may, and who asked for it."""

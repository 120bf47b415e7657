"""The seal of a PDF: a certification signature (PAdES) made by pyHanko, and its check. Knows files, no rows."""

"""From the words of a document to the bytes of its PDF: faces, layout, and what a file must claim."""

"""What a check of the record says beside the faults that it found."""


class Notice(str):
    """A sentence that whoever runs the check should read, and that is no fault."""

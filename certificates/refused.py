"""Why a certificate cannot be issued."""


class IssueRefused(Exception):
    """Nothing is issued; the message says why and what to do, in a sentence for the person who decides."""

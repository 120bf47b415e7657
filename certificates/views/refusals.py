"""What an act refuses, told by the form that asked for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import Form

from certificates.refused import IssueRefused
from training.actions import Refused
from training.forms.parts import refuse


@contextmanager
def refusals(form: Form, instead: str = "") -> Iterator[None]:
    """A refusal within goes to the form. `instead` is the sentence before why a certificate cannot be printed.

    Nothing is rolled back here: an act that is not whole by itself stands in a transaction within.
    """
    try:
        yield
    except Refused as refused:
        refuse(form, refused)
    except IssueRefused as refused:
        form.add_error(None, f"{instead} {refused}".strip())

"""Reasons that stay on record: of an amendment, of a void, of what a manager found."""

from django import forms

from training.forms.free_text import FreeText, FreeTextArea

ASKED_FOR = {"required": True}  # by the browser; without one, the act itself refuses what is empty


class AmendForm(forms.Form):
    reason = FreeText(
        label="What was wrong",
        help_text="Such as: it was the left side, not the right.",
        error_messages={"required": "Say what was wrong. Write nothing about a patient."},
    )


class SessionVoidForm(forms.Form):
    """Stands on a page beside other forms, so that its field has an id of its own."""

    def __init__(self, data=None):
        super().__init__(data, auto_id="void_%s")


class AskToVoidForm(SessionVoidForm):
    """Asking to void a signed session."""

    reason = FreeText(label="Why it is void", required=False, widget=FreeTextArea(ASKED_FOR))


class KeepForm(SessionVoidForm):
    """Declining such a request."""

    answer = FreeText(
        label="Why it stays",
        required=False,
        rows=2,
        widget=FreeTextArea(ASKED_FOR),
        help_text="Goes to whoever asked.",
    )


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Why it is void",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Stays on record, and goes to the person.",
        error_messages={"required": "Say why it is void. The reason goes to the person."},
    )


class CloseForm(forms.Form):
    words = forms.CharField(
        label="What you found, and what you did",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Stays on record.",
        error_messages={"required": "Say what you found, and what you did about it."},
    )

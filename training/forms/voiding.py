"""Reasons that stay on record: of an amendment, of a void, of what a manager found."""

from django import forms

from training.forms.free_text import FreeText


class AmendForm(forms.Form):
    reason = FreeText(
        label="What was wrong",
        help_text="Such as: it was the left side, not the right.",
        error_messages={"required": "Say what was wrong. Write nothing about a patient."},
    )


class AskToVoidForm(forms.Form):
    """Asking to void a signed session; an empty reason is refused by the browser, else by the act itself."""

    reason = FreeText(label="Why it is void", required=False)

    def __init__(self, data=None):
        super().__init__(data, auto_id="void_%s")
        self.fields["reason"].widget.attrs["required"] = True


class KeepForm(forms.Form):
    """Declining such a request."""

    answer = FreeText(label="Why it stays", required=False, rows=2, help_text="Goes to whoever asked.")

    def __init__(self, data=None):
        super().__init__(data, auto_id="void_%s")
        self.fields["answer"].widget.attrs["required"] = True


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

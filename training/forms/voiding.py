"""Reasons that stay on record: of an amendment, of a void, of what a manager found."""

from django import forms


class AmendForm(forms.Form):
    reason = forms.CharField(
        label="What was wrong",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as: it was the left side, not the right.",
        error_messages={"required": "Say what was wrong. Write nothing about a patient."},
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

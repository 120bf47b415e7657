"""Returning evidence."""

from django import forms


class ReturnEvidenceForm(forms.Form):
    comment = forms.CharField(
        label="What is missing or wrong",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes to the person by mail.",
        error_messages={"required": "Say what is missing or wrong. The comment goes to the person."},
    )

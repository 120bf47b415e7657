"""The two ends of a supervisor's reading: sign, or return."""

from django import forms

HASH = {"min_length": 64, "max_length": 64, "widget": forms.HiddenInput}


class SignForm(forms.Form):
    """Names the exact version that was shown. The password is read by the sign-in library, never kept here."""

    content_hash = forms.CharField(**HASH)
    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ReturnForm(forms.Form):
    content_hash = forms.CharField(**HASH)
    comment = forms.CharField(
        label="What to change",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Goes to the trainee. Write nothing about a patient.",
        error_messages={"required": "Say what to change. The comment goes to the trainee."},
    )

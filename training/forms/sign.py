"""The two ends of a supervisor's reading: sign, or return."""

import re

from django import forms
from django.core.exceptions import ValidationError

from training.forms.free_text import FreeText

HASH = {"min_length": 64, "max_length": 64, "widget": forms.HiddenInput}


class ProofForm(forms.Form):
    """The password is read by the sign-in library, never kept here."""

    password = forms.CharField(
        label="Your password",
        required=False,
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SignForm(ProofForm):
    """Names the exact version that was shown."""

    content_hash = forms.CharField(**HASH)


class Entries(forms.Field):
    """Sessions and the version of each that was shown, as `12:` and the hash; cleaned to hashes by key."""

    widget = forms.MultipleHiddenInput
    shape = re.compile(r"(\d{1,18}):([0-9a-f]{64})")

    def clean(self, value):
        found = [self.shape.fullmatch(each) for each in value or []]
        if not found or not all(found):
            raise ValidationError("Tick the sessions again.")
        return {int(each[1]): each[2] for each in found}


class SeveralForm(ProofForm):
    """Names each version that was shown."""

    entry = Entries()


class ReturnForm(forms.Form):
    content_hash = forms.CharField(**HASH)
    comment = FreeText(
        label="What to change",
        help_text="Goes to the trainee.",
        error_messages={"required": "Say what to change. The comment goes to the trainee."},
    )

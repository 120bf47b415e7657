"""Signing without an account, and the manager's word on it."""

from django import forms

from training.actions.sign_by_link import MOST_YEARS
from training.forms.free_text import FreeText
from training.models import AddressProof, Jurisdiction
from training.models.license import License


class CodeForm(forms.Form):
    code = forms.CharField(
        label="The code from our letter",
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        help_text="Six digits, good for 15 minutes.",
    )


class StatementForm(forms.Form):
    """License and training, stated once; a manager looks the license up."""

    jurisdiction = forms.ModelChoiceField(
        label="State of your license", queryset=Jurisdiction.objects.none(), empty_label="Choose the state"
    )
    number = forms.CharField(
        label="License number", max_length=40, help_text="Your state license, not a compact privilege."
    )
    workplace = forms.CharField(
        label="Where you work", max_length=200, help_text="The clinic, so that a manager can reach you there."
    )
    years_licensed = forms.IntegerField(
        label="Years licensed",
        min_value=0,
        max_value=MOST_YEARS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(("min_value", "max_value"), f"Write whole years, 0 to {MOST_YEARS}."),
    )
    training = FreeText(label="Your own training in dry needling", help_text="Course, provider and year.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].queryset = Jurisdiction.objects.order_by("name")

    @property
    def values(self) -> dict:
        return {**self.cleaned_data, "license_type": License.Type.LICENSE}


class VerifyForm(forms.Form):
    address_proof = forms.ChoiceField(
        label="How do you know that the address is theirs?", choices=AddressProof, widget=forms.RadioSelect
    )
    address_words = forms.CharField(
        label="Where you looked, or whom you called",
        max_length=300,
        required=False,
        help_text="Use a number or page that you found yourself, not one from the statement.",
    )


class RefuseForm(forms.Form):
    reason = FreeText(
        label="Why",
        help_text="Goes to the trainee.",
        error_messages={"required": "Say why. The reason goes to the trainee."},
    )

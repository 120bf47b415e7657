"""The name of a login, as a certificate prints it under what its holder decides."""

from django import forms

from training.forms.parts import cleaned_name


class OwnNameForm(forms.Form):
    first_name = forms.CharField(
        label="First name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"})
    )
    last_name = forms.CharField(
        label="Last name", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"})
    )

    def clean_first_name(self):
        return cleaned_name(self.cleaned_data["first_name"])

    def clean_last_name(self):
        return cleaned_name(self.cleaned_data["last_name"])

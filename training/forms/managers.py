"""Appointing a compliance manager."""

from django import forms

from training.forms.parts import RowsField, cleaned_name
from training.models import Clinic, User


class AppointForm(forms.Form):
    """The address of a sign-in, there or to be made, and the clinics it answers for."""

    email = forms.EmailField(
        label="Email", help_text="Of a sign-in. If there is none, one is made in this name, and a link is sent."
    )
    first_name = forms.CharField(label="First name", max_length=150, required=False)
    last_name = forms.CharField(label="Last name", max_length=150, required=False)
    clinics = RowsField(queryset=Clinic.objects.none(), label="Answers for", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clinics"].queryset = Clinic.objects.open_on(today)

    def clean_first_name(self):
        return self.name("first_name")

    def clean_last_name(self):
        return self.name("last_name")

    def name(self, field: str) -> str:
        given = self.cleaned_data[field]
        return cleaned_name(given) if given.strip() else ""

    def clean(self):
        """Who decides is named: a sign-in that is made here needs a name."""
        data = super().clean()
        if data.get("email") and not User.objects.filter(email=data["email"].lower()).exists():
            for field in ("first_name", "last_name"):
                if field in data and not data[field]:
                    self.add_error(field, "Nobody signs in with this address yet. Write the name of who will.")
        return data

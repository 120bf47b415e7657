"""What a manager enters for somebody without a sign-in, besides licenses and evidence."""

from django import forms

from training.forms.parts import date_field
from training.models import Scheme


class EnrollForm(forms.Form):
    scheme = forms.ModelChoiceField(queryset=Scheme.objects.none(), empty_label="Choose a scheme")
    agreed_on = date_field(
        label="Agreed on paper on", help_text="The day on the agreement. Keep the paper: a board may ask for it."
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        adopted = Scheme.objects.filter(versions__adopted_at__isnull=False, profession=person.profession)
        self.fields["scheme"].queryset = adopted.exclude(enrollments__practitioner=person).distinct()


class ConfirmNameForm(forms.Form):
    compared = forms.BooleanField(
        label="I compared the name with the license, letter by letter",
        error_messages={"required": "Compare it with the license first."},
    )

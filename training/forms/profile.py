"""A person's own record."""

from django import forms

from training.actions.profile import OWN_FIELDS
from training.forms.parts import cleaned_name
from training.models import Clinic, Profession
from training.names import suggested_sort_name

EXACTLY = "This is my name exactly as on my license"


class RecordForm(forms.Form):
    """What a person may change of the own record."""

    full_name = forms.CharField(
        label="Full name",
        max_length=300,
        help_text="Exactly as on your license, in any script. It is printed on your certificates.",
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    sort_name = forms.CharField(
        label="Name for lists",
        max_length=300,
        required=False,
        help_text="Family name first, such as “Reyes, Maya”. Left empty, your last word leads.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    profession = forms.ChoiceField(choices=Profession.choices)
    phone = forms.CharField(
        max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"})
    )

    def clean_full_name(self):
        return cleaned_name(self.cleaned_data["full_name"])

    def clean_sort_name(self):
        given = self.cleaned_data["sort_name"]
        return cleaned_name(given) if given.strip() else ""

    def clean(self):
        data = super().clean()
        if data.get("full_name") and not data.get("sort_name") and "sort_name" not in self.errors:
            data["sort_name"] = suggested_sort_name(data["full_name"])
        return data


class ClinicField(forms.ModelChoiceField):
    def label_from_instance(self, clinic):
        return f"{clinic.name}, {clinic.jurisdiction}"


class JoinForm(forms.Form):
    """Which clinic's managers are asked."""

    clinic = ClinicField(
        queryset=Clinic.objects.none(),
        empty_label="Choose a clinic",
        help_text="Its compliance manager decides whether to admit you.",
    )

    def __init__(self, *args, today, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        clinics = Clinic.objects.open_on(today).select_related("jurisdiction")
        self.fields["clinic"].queryset = (
            clinics.exclude(assignments__in=person.assignments.filter(ends_on=None)) if person else clinics
        )


class NewRecordForm(JoinForm, RecordForm):
    """The record after sign-up, with the clinic that is asked."""

    confirmed = forms.BooleanField(label=EXACTLY)
    field_order = ["full_name", "confirmed", "sort_name", "profession", "clinic", "phone"]


class OwnRecordForm(RecordForm):
    """The record later on; while the name is not confirmed, also the word that it is as on the license."""

    listed = forms.BooleanField(
        label="Show me on the public page of therapists while I am cleared",
        required=False,
        help_text="Your name, profession and clinic, and only on days when you are cleared there.",
    )
    confirmed = forms.BooleanField(
        label=EXACTLY, required=False, help_text="Nothing is certified before you say so: the name is printed."
    )
    field_order = ["full_name", "confirmed", "sort_name", "profession", "phone", "listed"]

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, initial={name: getattr(person, name) for name in OWN_FIELDS}, **kwargs)
        if person.name_confirmed_at:
            del self.fields["confirmed"]

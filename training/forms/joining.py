"""People and their logins."""

from django import forms

from training.forms.assignment import my_clinics
from training.forms.parts import cleaned_name, date_field
from training.models import Clinic, Practitioner, Profession
from training.models.fields import fold


class NewPractitionerForm(forms.Form):
    """A record without a login. People of the same name are shown before a second record is made."""

    full_name = forms.CharField(label="Full name", max_length=300, help_text="Exactly as on the license.")
    sort_name = forms.CharField(label="Name in lists", max_length=300, help_text="Family name first.")
    email = forms.EmailField(label="Email", required=False, help_text="For the invitation.")
    profession = forms.ChoiceField(choices=Profession.choices)
    clinic = forms.ModelChoiceField(queryset=Clinic.objects.none(), empty_label="Choose a clinic")
    starts_on = date_field(label="First day there")
    invite = forms.BooleanField(label="Send an invitation that ties their sign-in to this record", required=False)
    another = forms.BooleanField(
        label="This is another person with the same name", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.user = user
        self.fields["clinic"].queryset = my_clinics(user, today)
        self.same_name = []

    def clean_full_name(self):
        return cleaned_name(self.cleaned_data["full_name"])

    def clean_sort_name(self):
        return cleaned_name(self.cleaned_data["sort_name"])

    def clean(self):
        data = super().clean()
        if data.get("invite") and not data.get("email"):
            self.add_error("email", "An invitation needs an email address.")
        if data.get("full_name") and not data.get("another"):
            self.refuse_twice(data["full_name"])
        return data

    def refuse_twice(self, name: str):
        """The same name is on record: ask, since two records of one person are hard to mend."""
        rows = Practitioner.objects.visible_to(self.user).filter(folded_name__startswith=fold(name) + " ")
        self.same_name = list(rows[:5])
        if self.same_name:
            self.fields["another"].widget = forms.CheckboxInput()
            self.add_error(
                "another", "Somebody of this name is on record. Look first, then tick this if it is another."
            )


class InviteForm(forms.Form):
    email = forms.EmailField(label="Send the link to")


class JoinDecisionForm(forms.Form):
    """What a manager decides about a request: admit, link to a record, or decline with a reason."""

    decision = forms.ChoiceField(choices=[("admit", "Admit"), ("link", "Link"), ("decline", "Decline")])
    record = forms.IntegerField(required=False, widget=forms.HiddenInput)
    comment = forms.CharField(label="Why", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

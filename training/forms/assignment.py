"""Where somebody works, and the end of it."""

from django import forms

from training.forms.parts import date_field
from training.models import Clinic
from training.permissions import is_administrator


def my_clinics(user, today):
    """The open clinics that this manager answers for; all of them for an administrator."""
    rows = Clinic.objects.open_on(today).select_related("jurisdiction")
    return rows if is_administrator(user) else rows.filter(manager_rows__user=user)


class AssignForm(forms.Form):
    clinic = forms.ModelChoiceField(queryset=Clinic.objects.none(), empty_label="Choose a clinic")
    starts_on = date_field(label="First day")
    ends_on = date_field(label="Last day", required=False, help_text="Empty while it goes on.")

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, initial={"starts_on": today}, **kwargs)
        self.fields["clinic"].queryset = my_clinics(user, today)


class DayForm(forms.Form):
    """The last day of an assignment or of a person's practice."""

    day = date_field(label="Last day")

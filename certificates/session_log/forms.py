"""Which log of sessions somebody asks for."""

from datetime import date

from django import forms

from certificates.completions import printable_licenses
from training.forms.parts import DaysForm
from training.models import Jurisdiction, License, Practitioner
from training.queries.session_log import Asked


class LogForm(DaysForm):
    """Asked by GET. Without a word the rule and the license are those of the last clinic, the period is open."""

    field_order = ["place", "license", "since", "until", "unsigned"]

    place = forms.ModelChoiceField(
        label="Jurisdiction",
        queryset=Jurisdiction.objects.all(),
        to_field_name="code",
        required=False,
        empty_label="None: the log alone",
        error_messages={"invalid_choice": "This jurisdiction is not on record."},
    )
    license = forms.ChoiceField(
        label="License to print",
        required=False,
        error_messages={"invalid_choice": "This license cannot be printed any more. Choose another one, or none."},
    )
    unsigned = forms.BooleanField(label="Also those not signed yet", required=False)

    def __init__(self, data, *, practitioner: Practitioner, today: date):
        self.practitioner = practitioner
        self.licenses = {str(row.pk): row for row in printable_licenses(practitioner, today)}
        asked = set(data) & set(self.base_fields)
        super().__init__(data if asked else likely(practitioner, self.licenses))
        self.fields["license"].choices = [("", "None"), *((key, str(row)) for key, row in self.licenses.items())]

    @property
    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            practitioner=self.practitioner,
            jurisdiction=said["place"],
            license=self.licenses.get(said["license"]),
            since=said["since"],
            until=said["until"],
            with_unsigned=said["unsigned"],
        )


def likely(practitioner: Practitioner, licenses: dict[str, License]) -> dict[str, str]:
    """The jurisdiction that a log is most likely for, and the first license there, which its board knows them by."""
    place = place_of(practitioner, licenses.values())
    there = (key for key, row in licenses.items() if row.jurisdiction.code == place)
    return {"place": place, "license": next(there, "")}


def place_of(practitioner: Practitioner, licenses) -> str:
    """The code of the jurisdiction that a log is most likely for; empty where nothing tells."""
    works = practitioner.assignments.order_by("-starts_on", "-pk").select_related("clinic__jurisdiction").first()
    if works:
        return works.clinic.jurisdiction.code
    return next((row.jurisdiction.code for row in licenses), "")

"""What a manager saw at the primary source of a license."""

from django import forms

from training.actions.license_check import flaws
from training.forms.parts import add_flaws, date_field
from training.forms.uploads import ACCEPT, FilesField
from training.models import License, LicenseCheck

BY_A_PERSON = [each for each in LicenseCheck.Method.choices if each[0] != LicenseCheck.Method.AUTOMATIC]
SHOWN = [("yes", "It shows this license for this person"), ("no", "It does not show it")]


class OneFileField(FilesField):
    """At most one upload, read and cleaned like evidence; None without one."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})

    def clean(self, data, initial=None):
        return next(iter(super().clean(data, initial)), None)


class LicenseCheckForm(forms.Form):
    """Nothing is ticked in advance: what counts is what was seen."""

    shows = forms.ChoiceField(
        label="What does the source show?",
        choices=SHOWN,
        widget=forms.RadioSelect,
        help_text="Under this number, for this person. What is not shown does not count.",
    )
    checked_on = date_field(label="Checked on")
    method = forms.ChoiceField(label="How", choices=BY_A_PERSON)
    source = forms.CharField(max_length=200, help_text="Whose register, or who was spoken to.")
    source_url = forms.URLField(label="Its address", required=False, max_length=500, assume_scheme="https")
    status_shown = forms.CharField(
        label="Status as shown",
        required=False,
        max_length=120,
        help_text="In the source’s own words, such as Active.",
    )
    in_good_standing = forms.BooleanField(label="In good standing", required=False)
    encumbered = forms.BooleanField(
        label="Encumbered", required=False, help_text="The source shows a restriction or discipline."
    )
    issued_on = date_field(label="Issued, as shown", required=False)
    expires_on = date_field(
        label="Last valid day, as shown", required=False, help_text="After this day the license no longer counts."
    )
    no_end = forms.BooleanField(
        label="The source shows no end", required=False, help_text="The license then counts until a later look."
    )
    note = forms.CharField(required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    capture = OneFileField(
        label="What you saw", required=False, help_text="A PDF or picture of the page. It is kept with its hash."
    )

    def __init__(self, *args, license: License, today, **kwargs):
        self.today, place = today, license.jurisdiction
        initial = {
            "checked_on": today,
            "source": f"License look-up, {place}",
            "source_url": place.lookup_url,
        }
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)

    def clean(self):
        data = super().clean()
        shows = data.get("shows")
        add_flaws(self, contradictions(data) if shows == "no" else {})
        add_flaws(self, flaws(data | {"shows": shows == "yes"}, self.today))
        if shows == "yes" and not data.get("status_shown"):
            self.add_error("status_shown", "Write the status as the source shows it, such as Active.")
        if shows == "yes" and data.get("in_good_standing") and data.get("encumbered"):
            self.add_error("encumbered", "An encumbered license is not in good standing. Untick one of the two.")
        return data

    @property
    def look(self) -> dict:
        """What `actions.license_check.record_check` takes."""
        data = dict(self.cleaned_data)
        data.pop("capture")
        return data | {"shows": data["shows"] == "yes"}


def contradictions(data: dict) -> dict[str, str]:
    """What a source that does not show the license cannot show of it."""
    return {name: f"{NOT_SHOWN} {way_out}" for name, way_out in WAYS_OUT.items() if data.get(name)}


NOT_SHOWN = "The source does not show the license."
WAYS_OUT = {
    "status_shown": "Empty this, or write it into the note.",
    "in_good_standing": "Untick this.",
    "encumbered": "Untick this.",
    "issued_on": "Empty this.",
    "expires_on": "Empty this.",
    "no_end": "Untick this.",
}

"""The hours of a course, by subject and delivery mode."""

from django import forms

from training.evaluation.describe import hours
from training.models import DeliveryMode, Subject

ROWS = 10
MOST_MINUTES = 200 * 60  # more than any course we know of; a slip of the finger is asked back
MOST_OF_A_DAY = 14 * 60  # nobody is taught longer on one day; minutes were written as hours
TWO_DECIMALS = "Write hours with at most 2 decimals, such as 27.5, or use the minutes beside them."
NONE = "Write more than 0 hours."


class LineForm(forms.Form):
    """Hours of one subject in one delivery mode."""

    subject = forms.ChoiceField(choices=[("", "Choose"), *Subject.choices])
    mode = forms.ChoiceField(label="How", choices=[("", "Choose"), *DeliveryMode.choices])
    hours = forms.DecimalField(
        required=False,
        min_value=0,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        error_messages={
            "invalid": "Write hours as a number, such as 27.5.",
            "min_value": NONE,
            "max_value": "Write at most 1,000 hours.",
            "max_decimal_places": TWO_DECIMALS,
            "max_digits": TWO_DECIMALS,
            "max_whole_digits": "Write at most 1,000 hours.",
        },
    )

    minutes = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=60_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Write minutes as a whole number, such as 50.",
            "min_value": "Write minutes as a whole number, such as 50.",
            "max_value": "Write at most 60,000 minutes.",
        },
    )

    def clean_hours(self):
        given = self.cleaned_data["hours"]
        if given and given * 60 != int(given * 60):
            raise forms.ValidationError("This is no whole number of minutes. Write the rest as minutes beside it.")
        return given

    def clean(self):
        data = super().clean()
        if not self.errors and not self.total:
            self.add_error("hours", "Write the hours, such as 27.5." if data.get("hours") is None else NONE)
        return data

    @property
    def total(self) -> int:
        """Minutes of both fields."""
        return int((self.cleaned_data.get("hours") or 0) * 60) + (self.cleaned_data.get("minutes") or 0)

    @property
    def line(self) -> dict | None:
        """Subject, mode and minutes, or None for an empty row."""
        if not self.has_changed():
            return None
        data = self.cleaned_data
        return {"subject": data["subject"], "mode": data["mode"], "minutes": self.total}


class BaseLineSet(forms.BaseFormSet):
    """Any row may be left empty, also one that the page showed filled."""

    def clean(self):
        """One row for each subject and mode, so that nothing is counted twice by a slip."""
        seen = {}
        for row, form in enumerate(self.forms, 1):
            line = form.line if not form.errors else None
            if line and (first := seen.setdefault((line["subject"], line["mode"]), row)) != row:
                form.add_error("subject", f"Row {first} has this subject, taught the same way. Write both in one row.")

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def total_form_count(self):
        return ROWS

    @property
    def faults(self) -> list[dict]:
        """Each row's first complaint, for the summary above the form."""
        return [
            {"to": bound.auto_id, "label": f"Hours, row {row}", "words": bound.errors[0]}
            for row, form in enumerate(self.forms, 1)
            if self.is_bound
            for bound in [next((each for each in form if each.errors), None)]
            if bound
        ]


def shown_line(line) -> dict:
    """A line on record as the row shows it: 27.5 hours, or 1 hour and 40 minutes."""
    given = {"subject": line.subject, "mode": line.mode}
    if line.minutes * 100 % 60 == 0:
        return given | {"hours": hours(line.minutes)}
    return given | {"hours": line.minutes // 60 or None, "minutes": line.minutes % 60}


LineSet = forms.formset_factory(LineForm, formset=BaseLineSet, extra=ROWS, max_num=ROWS, validate_max=True)

"""The hours of a course, by subject and delivery mode."""

from django import forms

from training.models import DeliveryMode, Subject

ROWS = 6
MOST_MINUTES = 200 * 60  # more than any course we know of; a slip of the finger is asked back
TWO_DECIMALS = "Write hours with at most 2 decimals, such as 27.5."


class LineForm(forms.Form):
    """Hours of one subject in one delivery mode."""

    subject = forms.ChoiceField(choices=[("", "Choose"), *Subject.choices])
    mode = forms.ChoiceField(label="How", choices=[("", "Choose"), *DeliveryMode.choices])
    hours = forms.DecimalField(
        min_value=0,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"}),
        error_messages={
            "required": "Write the hours, such as 27.5.",
            "invalid": "Write hours as a number, such as 27.5.",
            "min_value": "Write more than 0 hours.",
            "max_value": "Write at most 1,000 hours.",
            "max_decimal_places": TWO_DECIMALS,
            "max_digits": TWO_DECIMALS,
            "max_whole_digits": "Write at most 1,000 hours.",
        },
    )

    def clean_hours(self):
        hours = self.cleaned_data["hours"]
        if not hours:
            raise forms.ValidationError("Write more than 0 hours.")
        if hours * 60 != int(hours * 60):
            raise forms.ValidationError("Write hours in whole minutes, such as 1.5 or 27.25.")
        return hours

    @property
    def line(self) -> dict | None:
        """Subject, mode and minutes, or None for an empty row."""
        if not self.has_changed():
            return None
        data = self.cleaned_data
        return {"subject": data["subject"], "mode": data["mode"], "minutes": int(data["hours"] * 60)}


class BaseLineSet(forms.BaseFormSet):
    """Any row may be left empty, also one that the page showed filled."""

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


LineSet = forms.formset_factory(LineForm, formset=BaseLineSet, extra=ROWS, max_num=ROWS, validate_max=True)

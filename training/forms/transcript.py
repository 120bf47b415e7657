"""Which days a transcript is about."""

from datetime import date

from django import forms

from training.evaluation.dates import long_date
from training.forms.parts import DaysForm
from training.models import Cycle, Practitioner
from training.queries.cycle_begins import that_begin


class CycleField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.scheme}, {long_date(row.starts_on)} to {long_date(row.ends_on())}"


class PeriodForm(DaysForm):
    """A cycle, days, or both: then the days that they share. Asked by GET; without any, everything."""

    cycle = CycleField(
        queryset=None,
        required=False,
        empty_label="Any time",
        error_messages={"invalid_choice": "This cycle is not on record."},
    )

    def __init__(self, *args, practitioner: Practitioner, **kwargs):
        super().__init__(*args, **kwargs)
        rows = that_begin(Cycle.objects.filter(practitioner=practitioner))
        self.fields["cycle"].queryset = rows.select_related("scheme").prefetch_related("acts")

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day; none where it is open."""
        cycle = self.cleaned_data.get("cycle")
        firsts = [self.cleaned_data.get("since"), cycle and cycle.starts_on]
        lasts = [self.cleaned_data.get("until"), cycle and cycle.ends_on()]
        return max(filter(None, firsts), default=None), min(filter(None, lasts), default=None)

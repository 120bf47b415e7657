"""A course that somebody thinks about, before any money is spent on it."""

from django import forms

from training.blocks import QUALIFICATIONS
from training.models import DeliveryMode, Subject
from training.models.scope import SCOPE_CHOICES
from training.models.session import Region
from training.queries.planner import Course

ROWS = (1, 2, 3)
HOURS = {"min_value": 0, "max_value": 1000, "max_digits": 6, "decimal_places": 2, "required": False}


class CourseForm(forms.Form):
    """Up to three lines of hours, sessions, and what is taught. It is asked by GET and changes nothing."""

    sessions = forms.IntegerField(
        label="Supervised sessions with it", min_value=0, max_value=1000, required=False, help_text="In person, signed."
    )
    taught = forms.MultipleChoiceField(
        label="It teaches", choices=SCOPE_CHOICES, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        subjects, modes = [("", "Not said"), *Subject.choices], DeliveryMode.choices
        for row in ROWS:
            said = "" if row == 1 else f", line {row}"
            number = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
            self.fields[f"hours_{row}"] = forms.DecimalField(label=f"Hours{said}", widget=number, **HOURS)
            self.fields[f"mode_{row}"] = forms.ChoiceField(label=f"How{said}", choices=modes, required=False)
            self.fields[f"subject_{row}"] = forms.ChoiceField(label=f"Subject{said}", choices=subjects, required=False)

    @classmethod
    def names(cls) -> set[str]:
        """The names of all its fields."""
        return set(cls().fields)

    @property
    def has_more(self) -> bool:
        """Whether a line after the first is filled in."""
        return self.is_bound and any(self.data.get(f"hours_{row}") for row in ROWS[1:])

    @property
    def rows(self) -> list[tuple]:
        """The fields of each line of hours."""
        return [tuple(self[f"{name}_{row}"] for name in ("hours", "mode", "subject")) for row in ROWS]

    @property
    def course(self) -> Course | None:
        """The course that is meant; None while nothing is said, or what is said is no course."""
        if not (self.is_bound and self.is_valid()):
            return None
        said = self.cleaned_data
        minutes = tuple(line for row in ROWS if (line := self.line(row))[2])
        regions = tuple(code for code in said["taught"] if code in Region.values) or tuple(Region.values)
        if not minutes and not said["taught"] and not said["sessions"]:
            return None
        return Course(
            minutes=minutes,
            taught=tuple(said["taught"]),
            sessions=said["sessions"] or 0,
            regions=regions,
            qualifications=tuple(code for code, _ in QUALIFICATIONS),
        )

    def line(self, row: int) -> tuple[str, str, int]:
        said = self.cleaned_data
        mode = said[f"mode_{row}"] or DeliveryMode.IN_PERSON.value
        return said[f"subject_{row}"], mode, int((said[f"hours_{row}"] or 0) * 60)

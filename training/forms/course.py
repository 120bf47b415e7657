"""A course that somebody thinks about, before any money is spent on it."""

from django import forms

from training.models import DeliveryMode, Subject
from training.models.scope import SCOPE_CHOICES
from training.models.session import Qualification, Region
from training.queries.planner import Course

ROWS = (1, 2, 3)
USUAL = "usual"
# The five subjects that Florida's statute names (Fla. Stat. 486.117(1)(b)); most courses for therapists teach them all.
FIVE = (Subject.THEORY, Subject.TECHNIQUE, Subject.INDICATIONS, Subject.SKILL, Subject.AFTERCARE)
SUBJECTS = [(USUAL, "The five usual ones, in equal parts"), *Subject.choices]
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
        for row in ROWS:
            said = "" if row == 1 else f", line {row}"
            number = forms.NumberInput(attrs={"inputmode": "decimal", "step": "any"})
            self.fields[f"hours_{row}"] = forms.DecimalField(label=f"Hours{said}", widget=number, **HOURS)
            modes = forms.ChoiceField(label=f"How{said}", choices=DeliveryMode.choices, required=False)
            subjects = forms.ChoiceField(label=f"Subjects{said}", choices=SUBJECTS, required=False)
            self.fields |= {f"mode_{row}": modes, f"subject_{row}": subjects}

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

    def clean(self):
        said = super().clean()
        amounts = [f"hours_{row}" for row in ROWS] + ["sessions", "taught"]
        if not self.errors and not any(said.get(name) for name in amounts):
            self.add_error("hours_1", "Write the hours or sessions of the course, or tick what it teaches.")
        return said

    @property
    def course(self) -> Course | None:
        """The course that is meant; None while nothing is said, or what is said is no course."""
        if not (self.is_bound and self.is_valid()):
            return None
        said = self.cleaned_data
        minutes = tuple(part for row in ROWS for part in self.parts(row))
        regions = tuple(code for code in said["taught"] if code in Region.values) or tuple(Region.values)
        return Course(
            minutes=minutes,
            taught=tuple(said["taught"]),
            sessions=said["sessions"] or 0,
            regions=regions,
            qualifications=tuple(Qualification.values),
        )

    def parts(self, row: int) -> list[tuple[str, str, int]]:
        """A line of hours as minutes by subject and mode; what does not divide evenly goes to the first subjects."""
        said = self.cleaned_data
        minutes = int((said[f"hours_{row}"] or 0) * 60)
        mode = said[f"mode_{row}"] or DeliveryMode.IN_PERSON.value
        subject = said[f"subject_{row}"] or USUAL
        subjects = [each.value for each in FIVE] if subject == USUAL else [subject]
        share, rest = divmod(minutes, len(subjects))
        parts = [(name, mode, share + (place < rest)) for place, name in enumerate(subjects)]
        return [part for part in parts if part[2]]

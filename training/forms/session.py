"""Logging a session: fast on a phone, with every complaint beside its field."""

from datetime import date, timedelta

from django import forms
from django.db.models import Q

from training import body, muscles
from training.actions.session import GIVEN, NAME_THEM, flaws
from training.forms.body_map import BodyMap
from training.forms.muscles import MusclesUnderSpots
from training.forms.new_supervisor import NamesSupervisor
from training.forms.parts import add_flaws, date_field
from training.lasting import in_practice, lasting
from training.models import (
    AdverseGrade,
    AgeBand,
    Clinic,
    Competency,
    LungTechnique,
    NeedleTechnique,
    Practitioner,
    Response,
    SessionMode,
    SupervisedSession,
    Supervision,
)
from training.queries import organization

LATELY = timedelta(days=30)
GAUGES = [(16, "0.16 mm"), (20, "0.20 mm"), (25, "0.25 mm"), (30, "0.30 mm"), (35, "0.35 mm")]
LENGTHS = [15, 25, 30, 40, 50, 60, 75, 100, 125]


def number_choice(choices, **options):
    return forms.TypedChoiceField(choices=choices, coerce=int, empty_value=None, required=False, **options)


def optional_choice(choices, **options):
    return forms.ChoiceField(choices=choices, required=False, widget=forms.RadioSelect, **options)


class SessionForm(NamesSupervisor):
    """`submitting` asks for everything that a supervisor signs; a draft needs a date only.

    What was once submitted keeps a supervisor (`is_named`).
    """

    happened_on = date_field(label="Date")
    clinic = forms.ModelChoiceField(queryset=Clinic.objects.none(), required=False, empty_label="Somewhere else")
    supervisor = forms.ModelChoiceField(
        queryset=Practitioner.objects.none(),
        required=False,
        empty_label="Choose who was with you",
        help_text="Admitted supervisors only. Whether they may supervise is judged for the day of the session.",
        error_messages={"required": NAME_THEM},
    )
    mode = forms.ChoiceField(label="They were with you", choices=SessionMode.choices, widget=forms.RadioSelect)
    supervision = optional_choice(Supervision.choices, label="How it went")
    spots = forms.MultipleChoiceField(label="Where did you needle?", required=False, widget=BodyMap)
    muscles = forms.MultipleChoiceField(label="Which muscles?", required=False, widget=MusclesUnderSpots)
    technique = optional_choice(NeedleTechnique.choices, label="Technique")
    needle_gauge = number_choice(GAUGES, label="Needle thickness", widget=forms.RadioSelect)
    needle_length_mm = number_choice(
        [(length, f"{length}") for length in LENGTHS], label="Length, mm", widget=forms.RadioSelect
    )
    needle_count = forms.IntegerField(
        label="Needles used",
        required=False,
        min_value=1,
        max_value=60,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "min_value": "Write how many went in, 1 to 60.",
            "max_value": "Write how many went in, 1 to 60.",
        },
    )
    lung_technique = optional_choice(LungTechnique.choices, label="How did you keep away from the lung?")
    stimulation = forms.BooleanField(label="Electrical stimulation through the needles", required=False)
    twitch = forms.BooleanField(label="A local twitch was seen", required=False)
    response = optional_choice(Response.choices, label="Response")
    adverse_grade = forms.ChoiceField(
        label="Adverse event",
        choices=AdverseGrade.choices,
        widget=forms.RadioSelect,
        help_text="Mild: gone within a day or so. Major: needed care elsewhere. What is more than mild"
        " has a record of its own, which comes next. A report never counts against you.",
    )
    screened = forms.BooleanField(label="I screened for contraindications first", required=False)
    consented = forms.BooleanField(label="The patient gave consent on the clinic's form", required=False)
    first_with_patient = forms.BooleanField(
        label="First session with this patient",
        required=False,
        help_text="Some rules count patients, not only sessions.",
    )
    age_band = optional_choice(AgeBand.choices, label="Age of the patient")
    competencies = forms.MultipleChoiceField(
        label="What you practiced", choices=Competency.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, practitioner, submitting=False, is_named=False, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.practitioner, self.submitting, self.now = practitioner, submitting, now
        self.fields["spots"].choices = [(spot.id, spot.label) for spot in body.spots().values()]
        self.fields["muscles"].choices = [(muscle.id, muscle.label) for muscle in muscles.muscles().values()]
        self.fields["clinic"].queryset = clinics_of(practitioner)
        if not self.fields["clinic"].queryset.exists():
            self.fields["clinic"].widget = forms.HiddenInput()
        self.fields["supervisor"].queryset = supervisors_for(practitioner, organization.today(now))
        self.fields["supervisor"].required = is_named and not self.is_naming

    @property
    def values(self) -> dict:
        """What a valid form says, as `actions.session` takes it."""
        return {name: self.cleaned_data[name] for name in GIVEN}

    def unlike(self, session: SupervisedSession) -> list[str]:
        """The labels of the fields in which a valid form says something else than the entry."""
        return [self[name].label for name, value in self.values.items() if getattr(session, name) != value]

    def clean_competencies(self):
        return sorted(self.cleaned_data["competencies"])

    def clean(self):
        data = super().clean()
        self.clean_naming()
        if self.is_naming:
            data["supervisor"] = None  # named, and found or made once somebody presses a button
        found = flaws(practitioner=self.practitioner, values=data, submitting=self.submitting, now=self.now)
        if self.is_naming:
            found.pop("supervisor", None)
        add_flaws(self, found)
        return data


def clinics_of(practitioner: Practitioner):
    return Clinic.objects.filter(assignments__practitioner=practitioner).distinct()


def supervisors_for(practitioner: Practitioner, today: date):
    """Admitted supervisors by name, also those who stopped lately and those named before: their word may still count.
    Those without an account whom the person named before are among them, verified or not.

    The person is among them, so that choosing oneself gets a sentence.
    """
    still = lasting(today - LATELY, "supervisor_until")
    named = Q(pk__in=practitioner.sessions.values("supervisor"))
    admitted = Q(supervisor_at__isnull=False)
    found = (still & admitted) | (named & (admitted | Q(user=None)))
    return Practitioner.objects.filter(found, in_practice(today, ""))

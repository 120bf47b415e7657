"""An adverse event on a phone in two minutes, and the report of it to a board."""

from django import forms

from training.actions.adverse import GIVEN, flaws, flaws_of_answers
from training.adverse_duty import ANSWERS, Duty, duties, duty_of
from training.forms.free_text import FreeText
from training.forms.parts import add_flaws, date_field
from training.forms.session import clinics_of
from training.models import (
    AdverseCare,
    AdverseEvent,
    AdverseKind,
    AdverseOutcome,
    Practitioner,
    Region,
    Reporter,
    ReportWay,
    SupervisedSession,
)
from training.models.adverse import GRADES


class AdverseForm(forms.Form):
    """Choices only, but for one comment to the manager. The questions of a definition are `duty-element`."""

    session = forms.ModelChoiceField(queryset=None, required=False, widget=forms.HiddenInput)
    happened_on = date_field(label="It happened on")
    noticed_on = date_field(label="Noticed on", help_text="The same day, if you saw it at once.")
    clinic = forms.ModelChoiceField(queryset=None, empty_label="Choose where", help_text="Its managers read this.")
    kind = forms.ChoiceField(label="What happened?", choices=[("", "Choose what"), *AdverseKind.choices])
    grade = forms.ChoiceField(
        label="How bad was it?",
        choices=GRADES,
        widget=forms.RadioSelect,
        help_text="Between two, take the higher. A report never counts against you.",
    )
    regions = forms.MultipleChoiceField(
        label="Where was the needle?", choices=Region.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    care = forms.MultipleChoiceField(
        label="What was done?",
        choices=AdverseCare.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose what was done: at least one."},
    )
    outcome = forms.ChoiceField(label="How is it now?", choices=AdverseOutcome.choices, widget=forms.RadioSelect)
    comment = FreeText(label="Comment to your manager", required=False)

    def __init__(self, *args, practitioner: Practitioner, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.practitioner, self.now = practitioner, now
        self.fields["session"].queryset = SupervisedSession.objects.filter(practitioner=practitioner)
        self.fields["clinic"].queryset = clinics_of(practitioner)
        self.duties = duties_of(practitioner)
        for duty in self.duties:
            for element in duty.elements:
                self.fields[name_of(duty, element.id)] = question(element.question)

    @property
    def definitions(self) -> list[tuple[Duty, list]]:
        """Each duty that may hold for the person's clinics, with its questions as fields."""
        return [(duty, [self[name_of(duty, each.id)] for each in duty.elements]) for duty in self.duties]

    @property
    def values(self) -> dict:
        """What a valid form says, as `actions.adverse` takes it."""
        return {name: self.cleaned_data[name] for name in GIVEN}

    @property
    def duty(self) -> Duty | None:
        clinic, day = self.cleaned_data.get("clinic"), self.cleaned_data.get("happened_on")
        return duty_of(clinic.jurisdiction.code, self.practitioner.profession, day) if clinic and day else None

    @property
    def answers(self) -> dict[str, str]:
        if self.duty is None:
            return {}
        return {each.id: self.cleaned_data.get(name_of(self.duty, each.id), "") for each in self.duty.elements}

    def clean(self):
        data = super().clean()
        add_flaws(self, flaws(practitioner=self.practitioner, values=data, now=self.now))
        found = flaws_of_answers(self.duty, self.answers, data)
        add_flaws(self, {name_of(self.duty, each): sentence for each, sentence in found.items()})
        return data


def question(words: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=words, choices=ANSWERS, required=False, widget=forms.RadioSelect)


def name_of(duty: Duty, element: str) -> str:
    return f"{duty.jurisdiction}-{element}".lower()


def duties_of(practitioner: Practitioner) -> list[Duty]:
    """The duties of the places where the person works or worked."""
    places = set(clinics_of(practitioner).values_list("jurisdiction__code", flat=True))
    return [each for each in duties() if each.jurisdiction in places and practitioner.profession in each.professions]


def said_in(event: AdverseEvent) -> dict:
    """What the form of a correction begins with."""
    answers = {f"{event.jurisdiction.code}-{each['id']}".lower(): each["answer"] for each in event.elements}
    return {name: getattr(event, name) for name in GIVEN} | answers


class ReportForm(forms.Form):
    """When, how and by whom the board was told."""

    reported_on = date_field(label="Reported on")
    way = forms.ChoiceField(label="How", choices=[("", "Choose how"), *ReportWay.choices])
    reporter = forms.ChoiceField(label="By whom", choices=[("", "Choose who"), *Reporter.choices])
    file_number = forms.CharField(
        label="The board's file number",
        required=False,
        max_length=40,
        help_text="If it gave one. Never a patient's number.",
    )

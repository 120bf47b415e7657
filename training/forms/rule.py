"""What a manager fills in to adopt a practice rule: one group of fields for each thing that a rule may ask for."""

from dataclasses import replace
from datetime import date

from django import forms

from training import rule_fields
from training.actions.rule_checks import OPEN_LAW, answer_flaws, draft_answer, stage_hours
from training.evaluation.dates import add_months
from training.forms.parts import add_flaws
from training.models import PracticeRule
from training.rule_fields import Answer
from training.unknowns import fields_of

REVIEW_MONTHS = 12
PUBLIC = "Everybody reads this word for word on the public page, /where/{}/."


def date_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


class AdoptionForm(forms.Form):
    """Opens with what the draft suggests; where a manager read it is for them to write. The action decides."""

    effective_from = date_field("In force from", "The first day on which this version decides.")
    effective_until = date_field("In force until", "The last day, if the rule names one.", required=False)
    review_on = date_field("Read it again on", "After this day answers warn, and some time later they say check due.")
    provisional_hours = forms.IntegerField(
        label="Course hours that open provisional practice", required=False, min_value=1, max_value=10000
    )
    provisional_months = forms.IntegerField(
        label="Months to complete the rest",
        help_text="From the first course.",
        required=False,
        min_value=1,
        max_value=600,
    )
    position = forms.ChoiceField(
        label="Our position",
        required=False,
        choices=[("", "No position"), *PracticeRule._meta.get_field("position").choices],
    )
    position_basis = forms.CharField(
        label="What it rests on", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    duties = forms.CharField(
        label="Other duties",
        help_text="One a line. Shown with each answer, never counted.",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, rule: PracticeRule, today: date, **kwargs):
        super().__init__(*args, initial=first_values(rule, today), **kwargs)
        self.rule = rule
        self.keys = [] if rule.status == "prohibited" else list(rule_fields.LABELS)
        for key in self.keys:
            self.add_group(key, suggested(rule, key))
        self.fields["position_basis"].help_text = PUBLIC.format(rule.jurisdiction.code)
        for name in self.unused_names():
            del self.fields[name]

    def unused_names(self) -> list[str]:
        """A prohibition has no requirements and no stage; a position is for a law that is silent or unclear."""
        position = [] if self.rule.status in OPEN_LAW else ["position", "position_basis"]
        stage = ["provisional_hours", "provisional_months"] if self.rule.status == "prohibited" else []
        return position + stage

    def add_group(self, key: str, now: Answer) -> None:
        """The fields of one thing: what it asks for, how much, and where that was read."""
        self.fields[f"{key}_kind"] = forms.ChoiceField(
            label=rule_fields.LABELS[key], choices=rule_fields.kinds_for(now), initial=now.kind
        )
        if value := value_field(key):
            self.fields[f"{key}_value"] = value
            value.initial = now.value
        if key == "min_licensed_years":
            choices = rule_fields.COUNTED.items()
            counted = forms.ChoiceField(label="Counted", choices=choices, required=False, initial=now.counted)
            self.fields[f"{key}_counted"] = counted
        self.fields[f"{key}_read"] = forms.CharField(label="Where you read it", required=False, max_length=300)

    @property
    def groups(self) -> list[dict]:
        """The groups for the page, in order, each with its fields."""
        return [{"label": rule_fields.LABELS[key], "fields": self.group(key)} for key in self.keys]

    def group(self, key: str) -> list:
        names = (f"{key}_{part}" for part in ("kind", "value", "counted", "read"))
        return [self[name] for name in names if name in self.fields]

    def clean(self):
        data = super().clean()
        add_flaws(self, answer_flaws(self.answers(), fields_of(self.rule)))
        return data

    def answers(self) -> dict[str, Answer]:
        return {key: self.answer(key) for key in self.keys if f"{key}_kind" in self.cleaned_data}

    def answer(self, key: str) -> Answer:
        said = {part: self.cleaned_data.get(f"{key}_{part}") for part in ("kind", "value", "read", "counted")}
        answer = Answer(said["kind"], None, said["read"] or "", "")
        if answer.kind != rule_fields.VALUE:
            return answer
        value = True if key == rule_fields.CONSENT else said["value"]
        return replace(answer, value=value, counted=said["counted"] or "")

    def values(self) -> dict:
        """What the action takes."""
        names = [name for name in AdoptionForm.base_fields if name in self.fields and name != "duties"]
        given = {name: self.cleaned_data[name] for name in names}
        if stage_hours(self.rule) and not given.get("provisional_hours"):
            given["provisional_hours"] = 0
        return {
            **given,
            "duties": self.cleaned_data["duties"].splitlines(),
            "answers": self.answers(),
        }


def value_field(key: str) -> forms.Field | None:
    """The field of an amount or a name; written consent has none."""
    field = rule_fields.BY_KEY.get(key)
    if field is None:
        return None
    if field.unit:
        return forms.IntegerField(label=f"How many {field.unit}", required=False, min_value=1, max_value=10000)
    return forms.CharField(label="Its name, as people file it", required=False, max_length=160)


def suggested(rule: PracticeRule, key: str) -> Answer:
    """What a field opens with. A line that the draft does not have means “nothing required” only where somebody said
    so; otherwise nobody knows yet.
    """
    found = draft_answer(rule, key)
    if found.kind != rule_fields.NOTHING or getattr(rule.jurisdiction, key) is False or said_before(rule, key):
        return found
    return Answer(rule_fields.UNKNOWN)


def said_before(rule: PracticeRule, key: str) -> bool:
    """Whether the adopted version before this draft was closed with “nothing required”."""
    same = PracticeRule.objects.filter(jurisdiction=rule.jurisdiction_id, profession=rule.profession)
    last = same.filter(number__lt=rule.number, state=PracticeRule.State.ADOPTED).order_by("number").last()
    return bool(last) and last.read_where.get(key, {}).get("kind") == rule_fields.NOTHING


def first_values(rule: PracticeRule, today: date) -> dict:
    """What the form begins with."""
    return {
        "effective_from": rule.effective_from or rule.jurisdiction.effective_from,
        "effective_until": rule.effective_until,
        "review_on": rule.review_on or add_months(today, REVIEW_MONTHS),
        "provisional_hours": stage_hours(rule),
        "provisional_months": rule.provisional_months,
        "position": rule.position,
        "position_basis": rule.position_basis,
        "duties": "\n".join(rule_fields.other_duties(rule.duties)),
    }

"""What a manager fills in to adopt a practice rule: one group of fields for each thing that a rule may ask for."""

from dataclasses import replace
from datetime import date

from django import forms

from training import rule_fields
from training.actions.rule_checks import ENDS_FIRST, OPEN_LAW, READ_LENGTH, answer_flaws, stage_hours
from training.evaluation.dates import add_months
from training.forms.parts import add_flaws
from training.forms.rule_groups import amount_field, groups_of
from training.models import SCOPE_CHOICES, Anchor, PracticeRule
from training.queries.research import first_day_in_table
from training.queries.succession import adopted_beside
from training.rule_fields import Answer
from training.unknowns import fields_of

REVIEW_MONTHS = 12
OWN = ("duties", "read_at")  # what the form reads itself before the action does
STAGE = ("provisional_hours", "provisional_months", "provisional_anchor", "provisional_scope")
PUBLIC = "Everybody reads this word for word on the public page, /where/{}/."

NO_RULE_AFTER = "No rule follows the last day"
NO_RULE_WHEN = "Only where the law itself ends and leaves nothing behind: from then on nobody is cleared."
CHANGES_PAST = "Change answers of days that are past"
CHANGES_WHEN = "Only where the first day is before today: the version before decided those days until now."


def date_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    said = {"required": "Choose a day.", "invalid": "Write a day such as 2027-03-14."}
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget, error_messages=said)


def scope_field(label: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text="None checked: all of them.",
        choices=SCOPE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class AdoptionForm(forms.Form):
    """Opens with what the draft suggests; where a manager read it is for them to write. The action decides."""

    read_at = forms.CharField(
        label="Where you read the rule",
        help_text="Stands for each answer below that names no place of its own.",
        required=False,
        max_length=READ_LENGTH,
    )
    effective_from = date_field("In force from", "The first day on which this version decides.")
    first_day_read = forms.CharField(
        label="Where that first day was read",
        help_text="Empty where its source names none: the public page then says that the day is assumed.",
        required=False,
        max_length=200,
    )
    effective_until = date_field("In force until", "The last day, if the rule names one.", required=False)
    no_rule_after = forms.BooleanField(label=NO_RULE_AFTER, help_text=NO_RULE_WHEN, required=False)
    changes_past = forms.BooleanField(label=CHANGES_PAST, help_text=CHANGES_WHEN, required=False)
    review_on = date_field("Read it again on", "After this day answers warn, and some time later they say check due.")
    provisional_hours = amount_field("Course hours that open provisional practice")
    provisional_months = amount_field("Months to complete the rest", most=600)
    provisional_anchor = forms.ChoiceField(label="Those months run from", choices=Anchor.choices, required=False)
    provisional_scope = scope_field("What is open meanwhile")
    scope = scope_field("What the rule opens")
    scope_from_training = forms.BooleanField(
        label="Only what the therapist's counted courses taught",
        help_text="Each person's answer is then limited to the regions and techniques of their courses and modules.",
        required=False,
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
        self.asked = {group.key: group for group in groups_of(rule)}
        for key, group in self.asked.items():
            self.fields |= {f"{key}_{part}": field for part, field in group.form_fields().items()}
        self.fields["position_basis"].help_text = PUBLIC.format(rule.jurisdiction.code)
        for name in self.unused_names():
            del self.fields[name]

    @property
    def keys(self) -> list[str]:
        return list(self.asked)

    def unused_names(self) -> list[str]:
        """A prohibition has no requirements and no stage; a position is for a law that is silent or unclear.

        A stage of more than course hours is written in the editor, so it has no field for them. Where no version is
        adopted yet, there is none to replace.
        """
        unused = [] if self.rule.status in OPEN_LAW else ["position", "position_basis"]
        unused += [] if adopted_beside(self.rule).exists() else ["no_rule_after", "changes_past"]
        if self.rule.status == "prohibited":
            return [*unused, *STAGE, "scope", "scope_from_training", "read_at"]
        return unused + (["provisional_hours"] if has_own_stage(self.rule) else [])

    @property
    def groups(self) -> list[dict]:
        """The groups for the page, in order, each with its fields."""
        return [{"group": group, "fields": self.group(key)} for key, group in self.asked.items()]

    def group(self, key: str) -> list[tuple]:
        """The fields of one group, each with what it is called there, and its part: the value of an answer."""
        names = {f"{key}_{part}": part for part in ("kind", "value", "counted", "read")}
        short = self.asked[key].short_labels
        return [
            (self[name], short.get(name, self[name].label), part) for name, part in names.items() if name in self.fields
        ]

    def clean(self):
        data = super().clean()
        add_flaws(self, answer_flaws(self.answers(), fields_of(self.rule)))
        if (first := data.get("effective_from")) and (last := data.get("effective_until")) and last < first:
            self.add_error("effective_until", ENDS_FIRST)
        return data

    def answers(self) -> dict[str, Answer]:
        return {key: self.answer(key) for key in self.asked if self.said(f"{key}_kind")}

    def answer(self, key: str) -> Answer:
        said = {part: self.said(f"{key}_{part}") for part in ("kind", "value", "read", "counted")}
        read = said["read"] or ("" if said["kind"] == rule_fields.UNKNOWN else self.said("read_at"))
        answer = Answer(said["kind"], None, read or "", "")
        if answer.kind != rule_fields.VALUE:
            return answer
        value = True if key == rule_fields.CONSENT else said["value"]
        return replace(answer, value=value, counted=said["counted"] or "")

    def said(self, name: str):
        """What a field holds: as it was sent, or as the form opens with it."""
        if name not in self.fields:
            return None
        return self.cleaned_data.get(name) if self.is_bound else self[name].initial

    def values(self) -> dict:
        """What the action takes."""
        names = [name for name in AdoptionForm.base_fields if name in self.fields and name not in OWN]
        given = {name: self.said(name) for name in names}
        if stage_hours(self.rule) and not given.get("provisional_hours"):
            given["provisional_hours"] = 0
        return {**given, "duties": (self.said("duties") or "").splitlines(), "answers": self.answers()}

    def so_far(self) -> dict:
        """The same without the answers that are incomplete: what can be shown before all is filled in."""
        if self.is_bound and not hasattr(self, "cleaned_data"):
            self.full_clean()
        values = self.values()
        flaws = answer_flaws(values["answers"], fields_of(self.rule))
        sound = {key: answer for key, answer in values["answers"].items() if f"{key}_value" not in flaws}
        return values | {"answers": sound}


def has_own_stage(rule: PracticeRule) -> bool:
    """Whether the draft's stage is more than one line of course hours."""
    return bool(rule.provisional) and stage_hours(rule) is None


def first_values(rule: PracticeRule, today: date) -> dict:
    """What the form begins with."""
    return {
        "effective_from": rule.effective_from or first_day_in_table(rule),
        "effective_until": rule.effective_until,
        "review_on": rule.review_on or add_months(today, REVIEW_MONTHS),
        "provisional_hours": stage_hours(rule),
        "provisional_months": rule.provisional_months,
        "provisional_anchor": rule.provisional_anchor,
        "provisional_scope": rule.provisional_scope,
        "scope": rule.scope,
        "scope_from_training": rule.scope_from_training,
        "position": rule.position,
        "position_basis": rule.position_basis,
        "duties": "\n".join(rule_fields.other_duties(rule.duties)),
    }

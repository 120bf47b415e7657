"""What the adoption form asks about a draft: one group for each field of research and for each other unknown."""

from dataclasses import dataclass, replace

from django import forms

from training import rule_fields
from training.actions.rule_checks import READ_LENGTH, draft_answer
from training.models import PracticeRule
from training.rule_fields import NOTHING, UNKNOWN, VALUE, WRITTEN, Answer, RuleField
from training.unknowns import Leaf, asked, leaves_of, own_line

STAGE, OPTION = "What opens provisional practice", "One of several ways"
NO_SUCH_WAY = "There is no such way"


@dataclass(frozen=True, slots=True)
class Group:
    """One thing to answer: its key, what it is, what the draft says about it, and what may be answered."""

    key: str
    label: str
    hint: str
    now: Answer
    kinds: tuple[tuple[str, str], ...]
    field: RuleField | None = None
    last_read: str = ""

    @property
    def short_labels(self) -> dict[str, str]:
        """What the fields are called below the heading of the group; alone, they say what they are about."""
        return {f"{self.key}_kind": "Answer", f"{self.key}_read": "Where you read it"}

    @property
    def in_the_editor(self) -> bool:
        """Whether only a line of its own could say what is required here."""
        return self.field is None and self.key != rule_fields.CONSENT

    def form_fields(self) -> dict[str, forms.Field]:
        """The fields of the group by the last part of their names."""
        made = {"kind": forms.ChoiceField(label=self.label, choices=self.kinds, initial=self.now.kind)}
        if len(self.kinds) == 1:
            made["kind"].widget = forms.HiddenInput()
        if self.field and VALUE in dict(self.kinds):
            made["value"] = value_field(self.field, self.now.value)
        if self.field and self.field.key == "min_licensed_years" and "value" in made:
            choices = rule_fields.COUNTED.items()
            made["counted"] = forms.ChoiceField(
                label="Counted", choices=choices, required=False, initial=self.now.counted
            )
        label = f"{self.label}: where you read it"
        read = forms.CharField(label=label, help_text=self.last_read, required=False, max_length=READ_LENGTH)
        return made | {"read": read}


def value_field(field: RuleField, now) -> forms.Field:
    """The field of an amount or a name."""
    if not field.unit:
        label = "Its name, as people file it"
        return forms.CharField(label=label, required=False, max_length=160, initial=now)
    return amount_field(f"How many {field.unit}", initial=now)


def amount_field(label: str, most: int = 10000, **options) -> forms.IntegerField:
    """A whole number above zero that may be left out."""
    said = {
        "invalid": "Write a whole number.",
        "min_value": "Write a number above zero.",
        "max_value": f"The most that can be written is {most}.",
    }
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=most, error_messages=said, **options)


def groups_of(rule: PracticeRule) -> list[Group]:
    """All that is to be answered: a prohibition asks for nothing."""
    if rule.status == "prohibited":
        return []
    raw = list(rule.requirements.raw_data)
    before = last_adopted(rule)
    named = [named_group(rule, raw, key) for key in [*asked(raw), rule_fields.CONSENT]]
    groups = [*named, *(leaf_group(leaf) for leaf in leaves_of(rule))]
    return [replace(group, last_read=last_words(before, group.key)) for group in groups]


def named_group(rule: PracticeRule, raw: list[dict], key: str) -> Group:
    """A field of research. What the draft says in lines of its own is read and cited, and changed in the editor."""
    now, line = suggested(rule, key), own_line(raw, key)
    kinds = tuple(
        (kind, words) for kind, words in rule_fields.KINDS.items() if (kind == WRITTEN) == (now.kind == WRITTEN)
    )
    return Group(key, rule_fields.LABELS[key], hint_of(line), now, kinds, rule_fields.BY_KEY.get(key))


def hint_of(line: dict | None) -> str:
    """What the draft notes at a field: what is unknown about it, and where it stands in the law."""
    if line is None:
        return ""
    noted = line["value"].get("what") or line["value"].get("label") or ""
    return sentence(noted, line["value"].get("citation") or "")


def sentence(*parts: str) -> str:
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts if part)


def leaf_group(leaf: Leaf) -> Group:
    """Another unknown of the trees, where it stands."""
    nothing = NO_SUCH_WAY if leaf.is_option else rule_fields.KINDS[NOTHING]
    kinds = [(NOTHING, nothing), (UNKNOWN, rule_fields.KINDS[UNKNOWN])]
    if leaf.field:
        kinds = [(VALUE, rule_fields.KINDS[VALUE]), *kinds]
    hint = sentence(STAGE if leaf.stage else "", OPTION if leaf.is_option else "", leaf.citation)
    return Group(leaf.key, leaf.what[:1].upper() + leaf.what[1:], hint, Answer(UNKNOWN), tuple(kinds), leaf.field)


def suggested(rule: PracticeRule, key: str) -> Answer:
    """What a field opens with. A line that the draft does not have means “nothing required” only where somebody said
    so; otherwise nobody knows yet.
    """
    found = draft_answer(rule, key)
    if found.kind != NOTHING or getattr(rule.jurisdiction, key) is False or said_before(rule, key):
        return found
    return Answer(UNKNOWN)


def said_before(rule: PracticeRule, key: str) -> bool:
    """Whether the adopted version before this draft was closed with “nothing required”."""
    last = last_adopted(rule)
    return bool(last) and last.read_where.get(key, {}).get("kind") == NOTHING


def last_adopted(rule: PracticeRule) -> PracticeRule | None:
    same = PracticeRule.objects.filter(jurisdiction=rule.jurisdiction_id, profession=rule.profession)
    return same.filter(number__lt=rule.number, state=PracticeRule.State.ADOPTED).order_by("number").last()


def last_words(before: PracticeRule | None, key: str) -> str:
    """Where the version before says that this was read."""
    words = before.read_where.get(key, {}).get("read_where") if before else ""
    return f"For version {before.number} it was read here: {words}" if words else ""

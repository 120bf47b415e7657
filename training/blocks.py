"""Requirements as an editor writes them: one block for each kind of `training.evaluation.requirements`.

A block cannot contain itself, so groups nest two deep below the root.
"""

from django.core.exceptions import BadRequest
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from training import labels
from training.block_parts import (
    CITATION_LENGTH,
    JoinedParts,
    MarkedBlock,
    PartsBlock,
    any_of,
    day,
    hours,
    number,
    one_of,
    refuse_contradictions,
    text,
)
from training.evaluation import node
from training.evaluation.describe import anchor_words, capital
from training.evaluation.requirements import ANCHORS, FILING_ANCHORS
from training.models.fields import DeliveryMode, Profession, Subject
from training.models.license import License
from training.models.session import Qualification, Region, SessionMode, Supervision

ACTORS = [(who, who.capitalize()) for who in node.ACTORS]
NO_TREE = "This form holds no such tree."
LAST = ("since", "until", "citation", "label", "who")


def from_words(anchors) -> list[tuple[str, str]]:
    """The days that a time limit may run from: “The first course”."""
    return [(anchor, capital(anchor_words(anchor))) for anchor in anchors]


def jurisdictions():
    from training.models.jurisdiction import Jurisdiction

    return [(row.code, row.name) for row in Jurisdiction.objects.only("code", "name")]


def modules():
    from training.models.learning import Module

    return [(str(row.key), row.title) for row in Module.objects.only("key", "title")]


def schemes():
    from training.models.scheme import Scheme

    return [(row.slug, row.name) for row in Scheme.objects.only("slug", "name")]


class LabeledBlock(MarkedBlock):
    """A block whose label must not say another amount than it asks for: people read the label."""

    def flaws(self, value):
        wrong = labels.flaw_of(value["label"], value)
        return super().flaws(value) | ({"label": wrong} if wrong else {})


class RequirementBlock(LabeledBlock):
    """What every requirement may carry besides its own amounts, which stand first in the form."""

    label = text(help_text="The sentence people read. Empty: made from the amounts.")
    citation = text(max_length=CITATION_LENGTH, help_text="The law or rule that asks for it.")
    who = one_of(ACTORS, help_text="Who acts next while it is missing. Empty: the therapist.")

    def get_form_layout(self):
        own = [name for name in self.child_blocks if name not in LAST]
        return blocks.BlockGroup([*own, *(name for name in LAST if name in self.child_blocks)])


class DatedBlock(RequirementBlock):
    """What counts dated evidence may count only some of it: that is how grandfathering is written."""

    since = day(help_text="Counts only what is dated from this day on.")
    until = day(help_text="Counts only what is dated up to this day.")

    def flaws(self, value):
        since, until = value["since"], value["until"]
        wrong = since and until and until < since
        said = {"until": "This day is before “since”, so nothing could ever count."} if wrong else {}
        return super().flaws(value) | said


class HoursBlock(DatedBlock):
    hours = hours()
    subjects = any_of(Subject.choices, help_text="None checked: courses on any subject count.")
    modes = any_of(DeliveryMode.choices, help_text="None checked: every way of delivery counts.")

    class Meta:
        icon = "time"
        label = "Course hours"


class SessionsBlock(DatedBlock):
    count = number()
    modes = any_of(SessionMode.choices, help_text="None checked: any.")
    regions = any_of(Region.choices, help_text="A session counts once if it touches any of these. None checked: any.")
    supervision = any_of(Supervision.choices, help_text="None checked: any.")
    qualifications = any_of(
        Qualification.choices, help_text="What the supervisor must have been on that day, all of them."
    )
    new_patients = blocks.BooleanBlock(required=False, help_text="Count first sessions with a patient only.")

    class Meta:
        icon = "group"
        label = "Supervised sessions"


class ModulesBlock(DatedBlock):
    modules = any_of(modules, asked="Choose at least one module.")
    min_count = number(required=False, help_text="How many of them. Empty: all.")

    class Meta:
        icon = "openquote"
        label = "Training modules"

    def flaws(self, value):
        named, least = len(value["modules"]), value["min_count"] or 0
        words = f"This is more than the {named} chosen." if named > 1 else "Only 1 module is chosen."
        return super().flaws(value) | ({"min_count": words} if least > named else {})


class ExamBlock(DatedBlock):
    name = text("Write what the exam is called.", help_text="As people name it when they add the result.")
    score = number(
        least=0, default=0, asked="Write the score, or 0 for any pass.", help_text="The least score. 0: any pass."
    )

    class Meta:
        icon = "tick"
        label = "Exam"


class ActiveLicenseBlock(RequirementBlock):
    jurisdiction = one_of(jurisdictions, help_text="Empty: any.")
    types = any_of(License.Type.choices, help_text="None checked: any.")
    professions = any_of(Profession.choices, help_text="None checked: any.")

    class Meta:
        icon = "key"
        label = "License in good standing"


class LicensedForBlock(RequirementBlock):
    months = number(600)
    jurisdiction = one_of(jurisdictions, help_text="Empty: anywhere.")
    before = one_of(
        [("practice", "Before practice"), ("training", "Before training")], "Choose one.", default="practice"
    )
    subjects = any_of(Subject.choices, help_text="Which courses are the training. None checked: any.")

    class Meta:
        icon = "date"
        label = "Licensed for"


class CredentialBlock(DatedBlock):
    name = text("Write what the card or degree is called.")

    class Meta:
        icon = "clipboard-list"
        label = "Card or degree"


class HoldsBlock(RequirementBlock):
    scheme = one_of(schemes, "Choose a scheme.")

    class Meta:
        icon = "success"
        label = "Holds a certification"


class FilingBlock(DatedBlock):
    jurisdiction = one_of(jurisdictions, "Choose whose board it is filed with.")
    name = text("Write what the paper is called.", help_text="As people name it when they add it.")
    within_days = number(
        3650, required=False, help_text="Days to file it, counted from the anchor. Empty: before practice."
    )
    anchor = one_of(from_words(FILING_ANCHORS), help_text="The day that those days run from.")

    class Meta:
        icon = "upload"
        label = "Filing with a board"

    def flaws(self, value):
        found = super().flaws(value)
        if value["within_days"] and not value["anchor"]:
            found["anchor"] = "A deadline needs an anchor: choose the day that it runs from."
        if value["anchor"] and not value["within_days"]:
            found["within_days"] = "An anchor needs a deadline: write how many days, or choose no anchor."
        return found


class AttestationBlock(DatedBlock):
    name = text("Write what is stated.")
    max_age_months = number(600, required=False, help_text="Months that it counts. Empty: for good.")

    class Meta:
        icon = "edit"
        label = "Statement"


class UnknownBlock(RequirementBlock):
    what = text("Write what nobody has read yet.", help_text="What the rule may ask for and nobody has read yet.")

    class Meta:
        icon = "help"
        label = "Unknown"


LEAVES = [
    ("hours", HoursBlock()),
    ("sessions", SessionsBlock()),
    ("modules", ModulesBlock()),
    ("exam", ExamBlock()),
    ("active_license", ActiveLicenseBlock()),
    ("licensed_for", LicensedForBlock()),
    ("credential", CredentialBlock()),
    ("holds", HoldsBlock()),
    ("filing", FilingBlock()),
    ("attestation", AttestationBlock()),
    ("unknown", UnknownBlock()),
]


def named() -> list:
    """What every group may carry."""
    return [("label", text()), ("citation", text(max_length=CITATION_LENGTH))]


def group(parts: blocks.StreamBlock, word: str, icon: str) -> blocks.StructBlock:
    """A group over the blocks of one level below."""
    return blocks.StructBlock([*named(), ("of", parts)], label=word, icon=icon)


def within(of: list) -> blocks.StructBlock:
    """A group that must be finished within months of an anchor."""
    deadline = [
        ("months", number(600, asked="Write how many months.")),
        (
            "anchor",
            one_of(
                from_words(ANCHORS),
                "A deadline needs an anchor: choose the day that it runs from.",
                default="first_course",
            ),
        ),
    ]
    return LabeledBlock([*named(), *deadline, ("of", JoinedParts(of))], label="All within months", icon="history")


def groups(of: list) -> list:
    return [
        ("all_of", group(JoinedParts(of), "All of", "list-ul")),
        ("any_of", group(PartsBlock(of), "One of", "list-ol")),
        ("within", within(of)),
    ]


SECOND = LEAVES + groups(LEAVES)
FIRST = LEAVES + groups(SECOND)


class RequirementsBlock(blocks.StreamBlock):
    """The root: every block of it must be met."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or FIRST, **kwargs)

    def value_from_datadict(self, data, files, prefix):
        """The tree of a form; one that was sent in part, or by no form of ours, is answered 400."""
        try:
            return super().value_from_datadict(data, files, prefix)
        except (KeyError, ValueError) as error:
            raise BadRequest(NO_TREE) from error

    def clean(self, value):
        value = super().clean(value)
        refuse_contradictions(value)
        from training.trees import tree_of_stream

        try:
            tree_of_stream(value)
        except ValueError as error:
            raise StreamBlockValidationError(non_block_errors=[str(error)]) from error
        return value

"""Requirements as an editor writes them: one block for each kind of `training.evaluation.requirements`.

A block cannot contain itself, so groups nest two deep below the root.
"""

from django.core.exceptions import ValidationError
from wagtail import blocks

from training.models.fields import DeliveryMode, Profession, Subject
from training.models.session import Region, SessionMode, Supervision

LICENSE_TYPES = [
    ("license", "License"),
    ("compact_privilege", "Compact privilege"),
    ("registration", "Registration or endorsement"),
]
QUALIFICATIONS = [
    ("licensed_1y", "Licensed for a year"),
    ("sessions_25", "25 signed sessions of their own"),
    ("certified", "Certified"),
]
ACTORS = [("therapist", "Therapist"), ("supervisor", "Supervisor"), ("manager", "Manager"), ("board", "Board")]


def jurisdictions():
    from training.models.jurisdiction import Jurisdiction

    return [(row.code, row.name) for row in Jurisdiction.objects.only("code", "name")]


def modules():
    from training.models.learning import Module

    return [(str(row.key), row.title) for row in Module.objects.only("key", "title")]


def schemes():
    from training.models.scheme import Scheme

    return [(row.slug, row.name) for row in Scheme.objects.only("slug", "name")]


class RequirementBlock(blocks.StructBlock):
    """What every requirement may carry besides its own amounts."""

    label = blocks.CharBlock(
        required=False, max_length=160, help_text="The sentence people read. Empty: made from the amounts."
    )
    citation = blocks.CharBlock(required=False, max_length=200)
    who = blocks.ChoiceBlock(choices=ACTORS, required=False, help_text="Who acts next while it is missing.")


class DatedBlock(RequirementBlock):
    """What counts dated evidence may count only some of it: that is how grandfathering is written."""

    since = blocks.DateBlock(required=False, help_text="Counts only what is dated from this day on.")
    until = blocks.DateBlock(required=False, help_text="Counts only what is dated up to this day.")


class HoursBlock(DatedBlock):
    hours = blocks.DecimalBlock(min_value=0.25, max_value=10000, decimal_places=2, max_digits=7)
    subjects = blocks.MultipleChoiceBlock(choices=Subject.choices, required=False)
    modes = blocks.MultipleChoiceBlock(choices=DeliveryMode.choices, required=False)

    class Meta:
        icon = "time"
        label = "Course hours"


class SessionsBlock(DatedBlock):
    count = blocks.IntegerBlock(min_value=1, max_value=10000)
    modes = blocks.MultipleChoiceBlock(choices=SessionMode.choices, required=False)
    regions = blocks.MultipleChoiceBlock(choices=Region.choices, required=False)
    supervision = blocks.MultipleChoiceBlock(choices=Supervision.choices, required=False)
    qualifications = blocks.MultipleChoiceBlock(
        choices=QUALIFICATIONS, required=False, help_text="What the supervisor must have been on that day."
    )
    new_patients = blocks.BooleanBlock(required=False, help_text="Count first sessions with a patient only.")

    class Meta:
        icon = "group"
        label = "Supervised sessions"


class ModulesBlock(DatedBlock):
    modules = blocks.MultipleChoiceBlock(choices=modules)
    min_count = blocks.IntegerBlock(min_value=1, required=False, help_text="Empty: all of them.")

    class Meta:
        icon = "openquote"
        label = "Training modules"


class ExamBlock(DatedBlock):
    name = blocks.CharBlock(max_length=160)
    score = blocks.IntegerBlock(min_value=0, default=0)

    class Meta:
        icon = "tick"
        label = "Exam"


class ActiveLicenseBlock(RequirementBlock):
    jurisdiction = blocks.ChoiceBlock(choices=jurisdictions, required=False, help_text="Empty: any.")
    types = blocks.MultipleChoiceBlock(choices=LICENSE_TYPES, required=False)
    professions = blocks.MultipleChoiceBlock(choices=Profession.choices, required=False)

    class Meta:
        icon = "key"
        label = "License in good standing"


class LicensedForBlock(RequirementBlock):
    months = blocks.IntegerBlock(min_value=1, max_value=600)
    jurisdiction = blocks.ChoiceBlock(choices=jurisdictions, required=False, help_text="Empty: anywhere.")
    before = blocks.ChoiceBlock(
        choices=[("practice", "Before practice"), ("training", "Before training")], default="practice"
    )
    subjects = blocks.MultipleChoiceBlock(
        choices=Subject.choices, required=False, help_text="Which courses are the training. Empty: any."
    )

    class Meta:
        icon = "date"
        label = "Licensed for"


class CredentialBlock(DatedBlock):
    name = blocks.CharBlock(max_length=160)

    class Meta:
        icon = "clipboard-list"
        label = "Card or degree"


class HoldsBlock(RequirementBlock):
    scheme = blocks.ChoiceBlock(choices=schemes)

    class Meta:
        icon = "success"
        label = "Holds a certification"


class FilingBlock(DatedBlock):
    jurisdiction = blocks.ChoiceBlock(choices=jurisdictions)
    name = blocks.CharBlock(max_length=160)

    class Meta:
        icon = "upload"
        label = "Filing with a board"


class AttestationBlock(DatedBlock):
    name = blocks.CharBlock(max_length=160)
    max_age_months = blocks.IntegerBlock(min_value=1, max_value=600, required=False)

    class Meta:
        icon = "edit"
        label = "Statement"


class UnknownBlock(RequirementBlock):
    what = blocks.CharBlock(max_length=160, help_text="What the rule may ask for and nobody has read yet.")

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


def group(of: list, word: str, icon: str) -> blocks.StructBlock:
    """A group over the blocks of one level below."""
    return blocks.StructBlock(
        [
            ("label", blocks.CharBlock(required=False, max_length=160)),
            ("citation", blocks.CharBlock(required=False, max_length=200)),
            ("of", blocks.StreamBlock(of, min_num=1)),
        ],
        label=word,
        icon=icon,
    )


def within(of: list) -> blocks.StructBlock:
    """A group that must be finished within months of an anchor."""
    return blocks.StructBlock(
        [
            ("label", blocks.CharBlock(required=False, max_length=160)),
            ("citation", blocks.CharBlock(required=False, max_length=200)),
            ("months", blocks.IntegerBlock(min_value=1, max_value=600)),
            (
                "anchor",
                blocks.ChoiceBlock(
                    choices=[("first_course", "The first course"), ("first_session", "The first session")],
                    default="first_course",
                ),
            ),
            ("of", blocks.StreamBlock(of, min_num=1)),
        ],
        label="Within months",
        icon="history",
    )


def groups(of: list) -> list:
    return [
        ("all_of", group(of, "All of", "list-ul")),
        ("any_of", group(of, "One of", "list-ol")),
        ("within", within(of)),
    ]


SECOND = LEAVES + groups(LEAVES)
FIRST = LEAVES + groups(SECOND)


class RequirementsBlock(blocks.StreamBlock):
    """The root: every block of it must be met."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or FIRST, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        from training.trees import tree_of_stream

        try:
            tree_of_stream(value)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        return value

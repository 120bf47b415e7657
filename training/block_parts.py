"""Parts of the requirement blocks: fields that refuse in plain sentences, and marks at the very block that is wrong."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import CheckboxSelectMultiple
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

NOT_THERE = "“%(value)s” is not in this list, or no longer. Choose again."
AMOUNT = "Write an amount above zero."
EMPTY_GROUP = "This group is empty. Add a requirement to it, or remove the group."
LINE_LENGTH, CITATION_LENGTH = 160, 200
DAY = "Write a day such as 2027-03-14."


class Checks(CheckboxSelectMultiple):
    """Boxes to check, in columns: what is chosen is seen at once."""

    class Media:
        css = {"all": ["cms/css/editor.css"]}

    def __init__(self, attrs=None):
        super().__init__({"class": "checks-in-columns", **(attrs or {})})


def told(block, **words):
    """The block with its own sentences for what its field refuses: `required`, `invalid`, `invalid_choice`."""
    block.field.error_messages.update(words)
    return block


def text(asked: str = "", **options) -> blocks.CharBlock:
    """A line of text; `asked` is what an empty one is told, and makes it required."""
    options = {"max_length": LINE_LENGTH, **options}
    return told(blocks.CharBlock(required=bool(asked), **options), required=asked)


def number(most: int = 10000, least: int = 1, asked: str = AMOUNT, **options) -> blocks.IntegerBlock:
    """A whole number from `least` to `most`."""
    validators = [MinValueValidator(least, AMOUNT), MaxValueValidator(most, f"The most that can be written is {most}.")]
    return told(blocks.IntegerBlock(validators=validators, **options), required=asked, invalid="Write a whole number.")


def hours(**options) -> blocks.DecimalBlock:
    """Hours, down to a quarter of one."""
    options = {"decimal_places": 2, **options}
    validators = [MinValueValidator(0.25, AMOUNT), MaxValueValidator(10000, "The most that can be written is 10000.")]
    block = blocks.DecimalBlock(validators=validators, **options)
    return told(
        block,
        required="Write how many hours.",
        invalid="Write a number of hours.",
        max_decimal_places="Write hours to two places, such as 1.25.",
    )


def day(**options) -> blocks.DateBlock:
    """A day that may be left out."""
    block = blocks.DateBlock(required=False, **options)
    block.field_options["error_messages"] = {"invalid": DAY}
    return block


def one_of(choices, asked: str = "", **options) -> blocks.ChoiceBlock:
    """One of a list; `asked` is what an empty choice is told, and makes it required."""
    block = blocks.ChoiceBlock(choices=choices, required=bool(asked), **options)
    return told(block, required=asked, invalid_choice=NOT_THERE)


def any_of(choices, asked: str = "", **options) -> blocks.MultipleChoiceBlock:
    """Some of a list, as boxes to check; none means any, unless `asked` is what that is told."""
    block = blocks.MultipleChoiceBlock(choices=choices, required=bool(asked), widget=Checks(), **options)
    return told(block, required=asked, invalid_choice=NOT_THERE)


class MarkedBlock(blocks.StructBlock):
    """A block that also checks what holds between its fields; each flaw is marked at its field."""

    def clean(self, value):
        cleaned = super().clean(value)
        if found := self.flaws(cleaned):
            raise StructBlockValidationError({name: ValidationError(words) for name, words in found.items()})
        return cleaned

    def flaws(self, value) -> dict[str, str]:
        """A sentence for each field that does not fit the others."""
        return {}


class PartsBlock(blocks.StreamBlock):
    """The blocks of a group: at least one, and what each must not contradict among its siblings."""

    def clean(self, value):
        if len(value) == 0:
            raise StreamBlockValidationError(non_block_errors=[EMPTY_GROUP])
        return super().clean(value)


class JoinedParts(PartsBlock):
    """The blocks of a group that must all be met."""

    def clean(self, value):
        cleaned = super().clean(value)
        refuse_contradictions(cleaned)
        return cleaned


def refuse_contradictions(stream) -> None:
    """Mark hours in person (or online) that are above the total beside them, which could never be the total."""
    listed = [(place, child.value) for place, child in enumerate(stream) if child.block_type == "hours"]
    errors = {
        place: StructBlockValidationError({"hours": ValidationError(too_many(part, whole))})
        for place, part in listed
        for _, whole in listed
        if is_above(part, whole)
    }
    if errors:
        raise StreamBlockValidationError(errors)


def is_above(part, whole) -> bool:
    """Whether hours of some delivery modes are more than the hours of all modes that they are counted among."""
    among = not whole["subjects"] or set(part["subjects"] or ()) == set(whole["subjects"])
    return bool(part["modes"]) and not whole["modes"] and among and part["hours"] > whole["hours"]


def too_many(part, whole) -> str:
    return f"{plain(part['hours'])} hours are more than the {plain(whole['hours'])} course hours beside them."


def plain(amount) -> str:
    """50, not 50.00."""
    return f"{amount:f}".rstrip("0").rstrip(".") if "." in f"{amount:f}" else f"{amount:f}"

"""Filings whose days run from training: where nothing they are asked with is training, those days would never begin."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from training.evaluation.requirements import TRAINING_KINDS

NEVER_BEGINS = (
    "These days would never begin: there are no course hours, modules or sessions for them to run from. "
    "Add some, or leave the days and the anchor empty."
)
MAY_BE_TRAINING = {*TRAINING_KINDS, "unknown"}  # once it is closed, whoever adopts is asked again


def never_begin(stream: StreamValue, beside: Iterable[StreamValue] = ()) -> StreamBlockValidationError | None:
    """The filings of a tree that wait for training that is neither in it nor in a tree beside it, marked; or nothing.

    `beside` is read only where it is asked for.
    """
    marked = marks(stream)
    if marked is None or has_training(stream) or any(map(has_training, beside)):
        return None
    return marked


def marks(stream: StreamValue) -> StreamBlockValidationError | None:
    """A mark at the anchor of every filing with a time limit, however deep it stands."""
    found = {place: error for place, child in enumerate(stream) if (error := mark(child))}
    return StreamBlockValidationError(found) if found else None


def mark(child) -> StructBlockValidationError | None:
    if child.block_type == "filing" and child.value["anchor"]:
        return StructBlockValidationError({"anchor": ValidationError(NEVER_BEGINS)})
    below = marks(child.value["of"]) if "of" in child.value else None
    return StructBlockValidationError({"of": below}) if below else None


def has_training(stream: StreamValue) -> bool:
    """Whether a line of the tree is training, or may turn out to be some."""
    return any(
        child.block_type in MAY_BE_TRAINING or ("of" in child.value and has_training(child.value["of"]))
        for child in stream
    )

"""Blocks as an editor wrote them, read back as a checklist: a line for each, or what is wrong with it and where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamBlock, StreamValue, StructBlock

from training.evaluation.requirements import from_json, lines
from training.queries.checklist import Line, lines_of
from training.queries.code_names import CodeNames
from training.timed_filings import never_begin
from training.trees import node_of_block


@dataclass(frozen=True, slots=True)
class Read:
    """One block of the root as people read it; `flaws` are sentences that begin with where in it they are."""

    line: Line
    flaws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Readable:
    """A whole tree: its lines, and what is wrong with all of it together."""

    lines: tuple[Read, ...] = ()
    flaws: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        return not self.flaws and not any(line.flaws for line in self.lines)


def readable(stream: StreamValue, beside: Iterable[StreamValue] = ()) -> Readable:
    """The tree of a stream, as stored or as a form was sent, flaws included.

    `beside` are the trees that it is asked with, whose training its filings may wait for.
    """
    wrong, whole = {}, ()
    try:
        refuse(stream, beside)
    except ValidationError as error:
        wrong = getattr(error, "block_errors", {})
        whole = tuple(sentences(getattr(error, "non_block_errors", error))) if len(stream) else ()
    known = CodeNames()
    read = (flawed(child, wrong[at]) if at in wrong else sound(child, known) for at, child in enumerate(stream))
    return Readable(tuple(line for found in read for line in found), whole)


def refuse(stream: StreamValue, beside: Iterable[StreamValue]) -> None:
    """`ValidationError` for a stream that cannot be meant, marked at its blocks."""
    stream.stream_block.clean(stream)
    if error := never_begin(stream, beside):
        raise error


def flaws_of(stream: StreamValue, beside: Iterable[StreamValue] = ()) -> list[str]:
    """Every flaw of a stream in a sentence that names the block; none where it can be meant."""
    found = readable(stream, beside)
    return [*found.flaws, *(flaw for line in found.lines for flaw in line.flaws)]


def flawed(child, error) -> list[Read]:
    return [Read(Line(child.block.label), tuple(where(child.block, child.value, error, child.block.label)))]


def sound(child, known) -> list[Read]:
    """The lines of a block without a flaw. A form sends numbers as text; cleaning makes them what they are."""
    cleaned = StreamValue.StreamChild(child.block, child.block.clean(child.value), id=child.id)
    try:
        node = from_json(node_of_block(cleaned.get_prep_value()))
    except ValueError:  # said of the whole tree
        return [Read(Line(child.block.label))]
    return [Read(line) for line in lines_of(lines(node), known)]


def where(block, value, error, path: str):
    """The sentences of an error, each behind the names of the blocks that lead to it."""
    for name, below in getattr(error, "block_errors", {}).items():
        if isinstance(block, StructBlock):
            child, given, step = block.child_blocks[name], value[name], block.child_blocks[name].label
        else:
            child, given, step = value[name].block, value[name].value, f"{name + 1}. {value[name].block.label}"
        shown = path if isinstance(child, StreamBlock) else f"{path} › {step}"
        yield from where(child, given, below, shown)
    own = getattr(error, "non_block_errors", () if hasattr(error, "block_errors") else error)
    yield from (f"{path}: {words}" for words in sentences(own))


def sentences(errors) -> list[str]:
    """The plain sentences of an error or a list of them."""
    listed = errors if isinstance(errors, list) else [errors]
    return [words for each in listed for words in (each.messages if isinstance(each, ValidationError) else [str(each)])]

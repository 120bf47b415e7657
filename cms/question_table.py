"""A quiz as a table for a spreadsheet, and back: a row for each question, its key in the column “right”."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from cms.module_blocks import QuestionsBlock
from cms.question_content import plain
from training.keys import key_in
from training.question_kinds import HOW_TO_WRITE, NUMBER
from training.views.csv import unguarded

OPTIONS = [f"option {number}" for number in range(1, 9)]
HEAD = [
    "id", "kind", "question", *OPTIONS, "right", "tolerance", "unit", "keep order", "feedback", "reference", "pool",
]  # fmt: skip
NEEDED = ["kind", "question", "right", "feedback", "reference"]
COLUMN_OF = {
    "text": "question",
    "value": "right",
    "correct": "right",
    "options": "option 1",
    "keep_order": "keep order",
}
YES, NO = {"yes", "true", "1", "x"}, {"no", "false", "0", ""}
MOST = 500  # rows
BLOCK = QuestionsBlock()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What to mend: the line in the file (the head is 1), the column, a sentence."""

    line: int
    column: str
    words: str


class Unreadable(ValueError):
    """The file is no table of questions at all; the message says why and what to do."""


class Flawed(ValueError):
    """Some cells cannot be meant. Nothing was taken."""

    def __init__(self, flaws: Iterable[Flaw]):
        self.flaws = list(flaws)


def rows_of(questions: StreamValue) -> Iterator[list[str]]:
    """A row for each question, in the order of `HEAD`."""
    for block in questions:
        said = {"id": block.id, "kind": block.block_type, **cells_of(block)}
        yield [said.get(name) or "" for name in HEAD]


def cells_of(block) -> dict[str, str]:
    value = block.value
    said = {"question": value["text"], **{name: value[name] for name in ("feedback", "reference", "pool")}}
    if block.block_type == "true_false":
        return {**said, "right": value["correct"]}
    if block.block_type == "numeric":
        number, tolerance = plain(value["value"]), plain(value["tolerance"])
        return {**said, "right": number, "tolerance": tolerance, "unit": value["unit"]}
    right = [str(number) for number, option in enumerate(value["options"], 1) if option["correct"]]
    options = {name: option["text"] for name, option in zip(OPTIONS, value["options"], strict=False)}
    return {**said, **options, "right": ", ".join(right), "keep order": "yes" if value["keep_order"] else ""}


def questions_in(content: bytes, known: Sequence[dict]) -> list[dict]:
    """The stored blocks that a file makes of `known`, the stored blocks of the quiz.

    A row with an id changes that question: its figure stays, and its options keep their identity where they say the
    same. `Unreadable`, or `Flawed` with every flaw.
    """
    rows = list(read(text_of(content)))
    by_id = {block["id"]: block for block in known}
    flaws, made = list(misnamed(rows, by_id)), []
    for line, row in rows:
        try:
            made.append(cleaned(raw_of(row, by_id.get(row["id"]))))
        except Flawed as error:
            flaws += [replace(flaw, line=line) for flaw in error.flaws]
    if flaws:
        raise Flawed(sorted(flaws, key=lambda flaw: (flaw.line, HEAD.index(flaw.column))))
    return made


def stored(raw: list[dict]) -> list[dict]:
    """Stored blocks with every field that a question has today."""
    stream = BLOCK.to_python(raw)
    list(stream)  # a child that nobody has asked for is given back as it was stored
    return BLOCK.get_prep_value(stream)


def text_of(content: bytes) -> str:
    """What the file says: UTF-8, or the UTF-16 that some spreadsheets write."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable("This file is not in UTF-8. Save it as “CSV UTF-8” in your spreadsheet.") from error
    if "\0" in text:
        raise Unreadable("This file is no text. Save it as “CSV UTF-8” in your spreadsheet.")
    return text


def read(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not empty with the line it begins at, every column of `HEAD` in it."""
    head = text.partition("\n")[0]
    between = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    try:
        names = named(next(rows, []))
        line = rows.line_num + 1
        for count, cells in enumerate(rows):
            if count >= MOST:
                raise Unreadable(f"This file has more than {MOST} rows. A quiz has at most as many questions.")
            if any(cell.strip() for cell in cells):
                yield line, by_name(names, cells, line)
            line = rows.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"This file cannot be read after line {rows.line_num}: {error}.") from error


def named(cells: list[str]) -> list[str]:
    """The names of the columns; all that a question needs, each once, and none that nobody knows."""
    names = [" ".join(cell.split()).lower() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if missing := [name for name in NEEDED if name not in names]:
        raise Unreadable(f"The first line must name the columns. Missing: {', '.join(missing)}.")
    if unknown := [name for name in names if name not in HEAD]:
        raise Unreadable(f"Nobody knows the column “{unknown[0]}”. The columns are: {', '.join(HEAD)}.")
    if twice := [name for name, count in Counter(names).items() if count > 1]:
        raise Unreadable(f"The column “{twice[0]}” is there twice.")
    return names


def by_name(names: list[str], cells: list[str], line: int) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(names) :]):
        raise Unreadable(f"Line {line} has more cells than the first line has columns.")
    said = {name: unguarded(cell.strip()) for name, cell in zip(names, cells, strict=False)}
    return {name: said.get(name, "") for name in HEAD}


def misnamed(rows: Sequence[tuple[int, dict]], known: dict[str, dict]) -> Iterator[Flaw]:
    """Rows whose id is nobody's, or another row's."""
    seen = set()
    for line, row in rows:
        if row["id"] in seen:
            yield Flaw(line, "id", "Another row has this id. Empty the cell to add a question.")
        elif row["id"] and row["id"] not in known:
            yield Flaw(line, "id", "This quiz has no question with this id. Empty the cell to add a question.")
        seen |= {row["id"]} - {""}


def raw_of(row: dict[str, str], before: dict | None) -> dict:
    """A row as a stored block, as far as it can be read."""
    kind = row["kind"].lower().replace(" ", "_").replace("/", "_")
    value = {"text": row["question"], **{name: row[name] for name in ("feedback", "reference", "pool")}}
    value["figure"] = before["value"].get("figure", []) if before else []
    makers = {"single": with_options, "multiple": with_options, "true_false": true_or_false, "numeric": a_number}
    if kind not in makers:
        raise Flawed([Flaw(0, "kind", f"Write one of {', '.join(makers)}.")])
    return {"type": kind, "id": row["id"] or str(uuid4()), "value": value | makers[kind](row, before)}


def with_options(row: dict[str, str], before: dict | None) -> dict:
    texts = [row[name] for name in OPTIONS]
    while texts and not texts[-1]:
        texts.pop()
    if "" in texts:
        raise Flawed([Flaw(0, OPTIONS[texts.index("")], "This option is empty, and one after it is not.")])
    options = before["value"].get("options", []) if before else []
    ids = {item["value"]["text"]: item["id"] for item in options}
    right = places(row["right"], len(texts))
    made = [option(ids.pop(text, ""), text, number in right) for number, text in enumerate(texts, 1)]
    return {"options": made, "keep_order": yes(row["keep order"])}


def option(id: str, text: str, correct: bool) -> dict:
    return {"type": "item", "id": id or str(uuid4()), "value": {"text": text, "correct": correct}}


def places(words: str, most: int) -> set[int]:
    """The numbers of the options that are right."""
    if not most:
        raise Flawed([Flaw(0, OPTIONS[0], "Write the answers to choose from: two at least, one in each column.")])
    numbers = {key_in(part) for part in words.replace(";", ",").replace(" ", ",").split(",") if part}
    if not numbers or not numbers <= set(range(1, most + 1)):
        raise Flawed([Flaw(0, "right", how_to_name(most))])
    return numbers


def how_to_name(most: int) -> str:
    """How to say which of so many options are right."""
    if most == 1:
        return "Write which option is right by its number. This row has one option: 1."
    return f"Write which option is right by its number, from 1 to {most}, such as 2 or 1, 2."


def yes(words: str) -> bool:
    if words.lower() not in YES | NO:
        raise Flawed([Flaw(0, "keep order", "Write yes, or leave it empty.")])
    return words.lower() in YES


def true_or_false(row: dict[str, str], before: dict | None) -> dict:
    if row["right"].lower() not in ("true", "false"):
        raise Flawed([Flaw(0, "right", "Write true or false.")])
    return {"correct": row["right"].lower()}


def a_number(row: dict[str, str], before: dict | None) -> dict:
    right, tolerance = (row[name].replace("−", "-") for name in ("right", "tolerance"))
    for column, words in (("right", right), ("tolerance", tolerance or "0")):
        if not NUMBER.fullmatch(words):
            raise Flawed([Flaw(0, column, HOW_TO_WRITE)])
    return {"value": right, "tolerance": tolerance or "0", "unit": row["unit"]}


def cleaned(raw: dict) -> dict:
    """The block as it is stored, if the editor's form would take it; `Flawed` says what the form would say."""
    try:
        stream = BLOCK.clean(BLOCK.to_python([raw]))
    except ValidationError as error:
        raise Flawed(Flaw(0, column, words) for column, words in said_in(error)) from error
    return BLOCK.get_prep_value(stream)[0]


def said_in(error: ValidationError) -> Iterator[tuple[str, str]]:
    """The column and the sentence of each error of the one question; what has no column is said beside its id."""
    for name, each in error.block_errors[0].block_errors.items():
        column, words = COLUMN_OF.get(name, name), " ".join(sentences(each))
        yield (column, words) if column in HEAD else ("id", f"The {name} of this question: {words}")


def sentences(error) -> Iterator[str]:
    """All that an error says, whatever it is nested in."""
    nested = getattr(error, "block_errors", None) or {}
    for each in nested.values() if isinstance(nested, dict) else filter(None, nested):
        yield from sentences(each)
    yield from getattr(error, "messages", []) if not nested else []

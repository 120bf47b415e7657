"""Two texts of a certificate side by side: what a file says where ours says something else."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from certificates.dropped.facts import Fact

LONGEST = 240  # letters of a text that are shown
MORE = 12  # runs of other words that are shown
JOINERS = "\u200c\u200d"  # they belong to the spelling of names
EDGES = " .,;:"
CLEAR = 6  # letters of a text that is told from its surroundings without a look at its edges
LABEL = 5  # words in which the name of a fact stands before it
LED_BY = 2  # words that lead to a fact: “Valid until”


@dataclass(frozen=True, slots=True)
class Difference:
    """The file says one thing about `what`, our record another. An empty text: it says nothing there."""

    what: str
    file: str
    record: str


@dataclass(frozen=True, slots=True)
class Place:
    """Words of ours from `start` to before `end`; the first and last may hold more than what was looked for."""

    start: int
    end: int
    before: str
    after: str


class Alignment:
    """The words of a file laid along ours, in the order of reading."""

    def __init__(self, ours: str, theirs: str):
        self.ours, self.theirs = normal(ours).split(), normal(theirs).split()
        # The second text is looked up for each word of the first: it is ours, which nobody can blow up.
        self.codes = SequenceMatcher(None, self.theirs, self.ours, autojunk=False).get_opcodes()
        self.explained: set[tuple] = set()

    def places(self, text: str) -> Iterator[Place]:
        """Where a text stands in ours, spaces or not: programs glue words together, and tear them apart."""
        wanted, whole = squeezed(normal(text)), "".join(self.ours)
        words = [number for number, word in enumerate(self.ours) for _ in word]
        at = whole.find(wanted) if wanted else -1
        while at >= 0:
            start, end = words[at], words[at + len(wanted) - 1] + 1
            first = words.index(start)  # where the first of these words begins
            before, after = whole[first:at], "".join(self.ours[start:end])[at - first + len(wanted) :]
            if len(wanted) >= CLEAR or not (before[-1:].isalnum() or after[:1].isalnum()):
                yield Place(start, end, before, after)
            at = whole.find(wanted, at + 1)

    def led_by(self, place: Place) -> str:
        """The words before it, which name it."""
        return "".join(self.ours[max(0, place.start - LABEL) : place.start])

    def instead(self, place: Place) -> str | None:
        """What the file says there, or None where it says the same."""
        said, codes = [], [code for code in self.codes if touches(code, place)]
        for tag, a1, a2, b1, b2 in codes:
            cut = (max(0, place.start - b1), max(0, b2 - place.end)) if tag == "equal" else (0, 0)
            said += self.theirs[a1 + cut[0] : a2 - cut[1]]
        ours, found = "".join(self.ours[place.start : place.end]), "".join(said)
        inner = ours[len(place.before) : len(ours) - len(place.after)]
        if found == ours or (inner != ours and inner in found):
            return None
        self.explained.update(code for code in codes if code[0] != "equal")
        return " ".join(said).removeprefix(place.before).removesuffix(place.after).strip(EDGES)

    def is_moved(self, place: Place) -> bool:
        """Whether the file has it elsewhere with the words before it: some programs write a page in another order."""
        context = "".join(self.ours[max(0, place.start - LED_BY) : place.end])
        return context in "".join(self.theirs)

    def others(self) -> Iterator[Difference]:
        """Words that belong to no fact: those that the file alone has, and those that it leaves out."""
        ours, theirs = "".join(self.ours), "".join(self.theirs)
        for code in self.codes:
            tag, a1, a2, b1, b2 = code
            if tag == "equal" or code in self.explained:
                continue
            more, less = " ".join(self.theirs[a1:a2]), " ".join(self.ours[b1:b2])
            if squeezed(more) in ours and squeezed(less) in theirs:
                continue  # it only stands in another place
            yield Difference("Other words", more, less)


def touches(code: tuple, place: Place) -> bool:
    """Whether a run of words, alike or not, has to do with a place in ours."""
    tag, _, _, start, end = code
    if tag == "delete":  # words that the file alone has, between two of ours
        return place.start < start < place.end
    return start < place.end and place.start < end


def differences(facts: list[Fact], ours: str, theirs: str) -> list[Difference]:
    """Every fact that the file tells otherwise, then other words that are not ours, a dozen at most."""
    both, found = Alignment(ours, theirs), {}
    for fact in facts:
        for place in own_places(fact, facts, both):
            said = both.instead(place)
            if said is not None and (said or not both.is_moved(place)):
                found.setdefault((fact.what, said), Difference(fact.what, said, fact.text))
    unplaced = {letters(fact.text): fact for fact in facts if not any(both.places(fact.text))}
    others = (by_letters(each, unplaced) for each, _ in zip(both.others(), range(MORE), strict=False))
    return [shown(each) for each in [*found.values(), *others]]


def by_letters(other: Difference, unplaced: dict[str, Fact]) -> Difference:
    """Other words under the name of a fact that has their letters: a reader of a PDF may order a script otherwise."""
    fact = unplaced.get(letters(other.record))
    return Difference(fact.what, other.file, fact.text) if fact else other


def letters(text: str) -> str:
    """The letters and digits of a text, sorted; no marks, no joiners."""
    return "".join(sorted(filter(str.isalnum, unicodedata.normalize("NFKD", text))))


def own_places(fact: Fact, facts: list[Fact], both: Alignment) -> Iterator[Place]:
    """Its places. A date that several facts share belongs, where a name stands before it, to the fact of that name."""
    alike = [each for each in facts if each.text == fact.text]
    for place in both.places(fact.text):
        named = [each.what for each in alike if both.led_by(place).endswith(squeezed(each.label or each.what))]
        if not named or fact.what in named:
            yield place


def normal(text: str) -> str:
    """One spelling of what looks the same: a ligature is its letters, an accent is part of its letter."""
    return unicodedata.normalize("NFKC", text)


def squeezed(text: str) -> str:
    """Without spaces: programs set them as they like."""
    return "".join(text.split())


def shown(each: Difference) -> Difference:
    """As it can be shown: cut to what differs, with invisible characters named, so that they rearrange nothing."""
    pairs = enumerate(zip(each.file, each.record, strict=False))
    start = max(0, next((place for place, (one, other) in pairs if one != other), 0) - LONGEST // 4)
    file, record = (visible(text, start) for text in (each.file, each.record))
    if file == record:
        file = "the same to the eye, in other characters"
    return Difference(visible(each.what), file, record)


def visible(text: str, start: int = 0) -> str:
    """A text of at most 240 letters; of a longer one, those from `start` on."""
    if len(text) > LONGEST:
        cut = text[start : start + LONGEST]
        text = f"{'…' if start else ''}{cut}{'…' if start + LONGEST < len(text) else ''}"
    return "".join(letter if is_visible(letter) else f"[U+{ord(letter):04X}]" for letter in text)


def is_visible(letter: str) -> bool:
    return letter in JOINERS or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co"}

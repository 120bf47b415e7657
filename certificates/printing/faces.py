"""Which faces can print a text, judged from their character tables before anything is laid out."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain
from pathlib import Path

from fontTools import unicodedata as scripts
from fontTools.ttLib import TTFont

from certificates.printing.characters import JOINERS, fewer_marks, is_hidden, named, refuse_invisible, refuse_stacks
from certificates.printing.fetcher import FONTS
from certificates.printing.scripts import FACES, Face
from certificates.refused import IssueRefused

# The six packaged faces by the family name that the stylesheet gives them.
PACKAGED = {
    "Pinpoint Display": ("NotoSerifDisplay-Regular.ttf",),
    "Pinpoint Serif": ("NotoSerif-Regular.ttf", "NotoSerif-Bold.ttf"),
    "Pinpoint Sans": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
}
FONT_DIRECTORIES = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
SPACES = re.compile(r"[ \t\r\n]+")


def printable(text: str) -> str:
    """The text as it is laid out: composed (NFC), each run of spaces, tabs and line ends one space."""
    return SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip(" ")


def fallbacks(text: str, family: str, what: str) -> tuple[str, ...]:
    """The families to name after `family` so that every character of `text` is drawn.

    `what` names the text in the message ("the name"). Raises IssueRefused for a character that no face here draws.
    """
    refuse_invisible(text, what)
    refuse_stacks(text, what)
    missing = [character for character in text if not covered(character, family)]
    faces = list(dict.fromkeys(face for face in (face_for(each, text) for each in missing) if face))
    return tuple(face.family for face in needed(missing, faces, what))


def needed(missing: Iterable[str], faces: list[Face], what: str) -> list[Face]:
    """The faces that together draw the missing characters; all must be installed."""
    tables = {face: table_of(face, what) for face in faces}
    for character in missing:
        if not any(ord(character) in table for table in tables.values()):
            raise IssueRefused(f"No font on this machine draws {named(character)} of {what}. Write it otherwise.")
    return faces


def covered(character: str, family: str) -> bool:
    """Whether every weight of a packaged family draws the character."""
    return character in JOINERS or all(ord(character) in packaged_table(name) for name in PACKAGED[family])


def face_for(character: str, text: str) -> Face | None:
    """The face for a character. Han letters are drawn as the text's other letters tell: Japanese or Korean."""
    script = scripts.script(character)
    if script == "Hani":
        found = {scripts.script(each) for each in text}
        script = "Hira" if found & {"Hira", "Kana"} else "Hang" if "Hang" in found else script
    return FACES.get(script)


def table_of(face: Face, what: str) -> frozenset[int]:
    """The characters that an installed face draws."""
    path = find(face.file)
    if path is None:
        raise IssueRefused(
            f"The font {face.family} is not installed on this machine, and {what} needs it. "
            f"Install it (apt-get install {face.package}), then try again."
        )
    return system_table(path)


def find(name: str) -> Path | None:
    """Where an installed font file lies, in the directories that fontconfig reads on Debian and Ubuntu."""
    return next(chain.from_iterable(directory.rglob(name) for directory in FONT_DIRECTORIES), None)


@lru_cache(maxsize=64)
def system_table(path: Path) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


@lru_cache
def packaged_table(name: str) -> frozenset[int]:
    return system_table(FONTS / name)


def spelled(text: str, family: str) -> str:
    """The text with each character that nothing here could ever draw as its code point: “[U+1F600]”.

    For words that were signed, which nobody may write otherwise. A face that is only not installed stays a refusal.
    """
    return "".join(each if drawable(each, text, family) else f"[U+{ord(each):04X}]" for each in fewer_marks(text))


def drawable(character: str, text: str, family: str) -> bool:
    if is_hidden(character, text):
        return False
    if covered(character, family):
        return True
    face = face_for(character, text)
    path = face and find(face.file)
    return bool(face) and (path is None or ord(character) in system_table(path))

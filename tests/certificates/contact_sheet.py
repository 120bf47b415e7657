"""One picture book of the difficult names, as both papers print them: script/contact_sheet [FILE.pdf]

Each cell is the upper part of a certificate, with what is difficult about the name above it. The last page has the
names that are refused, with the reasons. Needs pdftoppm (poppler).
"""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from textwrap import wrap

import django
from PIL import Image, ImageDraw, ImageFont

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from certificates.printing.faces import printable  # noqa: E402
from certificates.printing.fetcher import FONTS  # noqa: E402
from certificates.printing.render import render  # noqa: E402
from certificates.refused import IssueRefused  # noqa: E402
from tests.certificates import course, make  # noqa: E402
from tests.certificates.difficult_names import NAMES, REFUSED, Name, Refused  # noqa: E402
from tests.factories import NOW  # noqa: E402

RESOLUTION = 75  # dots per inch
SHOWN = (0, 0, 11 * RESOLUTION, 5 * RESOLUTION)  # issuer, name and sentence
CAPTION, GAP = 24, 12
ACROSS, DOWN = 2, 4
CELL = (SHOWN[2] + GAP, SHOWN[3] + CAPTION + GAP)
INK, PAPER = "#13201c", "#ffffff"


def cells() -> Iterator[Image.Image]:
    papers = (make.document, course.document)
    for place, name in enumerate(NAMES):
        yield cell(f"{place + 1}. {name.why} ({len(name.text)} characters)", picture(papers[place % 2], name))


def picture(paper, name: Name) -> Image.Image:
    """The certificate as it looks, or the words of the refusal."""
    try:
        content = render(paper(printable(name.text)), NOW)
    except IssueRefused as refused:
        return words(f"Refused: {refused}", SHOWN[2:])
    command = ["pdftoppm", "-png", "-singlefile", "-r", str(RESOLUTION), "-"]
    drawn = subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout
    return Image.open(io.BytesIO(drawn)).convert("RGB").crop(SHOWN)


def words(text: str, size: tuple[int, int]) -> Image.Image:
    """White paper of a size in pixels with words on it."""
    image = Image.new("RGB", size, PAPER)
    lines = [part for line in text.splitlines() for part in wrap(line, size[0] // 10)]
    ImageDraw.Draw(image).text((40, 40), "\n".join(lines), INK, font(17), spacing=14)
    return image


def refusals() -> str:
    """Each refused name with its reason, a line each."""
    return "\n".join(f"{name.why}: {reason(name)}" for name in REFUSED)


def reason(name: Refused) -> str:
    try:
        render(make.document(printable(name.text)), NOW)
    except IssueRefused as refused:
        return "".join(each for each in str(refused) if each < "\u2e00")
    raise AssertionError(f"{name.why} was printed")


def cell(caption: str, image: Image.Image) -> Image.Image:
    whole = Image.new("RGB", CELL, "#d7ddd9")
    ImageDraw.Draw(whole).text((GAP, 4), caption, INK, font(14))
    whole.paste(image, (GAP // 2, CAPTION))
    return whole


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "NotoSans-Regular.ttf", size)


def sheets() -> Iterator[Image.Image]:
    """Pages of eight cells, then the refusals."""
    drawn = list(cells())
    for first in range(0, len(drawn), ACROSS * DOWN):
        sheet = Image.new("RGB", (CELL[0] * ACROSS, CELL[1] * DOWN), "#d7ddd9")
        for place, each in enumerate(drawn[first : first + ACROSS * DOWN]):
            sheet.paste(each, (place % ACROSS * CELL[0], place // ACROSS * CELL[1]))
        yield sheet
    yield words(refusals(), (CELL[0] * ACROSS, CELL[1]))


if __name__ == "__main__":
    first, *rest = sheets()
    first.save(sys.argv[1], save_all=True, append_images=rest, resolution=RESOLUTION)
    sys.stdout.write(f"{len(NAMES)} names and {len(REFUSED)} refusals on {1 + len(rest)} pages: {sys.argv[1]}\n")

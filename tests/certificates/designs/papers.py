"""Documents of a design that has everything: a logo with transparency, three signatories, any language and layout."""

import io
import math
from datetime import date
from functools import cache
from hashlib import sha256

from PIL import Image, ImageDraw

from certificates.designs.content import Layout, Paper, Signatory
from certificates.designs.languages import SPOKEN
from certificates.designs.packaged import packaged
from certificates.designs.wording import certified, completed
from certificates.document import Look
from tests.certificates import course, make

LAYOUTS = [(layout.value, paper.value) for layout in Layout for paper in Paper]
LANGUAGES = list(SPOKEN)
GREEN = "#0f6e56"


def png(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


@cache
def logo() -> bytes:
    """A drawing on nothing, half of it half transparent."""
    image = Image.new("RGBA", (600, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse([10, 10, 190, 190], outline=(15, 110, 86, 255), width=12)
    ImageDraw.Draw(image).rounded_rectangle([230, 60, 590, 140], 30, fill=(15, 110, 86, 128))
    return png(image)


@cache
def signature(speed: float) -> bytes:
    """A pen on nothing."""
    image = Image.new("RGBA", (500, 160), (0, 0, 0, 0))
    line = [(20 + 4.5 * step, 85 - 55 * math.sin(step * speed) * math.exp(-step / 80)) for step in range(100)]
    ImageDraw.Draw(image).line(line, fill=(19, 32, 60, 255), width=6, joint="curve")
    return png(image)


@cache
def photograph() -> bytes:
    """A signature as a camera takes it: JPEG, no transparency."""
    image, written = Image.new("RGB", (500, 160), "#fff"), io.BytesIO()
    ImageDraw.Draw(image).line([(20, 120), (250, 30), (480, 110)], fill=(19, 32, 60), width=7)
    image.save(written, "JPEG", quality=90)
    return written.getvalue()


PICTURES = {sha256(each).hexdigest(): each for each in (logo(), signature(0.33), photograph())}
LOGO, PEN, CAMERA = PICTURES
SIGNATORIES = (
    Signatory(name="Dr. Amara Okonkwo, PT, DPT", title="Director of Education", picture=PEN),
    Signatory(name="Jürgen Groß", title="Compliance Manager", picture=CAMERA),
    Signatory(name="Prof. Jean-Baptiste Lefèvre", title="External Examiner, Université de Montréal"),
)


def certification(name: str = "Inés Zamora", layout="side", paper="letter", language="en", **changes):
    """A certification of such a design."""
    words, start, end = packaged("certification", language), date(2027, 3, 1), date(2029, 2, 28)
    said = certified(words, valid_from=start, valid_until=end, **make.SAID)
    given = given_by(words, SPOKEN[language].labels_of("award"), layout, paper)
    return make.document(name, **given | {"sentence": said} | changes)


def completion(name: str = "Inés Zamora", layout="side", paper="letter", language="en", **changes):
    """A completion of such a design."""
    words, spoken = packaged("completion", language), SPOKEN[language]
    said = completed(words, course="Safe needling near the lung", completed_on=date(2027, 2, 20))
    hours = {"contact_hours": spoken.contact_hours("1.5", 90), "held": spoken.held_words({"self_paced"})}
    given = given_by(words, spoken.completion, layout, paper)
    return course.document(name, **given | hours | {"sentence": said} | changes)


def given_by(words, labels, layout: str, paper: str) -> dict:
    look = Look(layout=layout, paper=paper, accent=GREEN, logo=LOGO)
    return {
        "title": words.title,
        "fine_print": words.fine_print,
        "language": words.language,
        "labels": labels,
        "signatories": SIGNATORIES,
        "look": look,
        "design": "4.2",
    }


KINDS = {"certification": certification, "completion": completion}

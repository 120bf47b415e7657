"""Our own line drawings, by name. They stand in the page as SVG, so that they follow its colors."""

import re
from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CHOICES = [
    ("plate", "Back of neck and shoulders, with a needle at a point"),
    ("fold", "A fold of muscle lifted over the lung"),
    ("chest_section", "Cross section of the chest wall: where the lung is"),
    ("chest_wall", "Cross section of the chest wall without words, to be labeled"),
    ("needle", "Parts of a needle and its guide tube"),
    ("sharps", "From the package to the sharps container"),
    ("taut_band", "A taut band and its twitch"),
    ("shoulder_back", "Back of the shoulder: shoulder blade and axillary nerve"),
    ("arm_section", "Cross section of the upper arm: bundle and radial nerve"),
    ("buttock", "Buttock: landmarks and sciatic nerve"),
    ("thigh_front", "Front of the thigh: line of the femoral artery"),
    ("calf_section", "Cross section of the calf, to be labeled"),
    ("reasoning_loop", "From evaluation to load and back, with two exits"),
    ("retest", "Pain before, right after and at the next visit"),
    ("plan_weeks", "Six weeks: fewer needles, more exercise"),
    ("layers", "Layers at rest and pressed, with the same needle"),
    ("back_landmarks", "Landmarks of the back: levels, lung, kidneys"),
    ("neck_section", "Cross section of the neck"),
    ("loin_section", "Cross section of the loin: lamina and kidney"),
    ("event_grades", "Grades of an adverse event: how strong, how long"),
    ("two_positions", "Faint: flat. Breathless: upright"),
    ("collapsed_lung", "A lung that has let go of the wall"),
    ("first_days", "From the first minute to the report"),
    ("narrowest_rule", "Law, training, clinic: where all three meet"),
    ("consent_line", "Consent, with a way out at every point"),
    ("note_sheet", "Eight parts of a note"),
]


@lru_cache
def drawing(name: str) -> str:
    """The text of the drawing `name`; an unknown name is a `LookupError`."""
    path = finders.find(f"cms/drawings/{name}.svg") if name in dict(CHOICES) else None
    if path is None:
        raise LookupError(f"There is no drawing named {name!r}.")
    return Path(path).read_text(encoding="utf-8").strip()


def drawn(name: str, alternative: str) -> SafeString:
    """The drawing `name` as SVG, read aloud as `alternative`."""
    label = format_html('aria-label="{}"', alternative)
    # The file is ours; only the label comes from an editor, and it is escaped.
    return mark_safe(re.sub(r'aria-label="[^"]*"', lambda _: label, drawing(name), count=1))  # noqa: S308

"""Difficult names in the printed log of sessions: in its head, on every page and in every row."""

import pytest
from weasyprint.formatting_structure import boxes

from certificates.printing.faces import printable
from certificates.session_log import render as log_render
from tests.certificates.difficult_names import NAMES
from tests.certificates.fonts import needs
from tests.certificates.log_story import logged, story, taken
from tests.certificates.tagged import Page
from tests.certificates.test_difficult_names import squeezed

pytestmark = pytest.mark.django_db
CHOSEN = {
    "One word of 60 of the widest letter",
    "One word of 120",
    "120 characters in words",
    "Hebrew with gershayim and digits",
    "Arabic on two lines",
    "Nepali with a zero-width joiner",
    "Korean, typed as letters",
}


@pytest.mark.parametrize(
    "name", [pytest.param(each, marks=needs(*each.packages), id=each.why) for each in NAMES if each.why in CHOSEN]
)
def test_a_name_stays_inside_the_page_and_is_read_again(name, monkeypatch):
    laid_out, lay_out = [], log_render.lay_out
    monkeypatch.setattr(log_render, "lay_out", lambda *given: laid_out.append(lay_out(*given)) or laid_out[-1])
    given = story(printable(name.text), supervisor=printable(name.text))
    logged(given)
    page = Page(taken(given).content)
    assert page.faults() == []
    assert squeezed("".join(page.words)).count(squeezed(name.text)) >= 3
    for paper in laid_out[0].pages:
        for text in paper._page_box.descendants(placeholders=True):
            if isinstance(text, boxes.TextBox):
                assert text.position_x >= 0, text.text
                assert text.position_x + text.width <= paper.width, text.text

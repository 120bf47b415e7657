"""Rubbish where a board's list should be: it answers for nobody, and nobody is missing on it."""

import pytest

from tests.factories import NOW, TODAY
from tests.training.test_license_sources import HEAD, LIST_DAY, asked, license, manager, refusal, register  # noqa: F401
from training.actions.license_ask import ask_about_due
from training.sources import Unavailable, source_for
from training.sources.register_file import RegisterFile

pytestmark = pytest.mark.django_db

MINE = 'license,PT10500,"ROSSI, MARIA",Clear,yes,no,2020-03-01,2027-11-30,Tampa\n'
OTHER = 'license,PT20600,"BIANCHI ANNA",Revoked,no,no,2020-03-01,2027-11-30,Miami\n'


@pytest.fixture
def listed(settings, tmp_path, license):  # noqa: F811
    """Write any bytes as the list of the license's jurisdiction."""
    settings.LICENSE_REGISTERS = str(tmp_path)

    def write(content: str | bytes, day=LIST_DAY):
        content = content.encode() if isinstance(content, str) else content
        (tmp_path / f"{license.jurisdiction.code}_{day}.csv").write_bytes(content)

    return write


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (HEAD + MINE.replace('MARIA"', "MARIA") + OTHER, "after line 1: ',' expected after '\"'"),
        (HEAD + MINE.replace("Tampa", '"Tampa') + OTHER.replace('"', ""), "after line 1: unexpected end of data"),
        (HEAD + MINE.replace('MARIA"', 'MARIA\nBIANCHI"'), "line 3: name goes on in a second line"),
        (HEAD.replace("city", "status") + MINE, "names the column status twice"),
        (HEAD + MINE + OTHER.replace("license", "licence"), "line 3: licence is no type"),
        (HEAD + MINE.replace("Tampa", "Tam\0pa"), "holds a NUL"),
        ((HEAD + MINE).encode("utf-16"), "is not UTF-8"),
        ((HEAD + MINE.replace("ROSSI", "RÖSSI")).encode("latin-1"), "is not UTF-8"),
        (HEAD.replace(",", ";") + MINE, "lacks the columns active"),
        (HEAD.upper() + MINE, "lacks the columns active"),
        (HEAD + MINE.replace("2027-11-30", "11/30/2027"), "line 2: write"),
        (HEAD + MINE.replace("2027-11-30", "2027-02-30"), "line 2: write"),
        (HEAD + MINE.replace("Tampa", "x" * 200_000), "field larger than field limit"),
    ],
    ids=["an open quote before another", "an open quote at the end", "a line end in a name", "a column twice",
         "a type that is none", "a NUL", "UTF-16", "Latin-1", "semicolons", "other headers", "an American date",
         "a day that is none", "a huge cell"],
)  # fmt: skip
def test_what_cannot_be_meant_is_no_answer(license, listed, content, why):  # noqa: F811
    listed(content)
    with pytest.raises(Unavailable, match=why):
        RegisterFile().ask(license.jurisdiction.code, "license", "PT10500")
    assert source_for(license) is None
    assert ask_about_due(now=NOW) == 0 and not license.checks.exists()


@pytest.mark.parametrize(
    "content",
    [
        ("\ufeff" + HEAD + MINE).encode(),
        (HEAD + MINE).replace("\n", "\r\n"),
        HEAD + MINE.replace("license", " License "),
        HEAD + MINE.replace("yes", " YES "),
        HEAD + MINE.replace("Tampa", '"Tampa,\nFlorida"'),
        HEAD + MINE.replace("Tampa", "=HYPERLINK(1)"),
    ],
    ids=["a byte order mark", "Windows lines", "a type in capitals", "a yes in capitals", "an address", "a formula"],
)
def test_what_is_meant_is_an_answer(license, listed, content):  # noqa: F811
    listed(content)
    assert asked(license).shows


def test_an_open_quote_lends_nobody_the_line_of_another(license, listed):  # noqa: F811
    """Read on to the next quote, the two would be one line: Maria's number with Anna's status."""
    revoked = MINE.replace('MARIA"', "MARIA").replace("Clear,yes", "Revoked,no")
    listed(HEAD + revoked + OTHER.replace("Revoked,no", "Clear,yes"))
    assert ask_about_due(now=NOW) == 0 and not license.checks.exists()


def test_a_list_of_a_coming_day_is_named(license, listed):  # noqa: F811
    listed(HEAD + MINE, day=TODAY.replace(year=TODAY.year + 40))
    assert "has not come yet" in refusal(license)

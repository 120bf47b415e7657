"""What a file is, judged by its bytes; and a reader that nothing harms."""

import time
from pathlib import Path

import pytest

from certificates.dropped import pdf_words
from certificates.dropped.kinds import MAX_BYTES, Kind, NotRead, badge_in, kind_of
from certificates.dropped.pdf import words_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 x", Kind.PDF),
        (b"\n\n%PDF-1.4", Kind.PDF),
        (b'{"id": 1}', Kind.BADGE),
        (b"\xef\xbb\xbf {}", Kind.BADGE),
    ],
)
def test_a_kind_by_its_bytes(content, kind):
    assert kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 422, "This file is empty"),
        (b"%PDF-" + b"0" * MAX_BYTES, 413, "more than 2 MB"),
        (b'{"id": "' + b"0" * 100 * 1024, 413, "more than 100 kB"),
        (b"\xff\xd8\xff\xe0", 415, "This is a picture"),
        (b"\x89PNG\r\n\x1a\n", 415, "This is a picture"),
        (b"PK\x03\x04 a letter", 415, "neither a PDF nor a badge"),
        (b"<svg>", 415, "neither a PDF nor a badge"),
    ],
)
def test_others_are_refused_with_what_to_do(content, status, words):
    with pytest.raises(NotRead, match=words) as why:
        kind_of(content)
    assert why.value.status == status


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'"a"',
        b'{"a": NaN}',
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "b": 1}}',
        b"\xff{}",
        b'{"a":' * 100_000,
    ],
)
def test_a_badge_that_readers_may_read_otherwise_is_none(content):
    with pytest.raises(ValueError):
        badge_in(content)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-" + bytes(range(256)) * 50])
def test_a_damaged_pdf_has_no_words(content):
    assert words_of(content) is None


@pytest.mark.parametrize("work", ["while True: pass", "'x' * 10**10"])
def test_a_file_that_keeps_the_reader_busy_is_given_up(work, tmp_path, monkeypatch):
    program = tmp_path / "busy.py"
    source = (
        Path(pdf_words.__file__).read_text(encoding="utf-8").replace("SECONDS, MEMORY = 5,", "SECONDS, MEMORY = 1,")
    )
    program.write_text(source.replace("    found = json", f"    {work}\n    found = json"), encoding="utf-8")
    monkeypatch.setattr("certificates.dropped.pdf.PROGRAM", program)
    before = time.monotonic()
    assert words_of(b"%PDF-1.7") is None
    assert time.monotonic() - before < 5

"""Each change of a sealed file is found: one byte anywhere, something appended, another key, no seal."""

import io
import os
import random
from functools import cache
from time import perf_counter

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, sign_pdf

from certificates.seal import check as checking
from certificates.seal import stamps
from certificates.seal.check import WORDS, Verdict, check
from certificates.seal.keys import loaded
from certificates.seal.sign import seal
from tests.certificates.seal.make import bare, chain, configure, known, sealed, stamping
from tests.factories import NOW

FLIPS = int(os.environ.get("SEAL_FLIPS", "200"))  # 1000 before a change lands


@cache
def one():
    return sealed()


def verdict_of(content: bytes) -> Verdict:
    return check(content, known(one())).verdict


def flipped(content: bytes, chance: random.Random) -> bytes:
    """One byte of it is another one."""
    place, other = chance.randrange(len(content)), chance.randrange(1, 256)
    return content[:place] + bytes([content[place] ^ other]) + content[place + 1 :]


def test_as_it_was_issued_it_is_whole():
    assert check(one().content, known(one())).is_whole
    assert check(one().content, known(one())).fingerprint == one().by.fingerprint


def test_each_changed_byte_is_found():
    chance = random.Random(7)
    found = [verdict_of(flipped(one().content, chance)) for _ in range(FLIPS)]
    assert Verdict.WHOLE not in found
    assert found.count(Verdict.CHANGED) > FLIPS * 0.9


def place_of_signature() -> tuple[int, int]:
    """The first and the last letter of the signature, in hex; it cannot cover itself."""
    content = one().content
    start = content.index(b"/Contents <") + len(b"/Contents <")
    return start, content.index(b">", start)


@pytest.mark.parametrize("part", range(4))
def test_so_is_each_in_the_signature_itself(part):
    start, end = place_of_signature()
    content = one().content
    length = 2 * (4 + int(content[start + 4 : start + 8], 16))
    step = 1 if FLIPS >= 1000 else 9
    for place in [*range(start + part, start + length, 4 * step), start + length + part, end - 1 - part]:
        other = b"%X" % (15 - int(content[place : place + 1], 16))
        assert verdict_of(content[:place] + other + content[place + 1 :]) is not Verdict.WHOLE, place


def test_lower_letters_in_it_are_a_change_too():
    start, end = place_of_signature()
    content = one().content
    assert verdict_of(content[:start] + content[start:end].lower() + content[end:]) is Verdict.CHANGED


@pytest.mark.parametrize("more", [b"\n", b"%", b"0 0 obj", bytes(100)])
def test_what_is_appended_is_found(more):
    assert verdict_of(one().content + more) in (Verdict.ADDED, Verdict.CHANGED)


def test_so_is_a_later_revision():
    writer = IncrementalPdfFileWriter(io.BytesIO(one().content))
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()
    output = io.BytesIO()
    writer.write(output)
    assert output.getvalue().startswith(one().content)
    assert verdict_of(output.getvalue()) is Verdict.ADDED


def test_so_is_a_time_stamp_that_we_did_not_put_there(settings, monkeypatch):
    """The rules of PDF let anybody add one; ours are trusted by their root alone."""
    stamper, root = stamping()
    monkeypatch.setattr(stamps, "client", lambda address: stamper)
    settings.TIME_STAMP_URL, settings.TIME_STAMP_CERTIFICATES = "https://stamps.example", root
    lasting = sealed()
    assert check(lasting.content, known(lasting)).is_whole
    settings.TIME_STAMP_CERTIFICATES = ""
    assert check(lasting.content, known(lasting)).verdict is Verdict.ADDED


def test_each_changed_byte_of_a_stamped_file_is_found(settings, monkeypatch):
    stamper, root = stamping()
    monkeypatch.setattr(stamps, "client", lambda address: stamper)
    settings.TIME_STAMP_URL, settings.TIME_STAMP_CERTIFICATES = "https://stamps.example", root
    lasting, chance = sealed(), random.Random(7)
    for _ in range(FLIPS // 10):
        assert not check(flipped(lasting.content, chance), known(lasting)).is_whole


def test_an_older_revision_alone_bears_no_seal():
    assert verdict_of(bare()) is Verdict.UNSEALED


def test_printed_anew_it_bears_none():
    output = io.BytesIO()
    copy_into_new_writer(PdfFileReader(io.BytesIO(bare()))).write(output)
    assert verdict_of(output.getvalue()) is Verdict.UNSEALED


def test_another_s_key_is_none_of_ours(settings):
    configure(settings, chain("Certificates of testserver"))
    theirs = seal(bare(), NOW)
    assert verdict_of(theirs.content) is Verdict.NOT_OURS


def test_a_second_seal_is_something_added(monkeypatch):
    """Somebody signs our file once more, with a key of their own."""
    monkeypatch.setattr(PdfSigner, "_enforce_certification_constraints", lambda *args: None)  # a bolder program
    given = chain("Somebody")
    signer = loaded(given.key_pem, given.pem, is_self_made=False).signer
    writer = IncrementalPdfFileWriter(io.BytesIO(one().content))
    again = sign_pdf(writer, PdfSignatureMetadata(field_name="Second"), signer, existing_fields_only=False)
    assert verdict_of(again.getvalue()) is Verdict.ADDED


def test_their_seal_on_a_copy_without_ours_is_none_of_ours(settings):
    """Somebody takes our seal away, changes the page, and signs with a key of their own."""
    configure(settings, chain("Somebody"))
    writer = IncrementalPdfFileWriter(io.BytesIO(bare()))
    writer.root["/Lang"] = generic.pdf_string("fr")
    writer.update_root()
    output = io.BytesIO()
    writer.write(output)
    assert verdict_of(seal(output.getvalue(), NOW).content) is Verdict.NOT_OURS


@pytest.mark.parametrize("content", [b"", b"hello", bytes(1000), b" " * 1024 + b"%PDF-1.7"])
def test_what_is_no_pdf_is_said_to_be_none(content):
    assert verdict_of(content) is Verdict.UNREADABLE


HOSTILE = {
    "nothing": b"",
    "a loop": b"\nxref\n0 0\ntrailer\n<</Prev 9>>\nstartxref\n9\n%%EOF",
    "nested": b"[" * 500_000,
    "fields": b"/Fields[" + b"3 0 R " * 300_000,
    "ranges": b"/ByteRange [0 1 2 3]" * 100_000,
    "ranges of nothing": b"<>/ByteRange [0 8 10 3]" * 100_000,
    "a long range": b"/ByteRange [0 9999999999 9999999999 9999999999]",
    "a long number": b"/ByteRange [0 " + b"9" * 1_000_000 + b" 1 1]",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_not_read(kind, monkeypatch):
    """Within two megabytes a file may hold what keeps a reader busy for minutes."""
    monkeypatch.setattr(checking, "PdfFileReader", None)
    began = perf_counter()
    assert verdict_of(b"%PDF-1.7" + HOSTILE[kind]) in (Verdict.UNSEALED, Verdict.CHANGED)
    assert perf_counter() - began < 5


def test_nor_is_what_was_added_to_a_file_of_ours(monkeypatch):
    monkeypatch.setattr(checking, "PdfFileReader", None)
    assert verdict_of(one().content + b"/Fields[" + b"3 0 R " * 1000) is Verdict.ADDED


def test_each_verdict_has_its_words():
    assert set(WORDS) == set(Verdict)
    assert all(each.words.endswith(".") for each in Verdict)

"""What a file is to us: ours byte for byte, ours with other words, or none of ours."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import islice

from certificates.badge import keys
from certificates.codes import normalize
from certificates.documents import document_of
from certificates.dropped import badges, pdf, words
from certificates.dropped.facts import printed_facts
from certificates.dropped.kinds import Kind, badge_in, kind_of
from certificates.dropped.words import Difference
from certificates.models import Certificate

# Wherever one may begin: what stands before it may look like a group of it.
CODE = re.compile(r"(?=([0-9A-Za-z]{4}(?:[-\u2010-\u2015 ]?[0-9A-Za-z]{4}){5}[-\u2010-\u2015 ]?[0-9A-Za-z]{2}))")
NUMBER = re.compile(r"\b[A-Z]{1,6}-\d{4}-\d{5,}\b")
LETTERS = 20_000  # of a text that are searched
TRIED = 500  # codes and numbers of a file that are looked for
LONG = "We read only its first pages. If the certificate comes after them, type the code that is printed on it."


class Outcome(StrEnum):
    """What a file is. Only the first two are ours."""

    EXACT = "exact"
    SAME = "same"
    CHANGED = "changed"
    WITHOUT_CODE = "without_code"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"

    @property
    def is_ours(self) -> bool:
        return self in (Outcome.EXACT, Outcome.SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file with what became of it. `certificate` is the one that it bears the code of; `notes` are sentences."""

    kind: Kind
    outcome: Outcome
    sha256: str
    certificate: Certificate | None = None
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()


def look(content: bytes) -> Seen:
    """Hold a file against what we issued; nothing is written. Raises NotRead for what is neither PDF nor badge."""
    kind = kind_of(content)
    digest = sha256(content).hexdigest()
    by_file = {"sha256": digest} if kind is Kind.PDF else {"badge__sha256": digest}
    certificate = Certificate.objects.filter(**by_file).first()
    if certificate:
        return Seen(kind=kind, outcome=Outcome.EXACT, sha256=digest, certificate=certificate)
    about = {Kind.PDF: look_at_pdf, Kind.BADGE: look_at_badge}[kind](content)
    return Seen(kind=kind, sha256=digest, **about)


def look_at_pdf(content: bytes) -> dict:
    """A PDF that is not ours byte for byte: its words beside those of the stored file."""
    read = pdf.words_of(content)
    if read is None or not (read.text.strip() or read.attached):
        return {"outcome": Outcome.UNREADABLE}
    files = [file for text in read.attached if (file := badge_or_none(text))]
    certificate = by_codes([*codes_in(read.text), *(code for file in files for code in codes_in(name_of(file)))])
    if certificate is None:
        outcome = Outcome.WITHOUT_CODE if bears_number(read.text) else Outcome.UNKNOWN
        return {"outcome": outcome, "notes": () if read.is_whole else (LONG,)}
    return {
        "outcome": Outcome.CHANGED,
        "certificate": certificate,
        "differences": tuple(differences_of_pdf(read, files, certificate)),
    }


def differences_of_pdf(read: pdf.PdfWords, files: list[dict], certificate: Certificate) -> Iterator[Difference]:
    """Facts, other words, the number of pages, and the badge within the file."""
    ours = pdf.words_of(bytes(certificate.pdf.content))
    if ours is None:
        return
    yield from words.differences(printed_facts(document_of(certificate)), ours.text, read.text)
    if read.pages != ours.pages:
        yield Difference("Pages", str(read.pages), str(ours.pages))
    stored = badge_of(certificate)
    for file in files if stored else ():
        for each in badges.differences(file, stored):
            yield Difference(f"Attached badge: {each.what}", each.file, each.record)


def look_at_badge(content: bytes) -> dict:
    """A badge that is not ours byte for byte: written anew, changed, or none of ours."""
    try:
        file = badge_in(content)
        certificate = by_codes(codes_in(name_of(file)))
        stored = badge_of(certificate) if certificate else None
        if stored is None:
            return {"outcome": Outcome.UNKNOWN, "notes": (of_whom(file),)}
        if badges.says_the_same(file, stored):
            return {"outcome": Outcome.SAME, "certificate": certificate}
        found = tuple(badges.differences(file, stored))
    except (ValueError, RecursionError):
        return {"outcome": Outcome.UNREADABLE}
    return {"outcome": Outcome.CHANGED, "certificate": certificate, "differences": found}


def of_whom(file: dict) -> str:
    """What can be said of a badge that we do not have."""
    issuer = badges.issuer_of(file)
    if issuer == keys.issuer():
        return "It names us as its issuer, but we have issued no such badge."
    if issuer:
        return f"Its issuer is {words.visible(issuer)}. We vouch for our own badges alone: ask there."
    return "It names no issuer."


def badge_of(certificate: Certificate) -> dict | None:
    row = getattr(certificate, "badge", None)
    return json.loads(row.content) if row else None


def name_of(file: dict) -> str:
    """The address that a badge is named by; it ends in the code."""
    name = file.get("id")
    return name if isinstance(name, str) else ""


def badge_or_none(text: str) -> dict | None:
    """An attached text, if it is a badge."""
    try:
        return badge_in(text.encode())
    except ValueError:
        return None


def codes_in(text: str) -> list[str]:
    """What may be a code in a text, whatever stands between its groups, in the order of reading."""
    found = (normalize(each[1]) for each in CODE.finditer(" ".join(text[:LETTERS].split())))
    return list(dict.fromkeys(islice(filter(None, found), TRIED)))


def by_codes(codes: list[str]) -> Certificate | None:
    """The certificate of the first code that is one of ours."""
    rows = Certificate.objects.select_related("badge").in_bulk(codes, field_name="code")
    return next((rows[code] for code in codes if code in rows), None)


def bears_number(text: str) -> bool:
    """Whether it bears the number of a certificate of ours."""
    return Certificate.objects.filter(number__in=NUMBER.findall(text)[:TRIED]).exists()

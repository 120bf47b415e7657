"""The stored files of many certificates in one archive, with a list of them and their sums."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from certificates.bulk.archive import Entry, table
from certificates.models import Certificate, CertificatePdf
from training.actions import Refused, require
from training.actions.audit import record
from training.actions.audit_many import record_each
from training.models import Practitioner
from training.permissions import may_enter_desk
from training.views.csv import safe

MOST = 20_000
BATCH = 500
HEAD = ("Number", "Code", "Holder", "File", "SHA-256", "Bytes")
STORED = CertificatePdf.objects.values_list(
    "content", "certificate__number", "certificate__code", "certificate__document", "certificate__sha256"
)
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


@transaction.atomic
def hand_out(*, by, rows: QuerySet[Certificate], now: datetime) -> list[int]:
    """Note in the audit record that these files leave, in the chain of each holder too. Returns their keys, in order.

    `rows` are what the manager may see. `Refused` for none, and for more than one archive holds.
    """
    require(may_enter_desk(by))
    told = list(rows.values_list("pk", "number", "cycle__practitioner", "completion__practitioner")[: MOST + 1])
    if not told:
        raise Refused("There is nothing to download.")
    if len(told) > MOST:
        raise Refused(f"More than {MOST:,} certificates match. Narrow the filters and download them in parts.")
    numbers = [number for _, number, *_ in told]
    # The chain about nobody comes last, as in every act on a person: who holds it waits for no row.
    note_each(by, {own or other: pk for pk, _, own, other in reversed(told)}, now)
    record(action="certificate.download", by=by, subject=by, fields=["pdf"], values={"numbers": numbers}, now=now)
    return [pk for pk, *_ in told]


def note_each(by, papers: dict[int, int], now: datetime) -> None:
    """One event in the chain of each holder, about the first of theirs."""
    people = sorted(papers)
    for start in range(0, len(people), BATCH):
        batch = people[start : start + BATCH]
        list(Practitioner.objects.select_for_update(no_key=True).filter(pk__in=batch).order_by("pk"))
        subjects = {person: Certificate(pk=papers[person]) for person in batch}
        record_each(action="certificate.download", by=by, subjects=subjects, fields=["pdf"], now=now)


def entries(keys: list[int]) -> Iterator[Entry]:
    """Each PDF as it was issued, then `manifest.csv`, then `SHA256SUMS` over all of them."""
    lines = []
    for pk in keys:
        # No rows as objects: a certificate and its PDF would hold each other until the collector comes.
        content, number, code, document, digest = STORED.get(certificate=pk)
        name = f"certificates/{UNSAFE.sub('_', number)}.pdf"
        lines.append((number, code, safe(document["holder_name"]), name, digest, len(content)))
        yield name, bytes(content)
    manifest = table(HEAD, lines)
    yield "manifest.csv", manifest
    sums = [(digest, name) for *_, name, digest, _ in lines]
    yield "SHA256SUMS", in_sums([*sums, (sha256(manifest).hexdigest(), "manifest.csv")])


def in_sums(sums: Iterable[tuple[str, str]]) -> bytes:
    """As `sha256sum -c` reads it."""
    return "".join(f"{digest}  {name}\n" for digest, name in sums).encode()

"""Taking a log of sessions out: the file, and the row that says who took what, when, with which hashes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from certificates.models import LogExport
from certificates.session_log import render as log_render
from certificates.session_log import tables as log_csv
from training.actions import Refused, require
from training.actions.audit import record
from training.actions.checkpoint import make_checkpoint
from training.actions.once import held
from training.models import AuditCheckpoint, AuditEvent, Practitioner, User
from training.permissions import may_see
from training.queries.session_log import Asked
from training.queries.session_log_content import SessionLog, session_log

MOST = 1_000  # entries of one file; a PDF of so many takes some ten seconds
ACTION = "log.export"
KEPT = ("practitioner", "jurisdiction", "license", "since", "until", "with_unsigned")


@dataclass(frozen=True, slots=True)
class Taken:
    """The row and the bytes of the file."""

    row: LogExport
    content: bytes


def take_out(*, by: User, asked: Asked, form: str, now: datetime, today: date) -> Taken:
    """Make the file of a log and keep what it was. Refused without a right to see the person, or where it is too long.

    Raises IssueRefused when a name cannot be printed. The file is made outside the transactions: nobody waits for it.
    """
    require(may_see(by, asked.practitioner))
    log = read(asked, today)
    if len(log.entries) > MOST:
        raise Refused(f"{len(log.entries)} entries are too many for one file. Choose a shorter period.", field="since")
    about = About(by, now, checkpoint_covering(asked.practitioner, by, now))
    return keep(log, form, MAKERS[form](log, about), about, today)


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself beside its content: by whom, when, and where the audit record stood."""

    by: User
    at: datetime
    checkpoint: AuditCheckpoint

    @property
    def anchor(self) -> str:
        """“12:5f2d…”, the number and digest of the checkpoint, as `script/check_audit.py` reads it."""
        return f"{self.checkpoint.number}:{self.checkpoint.digest}"


def read(asked: Asked, today: date) -> SessionLog:
    """The log at one moment: whoever signs, amends or voids for this person waits for as long as it is read."""
    with transaction.atomic():
        held(asked.practitioner)
        log = session_log(asked, today)
        log.sha256  # noqa: B018 - the content is read in full while the row is held
        return log


def checkpoint_covering(person: Practitioner, by: User, now: datetime) -> AuditCheckpoint:
    """The newest checkpoint, if it covers all that was done on the person's file; else a new one.

    Taking logs out is left aside, so that a second file of the same log names the same checkpoint.
    """
    newest = AuditCheckpoint.objects.order_by("number").last()
    events = AuditEvent.objects.filter(chain=f"p:{person.pk}").exclude(action=ACTION)
    last = events.order_by("-sequence").values_list("pk", flat=True).first()
    if newest and (last is None or last <= newest.up_to):
        return newest
    return make_checkpoint(now=now) or newest or first_checkpoint(person, by, now)


def first_checkpoint(person: Practitioner, by: User, now: datetime) -> AuditCheckpoint:
    """Where nothing was ever done there is nothing to sign, so asking for the log is the first event."""
    record(action="log.ask", by=by, subject=person, practitioner=person, now=now)
    return make_checkpoint(now=now)


@transaction.atomic
def keep(log: SessionLog, form: str, content: bytes, about: About, today: date) -> Taken:
    asked = log.asked
    row = LogExport.objects.create(
        **{name: getattr(asked, name) for name in KEPT},
        rule_on=today,
        form=form,
        entries=len(log.entries),
        content_sha256=log.sha256,
        file_sha256=sha256(content).hexdigest(),
        checkpoint=about.checkpoint,
        made_at=about.at,
        made_by=about.by,
    )
    record(
        action=ACTION,
        by=about.by,
        subject=row,
        practitioner=asked.practitioner,
        fields=[*KEPT, "form", "content_sha256", "file_sha256"],
        values={"form": form, "content_sha256": row.content_sha256, "file_sha256": row.file_sha256},
        now=about.at,
    )
    return Taken(row, content)


def says_the_same(row: LogExport) -> bool:
    """Whether the records still answer the question of that day as they did, under the rule of that day."""
    asked = Asked(**{name: getattr(row, name) for name in KEPT})
    return session_log(asked, row.rule_on).sha256 == row.content_sha256


MAKERS: dict[str, Callable[[SessionLog, About], bytes]] = {
    LogExport.Form.PDF: lambda log, about: log_render.pdf(log, about.by, about.at, about.anchor),
    LogExport.Form.CSV: lambda log, about: log_csv.entries(log, about.anchor),
    LogExport.Form.TOTALS: lambda log, about: log_csv.totals(log, about.anchor),
    LogExport.Form.JSON: lambda log, about: log.text.encode(),
}

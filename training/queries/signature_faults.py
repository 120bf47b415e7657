"""Is each signature on the row that it was made for? What `check_integrity` asks of signatures beside their hashes."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from training.models import SessionState, SessionStep, SignOff, Statement, StatementState
from training.queries.statements import content_hash_of

UNSIGNED = (SessionState.DRAFT, SessionState.SUBMITTED, SessionState.RETURNED, SessionState.WITHDRAWN)


def signature_differences() -> Iterator[str]:
    """A signature copied to another row is found even where both rows say the same."""
    yield from sign_off_differences()
    yield from statement_differences()


def sign_off_differences() -> Iterator[str]:
    for row in SignOff.objects.exclude(supervisor=F("session__supervisor")).iterator():
        yield f"Session {row.session_id}: the signature is another supervisor’s."
    for row in SignOff.objects.filter(session__state__in=UNSIGNED).iterator():
        yield f"Session {row.session_id} has a signature, but is not signed."
    steps = SessionStep.objects.filter(session=OuterRef("session"))
    told = SignOff.objects.exclude(session__state__in=UNSIGNED).filter(Exists(steps))
    for row in told.exclude(Exists(steps.filter(state=SessionState.SIGNED))).iterator():
        yield f"Session {row.session_id} has a signature, but its history tells of no signing."


def statement_differences() -> Iterator[str]:
    """A signed statement says what was signed."""
    rows = Statement.objects.filter(state=StatementState.SIGNED).select_related("jurisdiction")
    for row in rows.iterator():
        if content_hash_of(row) != row.content_hash:
            yield f"Statement {row.pk}: what was signed was changed afterward."

"""What every page about a statement tells: its words, what the log says by now, who asked, who signed, when."""

from datetime import date

from training.actions import Refused
from training.actions.statement import drafted
from training.models import Statement, StatementState
from training.queries.statements import content_hash_of

RELATED = ("practitioner", "supervisor", "jurisdiction", "recorded_by", "ended_by", "signed_by", "replaces")


def told(statement: Statement, today: date) -> dict:
    """A signed one as it was signed; one that waits as it would be signed today."""
    context = {"statement": statement, "history": history_of(statement), "wording": statement.wording}
    context["fewer"] = None
    context["replaced_by"] = Statement.objects.filter(replaces=statement).first()
    if statement.state == StatementState.SIGNED:
        context["holds"] = content_hash_of(statement) == statement.content_hash
        context["fewer"] = fewer_now(statement, today)
    if statement.state == StatementState.ASKED:
        context |= as_of_today(statement, today)
    return context


def as_of_today(statement: Statement, today: date) -> dict:
    try:
        draft = drafted(statement, today)
    except Refused as refused:
        return {"lacks": str(refused)}
    return {"draft": draft, "wording": draft.wording, "lacks": draft.lacks}


def fewer_now(statement: Statement, today: date) -> int | None:
    """How many of its sessions the log still holds, where some were voided or amended since; else None."""
    try:
        log = drafted(statement, today).log
    except Refused:
        return None
    return log.count if log.count < statement.counted.get("count", 0) else None


def history_of(statement: Statement) -> list[tuple]:
    """What happened, when, and by whom, the first first."""
    began = statement.recorded_by_id == statement.supervisor.user_id
    found = [(statement.recorded_at, "Begun" if began else "Asked for", statement.recorded_by, "")]
    if statement.signed_at:
        found.append((statement.signed_at, "Signed", statement.signed_by, ""))
    if statement.ended_at:
        found.append((statement.ended_at, statement.get_state_display(), statement.ended_by, statement.comment))
    return found

"""A manager's word on evidence: it counts, or it goes back with a reason."""

from datetime import date, datetime

from training.actions import Refused, require
from training.actions.audit import record
from training.actions.mail import address_of, queue_mail
from training.actions.standing import changing
from training.models import Evidence, EvidenceState, EvidenceStep
from training.permissions import may_manage
from training.queries.names_asked import as_asked, names_asked


def accept(
    *, by, evidence: Evidence, now: datetime, today: date, counts_as: str = "", comment: str = ""
) -> EvidenceStep:
    """From now on it counts, under its own name or under `counts_as`, one that a requirement asks for.

    A comment is kept with the step. A second click returns the first step.
    """
    require(may_manage(by, evidence.practitioner, today))
    names = names_asked(evidence.kind)
    counts_as = as_asked(counts_as, names) if counts_as != evidence.title else ""
    if counts_as and counts_as not in names:
        raise Refused("No requirement asks for this name. Look at it again.", field="counts_as")
    comment = comment.strip()
    with changing(evidence.practitioner):
        return done_before(evidence, EvidenceState.ACCEPTED, by, comment, counts_as) or step(
            evidence, EvidenceState.ACCEPTED, by, comment, now, counts_as
        )


def send_back(*, by, evidence: Evidence, comment: str, now: datetime, today: date) -> EvidenceStep:
    """It does not count as it is; the person is told why by mail."""
    require(may_manage(by, evidence.practitioner, today))
    comment = comment.strip()
    if not comment:
        raise Refused("Say what is missing or wrong. The comment goes to the person.", field="comment")
    with changing(evidence.practitioner):
        before = done_before(evidence, EvidenceState.RETURNED, by, comment)
        if before:
            return before
        made = step(evidence, EvidenceState.RETURNED, by, comment, now)
        tell_person(evidence, made, now)
    return made


def done_before(evidence: Evidence, state: EvidenceState, by, comment: str, counts_as: str = "") -> EvidenceStep | None:
    last = evidence.steps.order_by("-at", "-pk").first()
    given = (state, by.pk, comment, counts_as)
    return last if last and (last.state, last.by_id, last.comment, last.counts_as) == given else None


def step(evidence: Evidence, to: EvidenceState, by, comment: str, now: datetime, counts_as: str = "") -> EvidenceStep:
    """Move it if it still waits, and write who did so."""
    waiting = Evidence.objects.filter(pk=evidence.pk, state=EvidenceState.SUBMITTED, superseded_at=None)
    if waiting.update(state=to) != 1:
        raise Refused(words_for_change(evidence.pk))
    evidence.state = to
    said = {"comment": comment, "counts_as": counts_as}
    made = EvidenceStep.objects.create(evidence=evidence, state=to, at=now, by=by, **said)
    record(
        action="evidence.accept" if to == EvidenceState.ACCEPTED else "evidence.return",
        by=by,
        subject=evidence,
        practitioner=evidence.practitioner,
        fields=["state", "counts_as"] if counts_as else ["state"],
        values={"state": to, **said},
        now=now,
    )
    return made


def words_for_change(pk: int) -> str:
    row = Evidence.objects.get(pk=pk)
    if row.state == EvidenceState.WITHDRAWN:
        return "The person took this back meanwhile. Nothing was written."
    if row.superseded_at:
        return "The person corrected this meanwhile. Nothing was written. Read the new version."
    return f"This no longer waits: it is {row.get_state_display().lower()}. Nothing was written."


def tell_person(evidence: Evidence, made: EvidenceStep, now: datetime) -> None:
    person = evidence.practitioner
    queue_mail(
        key=f"evidence-returned:{made.pk}",
        to=address_of(person),
        subject=f"Returned: {evidence.title}",
        template="evidence_returned",
        context={"evidence": evidence, "comment": made.comment, "practitioner": person},
        practitioner=person,
        now=now,
    )

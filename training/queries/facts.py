"""From rows to plain facts: what is known about practitioners, now or at an earlier instant."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, Q

from training.evaluation.facts import (
    AttestationFact,
    CheckFact,
    CompletionFact,
    CredentialFact,
    CreditFact,
    ExamFact,
    Facts,
    FilingFact,
    LicenseFact,
    SessionFact,
)
from training.models import Completion, Evidence, EvidenceStep, License, LicenseCheck, Practitioner, SignOff


def load_facts(practitioners: Iterable[int], known_at: datetime | None = None) -> dict[int, Facts]:
    """The facts of each practitioner (by primary key) that count, as known now or at the instant `known_at`.

    The number of queries does not depend on the number of people.
    """
    people = dict(Practitioner.objects.filter(pk__in=practitioners).values_list("pk", "profession"))
    parts = {
        "licenses": licenses(people, known_at),
        "completions": completions(people, known_at),
        "sessions": sessions(people, known_at),
        **evidence(people, known_at),
    }
    return {
        person: Facts(profession=profession, **{name: tuple(rows.get(person, ())) for name, rows in parts.items()})
        for person, profession in people.items()
    }


def known(known_at: datetime | None) -> Q:
    """Rows in force at the instant: recorded by then, not yet superseded."""
    if known_at is None:
        return Q(superseded_at=None)
    return Q(recorded_at__lte=known_at) & (Q(superseded_at=None) | Q(superseded_at__gt=known_at))


def by_person(rows, make) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.practitioner_id].append(make(row))
    return found


def licenses(people, known_at) -> dict[int, list[LicenseFact]]:
    checks = LicenseCheck.objects.filter(recorded_at__lte=known_at) if known_at else LicenseCheck.objects.all()
    rows = License.objects.filter(known(known_at), practitioner__in=people).select_related("jurisdiction")
    return by_person(rows.prefetch_related(Prefetch("checks", queryset=checks)), license_fact)


def license_fact(row: License) -> LicenseFact:
    return LicenseFact(
        id=str(row.pk),
        jurisdiction=row.jurisdiction.code,
        type=row.type,
        profession=row.profession,
        home_id=str(row.home_id) if row.home_id else None,
        checks=tuple(check_fact(check) for check in row.checks.all()),
    )


def check_fact(check: LicenseCheck) -> CheckFact:
    return CheckFact(
        checked_on=check.checked_on,
        fresh_until=check.fresh_until,
        shows=check.shows,
        in_good_standing=check.in_good_standing,
        encumbered=check.encumbered,
        issued_on=check.issued_on,
        expires_on=check.expires_on,
        sequence=check.pk,
    )


def completions(people, known_at) -> dict[int, list[CompletionFact]]:
    rows = Completion.objects.filter(known(known_at), practitioner__in=people).select_related("revision__module")
    return by_person(rows, completion_fact)


def completion_fact(row: Completion) -> CompletionFact:
    return CompletionFact(
        id=str(row.pk),
        on=row.completed_on,
        module=str(row.revision.module.key),
        revision=row.revision.number,
        minutes=tuple((line["subject"], line["mode"], line["minutes"]) for line in row.revision.credit),
        title=row.revision.title,
        taught=tuple(row.revision.taught),
    )


def sessions(people, known_at) -> dict[int, list[SessionFact]]:
    """Sessions count by an eligible supervisor's signature; what it proved is stored with it."""
    rows = SignOff.objects.filter(session__practitioner__in=people).select_related("session")
    if known_at:
        superseded = Q(session__superseded_at=None) | Q(session__superseded_at__gt=known_at)
        rows = rows.filter(superseded, signed_at__lte=known_at)
    else:
        rows = rows.filter(session__superseded_at=None)
    found = defaultdict(list)
    for row in rows:
        found[row.session.practitioner_id].append(session_fact(row))
    return found


def session_fact(sign_off: SignOff) -> SessionFact:
    session = sign_off.session
    return SessionFact(
        id=str(session.pk),
        on=session.happened_on,
        mode=session.mode,
        supervision=session.supervision,
        regions=tuple(session.regions),
        supervisor=str(sign_off.supervisor_id),
        eligible=sign_off.eligibility["eligible"],
        qualifications=tuple(sign_off.eligibility["qualifications"]),
        new_patient=session.first_with_patient,
    )


KINDS = {
    "credit": "credits",
    "exam": "exams",
    "credential": "credentials",
    "filing": "filings",
    "attestation": "attestations",
}


def evidence(people, known_at) -> dict[str, dict[int, list]]:
    """Credits, exams, credentials, filings and attestations count by a manager's acceptance."""
    rows = Evidence.objects.filter(known(known_at), practitioner__in=people).select_related("jurisdiction")
    if known_at is None:
        renamed = Prefetch("steps", EvidenceStep.objects.filter(state="accepted").exclude(counts_as=""))
        rows = rows.filter(state="accepted").prefetch_related("lines", renamed)
    else:
        rows = rows.prefetch_related("lines", Prefetch("steps", EvidenceStep.objects.filter(at__lte=known_at)))
    found = {name: defaultdict(list) for name in KINDS.values()}
    for row in rows:
        if accepted(row, known_at):
            found[KINDS[row.kind]][row.practitioner_id].append(MAKERS[row.kind](row))
    return found


def accepted(row: Evidence, known_at: datetime | None) -> bool:
    if known_at is None:
        return row.state == "accepted"
    steps = list(row.steps.all())  # those that were taken by then
    return bool(steps) and steps[-1].state == "accepted"


def name_of(row: Evidence) -> str:
    """The name it was accepted under: its own, unless the manager gave it a requirement's."""
    given = [step.counts_as for step in row.steps.all() if step.state == "accepted" and step.counts_as]
    return given[-1] if given else row.title


def credit_fact(row: Evidence) -> CreditFact:
    minutes = tuple((line.subject, line.mode, line.minutes) for line in row.lines.all())
    return CreditFact(id=str(row.pk), on=row.happened_on, minutes=minutes, title=row.title, taught=tuple(row.taught))


def exam_fact(row: Evidence) -> ExamFact:
    return ExamFact(id=str(row.pk), on=row.happened_on, name=name_of(row), score=row.score or 0)


def credential_fact(row: Evidence) -> CredentialFact:
    return CredentialFact(id=str(row.pk), name=name_of(row), starts_on=row.happened_on, ends_on=row.ends_on)


def filing_fact(row: Evidence) -> FilingFact:
    return FilingFact(id=str(row.pk), jurisdiction=row.jurisdiction.code, name=name_of(row), on=row.happened_on)


def attestation_fact(row: Evidence) -> AttestationFact:
    return AttestationFact(id=str(row.pk), name=name_of(row), on=row.happened_on)


MAKERS = {
    "credit": credit_fact,
    "exam": exam_fact,
    "credential": credential_fact,
    "filing": filing_fact,
    "attestation": attestation_fact,
}

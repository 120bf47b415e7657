"""From rows to plain facts: what is known about practitioners, now or at an earlier instant.

Read as plain values, a statement a table: a hundred thousand people are loaded in batches, and a model's instance costs
more than the fact that is made of it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import Q, QuerySet, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast

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
from training.models import (
    Completion,
    CreditLine,
    Evidence,
    EvidenceStep,
    FormerProfession,
    License,
    LicenseCheck,
    ModuleRevision,
    Practitioner,
    SignOff,
)
from training.queries.among import among
from training.queries.statement_facts import statement_facts


def load_facts(practitioners: Iterable[int], known_at: datetime | None = None) -> dict[int, Facts]:
    """The facts of each practitioner (by primary key) that count, as known now or at the instant `known_at`.

    The number of queries does not depend on the number of people.
    """
    people = sorted(practitioners)
    parts = {
        "licenses": licenses(people, known_at),
        "completions": completions(people, known_at),
        "sessions": sessions(people, known_at),
        **evidence(people, known_at),
    }
    return {
        person: Facts(profession=profession, **{name: tuple(rows.get(person, ())) for name, rows in parts.items()})
        for person, profession in professions(people, known_at).items()
    }


def professions(people, known_at) -> dict[int, str]:
    """The profession of each; of an earlier instant the one that another took the place of first since."""
    found = dict(Practitioner.objects.filter(pk__in=people).order_by().values_list("pk", "profession"))
    if known_at:
        since = FormerProfession.objects.filter(practitioner__in=people, recorded_at__gt=known_at)
        found |= since.order_by("-recorded_at", "-pk").values_list("practitioner_id", "profession")
    return found


def known(known_at: datetime | None, prefix: str = "") -> Q:
    """Rows in force at the instant: recorded by then, not yet superseded. `prefix` leads to them."""
    if known_at is None:
        return Q(**{f"{prefix}superseded_at": None})
    replaced_later = Q(**{f"{prefix}superseded_at": None}) | Q(**{f"{prefix}superseded_at__gt": known_at})
    return Q(**{f"{prefix}recorded_at__lte": known_at}) & replaced_later


def text(expression) -> Cast:
    """JSON as it is written, for `words`: the same short list stands in thousands of rows."""
    return Cast(expression, TextField())


@lru_cache(maxsize=4096)
def parsed(written: str):
    """The JSON; a list as a tuple."""
    value = json.loads(written)
    return tuple(value) if isinstance(value, list) else value


def licenses(people, known_at) -> dict[int, list[LicenseFact]]:
    rows = License.objects.filter(known(known_at), among(people)).order_by()
    looks, found = checks(people, known_at), defaultdict(list)
    names = ("practitioner_id", "pk", "jurisdiction__code", "type", "profession", "home_id")
    for person, pk, code, type, profession, home in rows.values_list(*names):
        fact = LicenseFact(str(pk), code, type, profession, str(home) if home else None, tuple(looks.get(pk, ())))
        found[person].append(fact)
    return found


LOOK = (
    "checked_on",
    "fresh_until",
    "shows",
    "in_good_standing",
    "encumbered",
    "issued_on",
    "expires_on",
    "pk",
)  # in the order of `CheckFact`


def checks(people, known_at) -> dict[int, list[CheckFact]]:
    """The looks at each license."""
    standing = known(known_at) & known(known_at, "license__")
    rows = LicenseCheck.entered.filter(standing, among(people, "license__practitioner")).order_by()
    found = defaultdict(list)
    for license, *look in rows.values_list("license_id", *LOOK):
        found[license].append(CheckFact(*look))
    return found


def completions(people, known_at) -> dict[int, list[CompletionFact]]:
    rows = Completion.objects.filter(known(known_at), among(people)).order_by()
    rows = rows.values_list("practitioner_id", "pk", "completed_on", "revision_id")
    content, found = revisions({row[-1] for row in rows}), defaultdict(list)
    for person, pk, on, revision in rows:
        found[person].append(CompletionFact(str(pk), on, *content[revision]))
    return found


def revisions(keys: set[int]) -> dict[int, tuple]:
    """What a completion of each revision says: module, number, minutes, title, what it teaches."""
    rows = ModuleRevision.objects.filter(pk__in=keys).order_by()
    names = ("pk", "module__key", "number", "credit", "title", "taught")
    return {
        pk: (str(module), number, minutes_of(credit), title, tuple(taught))
        for pk, module, number, credit, title, taught in (rows.values_list(*names) if keys else ())
    }


def minutes_of(credit: list[dict]) -> tuple:
    return tuple((line["subject"], line["mode"], line["minutes"]) for line in credit)


def sessions(people, known_at) -> dict[int, list[SessionFact]]:
    """Sessions count by an eligible supervisor's signature; what it proved is stored with it."""
    rows = SignOff.objects.filter(among(people, "session__practitioner")).order_by()
    if known_at:
        superseded = Q(session__superseded_at=None) | Q(session__superseded_at__gt=known_at)
        rows = rows.filter(superseded, counts_by(known_at))
    else:
        rows = rows.filter(session__superseded_at=None)
    found = defaultdict(list)
    for person, pk, on, mode, supervision, regions, supervisor, eligible, qualifications, new in signed(rows):
        found[person].append(
            SessionFact(
                str(pk),
                on,
                mode,
                supervision,
                parsed(regions),
                str(supervisor),
                parsed(eligible),
                parsed(qualifications),
                new,
            )
        )
    return found


def counts_by(known_at: datetime) -> Q:
    """Signatures that counted at the instant: one by link counts from the manager's word on it."""
    return Q(by_link=None, signed_at__lte=known_at) | Q(by_link__decided_at__lte=known_at)


def signed(rows: QuerySet[SignOff]) -> QuerySet:
    names = ("practitioner_id", "pk", "happened_on", "mode", "supervision")
    return rows.values_list(
        *(f"session__{name}" for name in names),
        text("session__regions"),
        "supervisor_id",
        text(KeyTransform("eligible", "eligibility")),
        text(KeyTransform("qualifications", "eligibility")),
        "session__first_with_patient",
    )


KINDS = {
    "credit": "credits",
    "exam": "exams",
    "credential": "credentials",
    "filing": "filings",
    "attestation": "attestations",
}


class Shown(NamedTuple):
    """One piece of evidence as it counts. `name` is the one it was accepted under, `lines` its minutes."""

    pk: int
    kind: str
    title: str
    happened_on: date
    ends_on: date | None
    jurisdiction: str | None
    score: int | None
    taught: tuple[str, ...]
    name: str = ""
    lines: tuple = ()


def evidence(people, known_at) -> dict[str, dict[int, list]]:
    """Credits, exams, credentials, filings and attestations count by a manager's acceptance, a supervisor's statement
    by its signature."""
    rows = Evidence.objects.filter(known(known_at), among(people)).order_by()
    if known_at is None:
        rows = rows.filter(state="accepted")
    said, lines = steps(people, known_at), minutes(people, known_at)
    names = ("pk", "kind", "title", "happened_on", "ends_on", "jurisdiction__code", "score")
    found = {name: defaultdict(list) for name in KINDS.values()}
    for person, taught, *row in rows.values_list("practitioner_id", text("taught"), *names):
        pk, kind, title = row[:3]
        if known_at is None or accepted(said.get(pk)):
            name = (pk in said and counts_as(said[pk])) or title
            shown = Shown(*row, parsed(taught), name, tuple(lines.get(pk, ())))
            found[KINDS[kind]][person].append(MAKE[kind](shown))
    for person, rows in statement_facts(people, known_at).items():
        found["attestations"][person] += rows
    return found


def steps(people, known_at) -> dict[int, list[tuple[str, str]]]:
    """State and given name of the steps of each piece, oldest first; of now only the acceptances that gave a name."""
    about = among(people, "evidence__practitioner") & known(known_at, "evidence__")
    rows = EvidenceStep.objects.filter(about)
    naming = rows.filter(state="accepted").exclude(counts_as="")
    rows = rows.filter(at__lte=known_at) if known_at else naming
    found = defaultdict(list)
    for pk, state, name in rows.order_by("at", "pk").values_list("evidence_id", "state", "counts_as"):
        found[pk].append((state, name))
    return found


def accepted(said: list[tuple[str, str]] | None) -> bool:
    """The last word was an acceptance."""
    return bool(said) and said[-1][0] == "accepted"


def counts_as(said: Iterable[tuple[str, str]]) -> str:
    """The name that the manager gave it last, if any."""
    return next((name for state, name in reversed(said) if state == "accepted" and name), "")


def minutes(people, known_at) -> dict[int, list[tuple]]:
    """Subject, mode and minutes of each line of a credit."""
    about = among(people, "evidence__practitioner") & known(known_at, "evidence__")
    rows = CreditLine.objects.filter(about).order_by()
    if known_at is None:
        rows = rows.filter(evidence__state="accepted")
    found = defaultdict(list)
    for row in rows.values_list("evidence_id", "subject", "mode", "minutes"):
        found[row[0]].append(row[1:])
    return found


def name_of(row: Evidence) -> str:
    """The name it was accepted under: its own, unless the manager gave it a requirement's."""
    return counts_as([(step.state, step.counts_as) for step in row.steps.all()]) or row.title


def fact_of(row: Evidence):
    """The fact of one row, whether or not it is accepted; reads its lines and steps."""
    lines = tuple((line.subject, line.mode, line.minutes) for line in row.lines.all())
    code = row.jurisdiction.code if row.jurisdiction else None
    about = (row.pk, row.kind, row.title, row.happened_on, row.ends_on, code, row.score, tuple(row.taught))
    return MAKE[row.kind](Shown(*about, name_of(row), lines))


def credit_fact(row: Shown) -> CreditFact:
    return CreditFact(str(row.pk), row.happened_on, row.lines, row.title, row.taught)


def exam_fact(row: Shown) -> ExamFact:
    return ExamFact(str(row.pk), row.happened_on, row.name, row.score or 0)


def credential_fact(row: Shown) -> CredentialFact:
    return CredentialFact(str(row.pk), row.name, row.happened_on, row.ends_on)


def filing_fact(row: Shown) -> FilingFact:
    return FilingFact(str(row.pk), row.jurisdiction, row.name, row.happened_on)


def attestation_fact(row: Shown) -> AttestationFact:
    return AttestationFact(str(row.pk), row.name, row.happened_on)


MAKE = {
    "credit": credit_fact,
    "exam": exam_fact,
    "credential": credential_fact,
    "filing": filing_fact,
    "attestation": attestation_fact,
}
MAKERS = dict.fromkeys(KINDS, fact_of)

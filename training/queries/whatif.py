"""What a manager asks about a draft: which drafts there are, whom one is about, and what an answer rests on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from django.db.models import Count, Max, Q, QuerySet, Sum

from training.evaluation.evaluation import canonical
from training.keys import key_in
from training.models import (
    Clinic,
    HousePolicy,
    Jurisdiction,
    PracticeRule,
    Practitioner,
    SchemeVersion,
    WhatIf,
    WhatIfChange,
)
from training.permissions import is_administrator
from training.queries import roster
from training.queries.drafts import digest_of
from training.queries.organization import organization, today
from training.queries.stale import enrolled_in, in_play_at
from training.queries.standing import CODE_VERSION

Draft = PracticeRule | HousePolicy | SchemeVersion


def draft_rows() -> dict[str, tuple[str, QuerySet]]:
    """The drafts by the name of `WhatIf`'s field that holds them, with the words above them in a list."""
    rules = PracticeRule.objects.filter(state=PracticeRule.State.DRAFT).select_related("jurisdiction")
    return {
        "rule": ("Practice rules", rules.order_by("jurisdiction__name", "number")),
        "policy": ("House policy", HousePolicy.objects.filter(adopted_at=None)),
        "version": ("Schemes", SchemeVersion.objects.filter(adopted_at=None).select_related("scheme")),
    }


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The drafts as a form offers them: “rule-5” and its name, in groups."""
    groups = [(words, [(key_of(draft), name_of(draft)) for draft in rows]) for words, rows in draft_rows().values()]
    return [(words, drafts) for words, drafts in groups if drafts]


def name_of(draft: Draft) -> str:
    """A draft as a list names it; a rule with its profession, as one place has a rule for each."""
    return f"{draft}, {draft.get_profession_display().lower()}" if isinstance(draft, PracticeRule) else str(draft)


def key_of(draft: Draft) -> str:
    return f"{field_of(draft)}-{draft.pk}"


def field_of(draft: Draft) -> str:
    return {PracticeRule: "rule", HousePolicy: "policy", SchemeVersion: "version"}[type(draft)]


def draft_of(key: str) -> Draft | None:
    """The draft that a choice names, while it is one."""
    name, _, pk = key.partition("-")
    rows = draft_rows().get(name)
    return rows[1].filter(pk=key_in(pk)).first() if rows else None


def is_draft(draft: Draft) -> bool:
    return draft_of(key_of(draft)) is not None


def first_day(draft: Draft, as_of: date) -> date:
    """The day from which the draft is taken to hold: its own, or the day asked about where it has none yet."""
    return draft.effective_from or as_of


def of_user(user) -> QuerySet[WhatIf]:
    """The questions that somebody may read: their own, all of them for an administrator."""
    rows = WhatIf.objects.select_related("asked_by", "rule__jurisdiction", "policy", "version__scheme")
    return rows if is_administrator(user) else rows.filter(asked_by=user)


def places_of(draft: Draft) -> QuerySet[Jurisdiction]:
    """The jurisdictions that a rule or a house policy is about."""
    if isinstance(draft, PracticeRule):
        return Jurisdiction.objects.filter(pk=draft.jurisdiction_id)
    named = draft.jurisdictions.all()
    return named if named.exists() else Jurisdiction.objects.filter(rules__state=PracticeRule.State.ADOPTED).distinct()


def people_of(what_if: WhatIf) -> QuerySet[Practitioner]:
    """Whom the draft would judge, of the people whom the manager answers for on that day."""
    draft, asked_on = what_if.draft, today(what_if.asked_at)
    mine = roster.people(what_if.asked_by, what_if.as_of, asked_on)
    if isinstance(draft, SchemeVersion):
        return mine.filter(pk__in=enrolled_in(draft.scheme).order_by().values("pk"))
    if isinstance(draft, PracticeRule):
        mine = mine.filter(profession=draft.profession)
        return mine.filter(pk__in=in_play_at(draft.jurisdiction).order_by().values("pk"))
    places = places_of(draft).values("pk")
    working = Q(assignments__clinic__jurisdiction__in=places)
    licensed = Q(licenses__jurisdiction__in=places, licenses__superseded_at=None)
    return mine.filter(pk__in=Practitioner.objects.filter(working | licensed).values("pk"))


def stamp(what_if: WhatIf) -> str:
    """What the answers rest on besides the draft, as a hash: people and their facts, rules, settings, the code."""
    draft = what_if.draft
    people = people_of(what_if).order_by().aggregate(Count("pk"), Max("pk"), Sum("facts_version"))
    if isinstance(draft, SchemeVersion):
        rules = [draft.scheme.rules_version]
    else:
        rules = list(places_of(draft).order_by("pk").values_list("pk", "rules_version"))
    said = [people, rules, organization().review_tolerance_days, CODE_VERSION]
    return sha256(canonical(said).encode()).hexdigest()


def what_changed(what_if: WhatIf) -> str:
    """Why an answer is about an older state, in a sentence; nothing while it is not."""
    if not is_draft(what_if.draft):
        return "It is no draft any more."
    if digest_of(what_if.draft) != what_if.draft_digest:
        return "The draft was changed since."
    if stamp(what_if) != what_if.record_stamp:
        return "Records or rules changed since."
    return ""


ALL, NOWHERE = "all", "0"  # keys of `WhatIf.by_clinic` beside those of clinics
SAME = "same"
COUNTED = (*WhatIfChange.Direction.values, SAME)  # what its numbers count, in this order


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers change which way; `clinic` is None in all, and for who works at no clinic there.

    `same` is None where it would count people whom the reader may no longer see.
    """

    out: int
    into: int
    other: int
    same: int | None
    clinic: Clinic | None = None

    @property
    def changed(self) -> int:
        return self.out + self.into + self.other


def tally_of(numbers: Sequence[int], clinic: Clinic | None = None) -> Tally:
    """The numbers of `WhatIf.by_clinic` by their names; none count nobody."""
    counted = dict.fromkeys(COUNTED, 0) | dict(zip(COUNTED, numbers, strict=False))
    return Tally(counted["out"], counted["in"], counted["other"], counted[SAME], clinic)


def tally(what_if: WhatIf, reader) -> Tally:
    """The numbers in all, of the people whom the reader may still see."""
    rows = WhatIfChange.objects.visible_to(reader).filter(what_if=what_if).order_by()
    found = dict(rows.values_list("direction").annotate(Count("pk")))
    seen = tally_of([found.get(way, 0) for way in WhatIfChange.Direction])
    kept = tally_of(what_if.by_clinic.get(ALL, ()))
    all_there = seen.changed == kept.changed and people_of(what_if).count() >= what_if.total
    return replace(seen, same=kept.same if all_there or is_administrator(reader) else None)


def by_clinic(what_if: WhatIf, reader) -> list[Tally]:
    """The numbers of each clinic that the reader answers for now, and last, while all are seen, of no clinic there."""
    numbers = {key: value for key, value in what_if.by_clinic.items() if key != ALL}
    clinics = Clinic.objects.filter(pk__in=[key for key in numbers if key != NOWHERE]).order_by("name")
    if not is_administrator(reader):
        clinics = clinics.filter(managers=reader)
    found = [tally_of(numbers[str(clinic.pk)], clinic) for clinic in clinics]
    is_all = NOWHERE in numbers and tally(what_if, reader).same is not None
    return [*found, tally_of(numbers[NOWHERE])] if is_all else found

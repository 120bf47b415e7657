"""Practice rules as the desk reads them."""

from datetime import date

from django.db.models import Q, QuerySet

from training.models import HousePolicy, PracticeRule, Scheme, SchemeVersion
from training.unknowns import every


def rules() -> QuerySet[PracticeRule]:
    return PracticeRule.objects.select_related("jurisdiction", "adopted_by")


def unknowns(rule: PracticeRule) -> int:
    """How many lines of a rule nobody has read yet, wherever they stand."""
    blocks = every([*rule.requirements.raw_data, *rule.provisional.raw_data])
    return sum(block["type"] == "unknown" for block in blocks)


def history(rule: PracticeRule) -> list[PracticeRule]:
    """All versions for the same jurisdiction and profession, the newest first."""
    same = rules().filter(jurisdiction=rule.jurisdiction_id, profession=rule.profession)
    return list(same.order_by("-number"))


def policies_of(rule: PracticeRule) -> list[HousePolicy]:
    """The adopted house policies that join this rule."""
    here = Q(jurisdictions=None) | Q(jurisdictions=rule.jurisdiction_id)
    return list(HousePolicy.objects.filter(here, adopted_at__isnull=False))


def all_policies() -> QuerySet[HousePolicy]:
    return HousePolicy.objects.select_related("adopted_by").prefetch_related("jurisdictions")


def schemes() -> QuerySet[Scheme]:
    return Scheme.objects.prefetch_related("versions__adopted_by")


def in_force(version: SchemeVersion, today: date) -> bool:
    return bool(
        version.adopted_at
        and version.effective_from <= today
        and (version.effective_until is None or today <= version.effective_until)
    )

"""Research versions become drafts of practice rules. What is adopted, withdrawn or worked on stays as it is."""

from datetime import datetime

from training.actions.audit import record
from training.actions.research import Version
from training.models import Jurisdiction, PracticeRule
from training.queries.research import SAID, is_as_loaded


def draft_versions(place: Jurisdiction, versions: list[Version], now: datetime) -> list[str]:
    """Draft the versions of one profession that are not there, and renew those that nobody worked on.

    Nothing is added beside a draft of the organization's own, or after one that it withdrew. Returns "drafted" for
    each draft made or renewed.
    """
    found = list(place.rules.filter(profession=versions[0].profession).order_by("number"))
    loaded = {rule.research_key: rule for rule in found if rule.research_key}
    may_add = all(rule.research_key or rule.state == PracticeRule.State.ADOPTED for rule in found)
    number = max((rule.number for rule in found), default=0)
    done = []
    for version in versions:
        if rule := loaded.get(version.key):
            done += renew(rule, version, now)
        elif may_add:
            number += 1
            done += add(place, version, number, now)
    return done


def add(place: Jurisdiction, version: Version, number: int, now: datetime) -> list[str]:
    rule = PracticeRule.objects.create(
        jurisdiction=place,
        profession=version.profession,
        number=number,
        drafted_at=now,
        research_key=version.key,
        research_digest=version.digest,
        **version.values,
    )
    record(action="rule.load", by=None, subject=rule, fields=SAID, values=version.digest, now=now)
    return ["drafted"]


def renew(rule: PracticeRule, version: Version, now: datetime) -> list[str]:
    """Bring an untouched draft to what research says now."""
    if version.digest == rule.research_digest or not is_as_loaded(rule):
        return []
    for name, value in {**version.values, "research_digest": version.digest}.items():
        setattr(rule, name, value)
    rule.save(update_fields=[*SAID, "research_digest"])
    record(action="rule.load", by=None, subject=rule, fields=SAID, values=version.digest, now=now)
    return ["drafted"]

"""Short ways to say facts and rules in tests."""

from datetime import date, timedelta

from training.evaluation import (
    CheckFact,
    CompletionFact,
    CreditFact,
    Facts,
    LicenseFact,
    RuleVersion,
    SessionFact,
)


def day(text):
    """A date from its ISO text."""
    return date.fromisoformat(text)


def check(on, fresh_until=None, **shown):
    """A look that shows a good license; fresh for 180 days unless said otherwise."""
    checked_on = day(on)
    fresh = day(fresh_until) if fresh_until else checked_on + timedelta(days=180)
    dates = {name: day(shown.pop(name)) for name in ("issued_on", "expires_on") if shown.get(name)}
    return CheckFact(checked_on, fresh, **dates, **shown)


def license(*checks, id="L1", jurisdiction="US-CO", type="license", profession="pt", home_id=None):
    return LicenseFact(id, jurisdiction, type, profession, home_id, checks)


def credit(on, hours, mode="in_person", subject="dry_needling", id=None, taught=()):
    return CreditFact(id or f"credit-{on}-{mode}", day(on), ((subject, mode, hours * 60),), taught=taught)


def completion(on, module, hours=1, revision=1, taught=()):
    minutes = (("dry_needling", "self_paced", hours * 60),)
    return CompletionFact(f"{module}-{revision}-{on}", day(on), module, revision, minutes, taught=taught)


def sessions(*days, **values):
    return tuple(SessionFact(f"session-{index}-{on}", day(on), **values) for index, on in enumerate(days))


def always_licensed(jurisdiction="US-CO"):
    """A license that no question of freshness or expiry touches."""
    return license(
        check("2000-01-01", "9999-12-31", issued_on="2000-01-01"), id=f"L-{jurisdiction}", jurisdiction=jurisdiction
    )


def facts(**values):
    return Facts("pt", **values)


def rule(tree=None, **values):
    """An adopted Colorado rule in force since 2020."""
    given = {
        "id": "rule",
        "status": "permitted",
        "effective_from": day("2020-01-01"),
        "adopted_on": day("2020-01-01"),
        "jurisdiction": "US-CO",
        "profession": "pt",
    }
    return RuleVersion(tree=tree, **(given | values))


def said(spans):
    """The spans as (first day, outcome) texts, the ends being given by the next."""
    return [(str(span.starts_on), str(span.outcome)) for span in spans]


def merged(spans):
    """As `said`, with neighbors of one outcome told as one."""
    told = []
    for starts_on, outcome in said(spans):
        if not told or told[-1][1] != outcome:
            told.append((starts_on, outcome))
    return told

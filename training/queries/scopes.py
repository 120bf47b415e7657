"""What a cycle's certification is limited to: body regions and techniques, empty for no limit."""

from datetime import date

from training.evaluation.reduction import narrowed
from training.models import SCOPE_CHOICES, Cycle, Region, Technique, scope_words

PARTS = (Region.values, Technique.values)


def scope_of(cycle: Cycle, as_of: date = date.max) -> tuple[str, ...]:
    """The codes that the cycle is limited to, by every reduction in effect by a day."""
    left = tuple(cycle.decision.scope)
    for act in sorted(cycle.acts.all(), key=lambda act: (act.effective_on, act.pk)):
        if act.scope and act.effective_on <= as_of:
            left = narrowed(left, tuple(act.scope))
    return left


def allowed(scope) -> list[str]:
    """Every code that a scope allows: it limits only what it names, regions, techniques or both."""
    limits = [[code for code in part if code in scope] or part for part in PARTS]
    return [code for limit in limits for code in limit]


def limit_of(chosen) -> list[str]:
    """The shortest scope that allows exactly these codes: a whole part is no limit. In the order of the list."""
    whole = [code for part in PARTS if set(part) <= set(chosen) for code in part]
    return [code for code, _ in SCOPE_CHOICES if code in chosen and code not in whole]


def limit_words(scope) -> str:
    """The limit within a sentence: “neck, shoulder, superficial needling”. Empty where there is none."""
    return scope_words(scope).lower()

"""Certification: where one practitioner stands with one scheme, on every day there is."""

from collections import defaultdict
from functools import lru_cache

from .dates import OPEN, day_after, day_before
from .evaluation import Evaluation, checklist_findings, evaluation_of
from .items import facts_since
from .outcomes import Certification, Truth
from .requirements import lines, numbered
from .rules import prefixed
from .spans import Span, State, spans_of, truths_of, unmet
from .steps import Steps, merge, select

_NO_CYCLE = State(Certification.NONE)


def certification_timeline(
    initial, renewal, throughout, facts, cycles=(), acts=(), pursuit=None
) -> tuple[Span, ...]:
    """The certification as spans that tile the calendar.

    `initial` and `renewal` are the trees for the first and for later cycles; `throughout` (or None) must hold on
    every day. Renewal counts dated evidence from the first day of the running cycle.
    """
    return spans_of(_Certification(initial, renewal, throughout, facts, cycles, acts, pursuit).states)


def evaluate_certification(
    initial, renewal, throughout, facts, as_of, cycles=(), acts=(), pursuit=None
) -> Evaluation:
    """The certification on one day, with findings about what is asked for next."""
    whole = _Certification(initial, renewal, throughout, facts, cycles, acts, pursuit)
    return evaluation_of(whole.states, as_of, whole.findings(as_of))

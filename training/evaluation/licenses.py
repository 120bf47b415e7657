"""What the looks at the primary source say about a license, day by day."""

from datetime import date
from itertools import pairwise, zip_longest
from operator import attrgetter

from .dates import OPEN, add_months, day_after, day_before, last_day, whole_months
from .facts import PRACTICE_TYPES
from .outcomes import Truth
from .steps import Steps, all_of, any_of, met_within

_BY_DAY = attrgetter("checked_on", "sequence")
ENCUMBRANCE_MONTHS = 24  # PT Compact: no privilege until two years after an encumbrance of any license ended.


def matching(node, facts):
    """The licenses that a requirement for an active license speaks of."""
    return [
        each
        for each in facts.licenses
        if node.jurisdiction in (None, each.jurisdiction)
        and (not node.types or each.type in node.types)
        and (not node.professions or each.profession in node.professions)
    ]


def standing(license, facts) -> Steps:
    """The truth of "this license is in good standing" on each day.

    It counts from the first look that shows it, to its expiry date inclusive; what a look showed holds until the
    next one, met while the look is fresh and stale afterwards. A privilege is never better than its home license.
    """
    own = license.memo.get("own")
    if own is None:
        own = license.memo["own"] = Steps.of(_points(license), Truth.NOT_MET)
    return all_of((own, _home(license, facts))) if license.type == "compact_privilege" else own


def licensed_months(facts, jurisdiction, limit) -> tuple[tuple[date, int], ...]:
    """The days on which the whole calendar months licensed, here or (None) anywhere, reach 1, 2, … `limit`.

    Days between months that did not fill up before a gap do not count. The dates that a look showed are enough:
    months without any look in them count, a time under a look that did not show the license good does not.
    """
    total, reached = 0, []
    for starts_on, ends_on, value in held_line(facts, jurisdiction).spans():
        if value is Truth.MET:
            full = whole_months(starts_on, day_after(ends_on))
            months = range(1, min(full, limit - total) + 1)
            reached += [(add_months(starts_on, month), total + month) for month in months]
            total += full
    return tuple(reached)


def held_line(facts, jurisdiction) -> Steps:
    """Met on the days on which a license was held, here or (None) anywhere, by the dates that looks have shown."""
    return any_of(_held(each) for each in facts.licenses if _counts_as_licensed(each, facts, jurisdiction))


def counted_for(facts, jurisdiction, day):
    """The ids of the licenses that were held on a day or before it, for a count of months licensed."""
    mine = (each for each in facts.licenses if _counts_as_licensed(each, facts, jurisdiction))
    return tuple(sorted(each.id for each in mine if any(_starts_by(day, _held(each)))))


def _starts_by(day, held):
    return (starts_on <= day for starts_on, _, value in held.spans() if value is Truth.MET)


def _counts_as_licensed(license, facts, jurisdiction):
    same_profession = not (facts.profession and license.profession) or facts.profession == license.profession
    return license.type == "license" and jurisdiction in (None, license.jurisdiction) and same_profession


def _good(check):
    return check.shows and check.in_good_standing and not check.encumbered


def _reigns(license):
    """Each look with the last day on which nothing newer replaces it. On one day without a sequence the worse
    look counts as the later one.
    """
    looks = _in_order(license.checks)
    ends = (day_before(later.checked_on) for later in looks[1:])
    return [(check, end) for check, end in zip_longest(looks, ends, fillvalue=OPEN) if check.checked_on <= end]


def _in_order(checks):
    looks = sorted(checks, key=_BY_DAY)
    if any(one.checked_on == other.checked_on and one.sequence == other.sequence for one, other in pairwise(looks)):
        looks.sort(key=lambda each: (*_BY_DAY(each), *_from_good_to_bad(each)))
    return looks


def _from_good_to_bad(check):
    ends = check.expires_on or OPEN
    return not _good(check), check.encumbered, -ends.toordinal(), -check.fresh_until.toordinal(), _begin(check)


def _begin(check):
    return max(check.checked_on, check.issued_on or check.checked_on)


def _points(license):
    """The days on which the truth of a license may change: each look speaks until the day of the next one."""
    looks = _in_order(license.checks)
    for check, later in zip_longest(looks, looks[1:]):
        if not _good(check):
            continue
        begins = _begin(check)
        until = day_after(check.expires_on) if check.expires_on else OPEN
        if later is not None and later.checked_on < until:
            until = later.checked_on
        if until <= begins:
            continue
        stale = day_after(check.fresh_until)
        yield begins, Truth.MET if stale > begins else Truth.STALE
        if begins < stale < until:
            yield stale, Truth.STALE
        if until < OPEN:
            yield until, Truth.NOT_MET


def _home(license, facts):
    own = (each for each in facts.licenses if each.type == "license" and each.profession == license.profession)
    homes = [each for each in own if each.id == license.home_id]
    if not homes:
        return Steps.always(Truth.NOT_MET)
    others = (each for each in facts.licenses if _may_bar_a_privilege(each, license))
    return all_of((standing(homes[0], facts), *(line for each in others for line in _after_encumbrances(each))))


def _may_bar_a_privilege(other, privilege):
    """PT Compact: no encumbrance on any state license, no adverse action against any license or privilege."""
    return other.type in PRACTICE_TYPES and other.profession == privilege.profession


def _after_encumbrances(license):
    for check, reign_end in _reigns(license):
        if check.encumbered:
            ends = OPEN if reign_end == OPEN else last_day(day_after(reign_end), ENCUMBRANCE_MONTHS)
            yield Steps.between(check.checked_on, ends, Truth.NOT_MET, Truth.MET)


def _held(license):
    held = license.memo.get("held")
    if held is None:
        held = license.memo["held"] = _held_by_looks(_reigns(license))
    return held


def _held_by_looks(reigns):
    good = (check for check, _ in reigns if _good(check))
    shown = met_within({(check.issued_on or check.checked_on, check.expires_on or OPEN) for check in good})
    refuted = (
        Steps.between(check.checked_on, end, Truth.NOT_MET, Truth.MET) for check, end in reigns if not _good(check)
    )
    return all_of((shown, *refuted))

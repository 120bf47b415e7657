"""The rules read for one day, the plain and slow way: no step function, no order, only what is known by that day.

What `training.evaluation` answers for a day must be what is read here, whatever the tree and the facts
(`test_by_hand.py`). Where the two differ, one of them has the rule wrong.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from training.evaluation import OPEN, Clearance, Facts, Truth, add_months
from training.evaluation.items import facts_since
from training.evaluation.node import Node
from training.evaluation.requirements import walk

DAY = timedelta(days=1)
MET, STALE, UNKNOWN, MISSING = Truth.MET, Truth.STALE, Truth.UNKNOWN, Truth.NOT_MET
COURSES, HELD = ("hours", "modules"), ("active_license", "licensed_for", "credential", "holds", "timed_filing")


@dataclass
class Reader:
    """Reads trees against the facts of one person. `given` are lines whose truth is taken from elsewhere."""

    facts: Facts
    given: dict[Node, Truth] = field(default_factory=dict)
    trained: dict[int, date | None] = field(default_factory=dict)

    def truth(self, node, on) -> Truth:
        if node in self.given:
            return self.given[node]
        return getattr(self, node.kind)(node, on)

    def all_of(self, node, on):
        return min(self.truth(each, on) for each in node.of)

    def any_of(self, node, on):
        return max(self.truth(each, on) for each in node.of)

    def unknown(self, node, on):
        return UNKNOWN

    def hours(self, node, on):
        return met(self.minutes(node, on) >= node.minutes)

    def minutes(self, node, on):
        """Every course once, and of each module the most that one completion gives."""
        best = {}
        for fact in self.facts.completions:
            if dated(node, fact.on, on):
                best[fact.module] = max(best.get(fact.module, 0), minutes(node, fact))
        return sum(minutes(node, fact) for fact in self.facts.credits if dated(node, fact.on, on)) + sum(best.values())

    def sessions(self, node, on):
        return met(self.session_count(node, on) >= node.count)

    def session_count(self, node, on):
        return sum(dated(node, fact.on, on) and fact.eligible and fits(node, fact) for fact in self.facts.sessions)

    def modules(self, node, on):
        return met(self.module_count(node, on) >= (node.min_count or len(set(node.modules))))

    def module_count(self, node, on):
        passed = {fact.module for fact in self.facts.completions if dated(node, fact.on, on)}
        return len(passed & set(node.modules))

    def exam(self, node, on):
        exams = (each for each in self.facts.exams if each.name == node.name and each.score >= node.score)
        return met(any(dated(node, each.on, on) for each in exams))

    def credential(self, node, on):
        mine = (each for each in self.facts.credentials if each.name == node.name)
        return met(any(dated(node, each.starts_on, on) and on <= (each.ends_on or OPEN) for each in mine))

    def holds(self, node, on):
        mine = (each for each in self.facts.holdings if each.scheme == node.scheme)
        return met(any(each.starts_on <= on <= (each.ends_on or OPEN) for each in mine))

    def filing(self, node, on):
        about = (node.jurisdiction, node.name)
        mine = (each for each in self.facts.filings if (each.jurisdiction, each.name) == about)
        return met(any(dated(node, each.on, on) for each in mine))

    def attestation(self, node, on):
        months = node.max_age_months
        mine = (each.on for each in self.facts.attestations if each.name == node.name and dated(node, each.on, on))
        return met(any(not months or on < add_months(day, months) for day in mine))

    def active_license(self, node, on):
        mine = [
            each
            for each in self.facts.licenses
            if node.jurisdiction in (None, each.jurisdiction)
            and (not node.types or each.type in node.types)
            and (not node.professions or each.profession in node.professions)
        ]
        return max((self.standing(each, on) for each in mine), default=MISSING)

    def standing(self, license, on):
        """The newest look by the day; a privilege also needs its home license, and no encumbrance for two years."""
        own = look_says(looks(license, on)[-1:], on)
        if license.type != "compact_privilege":
            return own
        alike = [each for each in self.facts.licenses if each.profession == license.profession]
        homes = [each for each in alike if each.type == "license" and each.id == license.home_id]
        barred = any(each.type != "registration" and is_barring(each, on) for each in alike)
        return MISSING if not homes or barred else min(own, self.standing(homes[0], on))

    def licensed_for(self, node, on):
        days = [day for day in self.month_days(node) if day <= on]
        if len(days) < node.months:
            return MISSING
        full, subjects = sorted(days)[node.months - 1], set(node.subjects)
        courses = (each for each in (*self.facts.credits, *self.facts.completions) if each.on < full)
        early = any(not subjects or subjects & {subject for subject, _, _ in each.minutes} for each in courses)
        return met(not (early and node.before == "training"))

    def month_days(self, node):
        """The day on which each whole month of each time without a gap is full."""
        known = [
            each
            for each in self.facts.licenses
            if each.type == "license"
            and node.jurisdiction in (None, each.jurisdiction)
            and each.profession == self.facts.profession
        ]
        for first, last in runs(known):
            for month in range(1, node.months + 1):
                if add_months(first, month) - DAY <= last:
                    yield add_months(first, month)

    def within(self, node, on):
        """What holds on a day is asked of that day; the rest was reached between a start and its last day in time."""
        held = {each: self.truth(each, on) for each in walk(node.of) if is_held(each)} | self.given
        reached = [self.reached(node.of, start, min(on, add_months(start, node.months)), held)
                   for start in self.starts(node.anchor, node.of) if start <= on]  # fmt: skip
        return max(reached, default=MISSING)

    def reached(self, tree, start, last, held):
        since = Reader(facts_since(self.facts, start), held)
        days = {start, last, *(day for day in event_days(self.facts) if start <= day <= last)}
        return max(since.truth(tree, day) for day in days)

    def starts(self, anchor, tree):
        """The days of the courses (sessions) that the tree counts; where it counts none, of every one there is."""
        kinds = COURSES if anchor == "first_course" else ("sessions",)
        own = [each for each in walk(tree) if each.kind in kinds] if tree else []
        if own:
            return sorted({day for node in own for day in event_days(self.facts) if self.adds(node, day)})
        events = (*self.facts.credits, *self.facts.completions) if anchor == "first_course" else self.facts.sessions
        return sorted({each.on for each in events})

    def adds(self, node, day):
        count = {"hours": self.minutes, "modules": self.module_count, "sessions": self.session_count}[node.kind]
        return count(node, day) > count(node, day - DAY)

    def timed_filing(self, node, on):
        """Filed by the day, or a time to file still runs."""
        times = (start <= on <= start + timedelta(days=node.within_days) for start in self.times(node))
        return MET if any(times) else self.filing(node, on)

    def times(self, node):
        trained = self.trained_on(node.training) if node.training else None
        if node.anchor == "training_met":
            return [trained] if trained else []
        courses = self.starts("first_course", node.training)
        if node.anchor == "first_course":
            return courses[:1]
        return [each for each in courses if trained is None or each <= trained]

    def trained_on(self, training):
        """The first day on which the training is met. What is met begins on a day of facts, or as months go by."""
        if id(training) not in self.trained:
            days = (day for day in all_days() if self.truth(training, day) is MET)
            self.trained[id(training)] = next(days, None)
        return self.trained[id(training)]

    def reviewed(self, node, on):
        return MET if on <= node.last_day else STALE

    def taught(self, node, on):
        codes = self.codes(node, on)
        if not codes - TECHNIQUES:
            return UNKNOWN
        return met(bool(left(codes, node.scope)))

    def codes(self, node, on):
        counting = [each for each in walk(node.tree) if each.kind in COURSES] if node.tree else []
        courses = [each for each in (*self.facts.credits, *self.facts.completions) if each.on <= on]
        mine = (each for each in courses if not counting or any(speaks_of(line, each) for line in counting))
        return {code for each in mine for code in each.taught}


TECHNIQUES = {"superficial", "deep", "electrical"}


def met(yes) -> Truth:
    return MET if yes else MISSING


def dated(node, day, on):
    """Known by the day, and among the days that the line counts."""
    return day <= on and (node.since is None or node.since <= day) and (node.until is None or day <= node.until)


def minutes(node, fact):
    lines = [each for each in fact.minutes if not node.subjects or each[0] in node.subjects]
    return sum(amount for _, mode, amount in lines if not node.modes or mode in node.modes)


def fits(node, fact):
    return all(
        (
            not node.regions or set(node.regions) & set(fact.regions),
            not node.modes or fact.mode in node.modes,
            not node.supervision or fact.supervision in node.supervision,
            set(fact.qualifications) >= set(node.qualifications),
            fact.new_patient or not node.new_patients,
        )
    )


def speaks_of(line, fact):
    if not dated(line, fact.on, OPEN):
        return False
    return minutes(line, fact) > 0 if line.kind == "hours" else getattr(fact, "module", "") in line.modules


def is_held(node):
    return node.kind in HELD or (node.kind == "attestation" and node.max_age_months is not None)


def left(codes, scope):
    """Of what was taught what the scope opens: a kind of codes that it does not name, it does not limit."""
    regions, techniques = set(scope) - TECHNIQUES, set(scope) & TECHNIQUES
    mine = [codes - TECHNIQUES, codes & TECHNIQUES]
    kept = [part & limit if limit else part for part, limit in zip(mine, (regions, techniques), strict=True)]
    gone = (regions and not kept[0]) or (techniques and not kept[1])
    return set() if gone else kept[0] | kept[1]


def good(look):
    return look.shows and look.in_good_standing and not look.encumbered


def rank(look):
    """Of one day the later in number; without numbers what says less for the license counts as later."""
    begins = max(look.checked_on, look.issued_on or look.checked_on)
    return (
        look.checked_on, look.sequence, not good(look), look.encumbered,
        -(look.expires_on or OPEN).toordinal(), -look.fresh_until.toordinal(), begins,
    )  # fmt: skip


def looks(license, on):
    return sorted((each for each in license.checks if each.checked_on <= on), key=rank)


def look_says(last, on):
    if not last or not good(last[0]):
        return MISSING
    (look,) = last
    if on < (look.issued_on or date.min) or on > (look.expires_on or OPEN):
        return MISSING
    return MET if on <= look.fresh_until else STALE


def is_barring(license, on):
    """An encumbrance that the newest look shows, or one that ended less than two years ago."""
    ended = [after for look, after in reigning(looks(license, on)) if look.encumbered]
    return any(after is None or on < add_months(after, 24) for after in ended)


def reigning(seen):
    """Each look that is the newest of its day, with the day of the next one."""
    return [
        (look, after)
        for look, after in zip(seen, [each.checked_on for each in seen[1:]] + [None], strict=False)
        if look.checked_on != after
    ]


def runs(licenses):
    """The times without a gap on which one of the licenses was held, by the dates that looks have shown."""
    first = last = None
    for start, end in sorted(span for each in licenses for span in held_spans(each)):
        if first is not None and start.toordinal() <= last.toordinal() + 1:
            last = max(last, end)
            continue
        if first is not None:
            yield first, last
        first, last = start, end
    if first is not None:
        yield first, last


def held_spans(license):
    """What good looks have shown, without the days on which the newest look showed no good license."""
    newest = reigning(looks(license, OPEN))
    spans = [(each.issued_on or each.checked_on, each.expires_on or OPEN) for each, _ in newest if good(each)]
    for look, after in newest:
        if not good(look):
            end = after - DAY if after else OPEN
            spans = [part for span in spans for part in without(span, look.checked_on, end)]
    return [span for span in spans if span[0] <= span[1]]


def without(span, first, last):
    start, end = span
    yield start, min(end, first - DAY)
    if last < end:
        yield max(start, last + DAY), end


def event_days(facts):
    """The days on which something of the facts is done."""
    dated = (facts.credits, facts.completions, facts.sessions, facts.exams, facts.filings, facts.attestations)
    return {each.on for facts in dated for each in facts}


@lru_cache(maxsize=1)
def all_days():
    """Every day on which random facts may turn something, with room for months that go by."""
    return [date(2023, 12, 1) + timedelta(days=count) for count in range(7 * 366)]


def clearance(versions, reader, on, tolerance=90) -> tuple[Clearance, date | None, set]:
    """The outcome, the deadline and the scope of a day."""
    mine = [each for each in versions if each.adopted_on and each.profession in ("", reader.facts.profession)]
    now = [each for each in mine if each.effective_from <= on <= (each.effective_until or OPEN)]
    if not now:
        return Clearance.NEEDS_REVIEW, None, set()
    version = max(now, key=lambda each: (each.effective_from, each.id))
    says = version.position if version.status in ("silent", "unclear") else version.status
    if says != "permitted":
        return (Clearance.PROHIBITED if says else Clearance.NEEDS_REVIEW), None, set()
    return permitted(version, reader, on, tolerance)


def permitted(version, reader, on, tolerance):
    overdue = version.review_on and on > version.review_on + timedelta(days=tolerance)
    review = STALE if overdue else MET
    full = min(review, *(reader.truth(line, on) for line in version.checklist))
    if full is MET:
        return Clearance.CLEARED, None, opened(version.taught, version.scope, reader, on)
    stage, deadline = in_stage(version, reader, on)
    best = max(full, min(stage, review))
    if best is MET:
        scope = version.provisional.scope or version.scope
        return Clearance.PROVISIONAL, deadline, opened(version.provisional_taught, scope, reader, on)
    words = {MISSING: Clearance.NOT_CLEARED, UNKNOWN: Clearance.NEEDS_REVIEW, STALE: Clearance.CHECK_DUE}
    return words[best], None, set()


def in_stage(version, reader, on):
    """The truth of provisional practice and its last day, counted from the first course (session) of rule and stage."""
    if version.provisional is None:
        return MISSING, None
    counted = [version.provisional.tree, *version.checklist]
    kinds = COURSES if version.provisional.anchor == "first_course" else ("sessions",)
    own = [tree for tree in counted if any(each.kind in kinds for each in walk(tree))]
    starts = [day for tree in own or [None] for day in reader.starts(version.provisional.anchor, tree)]
    if not starts or on < min(starts):
        return MISSING, None
    deadline = add_months(min(starts), version.provisional.months)
    lines = (reader.truth(line, on) for line in version.provisional_checklist)
    return (min(lines) if on <= deadline else MISSING), deadline


def opened(taught, scope, reader, on):
    return left(reader.codes(taught, on), scope) if taught else set(scope)

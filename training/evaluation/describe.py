"""A requirement as a readable line, for whoever has written no label."""

from .dates import long_date

_MODES = {"in_person": "in person", "live_online": "live online", "self_paced": "self-paced"}
_LICENSES = {"license": "license", "compact_privilege": "compact privilege", "registration": "registration"}
_ANCHORS = {
    "first_course": "the first course",
    "first_session": "the first session",
    "last_course": "the last course",
    "training_met": "the training is complete",
}


def describe(node, names=None) -> str:
    """The node's label, or a line made from its values: "50 course hours, in person".

    `names` may map codes (jurisdictions, subjects, regions, modules, schemes) to what people call them.
    """
    return node.label or _WRITERS[node.kind](node, _Names(names or {}))


def hours(minutes) -> str:
    """Minutes as hours, with decimals only where there are some: 38, 1.5, 0.33."""
    whole, rest = divmod(minutes, 60)
    hundredths = (rest * 100 + 30) // 60
    return f"{whole + hundredths // 100}.{hundredths % 100:02d}".rstrip("0").rstrip(".")


def in_hours(minutes) -> str:
    """The same with its word: "1 hour", "57.75 hours"."""
    return "1 hour" if minutes == 60 else f"{hours(minutes)} hours"


class _Names:
    def __init__(self, names):
        self.names = names

    def one(self, code):
        return self.names.get(code) or code.replace("_", " ")

    def any(self, codes):
        return _either([self.one(code) for code in codes])


def _either(words, joined="or"):
    *first, last = words
    return f"{', '.join(first)} {joined} {last}" if first else last


def _plural(count, noun):
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _dated(node):
    since = f"since {long_date(node.since)}" if node.since else ""
    return _parts(since, f"until {long_date(node.until)}" if node.until else "")


def _parts(*parts):
    return ", ".join(each for each in parts if each)


def capital(text) -> str:
    """The text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def _amount(minutes):
    return f"{hours(minutes)} course {'hour' if minutes == 60 else 'hours'}"


def about(node, names=None) -> str:
    """What a line about hours asks of them: "on safety, in person"; empty where every hour counts."""
    return _parts(_subjects(node, _Names(names or {})), _modes(node))


def _hours(node, names):
    return _parts(" ".join(filter(None, (_amount(node.minutes), _subjects(node, names)))), _modes(node), _dated(node))


def _subjects(node, names):
    return f"on {names.any(node.subjects)}" if node.subjects else ""


def _modes(node):
    return _either([_MODES[mode] for mode in node.modes]) if node.modes else ""


def _sessions(node, names):
    return _parts(
        _plural(node.count, "supervised session"),
        f"{names.any(node.regions)}" if node.regions else "",
        _either([_MODES.get(mode) or names.one(mode) for mode in node.modes]) if node.modes else "",
        names.any(node.supervision) if node.supervision else "",
        f"supervisor with {_either([names.one(each) for each in node.qualifications], 'and')}"
        if node.qualifications
        else "",
        "first sessions with a patient" if node.new_patients else "",
        _dated(node),
    )


def _modules(node, names):
    listed = [names.one(module) for module in node.modules]
    if len(listed) == 1:
        return _parts(f"Module {listed[0]}", _dated(node))
    every = node.needed == len(set(node.modules))
    head = "Modules" if every else f"{node.needed} of the modules"
    return _parts(f"{head} {_either(listed, 'and' if every else 'or')}", _dated(node))


def _exam(node, names):
    score = f"with a score of {node.score} or more" if node.score else ""
    return _parts(" ".join(filter(None, (f"Passed {names.one(node.name)}", score))), _dated(node))


def _active_license(node, names):
    kinds = _either([_LICENSES[each] for each in node.types]) if node.types else "license"
    professions = f"as {names.any(node.professions)}" if node.professions else ""
    where = f"in {names.one(node.jurisdiction)}" if node.jurisdiction else ""
    return " ".join(filter(None, (capital(kinds), professions, "in good standing", where)))


def _licensed_for(node, names):
    years, rest = divmod(node.months, 12)
    span = _plural(node.months, "month") if rest else _plural(years, "year")
    where = f" in {names.one(node.jurisdiction)}" if node.jurisdiction else ""
    return f"Licensed for {span}{where}" + (" before training" if node.before == "training" else "")


def _within(node, names):
    years, rest = divmod(node.months, 12)
    span = _plural(node.months, "month") if rest else _plural(years, "year")
    return f"{describe(node.of, names.names)}, within {span} of {_ANCHORS[node.anchor]}"


def _attestation(node, names):
    age = f"not older than {_plural(node.max_age_months, 'month')}" if node.max_age_months else ""
    return _parts(capital(names.one(node.name)), age, _dated(node))


def _filing(node, names):
    name = capital(names.one(node.name))
    if node.within_days is None:
        return _parts(f"{name} filed in {names.one(node.jurisdiction)}", _dated(node))
    time = f"within {_plural(node.within_days, 'day')} after {_ANCHORS[node.anchor]}"
    return _parts(f"{name} filed with the board {time}", _dated(node))


def anchor_words(anchor) -> str:
    """What a time limit runs from: "the first course", "the day the training is complete"."""
    return f"{'the day ' if anchor == 'training_met' else ''}{_ANCHORS[anchor]}"


def _group(word):
    return lambda node, names: capital(f" {word} ".join(describe(each, names.names) for each in node.of))


_WRITERS = {
    "all_of": _group("and"),
    "any_of": _group("or"),
    "hours": _hours,
    "sessions": _sessions,
    "modules": _modules,
    "exam": _exam,
    "active_license": _active_license,
    "licensed_for": _licensed_for,
    "credential": lambda node, names: _parts(capital(names.one(node.name)), _dated(node)),
    "holds": lambda node, names: f"Certified: {names.one(node.scheme)}",
    "filing": _filing,
    "timed_filing": _filing,
    "attestation": _attestation,
    "within": _within,
    "unknown": lambda node, names: f"Not known yet: {names.one(node.what)}",
    "taught": lambda node, names: _parts(
        "Only what the courses taught", f"within {names.any(node.scope)}" if node.scope else ""
    ),
    "reviewed": lambda node, names: "The rule was read again in time",
}

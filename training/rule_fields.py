"""The fields of the research table as lines of a rule: one line each, by the name of the field.

Research names an amount, nothing (None: not seen), or for yes-or-no fields True or False. A manager answers each with
a value, “nothing required” or “not known yet”. Where the draft says a field with more than an amount (alternatives, a
time limit), the answer is “as the draft says”. All but written consent are requirements; consent is a duty.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from training.trees import block

SMALLEST = "0.25"  # where a rule names a subject and no number, any amount counts: the least that a line can hold
VALUE, NOTHING, UNKNOWN, WRITTEN = "value", "nothing", "unknown", "written"
KINDS = {
    VALUE: "It asks for",
    NOTHING: "Nothing required",
    UNKNOWN: "Not known yet",
    WRITTEN: "As the draft says",
}
EXAM_NAME = "Dry needling exam"
FILING_NAME = "Registration with the board"
CONSENT_DUTY = "Obtain the patient's consent in writing before needling."
CONSENT_UNKNOWN = "Ask the board whether consent must be in writing: nobody has read that yet."
HERE, TRAINING = "here", "training"
CARRIED = (
    "citation", "who", "since", "until", "subjects", "modes", "score", "within_days", "anchor", "regions",
    "supervision", "qualifications", "new_patients",
)  # fmt: skip
COUNTED = {"": "Anywhere, before practice", HERE: "Here, before practice", TRAINING: "Anywhere, before training"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a manager says about one field: its kind, the value, where it was read, and how years are counted."""

    kind: str = UNKNOWN
    value: object = None
    read_where: str = ""
    counted: str = ""


@dataclass(frozen=True, slots=True)
class RuleField:
    """One field: its name on screen, what an amount counts, and how its line is made and read."""

    key: str
    label: str
    unit: str
    what: str
    make: Callable[[str, Answer, str], dict]
    read: Callable[[dict], Answer]


def hours(modes=()):
    def make(key, answer, code):
        extra = {"modes": list(modes)} if modes else {}
        return block("hours", key, hours=str(answer.value), **extra)

    return make


def amount(name, divisor=1):
    def read(value):
        found = Decimal(str(value[name])) / divisor
        return Answer(VALUE, int(found) if found == int(found) else found)

    return read


def years(key, answer, code):
    """Full calendar years; research does not say more than how many, so anywhere and before practice unless told."""
    extra = {"jurisdiction": code} if answer.counted == HERE else {}
    before = "training" if answer.counted == TRAINING else "practice"
    return block("licensed_for", key, months=int(answer.value) * 12, before=before, **extra)


def read_years(value):
    counted = TRAINING if value.get("before") == "training" else HERE if value.get("jurisdiction") else ""
    found = amount("months", 12)(value)
    return Answer(VALUE, found.value, counted=counted)


def named(default):
    return lambda answer: answer.value if isinstance(answer.value, str) and answer.value.strip() else default


def exam(key, answer, code):
    return block("exam", key, name=named(EXAM_NAME)(answer), score=0)


def filing(key, answer, code):
    return block("filing", key, jurisdiction=code, name=named(FILING_NAME)(answer))


def read_name(value):
    return Answer(VALUE, value["name"])


FIELDS = (
    RuleField("min_course_hours", "Course hours", "hours", "Course hours", hours(), amount("hours")),
    RuleField("in_person_hours", "Hours in person", "hours", "Hours in person", hours(["in_person"]), amount("hours")),
    RuleField("min_licensed_years", "Years licensed", "years", "Years licensed", years, read_years),
    RuleField(
        "supervised_sessions",
        "Supervised sessions",
        "sessions",
        "Supervised sessions",
        lambda key, answer, code: block("sessions", key, count=int(answer.value)),
        amount("count"),
    ),
    RuleField("exam_required", "Exam", "", "Exam requirement", exam, read_name),
    RuleField(
        "board_registration", "Registration or filing with the board", "", "Filing with the board", filing, read_name
    ),
)
BY_KEY = {field.key: field for field in FIELDS}
CONSENT = "written_consent_required"
FIRST_DAY = "effective_from"
LABELS = {field.key: field.label for field in FIELDS} | {CONSENT: "Written consent"}
ORDER = {key: place for place, key in enumerate(LABELS)}
DUTIES = {VALUE: CONSENT_DUTY, UNKNOWN: CONSENT_UNKNOWN}


def in_order(read_where: dict[str, dict]) -> list[tuple[str, dict]]:
    """How the unknowns were closed, in the order of the form, then the unknowns of this rule alone by their words.

    What was stored has no order of its own: PostgreSQL sorts the keys of JSON, SQLite keeps them as written.
    """
    closed = [(key, said) for key, said in read_where.items() if key != FIRST_DAY]
    return sorted(closed, key=lambda each: (ORDER.get(each[0], len(ORDER)), each[1].get("label", ""), each[0]))


def words(key: str, answer: Answer) -> str:
    """An answer as people read it: “50 hours”, “Nothing required”, “2 years, here, before practice”."""
    if answer.kind != VALUE or answer.value in (None, "", True):
        return KINDS[answer.kind] if answer.kind != VALUE else "Required"
    field = BY_KEY.get(key)
    if field is None or not field.unit:
        return str(answer.value)
    counted = COUNTED.get(answer.counted, "").lower() if field.read is read_years else ""
    unit = field.unit.removesuffix("s") if answer.value == 1 else field.unit
    return ", ".join(filter(None, [f"{answer.value} {unit}", counted]))


def seen(value) -> Answer:
    """What research says about a field."""
    if value is None:
        return Answer(UNKNOWN)
    return Answer(NOTHING) if value is False else Answer(VALUE, value)


def line(field: RuleField, answer: Answer, code: str) -> dict | None:
    """The stored block of an answer, or None where nothing is required."""
    if answer.kind == NOTHING:
        return None
    if answer.kind == UNKNOWN:
        return block("unknown", field.key, what=field.what, label=f"{field.what} not seen")
    return field.make(field.key, answer, code)


def said(blocks: list[dict], key: str) -> Answer:
    """What the stored blocks answer for a field; nothing where no line of that name is left."""
    found = next((each for each in blocks if each["id"] == key), None)
    if found is None:
        return Answer(WRITTEN if named_below(blocks, key) else NOTHING)
    if found["type"] == "unknown":
        return Answer(UNKNOWN)
    try:
        return BY_KEY[key].read(found["value"])
    except KeyError:
        return Answer(WRITTEN)


def named_below(blocks: list[dict], key: str) -> dict | None:
    """The line of that name inside a group, at any depth."""
    below = [child for each in blocks for child in each["value"].get("of", ())]
    if not below:
        return None
    return next((each for each in below if each["id"] == key), None) or named_below(below, key)


def line_of(blocks: list[dict], key: str) -> dict | None:
    """The line of that name, at the root or inside a group."""
    return next((each for each in blocks if each["id"] == key), None) or named_below(blocks, key)


def course_hours(blocks: list[dict]) -> int | Decimal | None:
    """The course hours that the blocks name, wherever they stand."""
    found = line_of(blocks, "min_course_hours")
    return BY_KEY["min_course_hours"].read(found["value"]).value if found and found["type"] == "hours" else None


def consent_said(duties: list[str]) -> Answer:
    """What the duties say about written consent."""
    kind = next((kind for kind, duty in DUTIES.items() if duty in duties), NOTHING)
    return Answer(kind, True if kind == VALUE else None)


def other_duties(duties: list[str]) -> list[str]:
    """The duties without the line about consent."""
    return [duty for duty in duties if duty not in DUTIES.values()]


def with_lines(blocks: list[dict], answers: dict[str, Answer], code: str) -> list[dict]:
    """The blocks with the lines of these answers in their places; lines that an editor wrote stay as they are."""
    kept = {each["id"]: each for each in blocks}
    answers = {key: answer for key, answer in answers.items() if not (answer.kind == WRITTEN and is_in(blocks, key))}
    lines = {key: changed(kept.get(key), BY_KEY[key], answer, code) for key, answer in answers.items()}
    own = [lines.get(field.key, kept.get(field.key)) for field in FIELDS]
    return [each for each in [*own, *(each for each in blocks if each["id"] not in BY_KEY)] if each]


def is_in(blocks: list[dict], key: str) -> bool:
    return line_of(blocks, key) is not None


def changed(kept: dict | None, field: RuleField, answer: Answer, code: str) -> dict | None:
    """A new line, or the old one where it already says the same. What else the old one holds, the new one keeps."""
    if kept and (old := said([kept], field.key)).kind == answer.kind:
        same = (old.value, old.counted) == (answer.value, answer.counted)
        if answer.kind == UNKNOWN or same:
            return kept
    return carried(kept, line(field, answer, code))


def carried(kept: dict | None, made: dict | None) -> dict | None:
    """The new line with the old one's citation, and with its subjects, dates and deadlines if the kind is the same."""
    if not (kept and made):
        return made
    names = CARRIED if kept["type"] == made["type"] else ("citation",)
    more = {name: kept["value"][name] for name in names if kept["value"].get(name)}
    return {**made, "value": {**made["value"], **more}}

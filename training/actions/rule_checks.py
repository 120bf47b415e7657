"""What an adoption must hold to: dates, positions, answers and stages. Each refusal names its field."""

from collections.abc import Iterable
from datetime import date, timedelta

from training import rule_fields
from training.actions import Refused
from training.evaluation.dates import add_months, long_date
from training.models import LawStatus, PracticeRule
from training.queries.readable import flaws_of
from training.rule_fields import BY_KEY, WRITTEN, Answer
from training.unknowns import fields_of, is_written

COUNTS_SOME = ("subjects", "modes", "since", "until")
READ_LENGTH = 300
EARLIEST, YEARS_AHEAD = date(1980, 1, 1), 5
ENDS_FIRST = "This date is before the rule takes effect."
LONGEST_REVIEW, LONGEST_RULE = 36, 50  # months until a rule is read again; years that one may name an end in
OPEN_LAW = {LawStatus.SILENT, LawStatus.UNCLEAR}


def check_dates(effective_from, effective_until, review_on, today) -> None:
    check_years(effective_from, effective_until, today)
    if effective_until and effective_until < effective_from:
        raise Refused(ENDS_FIRST, "effective_until")
    if review_on <= today:
        raise Refused("Choose a coming day: on it the rule is to be read again.", "review_on")
    if review_on > (last := add_months(today, LONGEST_REVIEW)):
        raise Refused(f"Choose a day until {long_date(last)}: a rule is read again within 3 years.", "review_on")


def check_years(first: date, last: date | None, today: date) -> None:
    """A first day that nobody mistyped, and a last day that is one."""
    if sentence := wrong_year(first, today):
        raise Refused(sentence, "effective_from")
    if last and last.year > today.year + LONGEST_RULE:
        raise Refused("Leave the last day empty where none is named.", "effective_until")


def wrong_year(day: date, today: date) -> str:
    """Why a day is too far off to be asked or decided about, or nothing."""
    if day < EARLIEST:
        return f"Write a day from {EARLIEST.year} on."
    latest = add_months(today, 12 * YEARS_AHEAD)
    return f"Write a day until {long_date(latest)}, {YEARS_AHEAD} years from today." if day > latest else ""


def check_replaced(replaced, starts_on, ends_on, today, no_rule_after, changes_past) -> None:
    """No version that is cut short leaves days without a rule, or loses days that are past, unless that is meant."""
    for old in replaced:
        if ends_on and not no_rule_after and (old.effective_until is None or old.effective_until > ends_on):
            after = long_date(ends_on + timedelta(days=1))
            raise Refused(HOLE.format(day=after, number=old.number), "effective_until")
        if starts_on < today and not changes_past:
            raise Refused(PAST.format(day=long_date(starts_on), number=old.number), "changes_past")


HOLE = (
    "There would be no rule from {day} on, where version {number} still holds. Leave the last day empty, or say below "
    "that no rule follows."
)
PAST = "This changes answers back to {day}: version {number} decided those days. Check this box if that is meant."


def check_position(draft, position, basis) -> None:
    if position and draft.status not in OPEN_LAW:
        raise Refused(NO_POSITION[draft.status], "position")
    if position and not basis.strip():
        raise Refused("Write what the position rests on.", "position_basis")


NO_POSITION = {
    LawStatus.PROHIBITED: "A prohibition stands. A position is for a law that is silent or unclear.",
    LawStatus.PERMITTED: "The law permits it. Write stricter requirements as house policy.",
}


def check_answers(draft, answers) -> None:
    for key, answer in answers.items():
        if (answer.kind == WRITTEN) != (key in BY_KEY and draft_answer(draft, key).kind == WRITTEN):
            raise Refused(AS_WRITTEN if answer.kind != WRITTEN else NOT_WRITTEN, f"{key}_kind")
    for name, sentence in answer_flaws(answers, fields_of(draft)).items():
        raise Refused(sentence, name)
    if draft.status == LawStatus.PROHIBITED and any(answer.kind == rule_fields.VALUE for answer in answers.values()):
        raise Refused("A prohibition stands: it has no requirements to meet.")
    check_hours(answers)


AS_WRITTEN = "The draft says this in lines of its own. Change them in the editor."
NOT_WRITTEN = "The draft does not say this yet."


def answer_flaws(answers, fields) -> dict[str, str]:
    """What is wrong with the answers: a sentence for each field. Whoever closes one names where they read it.

    `fields` are the fields of the rule by the keys of the answers.
    """
    found = {}
    for key, answer in answers.items():
        field = fields.get(key)
        if answer.kind == rule_fields.VALUE and field and field.unit and not is_amount(answer.value):
            found[f"{key}_value"] = "Write a number above zero."
        if answer.kind != rule_fields.UNKNOWN and not answer.read_where.strip():
            found[f"{key}_read"] = "Write where you read this."
        if len(answer.read_where) > READ_LENGTH:
            found[f"{key}_read"] = f"Keep it within {READ_LENGTH} characters: a citation, or an address."
    return found


def is_amount(value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 10_000


def check_hours(answers) -> None:
    total, in_person = (answers.get(key, Answer()).value for key in ("min_course_hours", "in_person_hours"))
    if total and in_person and in_person > total:
        raise Refused("These are more hours than the course hours.", "in_person_hours_value")


def check_stage(draft, hours, months) -> None:
    """Hours of None keep the draft's own stage, 0 leaves it out."""
    opens = bool(hours) or (hours is None and bool(draft.provisional))
    lasts = bool(months or (hours is None and draft.provisional_months))
    if opens != lasts:
        missing = "provisional_months" if opens else "provisional_hours"
        raise Refused("Provisional practice needs both the hours that open it and the months it lasts.", missing)


def draft_answer(draft: PracticeRule, key: str) -> Answer:
    """What the draft says about a field."""
    if key == rule_fields.CONSENT:
        return rule_fields.consent_said(draft.duties)
    raw = list(draft.requirements.raw_data)
    return Answer(WRITTEN) if is_written(raw, key) else rule_fields.said(raw, key)


def check_tree(stream, words: str, field: str | None = None, beside: Iterable = ()) -> None:
    """What the editor would refuse, nobody adopts: a module that is no longer there, an empty group."""
    for flaw in flaws_of(stream, beside):
        raise Refused(f"{words} cannot be meant yet. {flaw}", field)


def stage_hours(draft: PracticeRule) -> int | None:
    """The course hours that open provisional practice, where the draft's stage is that one line and says no more.

    An amount in fractions, or of some courses only, is a line of its own: it is changed in the editor.
    """
    blocks = list(draft.provisional.raw_data)
    if [each["type"] for each in blocks] != ["hours"] or any(blocks[0]["value"].get(name) for name in COUNTS_SOME):
        return None
    hours = rule_fields.BY_KEY["min_course_hours"].read(blocks[0]["value"]).value
    return hours if isinstance(hours, int) else None

"""Questions as the pages of a quiz show them: without the key while the try is open, judged afterwards."""

from training.models import Attempt
from training.question_kinds import is_right, kind_of


def in_order(attempt: Attempt) -> list[dict]:
    """The questions of the try and their options, in its order."""
    questions = {question["id"]: question for question in attempt.revision.questions}
    return [ordered(questions[id], attempt.options.get(id)) for id in attempt.questions]


def ordered(question: dict, ids: list[str] | None) -> dict:
    """The question with its options in this order; as written where none was kept."""
    if ids is None:
        return question
    options = {option["id"]: option for option in question["options"]}
    return question | {"options": [options[id] for id in ids]}


def field_of(id: str) -> str:
    """The name of a question's field in the form of its quiz."""
    return f"q-{id}"


def asked(question: dict, given: dict, errors: dict, typed: dict) -> dict:
    """A question as it is shown: never the answer, the feedback or the reference."""
    id = question["id"]
    chosen = given.get(id, [])
    return {
        "id": id,
        "name": field_of(id),
        "text": question["text"],
        "figure": figure_of(question),
        "several": kind_of(question).several,
        "options": [option | {"on": option["id"] in chosen} for option in question["options"]],
        "unit": question.get("unit", ""),
        "number": " ".join(typed.get(id) or chosen) if is_number(question) else "",
        "saved": bool(chosen) and id not in errors,
        "error": errors.get(id, ""),
    }


def is_number(question: dict) -> bool:
    return question["kind"] == "numeric"


def figure_of(question: dict) -> str:
    return question.get("figure", {}).get("html", "")


def graded(question: dict, chosen: list[str], passed: bool) -> dict:
    """What was answered, judged.

    A failed try may be followed by another, so it tells nothing that answers the question: no option that was not
    chosen, several options only all together, and what the editor says about it only to who got it right.
    """
    right, together = is_right(question, chosen), not passed and kind_of(question).several
    lines = number_lines(question, chosen, right) if is_number(question) else option_lines(question, chosen)
    return {
        "text": question["text"],
        "figure": figure_of(question),
        "right": right,
        "open": not chosen,
        "partial": bool(chosen) and not is_number(question) and set(chosen) < set(question["answer"]),
        "together": together,
        "options": [line for line in lines if line["on"] or (passed and line["good"])],
        "feedback": question.get("feedback", "") if passed or right else "",
        "reference": question.get("reference", ""),
    }


def option_lines(question: dict, chosen: list[str]) -> list[dict]:
    """Each option judged on its own."""
    return [
        option | {"on": option["id"] in chosen, "good": option["id"] in question["answer"]}
        for option in question["options"]
    ]


def number_lines(question: dict, chosen: list[str], right: bool) -> list[dict]:
    """The number that was given, and the right one with how far off is still right, unless it was given."""
    (answer,), tolerance, unit = question["answer"], question["tolerance"], question["unit"]
    within = f", give or take {tolerance}" if tolerance != "0" else ""
    lines = [{"text": f"{number} {unit}".strip(), "on": True, "good": right} for number in chosen]
    if chosen != [answer]:
        lines.append({"text": f"{answer}{within} {unit}".strip(), "on": False, "good": True})
    return lines

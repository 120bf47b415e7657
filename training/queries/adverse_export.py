"""One adverse event as a sheet for the report to a board. Of the patient it holds nothing, nor the comments."""

from training.adverse_duty import ANSWERS
from training.models import AdverseCare, AdverseEvent, Region, StepKind
from training.queries.adverse import duty_for, steps_of, versions_of

SAID = dict(ANSWERS) | {"": "Not answered"}


def sheet(event: AdverseEvent) -> dict:
    """The event by section; days are ISO dates in the file, words are those of the screen."""
    return {
        "event": {"number": event.first_pk, "version": versions_of(event).count() + 1, **where_of(event)},
        "therapist": therapist_of(event),
        "what_happened": happened(event),
        "definition": definition(event),
        "deadline": deadline(event),
        "steps": [step_of(each) for each in steps_of(event)],
    }


def where_of(event: AdverseEvent) -> dict:
    clinic = event.clinic
    address = ", ".join(part for part in (clinic.street, clinic.city, clinic.postal_code) if part)
    return {"clinic": clinic.name, "address": address, "jurisdiction": event.jurisdiction.name}


def therapist_of(event: AdverseEvent) -> dict:
    person = event.practitioner
    licenses = person.licenses.current().filter(jurisdiction=event.jurisdiction).values_list("number", flat=True)
    profession = person.get_profession_display()
    return {"name": person.full_name, "profession": profession, "licenses": ", ".join(licenses)}


def happened(event: AdverseEvent) -> dict:
    return {
        "happened_on": event.happened_on,
        "noticed_on": event.noticed_on,
        "kind": event.get_kind_display(),
        "grade": event.get_grade_display(),
        "regions": "; ".join(words_of(Region, event.regions)),
        "what_was_done": "; ".join(words_of(AdverseCare, event.care)),
        "outcome": event.get_outcome_display(),
    }


def words_of(choices, values: list[str]) -> list[str]:
    """The labels, in the order of the choices."""
    return [each.label for each in choices if each in values]


def definition(event: AdverseEvent) -> dict:
    """Each question of the statute with its answer, and what follows; empty where no definition is known."""
    if not event.meets:
        return {}
    questions = {each["question"]: SAID[each["answer"]] for each in event.elements}
    return {"citation": event.citation, **questions, "result": event.get_meets_display()}


def deadline(event: AdverseEvent) -> dict:
    if event.due_on is None:
        return {}
    duty = duty_for(event)
    to = {"report_to": duty.board} if duty else {}
    sources = {"citation": event.due_citation, "confidence": event.get_due_confidence_display()}
    return {**to, "report_by": event.due_on, **sources}


def step_of(step) -> dict:
    found = {"what": step.get_kind_display(), "at": step.at}
    if step.kind != StepKind.REPORTED:
        return found
    given = {"reported_on": step.reported_on, "how": step.get_way_display(), "by": step.get_reporter_display()}
    return found | given | {"file_number": step.file_number}


def lines(found: dict) -> list[tuple[str, str, object]]:
    """The sheet as rows of section, name and value, for a file and for print."""
    parts = []
    for section, values in found.items():
        if section != "steps":
            parts += [(section, name, value) for name, value in values.items()]
    for step in found["steps"]:
        parts += [("steps", f"{step['what']}, {name}", value) for name, value in step.items() if name != "what"]
    return [(named(section), named(name), value) for section, name, value in parts]


def named(key: str) -> str:
    return key[:1].upper() + key[1:].replace("_", " ")

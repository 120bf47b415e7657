"""A session in words: every field that is signed, in the order of a treatment."""

from training import body
from training.models import Competency, SessionStep, SupervisedSession


def facts_of(session: SupervisedSession) -> list[tuple[str, str]]:
    """Pairs of name and words; what was left empty says so."""
    return [
        ("Place", place(session)),
        ("Supervision", f"{session.supervision_words or 'Not chosen'}. {session.get_mode_display()}."),
        ("Patient", patient(session)),
        ("Before", before(session)),
        ("Where", body.words(session.spots) or session.region_words),
        *([("Muscles", session.muscle_words)] if session.muscles else []),
        *over_lung(session),
        *([("Technique", session.get_technique_display())] if session.technique else []),
        ("Needles", needles(session)),
        ("During", during(session)),
        ("After", session.get_response_display() or "Response not given"),
        ("Adverse event", session.get_adverse_grade_display()),
        ("Competencies", ", ".join(Competency(each).label for each in session.competencies) or "None named"),
    ]


def place(session: SupervisedSession) -> str:
    return str(session.clinic) if session.clinic else "Outside our clinics"


def patient(session: SupervisedSession) -> str:
    first = "First session with this patient" if session.first_with_patient else "Seen before"
    return f"{first}, {session.get_age_band_display().lower()}" if session.age_band else first


def before(session: SupervisedSession) -> str:
    screened = "Contraindications screened" if session.screened else "Contraindications not screened"
    return f"{screened}, {'consent taken' if session.consented else 'no consent taken'}"


def over_lung(session: SupervisedSession) -> list[tuple[str, str]]:
    if not body.over_lung([spot for spot in session.spots if spot in body.spots()]):
        return []
    return [("Over the lung", session.get_lung_technique_display() or "How the lung was kept away from is not given")]


def needles(session: SupervisedSession) -> str:
    """Such as “3 needles, 0.25 × 40 mm”."""
    count = "Number not given"
    if session.needle_count is not None:
        count = "1 needle" if session.needle_count == 1 else f"{session.needle_count} needles"
    gauge = f"{session.needle_gauge / 100:.2f}" if session.needle_gauge else ""
    length = f"{session.needle_length_mm} mm" if session.needle_length_mm else ""
    size = " × ".join(part for part in (gauge, length) if part)
    return f"{count}, {size}" if size else count


def during(session: SupervisedSession) -> str:
    twitch = "Local twitch" if session.twitch else "No local twitch"
    return f"{twitch}, {'with' if session.stimulation else 'no'} electrical stimulation"


def history_of(session: SupervisedSession) -> list[SessionStep]:
    return list(session.steps.select_related("by", "by__practitioner"))

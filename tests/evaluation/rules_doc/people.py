"""Short ways to say what a practitioner has, in the words of the researched rules."""

from datetime import timedelta

from tests.evaluation.make import day
from training.evaluation import (
    AttestationFact,
    CheckFact,
    CredentialFact,
    CreditFact,
    ExamFact,
    Facts,
    FilingFact,
    LicenseFact,
    SessionFact,
)

PT, AT = "physical_therapist", "athletic_trainer"


def person(profession=PT, **has):
    return Facts(profession, **has)


def seen(on, fresh_until="2027-12-31", issued_on=None, expires_on=None, **shown):
    """One look at the board's register."""
    dates = {name: day(given) for name, given in (("issued_on", issued_on), ("expires_on", expires_on)) if given}
    return CheckFact(day(on), day(fresh_until), **dates, **shown)


def license(code, issued_on, *looks, type="license", profession=PT, home_id=None, expires_on="2028-12-31"):
    """A license that was looked up on January 4, 2021, unless other looks are named."""
    looks = looks or (seen("2021-01-04", issued_on=issued_on, expires_on=expires_on),)
    return LicenseFact(f"{code} {type}", code, type, profession, home_id, looks)


def course(on, hours, mode="in_person", taught=()):
    """A course, accepted: `hours` is a number of technique, or hours by subject."""
    by_subject = hours if isinstance(hours, dict) else {"technique": hours}
    minutes = tuple((subject, mode, amount * 60) for subject, amount in by_subject.items())
    return CreditFact(f"course {on} {mode}", day(on), minutes, "", taught)


def sessions(first, count, days_apart=1):
    """So many signed sessions in person, under a supervisor with every qualification."""
    days = (day(first) + timedelta(days=number * days_apart) for number in range(count))
    able = ("licensed_1y", "sessions_25", "certified")
    return tuple(SessionFact(f"session {on}", on, qualifications=able, supervision="in_room") for on in days)


def statements(*made):
    return tuple(AttestationFact(f"statement {name}", name, day(on)) for name, on in made)


def filings(code, *made):
    return tuple(FilingFact(f"filing {name}", code, name, day(on)) for name, on in made)


def exams(*passed):
    return tuple(ExamFact(f"exam {name}", day(on), name, 90) for name, on in passed)


def cards(*held):
    """Cards and degrees: name, first day, and the last one if there is one."""
    return tuple(
        CredentialFact(f"card {name}", name, day(on), day(until[0]) if until else None) for name, on, *until in held
    )

"""Florida, Utah, Colorado and Indiana: deadlines, alternatives, stages and versions."""

from .case import Case
from .law import adopted
from .people import course, filings, license, person, sessions, statements

FLORIDA = (adopted("US-FL", "rule-2021"),)
FIVE = {"theory": 12, "technique": 10, "indications": 8, "skill": 14, "aftercare": 6}
FORM = "Dry needling attestation (DH5057-MQA)"
ANA = {
    "licenses": (license("US-FL", "2021-06-01"),),
    "credits": (course("2026-10-18", FIVE),),
    "sessions": sessions("2027-01-25", 25),
    "attestations": statements(
        ("Instructor's finding of psychomotor skill", "2026-10-18"),
        ("Supervisor's statement that no more supervised sessions are needed", "2027-02-19"),
    ),
}
ANA_HAS = (
    "licensed in Florida since June 1, 2021. Her 50 hours in person ended on October 18, 2026, her 25th supervised session "
    "was on February 18, 2027, and her supervisor's statement is of February 19"
)
UTAH = (adopted("US-UT", "law-2014", since="2014-05-13"),)
REGISTERED = "Registration as a trigger point dry needling practitioner"
LETTER = "Supervising physical therapist's letter"
NED = {
    "licenses": (license("US-UT", "2019-03-01"),),
    "credits": (course("2024-02-03", 60), course("2025-06-01", {"theory": 240}, "live_online")),
    "filings": filings("US-UT", (REGISTERED, "2026-12-20")),
}
NED_HAS = "licensed in Utah since March 1, 2019, began his course on February 3, 2024 and has its 300 hours, 60 of them in person"
COLORADO = (
    adopted("US-CO", "rule-11", since="2010-01-01", until="2022-12-31"),
    adopted("US-CO", "rule-1.5", since="2023-01-01"),
)
IDA = {"licenses": (license("US-CO", "2020-02-01"),), "credits": (course("2024-02-29", 30),)}
OTTO = {
    "licenses": (license("US-CO", "2012-02-01"),),
    "credits": (course("2015-04-12", 23), course("2015-10-04", 23)),
}
OTTO_HAS = "licensed in Colorado since 2012, with 46 hours in person from April and October 2015 and no course since"
INDIANA = (
    adopted("US-IN", "before-2023", since="2012-08-01"),
    adopted("US-IN", "rule-2023"),
    adopted("US-IN", "rule-2024"),
)
RAY = {
    "licenses": (license("US-IN", "2018-07-01"),),
    "credits": (course("2023-09-10", 20),),
    "attestations": statements(("Statement of knowledge, skill and competence in dry needling", "2023-09-15")),
}
RAY_HAS = (
    "licensed in Indiana since 2018, with 20 hours in person and a statement of his competence of September 15, 2023"
)

FIRST = (
    Case(
        "Florida: everything met and filed", "US-FL", "2027-03-20", "Ana Ruiz, physical therapist",
        f"{ANA_HAS}. The board has had her attestation since March 2", "cleared", FLORIDA,
        person(**ANA, filings=filings("US-FL", (FORM, "2027-03-02"))),
    ),
    Case(
        "Florida: the attestation is due", "US-FL", "2027-03-20", "Ana Ruiz, physical therapist",
        f"{ANA_HAS}. The attestation is not filed yet", "cleared", FLORIDA, person(**ANA),
    ),
    Case(
        "Florida: the attestation is overdue", "US-FL", "2027-04-20", "Ana Ruiz, physical therapist",
        f"{ANA_HAS}. A month later the attestation is still not filed", "not_cleared", FLORIDA, person(**ANA),
    ),
    Case(
        "Utah: a log of 250 sessions", "US-UT", "2027-03-01", "Ned Park, physical therapist",
        f"{NED_HAS}. He logged 250 sessions, the last on October 7, 2026", "cleared", UTAH,
        person(**NED, sessions=sessions("2026-02-01", 250)),
    ),
    Case(
        "Utah: the supervisor's letter instead", "US-UT", "2027-03-01", "Ned Park, physical therapist",
        f"{NED_HAS}. He logged 40 sessions, and his supervisor wrote on November 30, 2026 that all are done", "cleared",
        UTAH, person(**NED, sessions=sessions("2026-02-01", 40), attestations=statements((LETTER, "2026-11-30"))),
    ),
    Case(
        "Utah: the three years missed", "US-UT", "2027-03-01", "Ned Park, physical therapist",
        f"{NED_HAS}. The letter came on February 10, 2027, a week after three years", "not_cleared", UTAH,
        person(**NED, attestations=statements((LETTER, "2027-02-10"))),
    ),
    Case(
        "Colorado: provisional after 30 hours", "US-CO", "2027-03-01", "Ida Wolf, physical therapist",
        "licensed in Colorado since 2020, with one course of 30 hours in person that ended on February 29, 2024",
        "provisional", COLORADO, person(**IDA),
    ),
    Case(
        "Colorado: the four years have run out", "US-CO", "2028-03-01", "Ida Wolf, physical therapist",
        "as before, and no further course in four years", "not_cleared", COLORADO, person(**IDA),
    ),
    Case(
        "Colorado: the last day of the older rule", "US-CO", "2022-12-31", "Otto Lind, physical therapist",
        OTTO_HAS, "cleared", COLORADO, person(**OTTO),
    ),
    Case(
        "Colorado: the first day of the newer rule", "US-CO", "2023-01-01", "Otto Lind, physical therapist",
        OTTO_HAS, "not_cleared", COLORADO, person(**OTTO),
    ),
    Case(
        "Indiana: June 30, 2024", "US-IN", "2024-06-30", "Ray Cole, physical therapist",
        RAY_HAS, "cleared", INDIANA, person(**RAY),
    ),
    Case(
        "Indiana: the day after", "US-IN", "2024-07-01", "Ray Cole, physical therapist",
        RAY_HAS, "not_cleared", INDIANA, person(**RAY),
    ),
)  # fmt: skip

"""The other states: experience, scope, degrees, silence, privileges, and looks that went stale."""

from .case import Case
from .law import adopted, silent
from .people import AT, PT, cards, course, exams, filings, license, person, seen, statements

MARYLAND = (adopted("US-MD", "comar-2018"),)
MIA = {
    "licenses": (
        license("US-MD", "2025-06-02"),
        license("US-MD", "2026-12-15", seen("2026-12-15"), type="registration"),
    ),
    "credits": (course("2026-08-01", {"theory": 40}, "live_online"), course("2026-11-01", {"skill": 40})),
}
LOUISIANA = (adopted("US-LA", "rules-123-311", since="2020-01-01"),)
LEE_FILED = filings(
    "US-LA",
    ("Notice of completion of each dry needling course", "2026-09-20"),
    ("Dry Needling Episodes for Educational Purposes Acknowledgement", "2026-09-20"),
    ("Dry Needling Acknowledgement", "2026-12-01"),
)
DAKOTA = (adopted("US-SD", "rule-2018"), adopted("US-SD", "rule-2023"))
BOTH_EXAMS = (("Written dry needling exam", "2026-05-03"), ("Practical dry needling exam", "2026-05-03"))
SUE = {
    "licenses": (license("US-SD", "2019-05-01"),),
    "attestations": statements(
        ("Statement that the course was approved by the board and covered the 16 topics", "2026-05-03"),
        ("Statement that most of the course was in person", "2026-05-03"),
    ),
    "exams": exams(*BOTH_EXAMS),
}
JERSEY = (adopted("US-NJ", "law-2021-382"),)
CPR = ("CPR card", "2026-09-01", "2028-08-31")
JOB = {"credits": (course("2026-10-04", 40, taught=("neck", "upper_back", "deep")),)}
OREGON = (
    adopted("US-OR", "until-rules", since="2025-08-07", until="2027-06-30"),
    adopted("US-OR", "hb3824", since="2027-07-01", keep=("min_course_hours",)),
)
ORA = {"licenses": (license("US-OR", "2016-01-01"),), "credits": (course("2026-06-01", 54),)}
TEXAN = license("US-TX", "2018-01-01", seen("2026-12-01", "2027-11-30", "2018-01-01", "2027-02-28"))
PAUL = {
    "credits": (course("2024-05-01", 30), course("2024-09-01", 20)),
    "licenses": (TEXAN, license("US-CO", "2025-01-10", seen("2026-12-01"), type="compact_privilege", home_id=TEXAN.id)),
}
ENCUMBERED = license(
    "US-TX",
    "2018-01-01",
    seen("2024-01-02", issued_on="2018-01-01"),
    seen("2024-08-01", encumbered=True),
    seen("2025-03-10"),
)
COLORADO = (adopted("US-CO", "rule-1.5", since="2023-01-01"),)
ARIZONA = (adopted("US-AZ", "rule-313"), adopted("US-AZ", "rule-406"))
AZ_PROOF = filings("US-AZ", ("Proof of dry needling qualifications", "2026-11-20"))
GEORGIA = (adopted("US-GA", "rule-490-9-.05", since="2020-01-01"),)
GUS = {
    "licenses": (license("US-GA", "2015-01-01", seen("2026-09-01", "2026-12-30", "2015-01-01", "2027-12-31")),),
    "credits": (course("2024-03-01", 54),),
    "credentials": cards(("OSHA bloodborne pathogens training", "2024-02-01")),
    "filings": filings("US-GA", ("Dry needling documents for the board", "2024-04-01")),
}
FIT = {
    **GUS,
    "licenses": (license("US-GA", "2015-01-01", seen("2026-09-01", "2027-12-30", "2015-01-01", "2027-12-31")),),
}

MORE = (
    Case(
        "Maryland: two years not yet full", "US-MD", "2027-03-01", "Mia Stone, physical therapist",
        "licensed in Maryland since June 2, 2025, registered for dry needling, with 40 live hours of theory and 40 of practice",
        "not_cleared", MARYLAND, person(**MIA),
    ),
    Case(
        "Maryland: a day before the first rule", "US-MD", "2018-09-30", "Mia Stone, physical therapist",
        "as before; somebody asks about a day in 2018", "needs_review", MARYLAND, person(**MIA),
    ),
    Case(
        "Louisiana: trained before two licensed years", "US-LA", "2027-03-01", "Lee Moreau, physical therapist",
        "licensed in Louisiana since January 15, 2025. The 50 hours were taken on September 18, 2026, with every paper filed",
        "not_cleared", LOUISIANA,
        person(licenses=(license("US-LA", "2025-01-15"),), credits=(course("2026-09-18", 50),), filings=LEE_FILED),
    ),
    Case(
        "South Dakota: only what the course taught", "US-SD", "2027-03-01", "Sue Olson, physical therapist",
        "licensed in South Dakota since 2019, with an approved course of May 3, 2026 about neck and shoulder, and both exams. "
        "A second course, of February 14, 2027, added the low back", "cleared", DAKOTA,
        person(**SUE, credits=(
            course("2026-05-03", 27, taught=("neck", "shoulder", "deep")), course("2027-02-14", 27, taught=("low_back", "deep")),
        )),
    ),
    Case(
        "South Dakota: nobody wrote down what the course taught", "US-SD", "2027-03-01", "Sue Olson, physical therapist",
        "as before, but no course on record says what it taught", "needs_review", DAKOTA,
        person(**SUE, credits=(course("2026-05-03", 27),)),
    ),
    Case(
        "New Jersey: with a doctorate", "US-NJ", "2027-03-01", "Joy Adler, physical therapist",
        "a doctor of physical therapy, licensed in New Jersey since 2020, with a CPR card and 40 hours in person", "cleared",
        JERSEY,
        person(**JOB, licenses=(license("US-NJ", "2020-01-10"),), credentials=cards(("Doctor of Physical Therapy", "2019-05-20"), CPR)),
        duties=True,
    ),
    Case(
        "New Jersey: licensed since 2003", "US-NJ", "2027-03-01", "Sam Bloom, physical therapist",
        "without a doctorate, licensed in New Jersey without a break since 1999, with a CPR card and 40 hours in person", "cleared",
        JERSEY,
        person(**JOB, licenses=(license("US-NJ", "1999-06-01"),), credentials=cards(
            ("New Jersey physical therapist license without a break", "1999-06-01"), CPR,
        )),
    ),
    Case(
        "New Jersey: licensed in 2004, no doctorate", "US-NJ", "2027-03-01", "Tom Reed, physical therapist",
        "without a doctorate, licensed in New Jersey since 2004, with a CPR card and 40 hours in person", "not_cleared", JERSEY,
        person(**JOB, licenses=(license("US-NJ", "2004-06-01"),), credentials=cards(
            ("New Jersey physical therapist license without a break", "2004-06-01"), CPR,
        )),
    ),
    Case(
        "Oregon: prohibited until the board's rules", "US-OR", "2027-03-01", "Ora Finch, physical therapist",
        "licensed in Oregon since 2016, with 54 hours in person", "prohibited", OREGON, person(**ORA),
    ),
    Case(
        "Oregon: permitted, and a question still open", "US-OR", "2027-07-01", "Ora Finch, physical therapist",
        "as before, on the first day of the coming rules; how many hours they ask for is not known", "needs_review", OREGON,
        person(**ORA),
    ),
    Case(
        "Massachusetts: the law is silent, and we have a position", "US-MA", "2027-03-01", "Kay Dunn, physical therapist",
        "licensed in Massachusetts since 2017", "cleared", (silent("US-MA", "permitted"),),
        person(licenses=(license("US-MA", "2017-01-01"),)),
    ),
    Case(
        "Pennsylvania: the law is silent, and nobody decided", "US-PA", "2027-03-01", "Max Hahn, physical therapist",
        "licensed in Pennsylvania since 2017", "needs_review", (silent("US-PA"),),
        person(licenses=(license("US-PA", "2017-01-01"),)),
    ),
    Case(
        "A compact privilege falls with its home license", "US-CO", "2027-03-01", "Paul Vega, physical therapist",
        "with a compact privilege in Colorado and 50 hours in person. His home license, in Texas, ended on February 28, 2027",
        "not_cleared", COLORADO, person(**PAUL),
    ),
    Case(
        "A compact privilege for two years after an encumbrance", "US-CO", "2027-03-01", "Paul Vega, physical therapist",
        "as before, but his Texas license was encumbered from August 1, 2024, and shown free of it on March 10, 2025",
        "not_cleared", COLORADO, person(**{**PAUL, "licenses": (ENCUMBERED, PAUL["licenses"][1])}),
    ),
    Case(
        "Georgia: the look at the license is overdue", "US-GA", "2027-03-01", "Gus Hale, physical therapist",
        "cleared when his license was looked up on September 1, 2026; that look was trusted until December 30", "check_due",
        GEORGIA, person(**GUS),
    ),
    Case(
        "Georgia: the look at the rule is overdue", "US-GA", "2027-03-01", "Gus Hale, physical therapist",
        "with a fresh look at his license. The rule itself should have been read again by November 15, 2026", "check_due",
        (adopted("US-GA", "rule-490-9-.05", since="2020-01-01", review_on="2026-11-15"),), person(**FIT),
    ),
    Case(
        "Georgia: an open question is never a pass", "US-GA", "2027-03-01", "Gus Hale, physical therapist",
        "as before, and the rule was adopted with one question left open", "needs_review",
        (adopted("US-GA", "rule-490-9-.05", since="2020-01-01", keep=("exam_required",)),), person(**FIT),
    ),
    Case(
        "Arizona: a physical therapist", "US-AZ", "2027-03-01", "Liv Nagy, physical therapist",
        "licensed in Arizona since 2022, with 24 hours in person of November 1, 2026 and the proof sent to the board on November 20",
        "cleared", ARIZONA, person(PT, licenses=(license("US-AZ", "2022-01-01"),), credits=(course("2026-11-01", 24),), filings=AZ_PROOF),
    ),
    Case(
        "Arizona: an athletic trainer with the same course", "US-AZ", "2027-03-01", "Ben Nagy, athletic trainer",
        "licensed in Arizona since 2022, with the same course and the same proof", "not_cleared", ARIZONA,
        person(AT, licenses=(license("US-AZ", "2022-01-01", profession=AT),), credits=(course("2026-11-01", 24),), filings=AZ_PROOF),
    ),
)  # fmt: skip

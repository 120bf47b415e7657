"""Words that may point to a patient, found by their shape. Standard library only; nothing is stored and nothing sent.

A hint, no de-identification: such a search does well on numbers and misses most names and places, and the page says
so. What is looked for follows the 18 identifiers of 45 CFR 164.514(b)(2).
"""

import re
from dataclasses import dataclass

MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec"
MONTHS += "|January|February|March|April|June|July|August|September|October|November|December"
DAY = rf"(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}}|(?:{MONTHS})\.? \d{{1,2}}(?:, ?\d{{4}})?)"
YEARS = r"(?:[ -]?(?:years?|yrs?)[ -]?old|[ -]?y\.?/?o\.?(?![a-z]))"
NUMBERED = r"(?:mrn|nhs|medicare|medicaid|(?:medical )?record|chart|account|acct|member|patient)"
MARKED = r"(?: ?(?:no|nr|num|number|id)\b\.?:?| ?[#:])"
DIGITS = r"(?!(?:19|20)\d\d\b)(?=(?:[a-z-]*\d){3})[a-z\d-]"
# Two capitals that are words of the field, states, or plain English.
PLAIN = """
AC AK AL AM AP AR AS AT AZ BE BF BP BY CA CO CT DC DE DN DO ER ES ET EU FL GA GI GV HI HR IA ID IF IL IM IN IS
IT IV KS KY LA LE LT MA MD ME MI MN MO MR MS MT NC ND NE NH NJ NM NO NP NV NY OA OH OK ON OR OT PA PM PR PT QL
RA RI RN RT SC SD SI SO TA TE TN TO TP TV TX UE UK UP US UT VA VL VM VT WA WE WI WV WY
"""
NO_INITIALS = frozenset(PLAIN.split())


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape. A strong one is refused; a weak one is asked about, because it often means something else."""

    name: str
    pattern: re.Pattern
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found; `found` is for the page of the person who wrote it, and goes nowhere else."""

    rule: Rule
    found: str


def strong(name: str, pattern: str, words: str) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE), words, strong=True)


def weak(name: str, pattern: str, words: str, flags=0) -> Rule:
    return Rule(name, re.compile(pattern, flags), words)


RULES = (
    strong("social_security_number", r"\b\d{3}-\d{2}-\d{4}\b", "a Social Security number"),
    strong("email_address", r"[\w.+-]+@[\w-]+\.[\w.-]*\w", "an email address"),
    strong("web_address", r"\b(?:https?://|www\.)\S+", "a web address"),
    strong("ip_address", r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])", "an address of a device"),
    strong("birth_date", rf"\b(?:d\.?o\.?b\.?|born(?: on)?|birth ?da(?:te|y)|date of birth)\b\W*{DAY}", "a birth date"),
    strong("record_number",
           rf"\b{NUMBERED}{MARKED} ?{DIGITS}{{3,}}\b|\b{NUMBERED} {DIGITS}{{5,}}\b", "a record number"),
    strong("medicare_number",
           r"\b[1-9][a-z](?=[a-z\d])\w\d-?[a-z](?=[a-z\d])\w\d-?[a-z]{2}\d{2}\b", "a Medicare number"),
    strong("phone_number", r"(?<![\d-])(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\d-])"
           r"|(?<!\d)\+\d[\d .-]{7,}\d", "a telephone number"),
    strong("age_over_89",
           rf"\b(?:aged?|age of)\W{{1,2}}(?:9\d|1[0-2]\d)\b|\b(?:9\d|1[0-2]\d){YEARS}", "an age over 89"),
    weak("age", rf"\baged?\W{{1,2}}\d{{1,2}}\b|\b\d{{1,2}}{YEARS}", "the age of a patient", re.IGNORECASE),
    weak("date", rf"\b{DAY}\b", "a date"),
    weak("postal_code", r"\b\d{5}-\d{4}\b", "a postal code"),
    weak("street", r"\b\d{1,5} (?:[NSEW]\.? )?(?:[A-Z][\w'.-]* ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|"
         r"Boulevard|Blvd|Court|Ct|Way|Place|Pl)\b", "an address"),
    weak("title_and_name", r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? [A-Z][\w'-]+", "a name"),
    weak("patient_and_name",
         r"\b(?:[Pp]t\.?|[Pp]atient|[Cc]lient|PATIENT)(?:,|:| named| called)? [A-Z][a-z'-]+\b", "a name"),
    weak("initials", r"\b[A-Z]\. ?[A-Z]\.(?! ?[A-Z]\.)|\b[A-Z]{2}\b", "initials"),
)  # fmt: skip


def hits(text: str) -> list[Hit]:
    """What in the text may point to a patient, strong first; of what two rules find, the first one counts."""
    found: list[Hit] = []
    taken: list[range] = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if match[0] not in NO_INITIALS and not any(overlap(span, range(*match.span())) for span in taken):
                taken.append(range(*match.span()))
                found.append(Hit(rule, match[0].strip()))
    return found


def overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop

"""Names and choices that several models share."""

import re
import secrets
import unicodedata

from django.db import models
from wagtail.fields import StreamField

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"

# Spaces, dots and dashes of any kind in a license number.
DROPPED = re.compile(r"[\s.\u00ad\u200b-\u200d\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")

# Letters whose stroke or joining Unicode does not take apart.
UNACCENTED = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ħ": "h", "Ħ": "H", "ð": "d", "Ð": "D"}
    | {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ı": "i", "ŧ": "t", "Ŧ": "T"}
)


def random_id(length: int = 20) -> str:
    """An identifier that cannot be guessed: 5 bits a character."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def fold(text: str) -> str:
    """`text` as it is searched and sorted: without case, accents or doubled spaces (`Žižková` is `zizkova`)."""
    plain = unicodedata.normalize("NFKD", text.translate(UNACCENTED))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(plain.casefold().split())


def normalize_number(number: str) -> str:
    """A number as it is compared: upper case, without spaces, dots and dashes (`PTL.00 18-842` is `PTL0018842`)."""
    return DROPPED.sub("", number).upper()


class RequirementsField(StreamField):
    """A rule tree as blocks. Its block definitions stay out of migrations: the database sees JSON.

    `beside` names the tree of the same row whose training its filings may wait for (`evaluation.timed`).
    """

    def __init__(self, *args, beside: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.beside = beside

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class Profession(models.TextChoices):
    PHYSICAL_THERAPIST = "physical_therapist", "Physical therapist"
    PHYSICAL_THERAPIST_ASSISTANT = "physical_therapist_assistant", "Physical therapist assistant"
    OCCUPATIONAL_THERAPIST = "occupational_therapist", "Occupational therapist"
    ATHLETIC_TRAINER = "athletic_trainer", "Athletic trainer"
    CHIROPRACTOR = "chiropractor", "Chiropractor"


class DeliveryMode(models.TextChoices):
    IN_PERSON = "in_person", "In person"
    LIVE_ONLINE = "live_online", "Live online"
    SELF_PACED = "self_paced", "Self-paced"


class Subject(models.TextChoices):
    """What credit minutes are about. Florida names the first five (Fla. Admin. Code 64B17-6.008)."""

    THEORY = "theory", "Theory of dry needling"
    TECHNIQUE = "technique", "Selection and safe handling of needles, technique"
    INDICATIONS = "indications", "Indications and contraindications"
    SKILL = "skill", "Psychomotor skill"
    AFTERCARE = "aftercare", "Postintervention care and adverse responses"
    ANATOMY = "anatomy", "Anatomy and palpation"
    SAFETY = "safety", "Infection control and safety"
    LAW = "law", "Law, ethics and documentation"


class Competency(models.TextChoices):
    """The 16 areas that training must add (FSBPT practice analysis; ARSD 20:66:04:02 (a) to (p))."""

    SURFACE_ANATOMY = "surface_anatomy", "Surface anatomy and its variation"
    PHYSIOLOGICAL_EMERGENCY = "physiological_emergency", "Emergency response to physiological effects"
    EMOTIONAL_EMERGENCY = "emotional_emergency", "Emergency response to emotional effects"
    NEEDLE_HANDLING = "needle_handling", "Standards of needle handling"
    SAFETY = "safety", "Factors of safety and injury prevention"
    PERSONAL_PROTECTION = "personal_protection", "Personal protection"
    THEORY = "theory", "Theory of dry needling"
    COMBINED_CARE = "combined_care", "Combining needling with other care"
    SECONDARY_EFFECTS = "secondary_effects", "Secondary effects on other systems"
    PAIN_SCIENCE = "pain_science", "Pain science"
    INDICATIONS = "indications", "Indications, contraindications and precautions"
    PALPATION = "palpation", "Palpation"
    INSERTION = "insertion", "Needle insertion"
    MANIPULATION = "manipulation", "Needle manipulation"
    PHYSIOLOGICAL_RESPONSE = "physiological_response", "Physiological response"
    NEEDLE_CHARACTERISTICS = "needle_characteristics", "Needle characteristics"

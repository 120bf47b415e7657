"""The designs that come with the product, and what a new one begins with: layout `side` on Letter, no signatories."""

from certificates.designs.content import Chosen, DesignContent, Kind, Layout, Paper

NBSP = "\N{NO-BREAK SPACE}"

# By kind and language: title, sentence, sentence after a change, fine print.
WORDING = {
    (Kind.CERTIFICATION, "en"): {
        "title": "Certificate",
        "sentence": "{words}, and is certified{limit} from {from} until {until}{extended}.",
        "sentence_of_change": "is certified in {scheme}{limit} from {from} until {until}{extended}.",
        "fine_print": (
            "This certificate is not a license and does not by itself permit practice in any state. "
            "It can be suspended or revoked; what we vouch for today is on the verification page."
        ),
    },
    (Kind.COMPLETION, "en"): {
        "title": "Certificate of completion",
        "sentence": "has completed the course {course} and passed its quiz on {completed}.",
        "fine_print": (
            "This is the record of a course: no certification and no license. It does not by itself permit practice in "
            "any state, and each board decides which hours it takes. What we vouch for today is on the verification "
            "page."
        ),
    },
    (Kind.CERTIFICATION, "es"): {
        "title": "Certificado",
        "sentence": (
            "ha cumplido todos los requisitos y cuenta con la certificación en {scheme}{limit} "
            "desde el {from} hasta el {until}{extended}."
        ),
        "sentence_of_change": (
            "cuenta con la certificación en {scheme}{limit} desde el {from} hasta el {until}{extended}."
        ),
        "fine_print": (
            "Este certificado no es una licencia y no autoriza por sí solo a ejercer en ningún estado. Puede "
            "suspenderse o revocarse; la página de verificación indica su validez actual."
        ),
    },
    (Kind.COMPLETION, "es"): {
        "title": "Certificado de finalización",
        "sentence": "ha completado el curso {course} y ha aprobado su examen el {completed}.",
        "fine_print": (
            "Este documento acredita un curso: no es una certificación ni una licencia. No autoriza por sí solo a "
            "ejercer en ningún estado, y cada junta decide qué horas acepta. La página de verificación indica su "
            "validez actual."
        ),
    },
    (Kind.CERTIFICATION, "fr"): {
        "title": "Certificat",
        "sentence": (
            "a satisfait à toutes les exigences et détient la certification en {scheme}{limit} du {from} au "
            "{until}{extended}."
        ),
        "sentence_of_change": "détient la certification en {scheme}{limit} du {from} au {until}{extended}.",
        "fine_print": (
            "Ce certificat n’est pas un permis d’exercice et n’autorise à lui seul à exercer dans aucun État. Il peut "
            f"être suspendu ou révoqué{NBSP}; la page de vérification indique sa validité à ce jour."
        ),
    },
    (Kind.COMPLETION, "fr"): {
        "title": "Attestation de formation",
        "sentence": "a suivi la formation {course} et réussi son évaluation le {completed}.",
        "fine_print": (
            f"Ce document atteste le suivi d’une formation{NBSP}: ce n’est ni une certification ni un permis "
            "d’exercice. Il n’autorise à lui seul à exercer dans aucun État, et chaque autorité professionnelle décide "
            "des heures qu’elle reconnaît. La page de vérification indique sa validité à ce jour."
        ),
    },
}


def packaged(kind: str, language: str = "en") -> DesignContent:
    """The design of a kind as it comes with the product, in a language of `LANGUAGES`."""
    wording = WORDING[Kind(kind), language]
    return DesignContent(
        kind=Kind(kind).value, layout=Layout.SIDE.value, paper=Paper.LETTER.value, language=language, **wording
    )


def packaged_choice(kind: str) -> Chosen:
    """What prints where nobody put a design to use."""
    return Chosen(packaged(kind))

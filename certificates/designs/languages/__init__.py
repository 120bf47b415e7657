"""The languages that papers are printed in. A language is complete: each label and each word of the lists is there."""

from certificates.designs.languages.en import ENGLISH
from certificates.designs.languages.es import SPANISH
from certificates.designs.languages.fr import FRENCH
from certificates.designs.languages.language import Language

SPOKEN = {language.code: language for language in (ENGLISH, SPANISH, FRENCH)}


def language_of(code: str) -> Language:
    """The language of a document or a design."""
    return SPOKEN[code]

"""The code of a certificate: 130 random bits that a person can read, type and say over the phone."""

import secrets
import unicodedata

# Crockford's base 32: without I, L, O and U, which people take for 1, 0 and V.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
GROUP = 4
MEANT = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """A code that nobody can guess: 26 characters of 5 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def grouped(code: str) -> str:
    """The code as printed: `7KQF-2M9D-XW3A-8HTR-P6CN-4VJY-BZ`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalize(typed: str) -> str | None:
    """The code that somebody meant, whatever the case, spaces and dashes; None if it cannot be one."""
    plain = unicodedata.normalize("NFKC", typed).upper()
    code = "".join(character for character in plain if character.isalnum()).translate(MEANT)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None

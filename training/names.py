"""Names of people as they are written: any script, no invisible tricks."""

import unicodedata

JOINERS = {"\u200c", "\u200d"}  # Hindi, Persian and others need them inside words


def clean_name(text: str) -> str:
    """The name in one canonical form, with single spaces. `ValueError` says what cannot be part of a name."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    for letter in text:
        if unicodedata.category(letter) in {"Cc", "Cf", "Co", "Cn", "Cs"} and letter not in JOINERS:
            raise ValueError("This name holds a character that cannot be seen. Type the name anew.")
    if not any(unicodedata.category(letter)[0] == "L" for letter in text):
        raise ValueError("A name has at least one letter.")
    return text


def suggested_sort_name(full_name: str) -> str:
    """Family name first, guessed: the last word leads. A name of one word, or with a comma, stays as it is."""
    *given, family = full_name.split()
    if not given or "," in full_name:
        return full_name
    return f"{family}, {' '.join(given)}"

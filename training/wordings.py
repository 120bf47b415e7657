"""What a question says: the same words are the same wording, in whichever revision they stand."""

import hashlib

from training.chain import canonical


def written_of(lesson: dict) -> dict:
    """What was written of something with blocks; HTML made from them is left out."""
    return {name: value for name, value in lesson.items() if name != "html" or "blocks" not in lesson}


def asked_of(question: dict) -> dict:
    """A question as it was written: a new template of its figure is no new wording."""
    return {**question, "figure": written_of(question["figure"])} if "figure" in question else question


def wording_of(question: dict) -> str:
    """SHA-256 (hex) of the question as it was frozen: its words, options, key, feedback and reference, and its id."""
    return hashlib.sha256(canonical(asked_of(question)).encode()).hexdigest()

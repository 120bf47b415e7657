"""What cannot be published of lessons beside a quiz."""

from collections.abc import Iterator


def repeated(cleaned: dict) -> Iterator[tuple[str, str]]:
    """`(field, what is wrong)` of each knowledge check that asks what the quiz asks: its answer can be read."""
    lessons, questions = cleaned.get("lessons") or (), cleaned.get("questions") or ()
    asked = {plain(question.value["text"]) for question in questions}
    for text in checks_in(lessons):
        if plain(text) in asked:
            yield "lessons", f"The quiz asks “{text}” too, and its answer can be read here. Ask something else."


def checks_in(lessons) -> Iterator[str]:
    """The question of each knowledge check."""
    for lesson in lessons:
        for block in lesson.value["body"]:
            if block.block_type == "knowledge_check":
                yield block.value["question"]


def plain(text: str) -> str:
    return " ".join(text.casefold().split())

"""What the demo's first modules show of a lesson's own blocks, read from the content files."""

from cms.demo.files import FOLDER
from cms.demo.writing import read
from cms.lesson_checks import plain

FIRST = ["clean-needle-technique", "needling-near-the-lung", "indications-and-contraindications"]


def blocks_of(name: str) -> list[tuple[str, object]]:
    """`(kind, value)` of each block in the lessons of a module."""
    bodies = [entry["lesson"]["body"] for entry in read(name)["lessons"]]
    return [pair for body in bodies for block in body for pair in block.items()]


def asked_by(name: str) -> set[str]:
    questions = read(f"{name}-quiz")["questions"]
    return {plain(value["text"]) for entry in questions for value in entry.values()}


def test_the_first_modules_use_them():
    kinds = {name: {kind for kind, _ in blocks_of(name)} for name in FIRST}
    assert all("knowledge_check" in each for each in kinds.values())
    assert {"labeled_figure", "download"} <= kinds["needling-near-the-lung"]
    assert "download" in kinds["clean-needle-technique"]


def test_no_lesson_of_the_demo_asks_what_its_quiz_asks():
    for name in read("site")["module_files"]:
        checks = [value for kind, value in blocks_of(name) if kind == "knowledge_check"]
        assert {plain(value["question"]) for value in checks} & asked_by(name) == set()
        assert all(sum(option["correct"] for option in value["options"]) == 1 for value in checks)


def test_every_file_that_a_lesson_offers_is_there():
    offered = [
        value["document"]
        for name in read("site")["module_files"]
        for kind, value in blocks_of(name)
        if kind == "download"
    ]
    assert offered and [name for name in offered if not (FOLDER / name).is_file()] == []

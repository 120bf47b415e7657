"""Questions as `training` keeps them: plain data with the key, whatever the kind."""

from decimal import Decimal

TRUE_FALSE = [{"id": "true", "text": "True"}, {"id": "false", "text": "False"}]


def question_of(block, files) -> dict:
    """One question with its key. What it does not use is left out, so that older content stays as it was."""
    value = block.value
    return {
        "id": block.id,
        "kind": block.block_type,
        "text": value["text"],
        **ANSWERS.get(block.block_type, with_options)(value),
        "feedback": value["feedback"],
        "reference": value["reference"],
        **with_figure(value["figure"], files),
        **rules_of(value),
    }


def rules_of(value) -> dict:
    """The pool that it is drawn from, and whether its options keep their order; only what is said."""
    said = {"pool": named(value.get("pool") or ""), "keep_order": bool(value.get("keep_order"))}
    return {name: given for name, given in said.items() if given}


def named(pool: str) -> str:
    """The name of a pool, whatever the spaces in it."""
    return " ".join(pool.split())


def draws_of(lines) -> dict[str, int]:
    """How many questions of each pool a try asks; a line that a draft left unfinished says nothing."""
    values = [line.value for line in lines]
    return {named(value["pool"]): value["count"] for value in values if value["pool"] and value["count"]}


def pools_of(questions) -> list[dict]:
    """The pool of each question, as far as `training.draw` asks."""
    return [rules_of(block.value) for block in questions]


def with_options(value) -> dict:
    items = value["options"].bound_blocks
    return {
        "options": [{"id": item.id, "text": item.value["text"]} for item in items],
        "answer": [item.id for item in items if item.value["correct"]],
    }


def true_or_false(value) -> dict:
    return {"options": TRUE_FALSE, "answer": [value["correct"]]}


def a_number(value) -> dict:
    return {
        "options": [],
        "answer": [plain(value["value"])],
        "tolerance": plain(value["tolerance"]),
        "unit": value["unit"],
    }


ANSWERS = {"true_false": true_or_false, "numeric": a_number}


def plain(number: Decimal | None) -> str:
    """The number in digits, without needless zeros; nothing for a field that a draft leaves empty."""
    return "" if number is None else f"{Decimal(number).normalize():f}"


def with_figure(figures, files) -> dict:
    """The picture of a question as HTML and as written, with the hashes of its files; nothing where there is none."""
    if not figures:
        return {}
    (figure,) = figures.bound_blocks
    html = figure.render({"files": files} if files else None)
    return {
        "figure": {
            "html": str(html).strip(),
            "blocks": figure.block.get_prep_value(figure.value),
            "files": files.hashes if files else [],
        }
    }

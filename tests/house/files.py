"""What the house tests look at: the product's own files."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LAYERS = ["evaluation", "training", "certificates", "cms", "config"]  # the lowest first
FOLDERS = ["training", "certificates", "cms", "config"]


def sources(*folders: str) -> list[Path]:
    """Every Python file below the folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def product_sources() -> list[Path]:
    """Every Python file of the product that people wrote: no migrations."""
    return [path for path in sources(*FOLDERS) if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.*"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def layer(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    return "evaluation" if parts[:2] == ("training", "evaluation") else parts[0]


def imported(path: Path, source: str | None = None) -> Iterator[tuple[int, str]]:
    """Each module that a file names in an import, wherever in the file, with its line; relative ones made absolute."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(source if source is not None else path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            above = list(package[: len(package) - node.level + 1]) if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)

"""The layer knows neither Django nor today's date: proven by what it imports and calls."""

import ast
import sys
from pathlib import Path

import pytest

import training.evaluation

FILES = sorted(Path(training.evaluation.__file__).parent.glob("*.py"))
CLOCKS = {"today", "now", "utcnow", "fromtimestamp", "open", "float", "random"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_the_standard_library_and_itself_are_imported(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 1 or (not node.level and node.module.split(".")[0] in sys.stdlib_module_names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_clock_no_file_no_float(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            assert getattr(node.func, "attr", getattr(node.func, "id", "")) not in CLOCKS
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))

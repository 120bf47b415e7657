"""Imports point only downward, and evaluation stands on the standard library alone."""

import ast
import re
import sys

import pytest

from tests.house.files import LAYERS, ROOT, imported, layer, name, product_sources, sources

DYNAMIC = {"import_module", "__import__", "get_model", "import_string"}


def layer_of(module: str) -> str | None:
    """The layer of ours that a module belongs to, if it is ours."""
    if module == "training.evaluation" or module.startswith("training.evaluation."):
        return "evaluation"
    first = module.partition(".")[0]
    return first if first in LAYERS else None


def wrong(path, source=None) -> list[str]:
    """Imports of a file that point upward, or out of evaluation."""
    here = layer(path)
    found = []
    for line, module in imported(path, source):
        there = layer_of(module)
        if there and LAYERS.index(there) > LAYERS.index(here):
            found.append(f"{name(path)}:{line} imports {module}")
        if here == "evaluation" and there != "evaluation" and module.partition(".")[0] not in sys.stdlib_module_names:
            found.append(f"{name(path)}:{line} imports {module}")
    return found


@pytest.mark.parametrize("folder", ["training", "certificates", "cms", "config"])
def test_imports_point_downward(folder):
    assert [line for path in sources(folder) for line in wrong(path)] == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("training/actions/mail.py", "from certificates import issue"),
        ("training/actions/mail.py", "def late():\n    from certificates.models import Certificate"),
        ("training/actions/mail.py", "import config.settings"),
        ("certificates/issue.py", "from cms.models import Page"),
        ("training/evaluation/dates.py", "from django.utils import timezone"),
        ("training/evaluation/dates.py", "from training.models import User"),
        ("training/evaluation/dates.py", "from ..models import User"),
        ("training/evaluation/dates.py", "import dateutil"),
    ],
)
def test_the_check_sees_each_wrong_way(file, source):
    assert wrong(ROOT / file, source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("cms/models.py", "from certificates import issue\nfrom training.evaluation import dates"),
        ("training/evaluation/dates.py", "from calendar import monthrange\nfrom .facts import Facts"),
    ],
)
def test_and_lets_the_right_way_pass(file, source):
    assert wrong(ROOT / file, source) == []


PLUG_IN_POINT = "training/sources/__init__.py"


def test_no_import_by_a_name_made_at_run_time():
    """It would hide from the check above. The plug-in point reads its names from the settings, that is from config."""
    calls = [
        f"{name(path)}:{node.lineno}"
        for path in sources("training", "certificates", "cms")
        if "migrations" not in path.parts and name(path) != PLUG_IN_POINT
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in DYNAMIC
    ]
    assert calls == []


def test_evaluation_has_no_clock():
    calls = [
        f"{name(path)}:{node.lineno}"
        for path in sources("training/evaluation")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "time"}
    ]
    assert calls == []


TODAY_OF_ANOTHER_ZONE = re.compile(r"\b_?now(\(\))?\.date\(\)")


def test_the_day_of_an_instant_is_never_that_of_utc():
    """`now.date()` is the day in UTC; the organization's is `request.today`, or `organization.today(now)`."""
    found = [
        f"{name(path)}:{number}"
        for path in product_sources()
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if TODAY_OF_ANOTHER_ZONE.search(line)
    ]
    assert found == []


@pytest.mark.parametrize("code", ["today = now.date()", "request.now.date()", "timezone.now().date()"])
def test_the_check_sees_a_day_of_utc(code):
    assert TODAY_OF_ANOTHER_ZONE.search(code)


def test_today_is_said_above_queries_and_actions():
    """Below the view nobody asks the clock: `now` and `today` are passed in (tasks and commands are doors too)."""
    calls = [
        f"{name(path)}:{node.lineno}"
        for path in sources("training/queries", "training/actions", "training/models")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow", "localdate"}
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"timezone", "datetime", "date"}
    ]
    assert calls == []

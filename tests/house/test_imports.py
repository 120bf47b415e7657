"""Imports point only downward, and evaluation stands on the standard library alone."""

import ast
import re
import sys

import pytest

from tests.house.files import LAYERS, ROOT, imported, layer, name, product_sources, sources

# Inside training, the lowest first. Models and the plain modules beside them (blocks, querysets, permissions) need
# each other; actions put tasks into the queue and tasks take a turn at actions.
PARTS = [
    {"evaluation"},
    {"models", "plain"},
    {"queries", "sources"},
    {"actions", "tasks"},
    {"forms", "filters"},
    {"views", "templatetags", "seeding", "management", "hooks"},
    {"urls", "doors"},
]
HOOKS = re.compile(r"(\w+_admin|admin_\w+|rule_preview|users_app|apps|checks)$")  # what Wagtail and Django are told
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


def rank(module: str) -> int | None:
    """How high a module of training stands in it; None for the package itself and for what is not in it."""
    names = module.split(".")
    if names[0] != "training" or len(names) < 2:
        return None
    part = names[1]
    if HOOKS.match(part):
        part = "hooks"
    if part == "wagtail_hooks":
        part = "doors"
    return next((place for place, parts in enumerate(PARTS) if part in parts), 1)


def upward(path, source=None) -> list[str]:
    """Imports of a file of training that point to a higher part of it."""
    here = rank(name(path).removesuffix(".py").replace("/", "."))
    return [
        f"{name(path)}:{line} imports {module}"
        for line, module in imported(path, source)
        if here is not None and (rank(module) or 0) > here
    ]


def test_imports_point_downward_inside_training():
    assert [line for path in sources("training") if "migrations" not in path.parts for line in upward(path)] == []


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("training/queries/file.py", "from training.actions.decision import possible"),
        ("training/queries/file.py", "def late():\n    from training.actions import Refused"),
        ("training/queries/file.py", "from training import actions"),
        ("training/queries/file.py", "from training.forms.parts import refuse"),
        ("training/models/license.py", "from training.queries.spans import answers"),
        ("training/models/license.py", "from training.actions.license import add"),
        ("training/names.py", "from ..training.queries import spans"),
        ("training/actions/mail.py", "from training.views.home import home"),
        ("training/forms/license.py", "from training.rule_admin import RuleEdit"),
        ("training/evaluation/dates.py", "from training.models import User"),
    ],
)
def test_the_check_sees_each_way_up_inside_training(file, source):
    assert upward(ROOT / file, source)


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("training/actions/mail.py", "from training.queries.file import answers\nfrom training.tasks import send_one"),
        ("training/models/license.py", "from training.blocks import RequirementsBlock"),
        ("training/views/home.py", "from training import permissions\nfrom training.actions import Refused"),
        ("training/wagtail_hooks.py", "from training.rule_admin import RuleEdit"),
    ],
)
def test_and_lets_the_ways_down_pass(file, source):
    assert upward(ROOT / file, source) == []


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

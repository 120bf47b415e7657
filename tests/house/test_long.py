"""The list of tests that take long is of tests that there are, in order."""

import ast

from tests.house.files import ROOT
from tests.long import LIST, long_ones


def test_each_line_names_a_test_and_stands_once_in_order():
    lines = LIST.read_text().splitlines()
    assert lines == sorted(set(lines))
    assert [line for line in lines if not there(line)] == []


def there(line: str) -> bool:
    path, _, name = line.partition("::")
    file = ROOT / path
    return file.is_file() and name in {each.name for each in ast.parse(file.read_text()).body if is_test(each)}


def is_test(node) -> bool:
    return isinstance(node, ast.FunctionDef)


def test_one_long_case_or_many_short_ones_are_long(tmp_path):
    times = {"test_one": 0.5, "test_many[1]": 0.3, "test_quick": 0.3}
    times |= {f"test_many[{number}]": 0.3 for number in range(2, 7)}
    cases = "".join(f'<testcase classname="tests.a.test_b" name="{name}" time="{t}"/>' for name, t in times.items())
    (tmp_path / "report.xml").write_text(f"<testsuites><testsuite>{cases}</testsuite></testsuites>")
    assert long_ones(tmp_path / "report.xml") == ["tests/a/test_b.py::test_many", "tests/a/test_b.py::test_one"]

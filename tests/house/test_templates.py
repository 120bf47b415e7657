"""Templates: the strict content policy needs no exception, and each file is named as the others."""

import re

import pytest

from tests.house.files import ROOT, name, templates

# allauth and Django give these their names.
GIVEN = re.compile(r"^templates/(account|mfa|allauth|django|wagtailadmin|wagtailusers)/")
STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?![^>]*\s(src|type=\"application/(ld\+)?json\"))[^>]*>", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)
RULES = {"style": STYLE, "handler": HANDLER, "script": SCRIPT, "address": SCRIPT_ADDRESS}
# Not shown by a browser: the certificate is printed, with its own stylesheet.
PRINTED = re.compile(r"^templates/certificates/(pdf|print|paper)")


def pages():
    return [path for path in templates() if path.suffix in {".html", ".svg"} and not PRINTED.match(name(path))]


@pytest.mark.parametrize("rule", RULES)
def test_no_inline(rule):
    assert [name(path) for path in pages() if RULES[rule].search(path.read_text())] == []


@pytest.mark.parametrize(
    ("rule", "markup"),
    [
        ("style", '<p class="a" style="color: red">'),
        ("style", "<style>p {}</style>"),
        ("handler", '<a href="#" onclick="go()">'),
        ("script", "<script>go()</script>"),
        ("script", '<script nonce="{{ CSP_NONCE }}">go()</script>'),
        ("address", '<a href="javascript:go()">'),
    ],
)
def test_the_check_sees(rule, markup):
    assert RULES[rule].search(markup)


@pytest.mark.parametrize("markup", ['<script src="/a.js" defer></script>', '<a data-confirm="x" href="/one=1">'])
def test_and_lets_pass(markup):
    assert not any(rule.search(markup) for rule in RULES.values())


def test_names_are_lower_snake_case():
    ours = [path for path in templates() if not GIVEN.match(name(path))]
    wrong = [name(path) for path in ours if not re.fullmatch(r"_?[a-z0-9]+(_[a-z0-9]+)*\.[a-z]+", path.name)]
    assert wrong == []


def test_a_page_gives_a_component_only_what_it_names():
    """The frames hand on the whole page, and a page's own fragments may read it; what is shared may not."""
    include = re.compile(r"{%\s*include\s+\"components/[^%]*%}")
    frames = re.compile(r"^templates/(base|components/)")
    wrong = [
        f"{name(path)}: {tag}"
        for path in templates()
        if not frames.match(name(path))
        for tag in include.findall(path.read_text())
        if not re.search(r"\sonly\s*%}$", tag)
    ]
    assert wrong == []


def test_a_form_in_a_fragment_is_given_its_token():
    """`only` takes away what the context processors give, the token of a form too; the form would be refused."""
    tag = re.compile(r"{%\s*include\s+\"([^\"]+)\"([^%]*)\sonly\s*%}")
    wrong = [
        f"{name(path)}: {fragment}"
        for path in templates()
        for fragment, given in tag.findall(path.read_text())
        if posts(fragment) and "csrf_token=" not in given
    ]
    assert wrong == []


def posts(fragment: str, above: tuple[str, ...] = ()) -> bool:
    """Whether a fragment, or what it includes, has a form that needs the token."""
    text = (ROOT / "templates" / fragment).read_text()
    below = set(re.findall(r"{%\s*include\s+\"([^\"]+)\"", text)) - {fragment, *above}
    return "{% csrf_token %}" in text or any(posts(each, (fragment, *above)) for each in below)


def test_no_address_outside_is_fetched():
    """No font, script, style or image from another machine."""
    outside = re.compile(
        r"<(link|script|img|iframe|source|video|audio)\b[^>]*(src|href|srcset)\s*=\s*[\"']?(https?:)?//"
    )
    assert [name(path) for path in templates() if path.suffix == ".html" and outside.search(path.read_text())] == []

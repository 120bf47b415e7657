"""Before a quiz is handed in no byte depends on its key: with another key every answer of the server is the same.

That is more than looking for the key in the pages: what is the same for two keys says nothing about either.
"""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import re

import pytest
from django.urls import reverse

from cms.freezing import content_of
from tests import factories
from tests.cms import site
from tests.house.permissions import TABLE
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from tests.training.quiz_story import address, begun
from training.actions.erratum import publish_erratum
from training.models import Answer, Attempt, Erratum, ModuleRevision
from training.views.learn import quiz
from training.wordings import wording_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ONE_TIME = re.compile(
    rb"name=\"(csrfmiddlewaretoken|page)\" value=\"[\w-]+\"|\"X-CSRFToken\": \"\w+\"|nonce=\"[^\"]+\""
)
ITS_OWN = {"consultation"}  # a form that is sealed anew for everybody
HTMX = {"HTTP_HX_REQUEST": "true"}
KEYS = {
    "first": {"right": 0, "true": "true", "value": "2.5", "tolerance": "0.25", "words": "Because of the first."},
    "second": {"right": 1, "true": "false", "value": "31", "tolerance": "4", "words": "For another reason."},
}


def options(right: set) -> list[dict]:
    found = [site.option(f"Option {letter}", place in right) for place, letter in enumerate("abc")]
    return [each | {"id": f"00000000-0000-4000-8000-00000000000{place}"} for place, each in enumerate(found)]


def asked(right, true, value, tolerance, words) -> list[dict]:
    """A question of each kind, in the same words whatever the key is."""
    known = {"feedback": words, "reference": words, "figure": []}
    found = [
        site.question("single", options({right}), **known),
        site.question("multiple", options({right, 2}), **known),
        site.question("true_false", correct=true, **known),
        site.number(value, tolerance, **known),
    ]
    return [each | {"id": f"q{place}"} for place, each in enumerate(found)]


@pytest.fixture
def written(db):
    return site.published(site.module_page(questions=asked(**KEYS["first"]), pass_correct=4))


@pytest.fixture
def module(written):
    return ModuleRevision.objects.get().module


def rewritten(page, key: str) -> None:
    """The same page and the same frozen revision with another key."""
    page.questions = page._meta.get_field("questions").to_python(asked(**KEYS[key]))
    page.save()
    ModuleRevision.objects.update(questions=content_of(page)["questions"])


def addresses(page, module) -> list[str]:
    """Every address of ours that needs no name or that of the module, the page's own, and Wagtail's doors to it."""
    rows = [row for row in TABLE if row.name not in ITS_OWN]
    given = {"key": str(module.key), "number": 1}
    open_rows = [row for row in rows if row.method == "get" and set(row.names) <= set(given)]
    found = [reverse(row.name, kwargs={name: given[name] for name in row.names}) for row in open_rows]
    doors = [
        f"/admin/api/main/pages/{page.pk}/",
        f"/admin/pages/{page.pk}/view_draft/",
        f"/admin/pages/{page.pk}/edit/",
    ]
    return [*found, page.url, page.get_parent().url, "/", f"/search/?query={page.title}", *doors]


def told(client, page, module) -> dict[str, bytes]:
    """What the server says to each request that a person may make before handing in."""
    quiz, found = f"{address(module)}quiz/", {}
    for accept in ("text/html", "application/json"):
        for path in addresses(page, module):
            found[f"{accept} {path}"] = client.get(path, headers={"accept": accept})
    wrong = {"q-q0": "nothing", "q-q3": "two"}
    for name, sent in {"first": {"q-q0": options({0})[0]["id"]}, "number": {"q-q3": "2.5"}, "wrong": wrong}.items():
        for more in ({}, HTMX):
            changed = {"changed": next(iter(sent))[2:]}
            found[f"save {name} {more}"] = client.post(f"{quiz}answer/", sent | changed, **more)
    found["start"] = client.post(f"{quiz}start/")
    found["hand in"] = client.post(f"{quiz}submit/", {"q-q3": "31"})
    found["result"] = client.get(f"/learn/results/{Attempt.objects.get(submitted_at=None).pk}/")
    Answer.objects.all().delete()
    return {name: plain(response) for name, response in found.items()}


def plain(response) -> bytes:
    head = f"{response.status_code} {sorted(response.headers.items())}".encode()
    return ONE_TIME.sub(b"", re.sub(rb"'nonce-[^']+'|csrftoken=\w+", b"", head) + response.getvalue())


def test_no_byte_depends_on_the_key_before_handing_in(mine, written, module):
    begun(mine, module)
    first = told(mine, written, module)
    rewritten(written, "second")
    second = told(mine, written, module)
    assert len(first) > 40
    assert any(b"Option a" in said and b"Option c" in said for said in first.values())
    assert [name for name in first if first[name] != second[name]] == []


def failed_and_corrected(client, module) -> Attempt:
    """Somebody failed at a question that was corrected since, and another try is open."""
    begun(client, module)
    wrong = {"q-q0": options({1})[1]["id"], "q-q1": options({1})[1]["id"], "q-q2": "false", "q-q3": "1"}
    client.post(f"{address(module)}quiz/submit/", wrong)
    by, wording = factories.UserFactory(role="editor"), wording_of(module.current.questions[0])
    publish_erratum(by=by, module=module, wording=wording, words="Option a is right.", forgives=True, now=factories.NOW)
    client.post(f"{address(module)}quiz/start/")
    return Attempt.objects.get(passed=False)


def test_no_byte_depends_on_what_an_erratum_says_before_a_pass(mine, written, module):
    failed = failed_and_corrected(mine, module)
    first = told(mine, written, module) | {"failed": plain(mine.get(f"/learn/results/{failed.pk}/"))}
    Erratum.objects.update(words="It is Option b.")
    second = told(mine, written, module) | {"failed": plain(mine.get(f"/learn/results/{failed.pk}/"))}
    assert b"Corrected on" in first["failed"]
    assert [name for name in first if first[name] != second[name]] == []


def test_the_comparison_sees_a_single_word_of_the_key(mine, written, module, monkeypatch):
    real = quiz.asked
    monkeypatch.setattr(quiz, "asked", lambda each, *rest: real(each, *rest) | {"unit": each.get("tolerance", "")})
    begun(mine, module)
    first = told(mine, written, module)
    rewritten(written, "second")
    second = told(mine, written, module)
    assert f"text/html {address(module)}quiz/" in [name for name in first if first[name] != second[name]]


def test_afterwards_the_key_is_told(mine, written, module):
    attempt = begun(mine, module)
    right = {f"q-{each['id']}": each["answer"] for each in attempt.revision.questions}
    shown = mine.get(mine.post(f"{address(module)}quiz/submit/", right).url).content.decode()
    assert shown.count(KEYS["first"]["words"]) == 8

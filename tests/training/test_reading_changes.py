"""The person's side of a material change: the next step, the markers, the lessons that changed, one word to confirm."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest

from tests import factories
from tests.factories import NOW
from tests.training.my_story import browser_of, clinic, mine, noon, person  # noqa: F401
from training.models import Completion, Reattestation

pytestmark = pytest.mark.django_db
NOTE = factories.publishing.NOTE
MOST = 12
MODULE, CHANGES, LESSON = 34, 9, 9


@pytest.fixture
def asked(person):
    return factories.material_change(person)


@pytest.fixture
def url(asked):
    return f"/learn/{asked.module.key}/"


def read(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def parts(words: dict[str, str]) -> list[dict]:
    """Lessons by their ids, each of these words."""
    return [
        {"id": id, "title": f"Part {id}", "minutes": 5, "html": f"<p>{text}</p>", "blocks": [text]}
        for id, text in words.items()
    ]


def changed(asked, before: dict, after: dict):
    """The lessons that the person completed, and those of today."""
    first = asked.module.revisions.get(number=1)
    first.lessons = parts(before)
    first.save()
    asked.module.current.lessons = parts(after)
    asked.module.current.save()


def test_it_is_said_wherever_the_person_looks(mine, asked, url):
    step = mine.get("/my/").context["steps"][0]
    assert (step.action, step.words, step.url) == (
        f"Read what changed in “{asked.module}”",
        NOTE,
        f"{url}changes/",
    )
    assert "Changed, to read" in read(mine, "/learn/")
    assert "What changed since you completed it" in read(mine, url) and NOTE in read(mine, url)


def test_nobody_else_is_told(browser_of, asked, url):
    other = browser_of(factories.PractitionerFactory(login=True).user)
    assert "Changed, to read" not in read(other, "/learn/")
    assert NOTE not in read(other, url)
    assert [step for step in other.get("/my/").context["steps"] if "changed" in step.action] == []


def test_several_modules_are_one_step(mine, person, asked):
    second = factories.material_change(person)
    (step,) = [each for each in mine.get("/my/").context["steps"] if "changed" in each.action]
    assert (step.action, step.url) == ("Read what changed in 2 modules", "/learn/")
    assert f"“{second.module}” and “{asked.module}”" in step.words


def test_the_page_names_what_changed_and_no_more(mine, asked, url):
    changed(asked, {"a": "same", "b": "old", "c": "gone"}, {"a": "same", "d": "fresh", "b": "new"})
    found = mine.get(f"{url}changes/").context["changed"]
    assert [(each["number"], each["id"], each["is_new"]) for each in found.lessons] == [
        (2, "d", True),
        (3, "b", False),
    ]
    assert (found.gone, found.quiz_changed) == (["Part c"], False)
    assert found.statement == f"I have read what changed in “{asked.module}” since revision 1."


def test_the_lessons_that_changed_are_read_one_after_another(mine, asked, url):
    changed(asked, {"a": "same", "b": "old"}, {"d": "fresh", "a": "same", "b": "new"})
    first = read(mine, f"{url}changes/lessons/1/")
    assert "<p>fresh</p>" in first and f"{url}changes/lessons/3/" in first
    last = read(mine, f"{url}changes/lessons/3/")
    assert "<p>new</p>" in last and f"{url}changes/#confirm" in last
    assert mine.get(f"{url}changes/lessons/2/").url == f"{url}changes/"


def test_a_person_who_plays_the_old_revision_reads_the_new_lesson(mine, person, asked, url):
    """A second try at the old revision is open, and the lessons of the module are its."""
    first = asked.module.revisions.get(number=1)
    person.attempts.create(module=asked.module, revision=first, number=2, questions=["q1"], started_at=NOW)
    assert "Screen first." in read(mine, f"{url}lessons/1/")
    assert NOTE in read(mine, f"{url}changes/lessons/1/")


def confirm(client, asked, follow=True):
    return client.post(f"/learn/{asked.module.key}/changes/{asked.pk}/confirm/", follow=follow)


def test_one_press_confirms_and_the_completion_stays(mine, asked, url):
    before = list(Completion.objects.values())
    for _ in range(2):
        page = confirm(mine, asked).content.decode()
        assert "It is noted that you read what changed." in page
    asked.refresh_from_db()
    assert (asked.closed, asked.statement) == (
        "attested",
        f"I have read what changed in “{asked.module}” since revision 1.",
    )
    assert list(Completion.objects.values()) == before
    assert "Changed, to read" not in read(mine, "/learn/")
    after = mine.get(f"{url}changes/", follow=True)
    assert "Nothing is left to read here. Read and confirmed, March 1, 2027." in after.content.decode()


def test_what_was_confirmed_once_is_where_the_next_change_begins(mine, person, asked, url):
    confirm(mine, asked)
    module = asked.module
    module.current = factories.ModuleRevisionFactory(module=module, lessons=parts({"l1": "Lie down."}))
    module.save()
    third = factories.published(module.current, "material", NOW + timedelta(hours=1), note="Lie down.")
    third.reattestations.create(practitioner=person, module=module, opened_at=NOW)
    found = mine.get(f"{url}changes/").context["changed"]
    assert (found.before.number, [each.note for each in found.notes]) == (2, ["Lie down."])


def test_what_others_confirmed_changes_nothing_for_this_person(mine, person, asked, url):
    """Another one completed the same revision, was asked the same, and has confirmed it."""
    other = factories.CompletionFactory(revision=asked.module.revisions.get(number=1)).practitioner
    given = {"opened_at": NOW, "closed_at": NOW, "closed": "attested", "statement": "I have read it."}
    asked.publication.reattestations.create(practitioner=other, module=asked.module, **given)
    found = mine.get(f"{url}changes/").context["changed"]
    assert (found.before.number, [each["id"] for each in found.lessons]) == (1, ["l1"])


def test_every_material_note_since_the_completion_is_shown(mine, person, asked, url):
    module = asked.module
    for change, note in [("minor", "A typing error."), ("material", "Lie down.")]:
        module.current = factories.ModuleRevisionFactory(module=module)
        module.save()
        last = factories.published(module.current, change, NOW, note=note)
    Reattestation.objects.filter(pk=asked.pk).update(closed="replaced", closed_at=NOW)
    last.reattestations.create(practitioner=person, module=module, opened_at=NOW)
    page = read(mine, f"{url}changes/")
    assert NOTE in page and "Lie down." in page and "A typing error." not in page


def test_a_word_about_what_changed_again_leads_to_what_is_new(mine, person, asked, url):
    module = asked.module
    module.current = factories.ModuleRevisionFactory(module=module)
    module.save()
    last = factories.published(module.current, "material", NOW, note="Lie down.")
    Reattestation.objects.filter(pk=asked.pk).update(closed="replaced", closed_at=NOW)
    fresh = last.reattestations.create(practitioner=person, module=module, opened_at=NOW)
    page = confirm(mine, asked).content.decode()
    assert "The module changed again meanwhile." in page and "Lie down." in page
    assert Reattestation.objects.get(pk=fresh.pk).closed == ""


def test_a_retired_module_leaves_no_step_and_says_so(mine, person, asked, url):
    Reattestation.objects.update(closed="retired", closed_at=NOW)
    asked.module.current = None
    asked.module.save()
    assert [step for step in mine.get("/my/").context["steps"] if "changed" in step.action] == []
    page = confirm(mine, asked).content.decode()
    assert "The module was retired meanwhile" in page and "What changed since" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_the_pages_cost_the_same_with_one_lesson_and_with_thirty(mine, asked, url, django_assert_num_queries, count):
    words = {f"l{number}": "old" for number in range(count)}
    changed(asked, words, dict.fromkeys(words, "new"))
    for address, queries in [("", MODULE), ("changes/", CHANGES), ("changes/lessons/1/", LESSON)]:
        with django_assert_num_queries(queries):
            mine.get(url + address)
    assert max(CHANGES, LESSON) <= MOST


def test_the_manager_reads_open_and_closed_ones(client, mine, person, clinic, asked):
    manager = factories.UserFactory(role="manager")
    clinic.managers.add(manager)
    page = f"/desk/practitioners/{person.pk}/"
    client.force_login(manager)
    assert "Not read yet" in read(client, page)
    client.force_login(person.user)
    confirm(client, asked)
    client.force_login(manager)
    shown = read(client, page)
    assert "Read and confirmed" in shown and "since revision 1." in shown
    assert f"confirmed having read what changed in “{asked.module}”" in shown

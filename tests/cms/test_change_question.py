"""Publishing a module again asks whether the change is minor or material, and nothing else does."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Revision

from cms.change_question import flaws_of_answer
from cms.models import ModulePage
from tests.cms import site
from tests.cms.test_editor_story import client, edit, editor, form  # noqa: F401
from tests.factories import CompletionFactory
from training.models import Module, Publication, Reattestation

pytestmark = pytest.mark.django_db
QUESTION = "Say whether the change is minor or material."
NOTE = "Sit the patient up first."
MATERIAL = {"change": "material", "change_note": NOTE}
PUBLISH, SUBMIT = {"action-publish": "Publish"}, {"action-submit": "Submit"}


@pytest.fixture
def written(client, db):
    """Published once, by the form."""
    address = reverse("wagtailadmin_pages:add", args=["cms", "modulepage", site.training_index().pk])
    assert client.post(address, form(**PUBLISH)).status_code == 302
    return ModulePage.objects.get()


def acts() -> list[tuple[str, str]]:
    return [(each.change, each.note) for each in Publication.objects.order_by("pk")]


def form_of(client, page) -> dict:
    """The answer with which the form begins."""
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    return {name: shown[name].value() for name in ("change", "change_note")}


EMPTY = {"change": "", "change_note": ""}


def test_the_first_publishing_asks_nothing(client, written):
    assert acts() == [("first", "")]
    address = reverse("wagtailadmin_pages:add", args=["cms", "modulepage", site.training_index().pk])
    assert "This change" not in client.get(address).content.decode()


def test_a_change_is_not_published_without_an_answer_and_nothing_is_lost(client, written):
    for action in (PUBLISH, SUBMIT):
        answer = edit(client, written, summary="Sit up, then needle.", **action)
        said = answer.content.decode()
        assert answer.status_code == 200 and QUESTION in said and "Sit up, then needle." in said
    assert (acts(), Module.objects.get().current.number) == ([("first", "")], 1)


def test_a_draft_is_never_stopped(client, written):
    assert edit(client, written, summary="Another.").status_code == 302
    assert edit(client, written, summary="Another.", change="material").status_code == 302
    assert form_of(client, written) == {"change": "material", "change_note": ""}
    assert acts() == [("first", "")]


def test_material_needs_a_note_for_its_readers(client, written):
    answer = edit(client, written, summary="Another.", change="material", change_note="  ", **PUBLISH)
    assert "Say what changed, for those who completed the module." in answer.content.decode()
    assert edit(client, written, summary="Another.", **MATERIAL, **PUBLISH).status_code == 302
    assert acts() == [("first", ""), ("material", NOTE)]


def test_minor_needs_no_note_and_the_next_edit_begins_without_an_answer(client, written):
    assert edit(client, written, summary="Another.", **MATERIAL, **PUBLISH).status_code == 302
    assert form_of(client, written) == EMPTY
    assert edit(client, written, summary="A third.", change="minor", **PUBLISH).status_code == 302
    assert acts()[-1] == ("minor", "")
    assert not Revision.objects.filter(content__change__in=["minor", "material"]).exists()


def test_publishing_the_same_again_asks_nothing(written):
    assert flaws_of_answer(written) == {}
    written.summary = "Another."
    assert list(flaws_of_answer(written)) == ["change"]
    ModulePage.objects.get().unpublish()
    assert list(flaws_of_answer(written)) == ["change"]
    assert flaws_of_answer(ModulePage.objects.get()) == {}


def test_the_form_says_how_many_would_be_asked(client, written):
    address = reverse("wagtailadmin_pages:edit", args=[written.pk])
    assert "Nobody has completed this module yet" in client.get(address).content.decode()
    revision = Module.objects.get().current
    for _ in range(2):
        CompletionFactory(revision=revision)
    assert "<strong>2 people</strong> completed this module." in client.get(address).content.decode()
    edit(client, written, summary="Another.", **MATERIAL, **PUBLISH)
    assert Reattestation.objects.count() == 2


def test_the_answer_travels_with_a_schedule(client, written, time_machine, now):
    time_machine.move_to(now, tick=False)
    client.force_login(written.owner)
    at = now + timedelta(hours=2)
    edit(client, written, summary="Another.", go_live_at=f"{at:%Y-%m-%d %H:%M}", **MATERIAL, **PUBLISH)
    assert acts() == [("first", "")]
    time_machine.move_to(now + timedelta(days=1), tick=False)
    call_command("tick")
    assert acts() == [("first", ""), ("material", NOTE)]


def test_the_answer_travels_through_a_review(client, written):
    assert edit(client, written, summary="Another.", **MATERIAL, **SUBMIT).status_code == 302
    written.refresh_from_db()
    task = written.current_workflow_state.current_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[written.pk, "approve", task.pk]), {"comment": ""})
    assert acts() == [("first", ""), ("material", NOTE)]


def test_an_approval_from_the_form_keeps_the_answer(client, written):
    edit(client, written, summary="Another.", **MATERIAL, **SUBMIT)
    approve = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    edit(client, written, summary="Another.", **form_of(client, written), **approve)
    assert acts() == [("first", ""), ("material", NOTE)]


def test_an_older_revision_is_opened_without_an_answer_and_asks(client, written):
    edit(client, written, summary="A draft.", **MATERIAL)
    draft = Revision.objects.latest("pk")
    edit(client, written, summary="Another.", change="minor", **PUBLISH)
    Revision.objects.filter(pk=draft.pk).update(content=draft.content)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[written.pk, draft.pk])
    shown = client.get(address).context["form"]
    assert (shown["summary"].value(), shown["change"].value(), shown["change_note"].value()) == ("A draft.", "", "")
    assert QUESTION in edit(client, written, summary="A draft.", revision=draft.pk, **PUBLISH).content.decode()


def test_what_a_program_publishes_is_minor(written):
    written.summary = "Another."
    site.published(written)
    Revision.objects.order_by("pk").first().publish()
    assert [change for change, _ in acts()] == ["first", "minor", "minor"]


def test_a_copy_is_a_module_of_its_own_and_an_alias_none(client, written):
    written.change, written.change_note = "material", NOTE
    written.save_revision()
    copied = written.copy(update_attrs={"slug": "a-copy"}, keep_live=False)
    site.published(copied)
    written.create_alias(update_slug="an-alias")
    assert acts() == [("first", ""), ("first", "")]
    assert form_of(client, copied) == EMPTY


def test_unpublishing_closes_what_was_asked(client, written):
    CompletionFactory(revision=Module.objects.get().current)
    edit(client, written, summary="Another.", **MATERIAL, **PUBLISH)
    written.refresh_from_db()
    written.unpublish()
    assert [row.closed for row in Reattestation.objects.all()] == ["retired"]

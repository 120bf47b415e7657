"""A material change from the editor's form to the therapist's word, and one that ends because the module is retired."""

import re

import pytest

from tests.cms import site
from tests.factories import CompletionFactory, PractitionerFactory, UserFactory
from tests.journeys import editor as hands
from tests.journeys.world import PASSWORD
from training.models import Completion, Module, OutgoingMail, Publication, Reattestation

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE, NOTE = "Needling near the lung", "Sit the patient up before anything else."
NORA, OMAR = "nora@example.org", "omar@example.org"


@pytest.fixture
def module(transactional_db, saves_by_hand):
    """Published, and completed by two therapists."""
    UserFactory(email="editor@pinpoint.example", role="editor", password=PASSWORD)
    site.published(site.module_page(authors="Ana Ruiz, PT", reviewer="Ben Cole, PT"))
    module = Module.objects.get()
    for name, email in [("Nora Quintana", NORA), ("Omar Haddad", OMAR)]:
        user = UserFactory(email=email, password=PASSWORD)
        CompletionFactory(practitioner=PractitionerFactory(full_name=name, user=user), revision=module.current)
    return module


@pytest.fixture
def editor(module, people):
    return people("editor@pinpoint.example")


def test_a_material_change_is_read_and_confirmed_and_another_ends_with_its_module(module, editor, people):
    edits(editor, module)
    is_asked_which_change_it_is(editor)
    publishes_materially(editor)
    nora, omar = people(NORA), people(OMAR)
    both_are_asked(module, nora, omar)
    reads_and_confirms(nora)
    nothing_else_changed(module, nora)
    retires(editor, module)
    is_asked_no_longer(omar)


def edits(editor, module) -> None:
    """The name of the second lesson."""
    editor.go(f"/admin/pages/{module.page_id}/edit/")
    hands.write(editor.page, "lessons.1.title", "Four protections")


def is_asked_which_change_it_is(editor) -> None:
    """Nothing that was written is lost."""
    hands.chooses(editor.page, "Publish")
    assert Publication.objects.count() == 1
    hands.opens_tab(editor.page, "This change")
    shown = re.sub(r"\s+", " ", editor.page.inner_text("form[data-edit-form]"))
    assert "Say whether the change is minor or material." in shown
    assert "2 people completed this module." in shown
    assert hands.field(editor.page, "lessons.1.title").input_value() == "Four protections"


def publishes_materially(editor) -> None:
    editor.page.get_by_label("Material: what a therapist should do or know is different.").check()
    editor.page.locator("[name=change_note]").fill(NOTE)
    hands.chooses(editor.page, "Publish")
    assert Publication.objects.last().change == "material"


def both_are_asked(module, nora, omar) -> None:
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {NORA, OMAR}
    for person in (nora, omar):
        person.go("/my/")
        assert person.reads(f"Read what changed in “{TITLE}”") and person.reads(NOTE)


def reads_and_confirms(nora) -> None:
    nora.follow("Read it")
    assert nora.reads(NOTE) and nora.reads("2. Four protections")
    nora.follow("Four protections")
    assert nora.reads("Changed since you completed the module")
    nora.follow("To the confirmation")
    nora.press("I have read what changed")
    assert nora.reads("It is noted that you read what changed.")


def nothing_else_changed(module, nora) -> None:
    row = Reattestation.objects.get(practitioner__user__email=NORA)
    assert (row.closed, row.statement) == ("attested", f"I have read what changed in “{TITLE}” since revision 1.")
    completion = Completion.objects.current().get(practitioner__user__email=NORA)
    assert completion.revision.number == 1
    nora.go("/my/")
    assert not nora.reads("Read what changed")
    nora.go("/learn/")
    assert not nora.reads("Changed, to read") and nora.reads("Done")


def retires(editor, module) -> None:
    editor.go(f"/admin/pages/{module.page_id}/unpublish/")
    with editor.page.expect_navigation():
        editor.page.get_by_role("button", name="Yes, unpublish").click()
    assert Module.objects.get().current is None


def is_asked_no_longer(omar) -> None:
    assert Reattestation.objects.get(practitioner__user__email=OMAR).closed == "retired"
    omar.go("/my/")
    assert not omar.reads("Read what changed")
    omar.go(f"/learn/{Module.objects.get().key}/changes/")
    assert omar.reads("Nothing is left to read here. The module was retired")

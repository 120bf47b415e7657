"""A design is drafted, put to use as a version, and taken by schemes or as a default: by whom, and what is refused."""

import pytest

from certificates.designs import acts
from certificates.designs.chosen import design_for
from certificates.designs.content import PACKAGED, Signatory
from certificates.models import Certificate, Design, DesignPlacement, DesignVersion, Frozen
from tests.certificates.designs.make import draft, picture, png, put, redrafted
from tests.factories import NOW, SchemeFactory, UserFactory
from training.actions import Refused
from training.models import AuditEvent

pytestmark = pytest.mark.django_db
CERTIFICATION, COMPLETION = Certificate.Kind.CERTIFICATION, Certificate.Kind.COMPLETION


def recorded() -> list[tuple]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "actor_id"))


def taken(kind=CERTIFICATION, scheme=None) -> str:
    return design_for(kind, scheme).name


def test_a_draft_is_printed_nowhere(manager):
    draft(manager)
    assert taken() == PACKAGED
    assert recorded() == [("design.create", manager.pk)]


def test_a_version_is_taken_from_then_on_and_is_on_record(manager):
    design = draft(manager, title="Diploma")
    version = put(design, manager)
    assert design_for(CERTIFICATION).name == f"{design.pk}.1"
    assert design_for(CERTIFICATION).content.title == "Diploma"
    assert (version.put_to_use_by, version.put_to_use_at) == (manager, NOW)
    assert [action for action, _ in recorded()] == ["design.create", "design.put_to_use", "design.place"]


def test_a_changed_draft_waits_until_it_is_put_to_use_too(manager):
    design = draft(manager, title="Diploma")
    put(design, manager)
    redrafted(design, manager, title="Award")
    assert design_for(CERTIFICATION).content.title == "Diploma"
    put(design, manager)
    assert taken() == f"{design.pk}.2"
    assert design_for(CERTIFICATION).content.title == "Award"
    assert DesignVersion.objects.get(number=1).content["title"] == "Diploma"


def test_a_scheme_has_a_design_of_its_own_else_the_default(manager):
    own, other = SchemeFactory(), SchemeFactory()
    general, special = draft(manager, "General"), draft(manager, "Special")
    put(general, manager)
    put(special, manager, own)
    assert (taken(scheme=own), taken(scheme=other), taken()) == (
        f"{special.pk}.1",
        f"{general.pk}.1",
        f"{general.pk}.1",
    )
    acts.place(by=manager, kind=CERTIFICATION, scheme=own, design=None, now=NOW)
    assert taken(scheme=own) == f"{general.pk}.1"
    acts.place(by=manager, kind=CERTIFICATION, scheme=None, design=None, now=NOW)
    assert taken() == PACKAGED


def test_each_choice_is_a_row_with_its_time_and_one_that_changes_nothing_is_none(manager):
    design = draft(manager)
    put(design, manager)
    put_again = acts.use(by=manager, design=design, seen=acts.hash_of(acts.content_of(design)), targets=[None], now=NOW)
    assert put_again is None
    assert list(DesignPlacement.objects.values_list("design", "chosen_at", "chosen_by")) == [
        (design.pk, NOW, manager.pk)
    ]


def test_completions_take_their_own(manager):
    put(draft(manager, kind="completion"), manager)
    assert taken() == PACKAGED
    assert taken(COMPLETION) != PACKAGED


@pytest.mark.parametrize("role", ["editor", None])
def test_nobody_else_may(manager, role):
    somebody = UserFactory(role=role) if role else UserFactory()
    design = draft(manager)
    acting = [
        lambda: draft(somebody, "Another"),
        lambda: redrafted(design, somebody, title="Award"),
        lambda: put(design, somebody),
        lambda: picture(somebody),
        lambda: acts.place(by=somebody, kind=CERTIFICATION, scheme=None, design=None, now=NOW),
    ]
    for act in acting:
        with pytest.raises(Refused, match="compliance managers and administrators"):
            act()
    assert (Design.objects.count(), DesignVersion.objects.count()) == (1, 0)


def test_an_administrator_may():
    put(draft(UserFactory(role="administrator")), UserFactory(role="administrator"))
    assert taken() != PACKAGED


def test_what_cannot_be_printed_is_not_saved(manager):
    wrong = {
        "an unknown place": {"sentence": "{words} for {club} from {from} until {until}{limit}{extended}."},
        "a light color": {"accent": "#ffff00"},
        "no title": {"title": " "},
        "a picture that is not kept": {"logo": "a" * 64},
        "a signatory without a name": {"signatories": (Signatory(name="", title="Director"),)},
    }
    for what, change in wrong.items():
        with pytest.raises(Refused) as refused:
            draft(manager, name=what, **change)
        assert [refused.value.field] == list(change), what
    assert not Design.objects.exists()


def test_what_was_not_seen_is_not_put_to_use(manager):
    design = draft(manager)
    seen = acts.hash_of(acts.content_of(design))
    redrafted(design, manager, title="Award")
    with pytest.raises(Refused, match="since the page was shown"):
        acts.put_to_use(by=manager, design=design, seen=seen, now=NOW)


def test_a_version_that_says_the_same_is_refused(manager):
    design = draft(manager)
    put(design, manager)
    with pytest.raises(Refused, match="Version 1 says just this"):
        acts.put_to_use(by=manager, design=design, seen=acts.hash_of(acts.content_of(design)), now=NOW)


def test_what_a_design_is_for_stays_once_it_was_put_to_use(manager):
    design = draft(manager)
    put(design, manager)
    design.kind = COMPLETION
    with pytest.raises(Refused, match="what it is for stays"):
        acts.save_design(by=manager, design=design, now=NOW)


def test_a_design_is_taken_only_where_it_fits(manager):
    drafted, completion = draft(manager), draft(manager, "Course", kind="completion")
    put(completion, manager)
    for kind, scheme, design, words in [
        (CERTIFICATION, None, drafted, "no version yet"),
        (CERTIFICATION, None, completion, "for other certificates"),
        (COMPLETION, SchemeFactory(), completion, "of a certification alone"),
    ]:
        with pytest.raises(Refused, match=words):
            acts.place(by=manager, kind=kind, scheme=scheme, design=design, now=NOW)


def test_a_picture_is_kept_once(manager):
    picture(manager)
    with pytest.raises(Refused, match="here already, as “Our mark”"):
        picture(manager, name="Mark again", content=png())


def test_the_model_refuses_to_change_or_delete_a_version(manager):
    version = put(draft(manager), manager)
    for act in (version.save, version.delete, DesignVersion.objects.all().delete):
        with pytest.raises(Frozen):
            act()

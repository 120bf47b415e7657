"""Clinics, schemes, boards' addresses and the organization in the editor: who may change what, and what stays."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import AssignmentFactory, ClinicFactory, JurisdictionFactory, SchemeVersionFactory, UserFactory
from training.actions import Refused
from training.actions.clinic import save_clinic
from training.models import AuditEvent, Clinic, Scheme

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def administrator():
    return UserFactory(role="administrator")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager, name="Larkspur Tampa")


def form(clinic: Clinic, **changes) -> dict:
    names = ("name", "time_zone", "street", "city", "postal_code", "phone")
    kept = {name: getattr(clinic, name) for name in names}
    return {**kept, "jurisdiction": clinic.jurisdiction_id, "lead": clinic.lead_id or "", "closed_on": "", **changes}


def edit(user, clinic, **changes):
    address = reverse("wagtailsnippets_training_clinic:edit", args=[clinic.pk])
    return client_of(user).post(address, form(clinic, **changes))


def acts() -> list[tuple]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "actor_id", "fields"))


def test_a_manager_changes_their_own_clinic_and_it_is_on_record(manager, clinic):
    assert edit(manager, clinic, city="Ybor City", phone="813 555 0100").status_code == 302
    clinic.refresh_from_db()
    assert (clinic.city, clinic.phone) == ("Ybor City", "813 555 0100")
    assert acts() == [("clinic.update", manager.pk, ["city", "phone"])]


def test_nothing_changed_is_nothing_on_record(manager, clinic):
    assert edit(manager, clinic).status_code == 302
    assert acts() == []


def test_a_manager_of_another_clinic_reads_and_changes_nothing(clinic):
    other = UserFactory(role="manager")
    ClinicFactory(manager=other)
    answer = edit(other, clinic, city="Elsewhere")
    assert answer.headers["Location"] == reverse("wagtailsnippets_training_clinic:inspect", args=[clinic.pk])
    assert client_of(other).get(answer.headers["Location"]).status_code == 200
    clinic.refresh_from_db()
    assert (clinic.city, acts()) == ("Tampa", [])
    with pytest.raises(Refused, match="You do not manage this clinic"):
        save_clinic(by=other, clinic=clinic, now=None)


def test_place_and_zone_stay_once_anybody_worked_there(administrator, clinic):
    elsewhere = JurisdictionFactory(code="US-CO")
    assert edit(administrator, clinic, jurisdiction=elsewhere.pk, time_zone="America/Denver").status_code == 302
    clinic.refresh_from_db()
    assert (clinic.jurisdiction, clinic.time_zone) == (elsewhere, "America/Denver")
    AssignmentFactory(clinic=clinic)
    home = JurisdictionFactory(code="US-FL")
    edit(administrator, clinic, jurisdiction=home.pk, time_zone="America/New_York", city="Denver")
    clinic.refresh_from_db()
    assert (clinic.jurisdiction, clinic.time_zone, clinic.city) == (elsewhere, "America/Denver", "Denver")
    clinic.jurisdiction = home
    with pytest.raises(Refused, match="People work or worked here"):
        save_clinic(by=administrator, clinic=clinic, now=None)


def test_the_lead_is_one_of_the_clinics_managers(manager, clinic):
    stranger = UserFactory(role="manager", email="elsewhere@pinpoint.example")
    page = client_of(manager).get(reverse("wagtailsnippets_training_clinic:edit", args=[clinic.pk])).content.decode()
    assert f'<option value="{manager.pk}">' in page
    assert f'<option value="{stranger.pk}">' not in page
    assert edit(manager, clinic, lead=stranger.pk).status_code == 200
    assert edit(manager, clinic, lead=manager.pk).status_code == 302
    clinic.refresh_from_db()
    assert clinic.lead == manager


def test_administrators_add_clinics(administrator, manager, clinic):
    address = reverse("wagtailsnippets_training_clinic:add")
    new = form(clinic, name="Larkspur Boise")
    client_of(manager).post(address, new)
    assert not Clinic.objects.filter(name="Larkspur Boise").exists()
    assert client_of(administrator).post(address, new).status_code == 302
    assert Clinic.objects.filter(name="Larkspur Boise").exists()
    assert [action for action, *_ in acts()] == ["clinic.create"]


def scheme_form(scheme, **changes):
    kept = {name: getattr(scheme, name) for name in ("name", "slug", "profession", "summary")}
    return {**kept, **changes}


def edit_scheme(user, scheme, **changes):
    address = reverse("wagtailsnippets_training_scheme:edit", args=[scheme.pk])
    return client_of(user).post(address, scheme_form(scheme, **changes))


def test_a_manager_words_a_scheme_and_an_administrator_names_it(manager, administrator):
    scheme = SchemeVersionFactory(adopted_at=None, adopted_by=None).scheme
    edit_scheme(manager, scheme, name="Mine", slug="mine", profession="chiropractor", summary="Better words.")
    changed = Scheme.objects.get()
    assert (changed.name, changed.slug, changed.profession) == (scheme.name, scheme.slug, scheme.profession)
    assert changed.summary == "Better words."
    edit_scheme(administrator, changed, name="Dry needling", slug="needling")
    changed.refresh_from_db()
    assert (changed.name, changed.slug) == ("Dry needling", "needling")
    assert acts() == [
        ("scheme.update", manager.pk, ["summary"]),
        ("scheme.update", administrator.pk, ["name", "slug"]),
    ]


def test_what_rules_and_links_name_stays_once_a_version_is_adopted(administrator):
    scheme = SchemeVersionFactory().scheme
    edit_scheme(administrator, scheme, name="Dry needling", slug="needling", profession="chiropractor")
    changed = Scheme.objects.get()
    assert (changed.name, changed.slug, changed.profession) == ("Dry needling", scheme.slug, scheme.profession)


def test_a_manager_adds_no_scheme(manager, administrator):
    address = reverse("wagtailsnippets_training_scheme:add")
    new = {"name": "Dry needling", "slug": "needling", "profession": "physical_therapist", "summary": "What it is."}
    client_of(manager).post(address, new)
    assert not Scheme.objects.exists()
    client_of(administrator).post(address, new)
    assert Scheme.objects.get().slug == "needling"
    assert acts() == [("scheme.create", administrator.pk, ["name", "profession", "slug", "summary"])]


def test_a_boards_address_is_changed_on_record(manager):
    place = JurisdictionFactory()
    address = reverse("wagtailsnippets_training_jurisdiction:edit", args=[place.pk])
    client_of(manager).post(address, {"lookup_url": "https://board.example/", "status": "prohibited"})
    place.refresh_from_db()
    assert (place.lookup_url, place.status) == ("https://board.example/", "permitted")
    assert acts() == [("jurisdiction.update", manager.pk, ["lookup_url"])]

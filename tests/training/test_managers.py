"""Who answers for which clinics: appointed and dismissed by administrators, written down, told by mail."""

import pytest
from django.urls import reverse

from tests.factories import NOW, PASSWORD, TODAY, ClinicFactory, PractitionerFactory, UserFactory, days
from training.actions import Refused
from training.actions.managers import appoint, dismiss
from training.models import AuditEvent, OutgoingMail, Practitioner, User
from training.permissions import is_manager

pytestmark = pytest.mark.django_db
NEW = {"email": "Ana@Pinpoint.example", "first_name": "Ana", "last_name": "Sá"}


@pytest.fixture
def root():
    return UserFactory(role="administrator")


@pytest.fixture
def clinic():
    return ClinicFactory(name="Tampa")


@pytest.fixture
def desk(client, root, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(root)
    return client


def made(by, *clinics, **given):
    return appoint(**{"by": by, "clinics": clinics, "now": NOW, "today": TODAY} | NEW | given)


def again(user) -> User:
    """As the next request finds it."""
    return User.objects.get(pk=user.pk)


def actions() -> list[str]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", flat=True))


def test_a_new_manager_chooses_a_password_by_mail_and_finds_the_people_of_the_clinic(client, root, clinic):
    person, elsewhere = PractitionerFactory(clinic=clinic), PractitionerFactory(clinic=ClinicFactory())
    user = again(made(root, clinic))
    assert (user.email, str(user), user.has_usable_password()) == ("ana@pinpoint.example", "Ana Sá", False)
    assert is_manager(user)
    assert list(Practitioner.objects.managed_by(user, TODAY)) == [person] != [elsewhere]
    [letter] = OutgoingMail.objects.all()
    assert "Tampa" in letter.body
    path = "/accounts/" + letter.body.partition("/accounts/")[2].split()[0]
    form = client.get(path, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    assert client.login(email="ana@pinpoint.example", password=PASSWORD)
    assert client.get(reverse("desk:roster")).status_code == 200


def test_appointing_twice_is_appointing_once(root, clinic):
    first, second = made(root, clinic), made(root, clinic)
    assert first == second
    assert (OutgoingMail.objects.count(), actions()) == (2, ["manager.appoint"]), "the link again, once a day"
    made(root, clinic)
    assert OutgoingMail.objects.count() == 2
    made(root, clinic, today=days(1))
    assert OutgoingMail.objects.count() == 3


def test_an_existing_sign_in_keeps_its_password_and_gets_no_link(client, root, clinic):
    user = UserFactory(email="ana@pinpoint.example")
    made(root, clinic, ClinicFactory(name="Denver"))
    [letter] = OutgoingMail.objects.all()
    assert "Tampa\nDenver" in letter.body or "Denver\nTampa" in letter.body
    assert "/accounts/password" not in letter.body
    assert client.login(email=user.email, password=PASSWORD)
    made(root, clinic)
    assert OutgoingMail.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "sentence"),
    [({"is_active": False}, "is closed"), ({"verified": False}, "not confirmed the address")],
)
def test_a_sign_in_that_may_be_a_strangers_is_not_appointed(root, clinic, given, sentence):
    user = UserFactory(email="ana@pinpoint.example", **given)
    with pytest.raises(Refused, match=sentence):
        made(root, clinic)
    assert not is_manager(again(user))


@pytest.mark.parametrize("role", ["manager", "editor", None])
def test_only_an_administrator_appoints_and_dismisses(root, clinic, role):
    somebody, manager = UserFactory(role=role) if role else UserFactory(), made(root, clinic)
    with pytest.raises(Refused, match="Only an administrator"):
        made(somebody, clinic, email=somebody.email)
    with pytest.raises(Refused, match="Only an administrator"):
        dismiss(by=somebody, user=manager, clinic=clinic, now=NOW)
    assert is_manager(again(manager))


def test_who_answers_for_no_clinic_is_no_manager_any_more(root, clinic):
    other = ClinicFactory()
    user = made(root, clinic, other)
    clinic.lead = user
    clinic.save()
    dismiss(by=root, user=user, clinic=clinic, now=NOW)
    clinic.refresh_from_db()
    assert (clinic.lead, is_manager(again(user)), list(user.clinics_managed.all())) == (None, True, [other])
    for _ in range(2):
        dismiss(by=root, user=user, clinic=None, now=NOW)
    assert not is_manager(again(user))
    assert actions() == ["manager.appoint", "manager.dismiss", "manager.dismiss"]


# The page


def test_appointing_and_dismissing_on_the_page(desk, clinic):
    url = reverse("desk:managers")
    assert "Nobody answers for Tampa." in desk.get(url).content.decode()
    assert desk.post(url, NEW | {"clinics": [clinic.pk]}).url == url
    html = desk.get(url).content.decode()
    assert ("ana@pinpoint.example, never signed in" in html, "Nobody answers" in html) == (True, False)
    user = User.objects.get(email="ana@pinpoint.example")
    dismissing = reverse("desk:manager_dismiss", args=[user.pk])
    assert desk.post(dismissing, {"clinic": "999999"}).status_code == 404
    assert desk.post(dismissing, {"clinic": clinic.pk}).url == url
    assert not is_manager(again(user))
    assert desk.post(dismissing, {"clinic": clinic.pk}).status_code == 404


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"email": "nobody"}, "email", "Enter a valid email address."),
        ({"clinics": []}, "clinics", "This field is required."),
        ({"first_name": ""}, "first_name", "Write the name of who will."),
        ({"last_name": "S\u202eá"}, "last_name", "cannot be seen"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(desk, clinic, change, field, words):
    reply = desk.post(reverse("desk:managers"), NEW | {"clinics": [clinic.pk]} | change)
    assert reply.status_code == 422
    assert words in str(reply.context["form"].errors[field])
    assert not User.objects.filter(email="ana@pinpoint.example").exists()


def test_a_closed_clinic_is_answered_for_no_more(desk, clinic):
    clinic.closed_on = TODAY
    clinic.save()
    reply = desk.post(reverse("desk:managers"), NEW | {"clinics": [clinic.pk]})
    assert "clinics" in reply.context["form"].errors
    assert list(reply.context["without"]) == []


def test_the_rail_and_the_checklist_lead_there(desk, client, clinic):
    url = reverse("desk:managers")
    html = desk.get(reverse("desk:today")).content.decode()
    assert html.count(f'href="{url}"') == 2
    client.force_login(UserFactory(role="manager"))
    assert f'href="{url}"' not in client.get(reverse("desk:today")).content.decode()

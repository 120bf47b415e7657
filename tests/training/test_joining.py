"""How a login and a record come together."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    LicenseFactory,
    PractitionerFactory,
    UserFactory,
    days,
)
from tests.training.counting import queries_of
from training.actions import Refused
from training.actions.joining import accept_invitation, admit, decline, invite, link
from training.models import AuditEvent, Invitation, JoinRequest, OutgoingMail, Practitioner
from training.permissions import may_manage, may_see

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager, name="Tampa")


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


def asking(clinic, name="Maya Reyes", **given):
    person = PractitionerFactory(login=True, admitted=False, full_name=name, **given)
    return JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=NOW - timedelta(days=2))


def token_of(person) -> str:
    letter = OutgoingMail.objects.filter(practitioner=person, key__startswith="invitation:").latest("pk")
    return letter.body.partition("/join/")[2].partition("/")[0]


def test_admitting_makes_a_record_that_works_at_the_clinic(manager, clinic):
    request = asking(clinic)
    person = admit(by=manager, request=request, now=NOW, today=TODAY)
    admit(by=manager, request=request, now=NOW + timedelta(seconds=1), today=TODAY)
    request.refresh_from_db()
    assert (request.outcome, request.decided_by, person.admitted_by) == ("admitted", manager, manager)
    assert [(row.clinic, row.starts_on, row.ends_on) for row in person.assignments.all()] == [(clinic, TODAY, None)]
    assert OutgoingMail.objects.filter(practitioner=person).count() == 1


def test_linking_moves_the_login_to_the_older_record(manager, clinic):
    older = PractitionerFactory(full_name="Maya Reyes", clinic=clinic)
    request = asking(clinic)
    user = request.practitioner.user
    assert link(by=manager, request=request, to=older, now=NOW, today=TODAY) == older
    link(by=manager, request=request, to=older, now=NOW, today=TODAY)
    fresh = Practitioner.objects.get(pk=request.practitioner_id)
    older.refresh_from_db()
    assert (older.user, fresh.user) == (user, None)
    assert JoinRequest.objects.get().outcome == "linked"
    assert AuditEvent.objects.filter(action="practitioner.link", chain=f"p:{older.pk}").count() == 1


def test_a_record_with_a_login_or_a_request_with_entries_is_not_linked(manager, clinic):
    taken = PractitionerFactory(login=True, clinic=clinic)
    request = asking(clinic)
    with pytest.raises(Refused, match="already has a login"):
        link(by=manager, request=request, to=taken, now=NOW, today=TODAY)
    free = PractitionerFactory(clinic=clinic)
    LicenseFactory(practitioner=request.practitioner)
    with pytest.raises(Refused, match="entries of its own"):
        link(by=manager, request=request, to=free, now=NOW, today=TODAY)
    request.refresh_from_db()
    assert request.outcome == "waiting"
    assert request.practitioner.user is not None


def test_declining_needs_a_reason_and_tells_it(manager, clinic):
    request = asking(clinic)
    with pytest.raises(Refused) as refused:
        decline(by=manager, request=request, comment=" ", now=NOW)
    assert refused.value.field == "comment"
    decline(by=manager, request=request, comment="We do not know you.", now=NOW)
    assert "We do not know you." in OutgoingMail.objects.get(practitioner=request.practitioner).body


def test_two_managers_decide_once(manager, clinic):
    request = asking(clinic)
    admit(by=manager, request=request, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="Somebody decided this meanwhile: admitted"):
        decline(by=manager, request=request, comment="No.", now=NOW)


def test_a_manager_of_another_clinic_cannot_decide(clinic):
    stranger = UserFactory(role="manager")
    ClinicFactory(manager=stranger)
    with pytest.raises(Refused):
        admit(by=stranger, request=asking(clinic), now=NOW, today=TODAY)
    assert JoinRequest.objects.get().outcome == "waiting"


def invited(user):
    """The login, with the address that invitations here are sent to."""
    user.emailaddress_set.update_or_create(email="maya@example.com", defaults={"verified": True})
    return user


def test_an_invitation_ties_a_login_once(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW, today=TODAY)
    token, user = token_of(person), UserFactory(email="maya@example.com")
    assert token not in Invitation.objects.get().token_hash
    assert accept_invitation(by=user, token=token, now=NOW, today=TODAY) == person
    person.refresh_from_db()
    assert person.user == user
    with pytest.raises(Refused, match="used or is too old"):
        accept_invitation(by=UserFactory(), token=token, now=NOW, today=TODAY)


def test_an_invitation_is_for_the_email_it_was_sent_to(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW, today=TODAY)
    with pytest.raises(Refused, match="This invitation was sent to"):
        accept_invitation(by=UserFactory(), token=token_of(person), now=NOW, today=TODAY)


def test_nobody_takes_over_a_record_that_they_made(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email=manager.email, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="cannot become yours"):
        accept_invitation(by=manager, token=token_of(person), now=NOW, today=TODAY)
    assert type(person).objects.get(pk=person.pk).user is None


def test_asking_to_join_gives_a_clinic_no_power_over_a_record(manager, clinic, db):
    person = PractitionerFactory(login=True, admitted=False)
    JoinRequest.objects.create(practitioner=person, clinic=clinic, requested_at=NOW)
    assert may_see(manager, person)
    assert not may_manage(manager, person, TODAY)


def test_a_newer_invitation_ends_the_older_and_a_double_click_sends_one(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW, today=TODAY)
    old = token_of(person)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW + timedelta(seconds=5), today=TODAY)
    assert Invitation.objects.count() == 1
    later = NOW + timedelta(hours=1)
    invite(by=manager, practitioner=person, email="maya@example.com", now=later, today=TODAY)
    with pytest.raises(Refused):
        accept_invitation(by=UserFactory(), token=old, now=later, today=TODAY)
    accept_invitation(by=UserFactory(email="maya@example.com"), token=token_of(person), now=later, today=TODAY)


def test_an_invitation_ends_after_14_days(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW, today=TODAY)
    with pytest.raises(Refused):
        accept_invitation(by=UserFactory(), token=token_of(person), now=NOW + timedelta(days=14), today=TODAY)
    in_time = NOW + timedelta(days=13, hours=23)
    assert accept_invitation(by=UserFactory(email="maya@example.com"), token=token_of(person), now=in_time, today=TODAY)


def test_an_empty_record_of_a_new_login_makes_way_a_full_one_does_not(manager, clinic):
    person, other = PractitionerFactory(clinic=clinic), PractitionerFactory(clinic=clinic)
    for each in (person, other):
        invite(by=manager, practitioner=each, email="maya@example.com", now=NOW, today=TODAY)
    request = asking(clinic)
    user = invited(request.practitioner.user)
    accept_invitation(by=user, token=token_of(person), now=NOW, today=TODAY)
    request.refresh_from_db()
    assert request.outcome == "linked"
    user.emailaddress_set.all().delete()
    user = invited(PractitionerFactory(login=True).user)
    with pytest.raises(Refused, match="already has a record"):
        accept_invitation(by=user, token=token_of(other), now=NOW, today=TODAY)
    other.refresh_from_db()
    assert other.user is None


# The pages


def test_the_page_shows_likely_matches_with_the_reason(desk, clinic):
    older = PractitionerFactory(full_name="Máya Reyes", clinic=clinic)
    PractitionerFactory(full_name="Maya Reyes", clinic=ClinicFactory())
    request = asking(clinic, email=older.email)
    items = desk.get(reverse("desk:joining")).context["items"]
    assert [(row, [(person, why) for person, why in matches]) for row, matches, _ in items] == [
        (request, [(older, "same name, same email")])
    ]


def test_deciding_on_the_page(desk, clinic):
    older = PractitionerFactory(full_name="Maya Reyes", clinic=clinic)
    first, second, third = (asking(clinic, name=f"Person Number{number}") for number in range(3))
    post = lambda row, **data: desk.post(  # noqa: E731
        reverse("desk:join_decide", args=[row.pk]), {f"{row.pk}-{name}": value for name, value in data.items()}
    )
    assert post(first, decision="admit").status_code == 302
    assert post(second, decision="link", record=older.pk).status_code == 302
    assert "Say why." in post(third, decision="decline", comment="").content.decode()
    assert post(third, decision="nonsense").status_code == 200
    post(third, decision="decline", comment="Another clinic.")
    assert list(JoinRequest.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "admitted",
        "linked",
        "declined",
    ]


def test_a_request_to_another_clinic_does_not_exist(desk, clinic):
    row = asking(ClinicFactory())
    assert list(desk.get(reverse("desk:joining")).context["items"]) == []
    reply = desk.post(reverse("desk:join_decide", args=[row.pk]), {f"{row.pk}-decision": "admit"})
    assert reply.status_code == 404


def test_the_page_costs_the_same_for_one_and_for_twenty(desk, clinic):
    asking(clinic)
    PractitionerFactory(full_name="Maya Reyes", clinic=clinic)
    once = queries_of(lambda: desk.get(reverse("desk:joining")))
    for _ in range(19):
        asking(clinic)
    assert queries_of(lambda: desk.get(reverse("desk:joining"))) == once


NEW = {
    "full_name": "Jana Žižková",
    "sort_name": "Žižková, Jana",
    "profession": "physical_therapist",
    "starts_on": days(-3),
    "email": "jana@example.com",
}


def test_adding_a_record_with_an_invitation(desk, manager, clinic):
    reply = desk.post(reverse("desk:practitioner_new"), NEW | {"clinic": clinic.pk, "invite": "on"})
    person = Practitioner.objects.get(full_name="Jana Žižková")
    assert reply["Location"] == reverse("desk:practitioner", args=[person.pk])
    assert (person.user, person.admitted_by) == (None, manager)
    assert person.assignments.get().starts_on == days(-3)
    assert person.invitations.get().email == "jana@example.com"


def test_the_same_name_is_asked_about_before_a_second_record(desk, clinic):
    data = NEW | {"clinic": clinic.pk}
    desk.post(reverse("desk:practitioner_new"), data)
    html = desk.post(reverse("desk:practitioner_new"), data).content.decode()
    assert "Somebody of this name is on record" in html
    assert Practitioner.objects.filter(full_name="Jana Žižková").count() == 1
    desk.post(reverse("desk:practitioner_new"), data | {"another": "on"})
    assert Practitioner.objects.filter(full_name="Jana Žižková").count() == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"full_name": "x" * 301}, "This has 301 characters. At most 300 fit."),
        ({"full_name": "Jana\u202e Žižková"}, "cannot be seen"),
        ({"sort_name": "\u202eŽižková, Jana"}, "cannot be seen"),
        ({"full_name": ""}, "Fill this in."),
        ({"invite": "on", "email": ""}, "An invitation needs an email address."),
        ({"starts_on": "2027-02-30"}, "Write a date"),
    ],
)
def test_a_record_that_cannot_be_is_refused_beside_its_field(desk, clinic, change, words):
    html = desk.post(reverse("desk:practitioner_new"), NEW | {"clinic": clinic.pk} | change).content.decode()
    assert words in html
    assert not Practitioner.objects.filter(email="jana@example.com").exists()


def test_a_clinic_of_another_manager_cannot_be_chosen(desk, clinic):
    html = desk.post(reverse("desk:practitioner_new"), NEW | {"clinic": ClinicFactory().pk}).content.decode()
    assert "Choose one from the list" in html


def test_the_link_shows_whose_record_it_is_and_ties_it_by_a_press(client, desk, manager, clinic):
    person = PractitionerFactory(full_name="Maya Reyes", clinic=clinic)
    desk.post(reverse("desk:invite", args=[person.pk]), {"email": "maya@example.com"})
    url = reverse("join:accept", args=[token_of(person)])
    client.logout()
    html = client.get(url).content.decode()
    assert "Is this you, Maya Reyes?" in html
    assert reverse("account_signup") in html
    client.post(url)
    person.refresh_from_db()
    assert person.user is None
    user = UserFactory(email="maya@example.com")
    client.force_login(user)
    client.get(url)
    for _ in range(2):
        assert client.post(url).url == reverse("my:standing")
    person.refresh_from_db()
    assert person.user == user
    assert client.get(url).url == reverse("my:standing")
    assert Invitation.objects.filter(used_by=user).count() == 1
    client.force_login(UserFactory())
    assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    client.logout()
    assert client.get(url).status_code == 404


def test_a_link_that_nobody_used_in_time_opens_nothing(client, manager, clinic, time_machine):
    time_machine.move_to(NOW + timedelta(days=15), tick=False)
    person = PractitionerFactory(clinic=clinic)
    invite(by=manager, practitioner=person, email="maya@example.com", now=NOW, today=TODAY)
    assert client.get(reverse("join:accept", args=[token_of(person)])).status_code == 404


def test_a_made_up_link_says_that_it_no_longer_works(client):
    reply = client.get(reverse("join:accept", args=["nothing"]))
    assert reply.status_code == 404
    assert "This link no longer works" in reply.content.decode()

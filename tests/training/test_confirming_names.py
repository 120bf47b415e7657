"""“Exactly as on my license”: said by the person, whichever way they came on record; certified only then."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import pytest

from tests import factories
from tests.factories import NOW, TODAY, PractitionerFactory, UserFactory
from tests.training.my_story import browser_of, noon  # noqa: F401
from training.actions import Refused, decision
from training.actions.joining import accept_invitation, create_practitioner, invite, link
from training.actions.profile import confirm_name
from training.models import AuditEvent, JoinRequest, OutgoingMail
from training.queries.standing import certification

pytestmark = pytest.mark.django_db
PROFILE = "/my/profile/"
RECORD = {"full_name": "Maya Reyes", "sort_name": "Reyes, Maya", "profession": "physical_therapist", "phone": ""}


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return factories.ClinicFactory(manager=manager)


@pytest.fixture
def person(manager, clinic):
    """Made at the desk and invited; the login is tied, the name not confirmed."""
    given = {"email": "maya@example.com", "profession": "physical_therapist", "clinic": clinic, "starts_on": TODAY}
    made = create_practitioner(by=manager, full_name="Maya Reyes", sort_name="Reyes, Maya", **given, now=NOW)
    invite(by=manager, practitioner=made, email="maya@example.com", now=NOW, today=TODAY)
    token = OutgoingMail.objects.get(key__startswith="invitation:").body.partition("/join/")[2].partition("/")[0]
    return accept_invitation(by=UserFactory(email="maya@example.com"), token=token, now=NOW, today=TODAY)


def award(by, person, scheme):
    seen = certification(person, scheme, TODAY)
    return decision.decide(
        by=by, practitioner=person, scheme=scheme, kind="award", reason="All is met.", effective_on=TODAY,
        seen_digest=seen.digest, seen_name=person.full_name, now=NOW, today=TODAY,
    )  # fmt: skip


def test_from_the_invitation_to_the_award(browser_of, manager, person):
    version = factories.SchemeVersionFactory()
    factories.EnrollmentFactory(practitioner=person, version=version)
    factories.EvidenceFactory(practitioner=person, accepted=True)
    with pytest.raises(Refused, match="not confirmed"):
        award(manager, person, version.scheme)
    client = browser_of(person.user)
    assert client.get("/my/").context["steps"][0].action == "Confirm your name"
    assert "This is my name exactly as on my license" in client.get(PROFILE).content.decode()
    assert client.post(PROFILE, RECORD | {"confirmed": "on"}).url == PROFILE
    assert "This is my name exactly as on my license" not in client.get(PROFILE).content.decode()
    assert "Confirm your name" not in [step.action for step in client.get("/my/").context["steps"]]
    assert award(manager, person, version.scheme).cycle.starts_on == TODAY


def test_saving_without_the_word_confirms_nothing(browser_of, person):
    client = browser_of(person.user)
    client.post(PROFILE, RECORD | {"phone": "+1 813 555 0100"})
    person.refresh_from_db()
    assert (person.phone, person.name_confirmed_at) == ("+1 813 555 0100", None)
    client.post(PROFILE, RECORD | {"full_name": "Maya Lee Reyes"})
    person.refresh_from_db()
    assert (person.full_name, person.name_confirmed_at) == ("Maya Lee Reyes", None)


def test_who_changes_a_name_is_told_to_confirm_it(browser_of, person):
    client = browser_of(person.user)
    asked = "Tick the box below the name"
    assert asked not in client.post(PROFILE, RECORD | {"confirmed": "on"}, follow=True).text
    assert asked in client.post(PROFILE, RECORD | {"full_name": "Maya Lee Reyes"}, follow=True).text


def test_the_word_is_the_persons_own_and_said_once(manager, person):
    with pytest.raises(Refused, match="Only the person"):
        confirm_name(by=manager, practitioner=person, now=NOW)
    for _ in range(2):
        assert confirm_name(by=person.user, practitioner=person, now=NOW).name_confirmed_at == NOW
    assert AuditEvent.objects.filter(action="practitioner.confirm_name").count() == 1


@pytest.mark.parametrize(("name", "kept"), [("Maya Reyes", True), ("Maya Lee Reyes", False)])
def test_what_was_said_at_sign_up_holds_for_the_same_name_only(manager, clinic, name, kept):
    older = PractitionerFactory(full_name="Maya Reyes", clinic=clinic, name_confirmed_at=None)
    fresh = PractitionerFactory(full_name=name, login=True, admitted=False)
    request = JoinRequest.objects.create(practitioner=fresh, clinic=clinic, requested_at=NOW)
    linked = link(by=manager, request=request, to=older, now=NOW, today=TODAY)
    assert (linked.name_confirmed_at is not None) is kept

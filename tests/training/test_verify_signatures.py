"""A manager's word on signatures by link, and what counts since when."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests import factories as f
from tests.factories import NOW, TODAY, days
from tests.training.counting import queries_of
from tests.training.test_acts_at_once import at_once
from training.actions import Refused
from training.actions.session import withdraw
from training.actions.sign_by_link import sign_entry, state
from training.actions.signing_link import hashed, not_me
from training.actions.verify_signature import Known, accept, look_at_report, look_up, may_verify, refuse
from training.models import LicenseCheck, LinkSignature, OutgoingMail, SigningLink, SignOff
from training.queries.facts import load_facts
from training.queries.integrity import link_signature_differences, session_differences
from training.queries.on_record import OnRecord
from training.queries.signing import is_blocked, signatures_to_verify
from training.session_content import content_hash

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=3)
BY_CALL = Known("call", "The clinic’s desk, by the number on its sign")
LOOK = {
    "shows": True,
    "status_shown": "Active",
    "in_good_standing": True,
    "encumbered": False,
    "issued_on": days(-4000),
    "expires_on": days(300),
    "no_end": False,
    "checked_on": TODAY,
    "method": "web",
    "source": "Board of Colorado",
    "source_url": "",
    "note": "",
}


@pytest.fixture
def clinic():
    return f.ClinicFactory()


@pytest.fixture
def manager(clinic):
    return managing(clinic)


def managing(clinic):
    user = f.UserFactory(role="manager")
    clinic.managers.add(user)
    return user


@pytest.fixture
def signature(clinic):
    trainee = f.PractitionerFactory(login=True, clinic=clinic, full_name="Maya Reyes")
    return f.link_signature(f.SessionFactory(practitioner=trainee, supervisor=f.without_login(), happened_on=days(-10)))


def at(by, now=LATER):
    return {"by": by, "now": now, "today": TODAY}


def looked_up(by, signature, **changes):
    return look_up(signatures=[signature], statement=signature.statement, look=LOOK | changes, **at(by))


def counted(signature, known_at=None):
    person = signature.practitioner_id
    return [fact.id for fact in load_facts([person], known_at)[person].sessions]


def test_it_counts_from_the_managers_word_with_the_license_of_that_day(manager, signature):
    with pytest.raises(Refused, match="No check shows a license of Dana Whitfield"):
        accept(signatures=[signature], known=BY_CALL, **at(manager))
    license = looked_up(manager, signature)
    assert (license.practitioner, license.number) == (signature.session.supervisor, "PT 4711")
    (sign_off,), left = accept(signatures=[signature], known=BY_CALL, **at(manager))
    assert left == []
    assert (sign_off.signed_by, sign_off.by_link, sign_off.signed_at) == (None, signature, NOW)
    assert sign_off.eligibility["license"]["number"] == "PT 4711"
    signature.refresh_from_db()
    assert (signature.outcome, signature.decided_by, signature.address_words) == ("accepted", manager, BY_CALL.words)
    signature.session.refresh_from_db()
    assert signature.session.state == "signed"
    assert signature.session.supervisor.is_supervisor
    assert counted(signature) == [str(signature.session_id)]
    assert counted(signature, NOW + timedelta(days=1)) == []
    assert counted(signature, LATER) == [str(signature.session_id)]
    assert [*session_differences(), *link_signature_differences()] == []


def test_the_file_of_then_says_that_it_waited(manager, signature):
    looked_up(manager, signature)
    signature.session.steps.create(state="to_verify", at=NOW, by_link=signature.link)
    accept(signatures=[signature], known=BY_CALL, **at(manager))
    then = OnRecord(signature.practitioner, NOW + timedelta(days=1)).session_counts
    now = OnRecord(signature.practitioner).session_counts
    assert (then["to_verify"], then["signed"], now["to_verify"], now["signed"]) == (1, 0, 0, 1)


def test_accepting_twice_is_once(manager, signature):
    looked_up(manager, signature)
    first, _ = accept(signatures=[signature], known=BY_CALL, **at(manager))
    second, _ = accept(signatures=[signature], known=BY_CALL, **at(manager))
    assert first == second
    assert SignOff.objects.count() == 1
    with pytest.raises(Refused, match="verified this signature meanwhile"):
        refuse(signatures=[signature], reason="Wrong person", **at(manager))


def test_days_that_no_look_covers_wait_on(manager, signature):
    early = f.link_signature(
        f.SessionFactory(
            practitioner=signature.practitioner, supervisor=signature.session.supervisor, happened_on=days(-50)
        ),
        signature.link,
    )
    looked_up(manager, signature, issued_on=days(-20))
    made, left = accept(signatures=[early, signature], known=BY_CALL, **at(manager))
    assert ([each.by_link for each in made], left) == ([signature], [early])
    assert list(signatures_to_verify(manager, TODAY)) == [early]


def test_refusing_returns_the_entry_with_the_reason(manager, signature):
    with pytest.raises(Refused, match="Say why"):
        refuse(signatures=[signature], reason=" ", **at(manager))
    for _ in range(2):
        refuse(signatures=[signature], reason="The board shows no such license.", **at(manager))
    session = signature.session
    session.refresh_from_db()
    assert session.state == "returned"
    assert [step.comment for step in session.steps.all()] == ["The board shows no such license."]
    assert "no such license" in OutgoingMail.objects.get(practitioner=signature.practitioner).body
    assert not SignOff.objects.exists()


def test_how_the_address_is_theirs_must_be_said(manager, signature):
    looked_up(manager, signature)
    for known in (Known(""), Known("call"), Known("other", " ")):
        with pytest.raises(Refused):
            accept(signatures=[signature], known=known, **at(manager))
    assert accept(signatures=[signature], known=Known("register"), **at(manager))[0]


def test_who_may_not_verify(clinic, signature):
    def reason(user):
        return str(may_verify(user, signature, TODAY))

    def with_record(**given):
        user = managing(clinic)
        return f.PractitionerFactory(user=user, **given)

    assert "compliance manager" in reason(f.UserFactory())
    assert "somebody else" in reason(f.UserFactory(role="manager"))
    own = managing(clinic)
    own.email = signature.link.address
    own.save()
    assert "from your address" in reason(own)
    trainer = with_record()
    f.SessionFactory(practitioner=signature.session.supervisor, supervisor=trainer)
    assert "You trained Dana Whitfield" in reason(trainer.user)
    assert may_verify(managing(clinic), signature, TODAY)
    signature.practitioner.user = None
    mine = with_record()
    signature.link.supervisor = mine
    assert "signed this yourself" in reason(mine.user)


def test_a_license_of_somebody_else_is_not_taken(manager, signature):
    said = signature.statement
    f.LicenseFactory(jurisdiction=said.jurisdiction, number=said.number, normalized_number="PT4711")
    with pytest.raises(Refused, match="already on record"):
        looked_up(manager, signature)


def test_an_address_is_blocked_until_a_manager_allows_it(manager, signature):
    link = signature.link
    not_me(link=link, now=NOW)
    assert is_blocked("dana+x@clinic.example")
    look_at_report(link=link, looked="blocked", **at(manager))
    assert is_blocked(link.address)
    other = f.signing_link(f.without_login(email="x@clinic.example"), "other")
    not_me(link=other, now=NOW)
    with pytest.raises(Refused, match="manage none"):
        look_at_report(link=other, looked="allowed", **at(manager))
    f.SessionFactory(practitioner=signature.practitioner, supervisor=other.supervisor)
    look_at_report(link=other, looked="allowed", **at(manager))
    assert not is_blocked(other.address)


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(LATER, tick=False)
    client.force_login(manager)
    return client


def test_the_desk_from_queue_to_verified(desk, signature):
    page, queue = reverse("desk:signature", args=[signature.link_id]), reverse("desk:signatures")
    assert "Dana Whitfield" in desk.get(queue).content.decode()
    shown = desk.get(page).content.decode()
    assert "No look shows the license on that day." in shown
    assert "Verify</button>" not in shown
    look = {name: value for name, value in LOOK.items() if value not in (False, "")} | {"shows": "yes"}
    assert desk.post(f"{page}check/", look).url == page
    shown = desk.get(page).content.decode()
    assert "The license was shown in good standing for that day." in shown
    assert desk.post(f"{page}accept/", {}).status_code == 422
    assert desk.post(f"{page}accept/", {"address_proof": "call"}).status_code == 422
    answer = desk.post(f"{page}accept/", {"address_proof": "clinic", "address_words": ""}, follow=True)
    assert "Verified: 1 signature." in answer.content.decode()
    assert "No signature waits" in answer.content.decode()
    entry = desk.get(reverse("desk:session", args=[signature.session_id])).content.decode()
    assert "It is at the domain of the clinic where they work" in entry
    assert desk.post(f"{page}accept/", {"address_proof": "clinic"}, follow=True).status_code == 200


def test_what_was_seen_of_the_register_is_kept_with_the_look(desk, client, clinic, signature):
    page = reverse("desk:signature", args=[signature.link_id])
    look = {name: value for name, value in LOOK.items() if value not in (False, "")} | {"shows": "yes"}
    seen = SimpleUploadedFile("register.pdf", b"%PDF-1.7\n%%EOF\n", "application/pdf")
    assert desk.post(f"{page}check/", look | {"capture": seen}).url == page
    capture = LicenseCheck.objects.get().capture
    assert (capture.original_name, capture.practitioner) == ("register.pdf", signature.session.supervisor)
    link = reverse("files:download", args=[capture.public_id])
    assert link in desk.get(page).content.decode()
    accept(signatures=[signature], known=BY_CALL, **at(LicenseCheck.objects.get().checked_by))
    assert link in desk.get(reverse("desk:session", args=[signature.session_id])).content.decode()
    readers = [managing(clinic), managing(f.ClinicFactory()), signature.practitioner.user]
    answers = []
    for user in readers:
        client.force_login(user)
        answers.append(client.get(link).status_code)
    assert answers == [200, 404, 404]


def test_the_desk_refuses_and_answers_reports(desk, signature):
    page = reverse("desk:signature", args=[signature.link_id])
    assert desk.post(f"{page}refuse/", {}).status_code == 422
    link = signature.link
    not_me(link=link, now=NOW)
    words = desk.get(reverse("desk:signatures")).content.decode()
    assert "this was not me" in words
    assert desk.get(reverse("desk:today")).context["queues"]
    desk.post(reverse("desk:signature_report", args=[link.pk]), {"looked": "blocked"})
    link.refresh_from_db()
    assert link.looked == "blocked"
    desk.post(f"{page}refuse/", {"reason": "The board shows no such license."})
    signature.session.refresh_from_db()
    assert signature.session.state == "returned"


def test_the_pages_take_as_many_queries_for_thirty_as_for_one(desk, signature, clinic):
    page, queue = reverse("desk:signature", args=[signature.link_id]), reverse("desk:signatures")
    desk.get(queue)
    one = [queries_of(partial(desk.get, url)) for url in (page, queue)]
    for _ in range(29):
        trainee = f.PractitionerFactory(login=True, clinic=clinic)
        session = f.SessionFactory(practitioner=trainee, supervisor=signature.session.supervisor)
        f.link_signature(session, signature.link)
        f.link_signature(f.SessionFactory(practitioner=trainee, supervisor=f.without_login()))
    assert [queries_of(partial(desk.get, url)) for url in (page, queue)] == one


def opened():
    """A session that waits, and the proof of a browser."""
    session = f.SessionFactory(supervisor=f.without_login(), spots=["neck-back-right"])
    session.content_hash = content_hash(session)
    session.save()
    link = f.signing_link(session.supervisor)
    SigningLink.objects.filter(pk=link.pk).update(proved_at=NOW, browser_hash=hashed("here"))
    said = {"number": "PT 1", "workplace": "Clinic", "years_licensed": 3, "training": "80 hours"}
    place = f.JurisdictionFactory()
    state(link=link, secret="here", values=said | {"jurisdiction": place, "license_type": "license"}, now=NOW)
    return {"link": link, "secret": "here", "session": session, "content_hash": session.content_hash, "now": NOW}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(5))
def test_four_clicks_at_once_sign_once(_):
    given = opened()
    came_to = at_once(*[lambda: sign_entry(**given).pk] * 4)
    assert len(set(came_to)) == 1
    assert LinkSignature.objects.count() == 1
    assert given["session"].steps.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(5))
def test_signing_beside_withdrawing_ends_in_one_of_both(_):
    given = opened()
    session = given["session"]
    user = session.recorded_by
    at_once(lambda: sign_entry(**given).pk, lambda: withdraw(by=user, session=session, now=NOW).pk)
    session.refresh_from_db()
    assert (session.state, LinkSignature.objects.count()) in {("to_verify", 1), ("withdrawn", 0)}
    assert list(link_signature_differences()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_", range(5))
def test_two_managers_accept_and_refuse_at_once(_):
    clinic = f.ClinicFactory()
    managers = [managing(clinic), managing(clinic)]
    trainee = f.PractitionerFactory(login=True, clinic=clinic)
    signature = f.link_signature(
        f.SessionFactory(practitioner=trainee, supervisor=f.without_login(), happened_on=days(-10))
    )
    looked_up(managers[0], signature)
    one, two = (LinkSignature.objects.get(pk=signature.pk) for _ in managers)
    at_once(
        lambda: accept(signatures=[one], known=BY_CALL, **at(managers[0])),
        lambda: refuse(signatures=[two], reason="Not them.", **at(managers[1])),
    )
    signature.refresh_from_db()
    signature.session.refresh_from_db()
    ended = (signature.outcome, signature.session.state, SignOff.objects.count())
    assert ended in {("accepted", "signed", 1), ("refused", "returned", 0)}


def test_what_waits_to_be_verified_says_so_to_trainee_and_manager(desk, signature, client):
    entry = desk.get(reverse("desk:session", args=[signature.session_id])).content.decode()
    assert reverse("desk:signature", args=[signature.link_id]) in entry
    client.force_login(signature.practitioner.user)
    mine = client.get(reverse("my:session", args=[signature.session_id])).content.decode()
    assert "Dana Whitfield signed by a link" in mine
    assert "/desk/" not in mine
    assert "Withdraw" not in mine

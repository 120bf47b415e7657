"""A supervisor without an account: named, written to, asked for a code, and one word on each entry."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, ClinicFactory, PractitionerFactory, UserFactory, days, without_login
from tests.training.link_story import code_in, dana, letters, logged, path_in, proven, ready, signs  # noqa: F401
from tests.training.my_story import clinic, noon, person  # noqa: F401
from training.actions import Refused
from training.actions.session import withdraw
from training.actions.sign import Changed
from training.actions.sign_by_link import Unproven, return_entry
from training.actions.signing_code import prove, send_code
from training.actions.signing_in import take_in
from training.actions.signing_link import again, ask_to_sign, name_supervisor, not_me
from training.actions.signing_receipts import mail_left_receipts
from training.models import AuditEvent, LinkSignature, OutgoingMail, Practitioner, SigningLink, SignOff
from training.queries.facts import load_facts
from training.queries.integrity import link_signature_differences, session_differences

pytestmark = pytest.mark.django_db


def test_naming_finds_the_record_by_its_exact_address_and_never_a_login(person, dana):
    def named(email, name="Dana Whitfield"):
        return name_supervisor(by=person.user, practitioner=person, full_name=name, email=email, now=NOW)

    login = PractitionerFactory(login=True, supervisor=True)
    assert named("DANA@clinic.example ", "D. Whitfield") == dana
    made = named(login.user.email, "Somebody Else")
    assert made not in (dana, login)
    assert (made.user, made.full_name, made.sort_name) == (None, "Somebody Else", "Else, Somebody")
    assert named(login.user.email) == made
    assert AuditEvent.objects.filter(action="supervisor.name", chain=f"p:{person.pk}").count() == 1


@pytest.mark.parametrize("address", ["{}", "maya+boss@{}"])
def test_nobody_names_an_address_of_their_own(person, address):
    user = person.user
    user.email = "maya@pinpoint.example"
    user.save()
    own = address.format("maya@pinpoint.example" if address == "{}" else "pinpoint.example")
    with pytest.raises(Refused, match="your own address"):
        name_supervisor(by=user, practitioner=person, full_name="Dana", email=own.upper(), now=NOW)
    themselves = without_login(email=own)
    with pytest.raises(Refused, match="your own address"):
        logged(person, themselves)
    assert not SigningLink.objects.exists()


def test_a_name_is_a_name_and_ten_a_day_are_enough(person):
    given = {"by": person.user, "practitioner": person, "now": NOW}
    with pytest.raises(Refused, match="name alone"):
        name_supervisor(full_name="Win at www.prize.example", email="a@b.example", **given)
    for number in range(10):
        name_supervisor(full_name="Dana Whitfield", email=f"d{number}@b.example", **given)
    with pytest.raises(Refused, match="within a day"):
        name_supervisor(full_name="Dana Whitfield", email="d10@b.example", **given)


def test_submitting_mails_one_link_for_all_that_waits(person, dana):
    logged(person, dana)
    logged(PractitionerFactory(login=True), dana)
    link, letter = SigningLink.objects.get(), letters("signing-link")[0]
    assert (link.address, link.expires_at) == ("dana@clinic.example", NOW + timedelta(days=30))
    assert len(letters("signing-link")) == 1
    assert letter.to == "dana@clinic.example"
    assert path_in(letter).split("/")[-2] not in str(link.__dict__)


def test_a_day_later_a_new_letter_takes_the_old_one_s_place(person, dana):
    session = logged(person, dana)
    ask_to_sign(by=person.user, session=session, now=NOW + timedelta(hours=23))
    assert SigningLink.objects.count() == 1
    ask_to_sign(by=person.user, session=session, now=NOW + timedelta(hours=25))
    assert [link.ending for link in SigningLink.objects.order_by("pk")] == ["replaced", ""]


def test_whoever_is_signing_keeps_the_link(person, dana):
    session = logged(person, dana)
    later = NOW + timedelta(hours=25)
    proven(SigningLink.objects.get(), later)
    ask_to_sign(by=person.user, session=session, now=later + timedelta(minutes=5))
    assert SigningLink.objects.count() == 1


def test_a_code_is_taken_once_in_time_and_five_tries(person, dana):
    logged(person, dana)
    link = SigningLink.objects.get()
    send_code(link=link, now=NOW)
    code = code_in(letters("signing-code")[0])
    assert code not in str(SigningLink.objects.values().get())
    with pytest.raises(Refused, match="older than 15 minutes"):
        prove(link=link, code=code, now=NOW + timedelta(minutes=15))
    send_code(link=link, now=NOW + timedelta(minutes=16))
    now = NOW + timedelta(minutes=17)
    code = code_in(letters("signing-code")[1])
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        with pytest.raises(Refused, match=f"{left} left"):
            prove(link=link, code=wrong, now=now)
    with pytest.raises(Refused, match="last try"):
        prove(link=link, code=wrong, now=now)
    with pytest.raises(Refused, match="No code is waiting"):
        prove(link=link, code=code, now=now)
    assert len(proven(link, NOW + timedelta(minutes=30))) > 40
    with pytest.raises(Refused, match="No code is waiting"):
        prove(link=link, code=code_in(letters("signing-code")[2]), now=NOW + timedelta(minutes=30))


def test_codes_are_a_minute_apart_and_twenty_at_most(person, dana):
    logged(person, dana)
    link = SigningLink.objects.get()
    for _ in range(2):
        send_code(link=link, now=NOW)
    assert len(letters("signing-code")) == 1
    for minute in range(1, 20):
        send_code(link=link, now=NOW + timedelta(minutes=2 * minute))
    with pytest.raises(Refused, match="used up its codes"):
        send_code(link=link, now=NOW + timedelta(hours=2))


def test_a_signature_by_link_locks_the_entry_and_counts_for_nothing(person, dana):
    session = logged(person, dana)
    at = ready(dana)
    signature = signs(at, session)
    assert signs(at, session) == signature
    session.refresh_from_db()
    assert session.state == "to_verify"
    assert (signature.printed_name, signature.proof, signature.statement.number) == (
        "Dana Whitfield",
        "emailed code",
        "PT 4711",
    )
    assert not SignOff.objects.exists()
    assert load_facts([person.pk])[person.pk].sessions == ()
    with pytest.raises(Refused, match="waits for a manager"):
        withdraw(by=person.user, session=session, now=NOW)
    step = session.steps.last()
    assert (step.state, step.by, step.by_link) == ("to_verify", None, at["link"])
    event = AuditEvent.objects.get(action="session.sign_by_link")
    assert (event.chain, event.actor_id) == (f"p:{person.pk}", None)
    assert [*session_differences(), *link_signature_differences()] == []


def test_the_last_word_uses_the_link_up_and_mails_the_receipt(person, dana):
    first, second = logged(person, dana), logged(person, dana, needle_count=5)
    at = ready(dana)
    signs(at, first)
    assert not letters("signing-receipt")
    return_entry(**at, session=second, content_hash=second.content_hash, comment="Which side?", now=NOW)
    link = SigningLink.objects.get()
    assert (link.ending, link.ended_at) == ("used", NOW)
    receipt = letters("signing-receipt")[0]
    assert receipt.to == "dana@clinic.example"
    assert first.content_hash in receipt.body
    assert "Which side?" in receipt.body
    second.refresh_from_db()
    assert second.state == "returned"
    assert "Which side?" in letters("session-returned")[0].body
    with pytest.raises(Refused, match="over"):
        signs(at, second)


def test_who_closes_the_page_gets_the_receipt_all_the_same(person, dana):
    first = logged(person, dana)
    logged(person, dana, needle_count=5)
    signs(ready(dana), first)
    mail_left_receipts(now=NOW + timedelta(minutes=5))
    assert not letters("signing-receipt")
    for _ in range(2):
        mail_left_receipts(now=NOW + timedelta(minutes=16))
    assert [first.content_hash in each.body for each in letters("signing-receipt")] == [True]


def test_the_managers_hear_once_for_each_round_of_signing(person, dana, clinic):
    ruth = UserFactory(role="manager", email="ruth@pinpoint.example")
    of_another_clinic = UserFactory(role="manager")
    ClinicFactory().managers.add(of_another_clinic)
    clinic.managers.add(ruth)
    first, second = logged(person, dana), logged(person, dana, needle_count=5)
    at = ready(dana)
    signs(at, first)
    assert not letters("signature-to-verify")
    signs(at, second)
    mail_left_receipts(now=NOW + timedelta(minutes=16))
    letter = letters("signature-to-verify")[0]
    assert [each.to for each in letters("signature-to-verify")] == [ruth.email]
    assert letter.subject == "2 signatures wait to be verified"
    assert reverse("desk:signature", args=[at["link"].pk]) in letter.body
    assert person.full_name not in letter.body


def test_without_a_manager_the_administrators_hear_and_nobody_of_what_was_returned(person, dana):
    administrator = UserFactory(role="administrator")
    first, second = logged(person, dana), logged(person, dana, needle_count=5)
    at = ready(dana)
    return_entry(**at, session=first, content_hash=first.content_hash, comment="Which side?", now=NOW)
    assert not letters("signature-to-verify")
    signs(at, second)
    (letter,) = letters("signature-to-verify")
    assert (letter.to, letter.subject) == (administrator.email, "A signature waits to be verified")


@pytest.mark.parametrize("change", [{"needle_count": 9}, {"state": "withdrawn"}, {"superseded_at": NOW}])
def test_what_changed_meanwhile_is_not_signed(person, dana, change):
    session = logged(person, dana)
    at = ready(dana)
    type(session).objects.filter(pk=session.pk).update(**change)
    with pytest.raises(Changed):
        signs(at, session)
    assert not LinkSignature.objects.exists()


def test_another_browser_takes_the_proof_over(person, dana):
    session = logged(person, dana)
    at = ready(dana)
    other = proven(at["link"], NOW + timedelta(minutes=2))
    with pytest.raises(Unproven):
        signs(at, session)
    assert signs(at | {"secret": other}, session)


def test_fifteen_minutes_after_the_code_nothing_is_signed(person, dana):
    session = logged(person, dana)
    at = ready(dana)
    with pytest.raises(Unproven, match="15 minutes"):
        signs(at, session, now=NOW + timedelta(minutes=15))


def test_a_link_signs_for_its_own_supervisor_alone_and_never_for_the_trainee(person, dana):
    logged(person, dana)
    at = ready(dana)
    other = logged(person, without_login(email="other@clinic.example"))
    with pytest.raises(Changed, match="another supervisor"):
        signs(at, other)
    mine = dana.supervised_sessions.get()
    with pytest.raises(Refused, match="signed in as the trainee"):
        signs(at, mine, signed_in=person.user)


def test_this_was_not_me(person, dana, clinic):
    manager = clinic.managers.create(email="ruth@pinpoint.example")
    session = logged(person, dana)
    link = SigningLink.objects.get()
    for _ in range(2):
        not_me(link=link, now=NOW)
    link.refresh_from_db()
    assert link.ending == "not_me"
    assert [letter.to for letter in letters("signing-not-me")] == [manager.email]
    session.refresh_from_db()
    assert session.state == "submitted"
    before = OutgoingMail.objects.count()
    logged(person, dana, needle_count=5)
    again(token_hash=link.token_hash, now=NOW)
    assert OutgoingMail.objects.count() == before


def test_a_new_link_for_an_old_one(person, dana):
    logged(person, dana)
    link = SigningLink.objects.get()
    late = NOW + timedelta(days=31)
    again(token_hash="0" * 64, now=late)
    assert SigningLink.objects.count() == 1
    for _ in range(5):
        again(token_hash=link.token_hash, now=late)
    assert [row.ending for row in SigningLink.objects.order_by("pk")] == ["replaced", "replaced", "replaced", ""]
    assert {letter.to for letter in letters("signing-link")} == {"dana@clinic.example"}


def test_who_has_a_login_finds_the_sessions_in_their_queue(person):
    daniel = PractitionerFactory(login=True, supervisor=True)
    stand_in = without_login(email=daniel.user.email)
    session = logged(person, stand_in)
    link = SigningLink.objects.get()
    stranger = PractitionerFactory(login=True, supervisor=True)
    with pytest.raises(Refused, match="another address"):
        take_in(by=stranger.user, link=link, now=NOW)
    assert take_in(by=daniel.user, link=link, now=NOW) == 1
    session.refresh_from_db()
    link.refresh_from_db()
    assert (session.supervisor, link.ending) == (daniel, "signed_in")
    assert [*session_differences(), *link_signature_differences()] == []


def test_a_supervisor_of_before_is_judged_by_the_day_they_stopped(person, dana):
    Practitioner.objects.filter(pk=dana.pk).update(
        supervisor_at=NOW, supervisor_by=person.user, supervisor_until=days(-9)
    )
    dana.refresh_from_db()
    with pytest.raises(Refused, match="was a supervisor until"):
        logged(person, dana)
    assert logged(person, dana, happened_on=days(-9)).state == "submitted"

"""Statements that supervisors sign for a board: asked for, signed on the words shown, counted, never edited."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

import training
from tests.factories import (
    NOW,
    PASSWORD,
    TODAY,
    JurisdictionFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SessionFactory,
    UserFactory,
    days,
)
from tests.tampering import lifted
from tests.training.signing import supervising
from training.actions import Refused
from training.actions.sign import Changed
from training.actions.statement import ask, drafted, send_back, sign, withdraw
from training.models import AuditEvent, OutgoingMail, Statement
from training.queries.doors import doors
from training.queries.facts import load_facts
from training.queries.integrity import differences
from training.queries.my_facts import MyFacts
from training.queries.my_standing import place_of
from training.queries.standing import clearance
from training.queries.statements import asked_for, log_of
from training.queries.waits import every, waits_of
from training.statements import wordings
from training.trees import block

pytestmark = pytest.mark.django_db
FINDING = "Supervisor's statement that no more supervised sessions are needed"
LETTER = "Supervising physical therapist's letter"
PROOF = {"proof": "password", "proved_at": NOW}


@pytest.fixture
def florida():
    place = JurisdictionFactory(code="US-FL", name="Florida")
    sessions = block("sessions", "sessions", count=2, modes=["in_person"], label="2 supervised sessions")
    finding = block("attestation", "finding", name=FINDING, label="No more sessions are needed")
    PracticeRuleFactory(jurisdiction=place, requirements=[block("all_of", "both", of=[sessions, finding])])
    return place


@pytest.fixture
def utah():
    place = JurisdictionFactory(code="US-UT", name="Utah")
    sessions = block("sessions", "log", count=250, label="A log of 250 sessions")
    letter = block("attestation", "letter", name=LETTER, label="The supervisor's letter")
    PracticeRuleFactory(jurisdiction=place, requirements=[block("any_of", "either", of=[sessions, letter])])
    return place


@pytest.fixture
def supervisor():
    return supervising()


@pytest.fixture
def maya():
    return PractitionerFactory(login=True, full_name="Maya Reyes")


def logged(maya, supervisor, count, **given):
    """Signed sessions, the last ten days ago."""
    return [
        SessionFactory(practitioner=maya, supervisor=supervisor, happened_on=days(-10 - back), signed=True, **given)
        for back in range(count)
    ]


def asking(maya, supervisor, place, name=FINDING, **given):
    asked = {"by": maya.user, "practitioner": maya, "supervisor": supervisor, "jurisdiction": place, "name": name}
    return ask(**asked | given, now=NOW, today=TODAY)


def signing(statement, **given):
    shown = {"content_hash": drafted(statement, TODAY).content_hash} if "content_hash" not in given else {}
    by = {"by": statement.supervisor.user, "statement": statement}
    return sign(**by | shown | PROOF | {"now": NOW, "today": TODAY} | given)


def of(place, maya):
    LicenseFactory(practitioner=maya, jurisdiction=place, checked=True)
    return {each.id.rpartition(".")[2]: each for each in every(clearance(maya, place, TODAY).findings)}


def named(place, maya, label):
    return next(each for each in every(clearance(maya, place, TODAY).findings) if each.label == label)


# What is asked and what is signed


def test_the_rule_in_force_says_which_statements_there_are(florida, utah):
    assert [(each.wording.kind, each.sessions.count) for each in asked_for(florida, "physical_therapist", TODAY)] == [
        ("finding", 2)
    ]
    assert [(each.wording.kind, each.sessions.count) for each in asked_for(utah, "physical_therapist", TODAY)] == [
        ("letter", 250)
    ]
    assert asked_for(JurisdictionFactory(code="US-TX"), "physical_therapist", TODAY) == []


@pytest.mark.parametrize(("code", "name"), list(wordings()))
def test_each_wording_has_the_name_that_the_research_of_its_rule_gives_it(code, name):
    written = (Path(training.__file__).parent / "data" / "rules" / f"{code}.yaml").read_text(encoding="utf-8")
    assert f"name: {name}\n" in written


def test_only_sessions_that_the_line_counts_are_in_the_statement(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    logged(maya, supervising("Another Supervisor"), 1)
    logged(maya, supervisor, 3, mode="telehealth")
    line = asked_for(florida, "physical_therapist", TODAY)[0].sessions
    log = log_of(maya, supervisor, line, TODAY)
    assert (log.count, log.mine, log.need, log.last) == (3, 2, 2, days(-10))


def test_a_signed_finding_holds_the_words_the_numbers_and_who_signed(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    statement = signing(asking(maya, supervisor, florida))
    statement.refresh_from_db()
    assert "The log holds 2 signed sessions of dry needling" in statement.wording
    assert "February 18, 2027 to February 19, 2027; I supervised 2 of them" in statement.wording
    assert (statement.printed_name, statement.stated_on) == ("Daniel Okafor", TODAY)
    assert statement.eligibility["license"]["number"] == supervisor.licenses.get().number
    assert [each.action for each in AuditEvent.objects.order_by("sequence")] == ["statement.ask", "statement.sign"]
    assert [each.subject for each in OutgoingMail.objects.order_by("pk")] == [
        "Maya Reyes asks you for a statement",
        "Signed: the statement that you asked Daniel Okafor for",
    ]


def test_it_counts_from_the_signature_without_a_manager(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    of(florida, maya)
    waiting = asking(maya, supervisor, florida)
    before = named(florida, maya, "No more sessions are needed")
    assert before.truth == "missing"
    signing(waiting)
    after = named(florida, maya, "No more sessions are needed")
    assert (after.truth, after.since, after.evidence) == ("met", TODAY, (("attestation", f"signed-{waiting.pk}"),))
    assert [fact.name for fact in load_facts([maya.pk])[maya.pk].attestations] == [FINDING]
    assert load_facts([maya.pk], NOW - timedelta(hours=1))[maya.pk].attestations == ()


def test_the_letter_stands_for_the_log(utah, maya, supervisor):
    logged(maya, supervisor, 1)
    of(utah, maya)
    statement = signing(asking(maya, supervisor, utah, LETTER))
    assert "The log kept here holds 1 signed session, from" in statement.wording
    assert next(each for each in every(clearance(maya, utah, TODAY).findings) if each.unit == "option").truth == "met"


def test_the_finding_waits_for_the_log(florida, maya, supervisor):
    logged(maya, supervisor, 1)
    with pytest.raises(Refused, match="The log holds 1 of the 2 sessions"):
        signing(asking(maya, supervisor, florida))
    assert Statement.objects.get().state == "asked"


def test_a_log_that_changed_meanwhile_is_not_signed(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida)
    shown = drafted(statement, TODAY).content_hash
    logged(maya, supervisor, 1)
    with pytest.raises(Changed, match="The log changed"):
        signing(statement, content_hash=shown)
    assert Statement.objects.get().state == "asked"


def test_signing_twice_signs_once(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida)
    shown = drafted(statement, TODAY).content_hash
    first, again = signing(statement, content_hash=shown), signing(statement, content_hash=shown)
    assert first == again
    assert AuditEvent.objects.filter(action="statement.sign").count() == 1


def test_only_the_named_supervisor_eligible_today_signs(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida)
    for user in (maya.user, UserFactory(role="manager"), supervising("Another").user):
        with pytest.raises(Refused):
            signing(statement, by=user)
    supervisor.licenses.get().checks.update(expires_on=days(-1))
    with pytest.raises(Refused, match="No check shows a license"):
        signing(statement)
    assert Statement.objects.get().state == "asked"


def test_only_who_signed_a_session_is_asked(florida, maya, supervisor):
    with pytest.raises(Refused, match="has signed no session"):
        asking(maya, supervisor, florida)
    logged(maya, supervisor, 2)
    with pytest.raises(Refused, match="Only the therapist or the supervisor"):
        asking(maya, supervisor, florida, by=UserFactory(role="manager"))
    assert asking(maya, supervisor, florida, by=supervisor.user).recorded_by == supervisor.user
    assert not OutgoingMail.objects.exists()


def test_one_waits_at_a_time(florida, maya, supervisor):
    other = supervising("Another")
    logged(maya, supervisor, 2)
    logged(maya, other, 1)
    assert asking(maya, supervisor, florida) == asking(maya, supervisor, florida)
    with pytest.raises(Refused, match="It waits for Daniel Okafor already"):
        asking(maya, other, florida)


def test_a_new_one_takes_the_place_of_the_old(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    old = signing(asking(maya, supervisor, florida))
    logged(maya, supervisor, 1)
    new = signing(asking(maya, supervisor, florida), now=NOW + timedelta(hours=1))
    old.refresh_from_db()
    assert (new.replaces, old.superseded_at, old.state) == (old, NOW + timedelta(hours=1), "signed")
    assert [fact.id for fact in load_facts([maya.pk])[maya.pk].attestations] == [f"signed-{new.pk}"]
    assert [fact.id for fact in load_facts([maya.pk], NOW)[maya.pk].attestations] == [f"signed-{old.pk}"]


def test_returned_or_withdrawn_it_counts_for_nothing_and_can_be_asked_for_again(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    first = asking(maya, supervisor, florida)
    send_back(by=supervisor.user, statement=first, comment="Ten more, please.", now=NOW)
    second = asking(maya, supervisor, florida)
    withdraw(by=maya.user, statement=second, now=NOW)
    assert [row.state for row in Statement.objects.order_by("pk")] == ["returned", "withdrawn"]
    assert "Ten more, please." in OutgoingMail.objects.get(practitioner=maya).body
    assert load_facts([maya.pk])[maya.pk].attestations == ()
    with pytest.raises(Refused):
        signing(second)


def test_what_is_asked_for_is_on_its_way_and_waits_for_the_supervisor(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    asking(maya, supervisor, florida)
    known = MyFacts(maya)
    place = place_of(known, florida, (), TODAY)
    waits = waits_of(known.records, place.evaluation, place.hoped)
    assert "It waits for Daniel Okafor to sign it." in {wait.words for wait in waits.values()}


def test_a_statement_changed_behind_our_back_is_found(florida, maya, supervisor):
    logged(maya, supervisor, 2)
    statement = signing(asking(maya, supervisor, florida))
    assert [each for each in differences() if each.startswith("Statement")] == []
    with lifted():
        Statement.objects.filter(pk=statement.pk).update(wording="Anything.")
    assert f"Statement {statement.pk}: what was signed was changed afterward." in list(differences())


# The pages


@pytest.fixture
def as_(client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(person):
        client.force_login(getattr(person, "user", None) or person)
        return client

    return sign_in


def test_the_therapist_is_led_to_ask_and_asks(florida, maya, supervisor, as_):
    logged(maya, supervisor, 2)
    LicenseFactory(practitioner=maya, jurisdiction=florida, checked=True)
    page = as_(maya)
    html = page.get(reverse("my:clearance", args=["US-FL"])).content.decode()
    assert "/my/statements/new/?which=US-FL" in html
    form = {"which": f"US-FL|{FINDING}", "supervisor": supervisor.pk}
    done = page.post(reverse("my:statement_new"), form, follow=True).content.decode()
    assert "Asked. Daniel Okafor signs it next." in done
    assert "The log holds 2 signed sessions of dry needling" in done
    assert "Finding of competency" in page.get(reverse("my:records")).content.decode()


@pytest.mark.parametrize(("count", "expected"), [(1, []), (2, ["Ask your supervisor for the finding"])])
def test_the_next_step_is_to_ask_once_the_log_is_complete(florida, maya, supervisor, count, expected):
    logged(maya, supervisor, count)
    known = MyFacts(maya)
    steps = [each.action for each in doors(known, [place_of(known, florida, (), TODAY)], [], TODAY)]
    assert [each for each in steps if "finding" in each] == expected


def test_without_a_rule_that_asks_nothing_is_offered(maya, as_):
    assert "No rule asks for one" in as_(maya).get(reverse("my:statement_new")).content.decode()


def test_the_supervisor_reads_it_proves_who_they_are_and_signs(florida, maya, supervisor, as_):
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida)
    page, shown = as_(supervisor), drafted(statement, TODAY).content_hash
    url = reverse("supervise:statement_sign", args=[statement.pk])
    assert "1 waits for you" in page.get(reverse("supervise:statements")).content.decode()
    assert "Write your password" in page.post(url, {"content_hash": shown}).content.decode()
    assert Statement.objects.get().state == "asked"
    html = page.post(url, {"content_hash": shown, "password": PASSWORD}, follow=True).content.decode()
    statement.refresh_from_db()
    assert (statement.state, statement.signed_by) == ("signed", supervisor.user)
    for words in ("Name as printed", shown, supervisor.licenses.get().number, "Signed in, then the password again"):
        assert words in html


def test_the_supervisor_begins_one_unasked(florida, maya, supervisor, as_):
    logged(maya, supervisor, 2)
    LicenseFactory(practitioner=maya, jurisdiction=florida, checked=True)
    page, url = as_(supervisor), f"{reverse('supervise:statement_new')}?practitioner={maya.pk}"
    assert "2 signed sessions that count here, 2 under you" in page.get(url).content.decode()
    html = page.post(url, {"which": f"US-FL|{FINDING}"}, follow=True).content.decode()
    assert "Sign statement" in html
    stranger = PractitionerFactory()
    assert page.get(f"{reverse('supervise:statement_new')}?practitioner={stranger.pk}").status_code == 404


def test_one_just_begun_says_who_began_it_and_warns_of_nothing(florida, maya, supervisor, as_):
    logged(maya, supervisor, 25)
    LicenseFactory(practitioner=maya, jurisdiction=florida, checked=True)
    page = as_(supervisor)
    place = reverse("supervise:statement_new") + f"?practitioner={maya.pk}"
    html = page.post(place, {"which": f"US-FL|{FINDING}"}, follow=True).content.decode()
    assert "Begun by" in html
    assert "The log holds fewer by now" not in html


def test_the_supervisor_returns_it(florida, maya, supervisor, as_):
    logged(maya, supervisor, 2)
    statement = asking(maya, supervisor, florida)
    url = reverse("supervise:statement_return", args=[statement.pk])
    page = as_(supervisor)
    assert "Say why." in page.post(url, {}).content.decode()
    page.post(url, {"comment": "Ten more, please."})
    assert "Ten more, please." in as_(maya).get(reverse("my:statement", args=[statement.pk])).content.decode()


def test_before_the_log_is_complete_there_is_no_button(florida, maya, supervisor, as_):
    logged(maya, supervisor, 1)
    statement = asking(maya, supervisor, florida)
    html = as_(supervisor).get(reverse("supervise:statement", args=[statement.pk])).content.decode()
    assert "The log holds 1 of the 2 sessions" in html
    assert "Sign statement" not in html


def test_a_signed_one_says_when_the_log_holds_fewer_since(florida, maya, supervisor, as_):
    first, *_ = logged(maya, supervisor, 2)
    statement = signing(asking(maya, supervisor, florida))
    page, url = as_(maya), reverse("my:statement", args=[statement.pk])
    assert "The log holds fewer by now" not in page.get(url).content.decode()
    type(first).objects.filter(pk=first.pk).update(superseded_at=NOW)
    assert "It holds 1 session that counts here; when this was signed, 2." in page.get(url).content.decode()


def test_the_manager_reads_who_asked_who_signed_and_when(florida, maya, supervisor, as_):
    logged(maya, supervisor, 2)
    statement = signing(asking(maya, supervisor, florida))
    page = as_(UserFactory(role="administrator"))
    html = page.get(reverse("desk:statement", args=[statement.pk])).content.decode()
    assert "Asked for by Maya Reyes" in html
    assert "Signed by Daniel Okafor" in html
    assert statement.content_hash in html
    file = page.get(reverse("desk:practitioner", args=[maya.pk])).content.decode()
    assert reverse("desk:statement", args=[statement.pk]) in file
    assert "signed the statement" in file

"""A paper is printed anew under its decision: new words, the same decision, and every place says which one stands."""

from datetime import date, timedelta

import pytest

from certificates.corrections.correct import correct
from certificates.corrections.correction import correction_of, may_correct
from certificates.corrections.requests import Outcome, ask, decline, waiting
from certificates.integrity import certificate_differences
from certificates.issue import issue
from certificates.models import Certificate, CertificatePdf, NumberSeries
from certificates.reading import read
from certificates.readings import read_page
from certificates.refused import IssueRefused
from tests import factories
from tests.certificates import course
from tests.certificates.make import decided
from tests.certificates.test_badge_status import bits
from tests.certificates.test_changed import MONTH, NECK, change
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.models import AuditEvent, DecisionKind, OutgoingMail
from training.queries.audit import broken_links

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
HOUR = timedelta(hours=1)
MARRIED = "Inés Zamora-Lee"
SAME = {"decided", "decided_by", "decided_on", "valid_from", "valid_until", "scope", "scheme_version"}


def renamed(given, name: str = MARRIED) -> None:
    """The name on the license changed, and the person confirmed it."""
    given.person.full_name, given.person.name_confirmed_at = name, NOW
    given.person.save(update_fields=["full_name", "name_confirmed_at"])


def fresh(certificate) -> Certificate:
    return Certificate.objects.get(pk=certificate.pk)


def printed_anew(given, certificate, *, now=NOW + HOUR, today=TODAY, by=None, reason="The name changed.", **changes):
    seen = correction_of(fresh(certificate), now).digest
    said = {"reason": reason, "seen_digest": seen} | changes
    return correct(by=by or given.manager, certificate=fresh(certificate), now=now, today=today, **said)


def headline(certificate, on=TODAY) -> str:
    """Its words, which are the same where a whole page is read at once."""
    reading = read(fresh(certificate), on)
    assert read_page([fresh(certificate)], on) == [reading]
    return reading.headline


def test_the_name_changes_and_what_the_decision_said_stays(given, certificate):
    renamed(given)
    before, told = bytes(certificate.pdf.content), correction_of(fresh(certificate), NOW)
    assert [(each.what, each.before, each.after) for each in told.differences] == [("Name", "Inés Zamora", MARRIED)]
    new = printed_anew(given, certificate)
    assert new.document["holder_name"] == MARRIED
    assert {name: new.document[name] for name in SAME} == {name: certificate.document[name] for name in SAME}
    assert (new.decision, new.cycle, new.replaces) == (certificate.decision, certificate.cycle, certificate)
    assert (new.correction, new.is_correction, new.number) == ("The name changed.", True, "DN-2027-00002")
    assert new.code != certificate.code
    assert bytes(CertificatePdf.objects.get(certificate=certificate).content) == before
    assert (headline(certificate), headline(new)) == (f"Replaced by {new.number}", "Valid")
    assert list(certificate_differences()) == []


def test_only_the_old_badge_is_revoked_also_where_a_list_was_read_today(given, certificate):
    """A suspension makes the list remember what it read; printing anew is no act on the certification."""
    decided(given, DecisionKind.SUSPEND, now=NOW + timedelta(minutes=1))
    assert bits(certificate) == "suspension"
    renamed(given)
    new = printed_anew(given, certificate)
    assert (bits(certificate), bits(new)) == ("revocation", "suspension")
    decided(given, DecisionKind.REINSTATE, now=NOW + 2 * HOUR)
    assert (bits(certificate), bits(new)) == ("revocation", "")


def test_the_organization_and_the_words_of_the_scheme_are_those_of_today(given, certificate):
    given.scheme.name = "Dry needling"
    given.scheme.save()
    told = [each.what for each in correction_of(fresh(certificate), NOW).differences]
    assert "Scheme" in told and "Name" not in told
    assert printed_anew(given, certificate).document["scheme"] == "Dry needling"


def test_who_prints_it_anew_did_not_decide_it(given, certificate):
    other = factories.UserFactory(role="administrator", first_name="Ada", last_name="Long")
    renamed(given)
    new = printed_anew(given, certificate, by=other)
    assert (new.issued_by, new.document["decided_by"]) == (other, "Ruth Lindqvist")


def test_the_holder_is_told_and_it_is_recorded(given, certificate):
    renamed(given)
    new = printed_anew(given, certificate)
    letter = OutgoingMail.objects.get(key=f"correction:{new.pk}")
    for words in ("The name changed.", certificate.number, new.number, f"Name: {MARRIED}", "/my/certificates/"):
        assert words in letter.body
    event = AuditEvent.objects.get(action="certificate.correct")
    assert (event.actor, event.subject_id, event.chain) == (given.manager, str(new.pk), f"p:{given.person.pk}")
    assert broken_links() == []


def test_where_nothing_differs_nothing_is_printed(given, certificate):
    with pytest.raises(Refused, match="Nothing would change"):
        printed_anew(given, certificate)
    assert NumberSeries.objects.get().last == 1


def test_a_second_click_gets_what_is_there(given, certificate):
    renamed(given)
    new = printed_anew(given, certificate)
    assert printed_anew(given, certificate, reason="Another.", seen_digest="old") == new
    assert (Certificate.objects.count(), OutgoingMail.objects.filter(key__startswith="correction").count()) == (2, 1)
    assert issue(decision=new.decision, cycle=new.cycle, by=given.manager, now=NOW + 2 * HOUR) == new
    with pytest.raises(Refused, match="Nothing would change"):
        printed_anew(given, new)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"seen_digest": "0" * 64}, "Something changed since"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_what_was_not_seen_or_has_no_reason_is_refused(given, certificate, changes, why):
    renamed(given)
    with pytest.raises(Refused, match=why):
        printed_anew(given, certificate, **changes)


def test_a_name_that_is_not_confirmed_or_cannot_be_printed_is_refused(given, certificate):
    renamed(given)
    given.person.name_confirmed_at = None
    given.person.save()
    with pytest.raises(Refused, match="not confirmed as on the license"):
        printed_anew(given, certificate)
    renamed(given, "Ann \N{GRINNING FACE}")
    with pytest.raises(IssueRefused, match="1F600"):
        printed_anew(given, certificate)
    assert Certificate.objects.count() == 1


def test_who_may_not_decide_may_not_print_anew(given, certificate):
    renamed(given)
    elsewhere = factories.UserFactory(role="manager")
    factories.ClinicFactory(manager=elsewhere)
    supervisor = factories.PractitionerFactory(supervisor=True, user=factories.UserFactory(role="administrator"))
    factories.SessionFactory(practitioner=given.person, supervisor=supervisor, state="submitted", submitted_at=NOW)
    for user in (elsewhere, given.person.user, supervisor.user, factories.UserFactory(role="editor")):
        with pytest.raises(Refused):
            printed_anew(given, certificate, by=user)
    assert may_correct(given.manager, fresh(certificate), TODAY)


def test_a_certificate_of_completion_is_printed_anew_by_its_holder():
    paper = course.printed(course.graduate())
    administrator = factories.UserFactory(role="administrator")
    assert "by its holder" in str(may_correct(administrator, paper, TODAY))


@pytest.mark.parametrize(
    ("kind", "said", "reads"),
    [
        ("extend", {"valid_until": date(2029, 6, 30)}, "Valid, extended until June 30, 2029"),
        ("reduce_scope", {"scope": NECK}, "Valid, for neck, shoulder only"),
    ],
)
def test_after_a_change_the_newest_is_printed_anew_with_what_the_change_says(given, certificate, kind, said, reads):
    [changed] = change(given, kind, **said)
    renamed(given)
    on = TODAY + MONTH
    with pytest.raises(Refused, match=f"{changed.number} is printed in its place"):
        printed_anew(given, certificate, today=on)
    new = printed_anew(given, changed, now=NOW + MONTH + HOUR, today=on)
    assert {name: new.document[name] for name in SAME} == {name: changed.document[name] for name in SAME}
    assert new.document["sentence"] == changed.document["sentence"]
    assert [headline(paper, on) for paper in (certificate, changed)] == [f"Replaced by {new.number}"] * 2
    assert headline(new, on) == reads
    assert list(certificate_differences()) == []


def test_before_a_change_takes_effect_its_paper_is_replaced_and_the_valid_one_stays(given, certificate):
    [coming] = change(given, "reduce_scope", effective_on=TODAY + 2 * MONTH, scope=NECK)
    renamed(given)
    on = TODAY + MONTH
    new = printed_anew(given, coming, now=NOW + MONTH + HOUR, today=on)
    assert [headline(paper, on) for paper in (certificate, coming, new)] == [
        "Valid",
        f"Replaced by {new.number}",
        "Starts on May 2, 2027",
    ]
    assert headline(certificate, TODAY + 2 * MONTH) == f"Replaced by {new.number}"


def test_what_is_printed_anew_can_be_changed_and_printed_anew_again(given, certificate):
    renamed(given)
    second = printed_anew(given, certificate)
    [third] = change(given, "extend", valid_until=date(2029, 6, 30))
    renamed(given, "Inés Lee")
    fourth = printed_anew(given, third, now=NOW + MONTH + HOUR, today=TODAY + MONTH)
    assert [paper.replaces for paper in (certificate, second, third, fourth)] == [None, certificate, second, third]
    on = TODAY + MONTH
    assert {headline(paper, on) for paper in (certificate, second, third)} == {f"Replaced by {fourth.number}"}


def test_a_suspended_or_expired_one_is_printed_anew_and_reads_as_before(given, certificate):
    decided(given, DecisionKind.SUSPEND, now=NOW + timedelta(minutes=1))
    renamed(given)
    new = printed_anew(given, certificate)
    assert headline(new) == "Suspended"
    decided(given, DecisionKind.REINSTATE, now=NOW + 2 * HOUR)
    renamed(given, "Inés Lee")
    late = date(2029, 3, 15)
    assert headline(printed_anew(given, new, today=late), late) == "Expired, may renew until April 30, 2029"


def test_a_revoked_one_never_is_nor_one_that_will_be(given, certificate):
    renamed(given)
    decided(given, DecisionKind.REVOKE, effective_on=TODAY + 5 * timedelta(days=1), now=NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="revoked from March 6, 2027 on, so nothing is printed"):
        printed_anew(given, certificate)
    with pytest.raises(Refused, match="is revoked, so nothing is printed"):
        printed_anew(given, certificate, today=TODAY + 5 * timedelta(days=1))


def test_both_read_revoked_after_a_revocation(given, certificate):
    renamed(given)
    new = printed_anew(given, certificate)
    decided(given, DecisionKind.REVOKE, now=NOW + 2 * HOUR)
    assert {headline(certificate), headline(new)} == {"Revoked"}
    assert (bits(certificate), bits(new)) == ("revocation", "revocation")


def test_a_holder_asks_once_and_printing_anew_answers(given, certificate):
    holder = given.person.user
    asked = {"certificate": certificate, "reason": "I married.", "now": NOW, "today": TODAY}
    with pytest.raises(Refused, match="It bears your present name"):
        ask(by=holder, **asked)
    renamed(given)
    certificate = asked["certificate"] = fresh(certificate)
    row = ask(by=holder, **asked)
    assert ask(by=holder, **asked) == row
    assert list(waiting(given.manager, TODAY)) == [row]
    elsewhere = factories.UserFactory(role="manager")
    factories.ClinicFactory(manager=elsewhere)
    assert not waiting(elsewhere, TODAY).exists() and not waiting(holder, TODAY).exists()
    printed_anew(given, certificate)
    row.refresh_from_db()
    assert (row.outcome, row.decided_by, row.answer) == (Outcome.PRINTED, given.manager, "")
    assert not waiting(given.manager, TODAY).exists()
    with pytest.raises(Refused, match="answered this meanwhile"):
        decline(by=given.manager, request=row, answer="Too late.", now=NOW, today=TODAY)


def test_an_extension_answers_a_request_too(given, certificate):
    renamed(given)
    row = ask(by=given.person.user, certificate=fresh(certificate), reason="I married.", now=NOW, today=TODAY)
    change(given, "extend", valid_until=date(2029, 6, 30))
    row.refresh_from_db()
    assert row.outcome == Outcome.PRINTED


def test_a_manager_declines_with_a_reason_and_the_holder_may_ask_again(given, certificate):
    renamed(given)
    asked = {"by": given.person.user, "reason": "I married.", "now": NOW, "today": TODAY}
    row = ask(certificate=fresh(certificate), **asked)
    said = {"request": row, "now": NOW, "today": TODAY}
    for by, answer, why in [
        (given.manager, " ", "Say why"),
        (given.person.user, "No.", "Only a compliance manager"),
    ]:
        with pytest.raises(Refused, match=why):
            decline(by=by, answer=answer, **said)
    decline(by=given.manager, answer="Send us the new license first.", **said)
    letter = OutgoingMail.objects.get(key=f"correction_declined:{row.pk}")
    assert "Send us the new license first." in letter.body and "I married." in letter.body
    with pytest.raises(Refused, match="answered this meanwhile"):
        decline(by=given.manager, answer="Again.", **said)
    actions = ["certificate.ask_correction", "certificate.decline_correction"]
    assert (
        list(AuditEvent.objects.filter(action__in=actions).order_by("pk").values_list("action", flat=True)) == actions
    )
    assert ask(certificate=fresh(certificate), **asked) != row


def test_a_correction_of_another_decision_is_named_by_the_check(given, certificate):
    other = factories.CycleFactory(practitioner=given.person, version=certificate.cycle.version, number=7)
    whole = {"code": "B" * 26, "number": "DN-2", "sha256": "0" * 64, "document": {}, "issued_at": NOW}
    whole |= {"issued_by": given.manager, "replaces": certificate, "correction": "Anything."}
    Certificate.objects.create(decision=other.decision, cycle=other, **whole)
    said = "Certificate DN-2 is printed anew under another decision than the one that it replaces."
    assert said in list(certificate_differences())

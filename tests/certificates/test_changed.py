"""An extension and a reduction of scope print the certificate anew; the paper from before leads to it."""

from datetime import date, timedelta

import pytest
import time_machine

from certificates.integrity import certificate_differences
from certificates.issue import issue_all
from certificates.models import Certificate
from certificates.reading import read
from tests import factories
from tests.certificates.make import decided, issued
from tests.certificates.test_decide import address, form_of, shown
from tests.certificates.test_verify import words
from tests.factories import NOW, TODAY
from training.actions.decision import decide
from training.models import Cycle, Decision, Region, Renewal, Technique
from training.queries.standing import certification

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

NECK = ["neck", "shoulder", *Technique.values]
MONTH = timedelta(days=31)


def change(given, kind, *, after=MONTH, effective_on=None, **said):
    """Decide on a later day, and print what it calls for."""
    today = TODAY + after
    decision = decide(
        by=given.manager,
        practitioner=given.person,
        scheme=given.scheme,
        kind=kind,
        reason="As decided.",
        effective_on=effective_on or today,
        seen_digest=certification(given.person, given.scheme, today).digest,
        seen_name=given.person.full_name,
        now=NOW + after,
        today=today,
        **said,
    )
    return issue_all(decision=decision, by=given.manager, now=NOW + after)


def headline(certificate, on: date) -> str:
    return read(Certificate.objects.get(pk=certificate.pk), on).headline


def test_an_extension_prints_the_new_date_and_the_old_paper_leads_to_it(given, certificate):
    [new] = change(given, "extend", valid_until=date(2029, 6, 30))
    assert (certificate.document["valid_until"], new.document["valid_until"]) == ("2029-02-28", "2029-06-30")
    assert "until June\xa030,\xa02029" in new.document["sentence"]
    assert new.replaces == certificate
    later = TODAY + MONTH
    assert [headline(certificate, later - timedelta(days=1)), headline(certificate, later)] == [
        "Valid",
        f"Replaced by {new.number}",
    ]
    on = ("2029-06-30", "2029-07-01")
    extended = "Valid, extended until June 30, 2029"
    assert [headline(new, date.fromisoformat(day)) for day in on] == [extended, "Expired"]
    said = new.document["sentence"].replace("\xa0", " ")
    assert said == (
        "is certified in Dry Needling from March 1, 2027 until June 30, 2029, extended from February 28, 2029."
    )
    assert (certificate.document["decided"], new.document["decided"]) == ("Awarded", "Extended")
    assert list(certificate_differences()) == []


def test_a_reduction_prints_what_is_left(given, certificate):
    [new] = change(given, "reduce_scope", scope=NECK)
    assert (certificate.document["scope"], new.document["scope"]) == ("Neck, arm, leg", "Only neck, shoulder")
    assert new.document["valid_until"] == certificate.document["valid_until"]
    assert headline(certificate, TODAY + MONTH) == f"Replaced by {new.number}"
    assert headline(new, TODAY + MONTH) == "Valid, for neck, shoulder only"
    assert new.document["decided"] == "Limited"
    assert "every requirement" not in new.document["sentence"]
    assert "is certified in Dry Needling, for the scope named below alone, from" in new.document["sentence"]


def test_before_it_takes_effect_the_old_paper_is_the_valid_one(given, certificate):
    effective_on = TODAY + 2 * MONTH
    [new] = change(given, "reduce_scope", effective_on=effective_on, scope=NECK)
    assert headline(certificate, TODAY + MONTH) == "Valid"
    assert headline(new, TODAY + MONTH) == "Starts on May 2, 2027"
    assert [headline(certificate, effective_on), headline(new, effective_on)] == [
        f"Replaced by {new.number}",
        "Valid, for neck, shoulder only",
    ]


def test_a_paper_changed_twice_leads_to_the_last(given, certificate):
    [second] = change(given, "extend", valid_until=date(2029, 6, 30))
    [third] = change(given, "reduce_scope", after=2 * MONTH, scope=NECK)
    on = TODAY + 2 * MONTH
    assert [headline(paper, on) for paper in (certificate, second, third)] == [
        f"Replaced by {third.number}",
        f"Replaced by {third.number}",
        "Valid, for neck, shoulder only, extended until June 30, 2029",
    ]
    assert third.replaces == second
    assert (third.document["valid_until"], third.document["scope"]) == ("2029-06-30", "Only neck, shoulder")


def test_the_longest_limit_that_can_be_chosen_fits_the_paper(given, certificate):
    left = [*Region.values[1:], "superficial", "deep"]
    [new] = change(given, "reduce_scope", scope=left)
    assert new.document["scope"].startswith("Only neck, upper back, chest")
    assert new.document["scope"].endswith("superficial needling, deep needling")
    assert headline(new, TODAY + MONTH) == "Valid with limits"


def test_the_public_page_and_the_list_tell_the_new_facts(client, given, certificate):
    [new] = change(given, "reduce_scope", scope=NECK)
    with time_machine.travel(NOW + MONTH, tick=False):
        old_page = words(client.get(f"/verify/{certificate.code}/"))
        assert f"Replaced by {new.number}" in old_page
        page = words(client.get(f"/verify/{new.code}/"))
        assert "Only neck, shoulder" in page and "Limited on April 1, 2027" in page
        assert page.partition("Inés")[0].count("neck, shoulder") == 1 and "every requirement" not in page
        response = client.get(f"/verify/{new.code}/").content.decode()
        assert 'class="verdict" data-status="active"' not in response
        assert client.get(f"/verify/{new.code}/?format=json").json()["limit"] == "neck, shoulder"
        said = client.get(f"/verify/{certificate.code}/?format=json").json()
        assert (said["status"], said["replaced_by"]) == ("replaced", new.number)


def test_the_public_page_says_that_it_was_extended_and_from_when(client, given, certificate):
    [new] = change(given, "extend", valid_until=date(2029, 6, 30))
    with time_machine.travel(NOW + MONTH, tick=False):
        head = words(client.get(f"/verify/{new.code}/")).partition("Inés")[0]
        assert "Valid, extended until June 30, 2029" in head
        assert "Before the extension it was to end on February 28, 2029" in head
        assert client.get(f"/verify/{new.code}/?format=json").json()["extended_from"] == "2029-02-28"


def test_a_coming_cycle_is_limited_on_its_own_paper(given, certificate):
    cycle, on = Cycle.objects.get(), date(2029, 1, 10)
    factories.EvidenceFactory(practitioner=given.person, accepted=True, happened_on=on - timedelta(days=9))
    Renewal.objects.create(
        practitioner=given.person,
        scheme=given.scheme,
        cycle=cycle,
        submitted_on=on,
        submitted_at=NOW,
        evaluation={"findings": []},
    )
    [renewed] = change(given, "renew", after=on - TODAY)
    papers = change(given, "reduce_scope", after=on + MONTH - TODAY, scope=NECK)
    assert [paper.replaces for paper in papers] == [certificate, renewed]
    assert {paper.document["scope"] for paper in papers} == {"Only neck, shoulder"}
    coming = date(2029, 3, 1)
    assert headline(certificate, coming) == f"Replaced by {papers[1].number}"
    assert headline(papers[1], coming) == "Valid, for neck, shoulder only"


# On the desk


@pytest.fixture
def desk(client, given):
    client.force_login(given.manager)
    return client


def test_the_desk_previews_and_decides_an_extension(desk, given):
    issued(given)
    form = form_of(desk, given, kind="extend", reason="Leave.", valid_until="2029-06-30")
    seen = shown(desk.post(address(given), form | {"dates": "yes"}))
    assert "Extend: valid until June 30, 2029" in seen
    assert "No grace after it" in seen
    assert "The next cycle still counts from March 1, 2029." in seen
    wrong = shown(desk.post(address(given), form | {"dates": "yes", "valid_until": "2031-01-01"}))
    assert "An extension ends on February 28, 2030 at the latest." in wrong
    assert Decision.objects.count() == 1
    page = shown(desk.post(address(given), form, follow=True))
    assert "Extended until June 30, 2029. Certificate DN-2027-00002 is issued." in page
    assert "extended from Feb 28, 2029 to Jun 30, 2029" in page
    assert "Jun 30, 2029 extended from Feb 28, 2029" in shown(desk.get(address(given)))


def test_the_desk_asks_twice_before_it_limits(desk, given):
    issued(given)
    form = form_of(desk, given, kind="reduce_scope", reason="After the event.", scope=NECK)
    asked = shown(desk.post(address(given), form))
    assert "Reduce the scope of Inés Zamora ’s certification?" in asked
    assert "Limited to neck, shoulder, with every technique" in asked
    assert "No longer covered head and jaw, upper back" in asked
    page = shown(desk.post(address(given), form | {"confirmed": "yes"}, follow=True))
    assert "Limited to neck, shoulder. Certificate DN-2027-00002 is issued." in page
    assert "It covers only neck, shoulder." in page
    again = desk.get(address(given)).content.decode()
    assert 'value="hip_buttock"' not in again, "only what is covered now is offered"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scope": []}, "Leave at least one body region and one technique."),
        ({"scope": ["neck"]}, "Leave at least one body region and one technique."),
        ({"scope": Region.values + Technique.values}, "Nothing is taken away."),
        ({"effective_on": "2027-02-01"}, "A decision takes effect on its day or later."),
    ],
)
def test_what_is_refused_anyway_is_not_asked_twice(desk, given, changes, words):
    issued(given)
    form = form_of(desk, given, **{"kind": "reduce_scope", "reason": "Kept words", "scope": NECK, **changes})
    page = shown(desk.post(address(given), form))
    assert words in page
    assert "Kept words" in page
    assert "Limited to" not in page


def test_a_scope_that_is_none_stands_at_its_field_and_nothing_typed_is_lost(desk, given):
    issued(given)
    form = form_of(desk, given, kind="reduce_scope", reason="Kept words", scope=["neck"])
    page = shown(desk.post(address(given), form | {"confirmed": "yes"}))
    assert "Leave at least one body region and one technique." in page
    assert "Kept words" in page


def test_who_is_revoked_is_awarded_again_after_a_warning(desk, given):
    issued(given)
    decided(given, "revoke")
    assert "After a revocation an award is decided on a later day." in shown(desk.get(address(given)))
    with time_machine.travel(NOW + MONTH, tick=False):
        desk.force_login(given.manager)
        page = shown(desk.get(address(given)))
        assert "Revoked on March 1, 2027 . The reason: All requirements are met." in page
        assert "The revocation stays on record, and the revoked certificate stays revoked." in page
        form = form_of(desk, given, effective_on=(TODAY + MONTH).isoformat())
        assert desk.post(address(given), form).status_code == 302
    old, new = Certificate.objects.order_by("pk")
    assert (new.replaces, new.document["valid_from"]) == (None, "2027-04-01")
    assert [headline(paper, TODAY + MONTH) for paper in (old, new)] == ["Revoked", "Valid"]


@pytest.mark.parametrize(
    ("state", "words"), [("submitted", "You supervised this person"), ("returned", "You supervised this person")]
)
def test_who_supervised_does_not_decide_and_reads_why(desk, given, state, words):
    signer = factories.PractitionerFactory(user=given.manager, supervisor=True)
    factories.SessionFactory(practitioner=given.person, supervisor=signer, state=state, submitted_at=NOW)
    page = shown(desk.get(address(given)))
    assert f"{words}, so you do not decide the certification. Ask another manager." in page
    posted = desk.post(address(given), {"kind": "award", "reason": "All met.", "effective_on": TODAY.isoformat()})
    assert words in shown(posted)
    assert not Decision.objects.exists()

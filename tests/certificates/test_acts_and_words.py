"""Each act on a certificate, and the one word that every place has for it at once: the page, its JSON, the status
lists of the badge, and the PDF and the badge that somebody drops. Who it is about is told by mail.
"""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction

from certificates.issue import issue_all
from certificates.models import Certificate
from certificates.reading import read
from tests import factories
from tests.certificates import course
from tests.certificates.make import decided, issued, story
from tests.certificates.test_badge_status import bits
from tests.certificates.test_changed import MONTH, NECK, change
from tests.certificates.test_corrections import printed_anew, renamed
from tests.certificates.test_verify import words
from tests.factories import NOW, TODAY, days
from training.actions.renewal import submit
from training.models import Completion, DecisionKind, OutgoingMail
from training.trees import block

pytestmark = [pytest.mark.django_db]
MINUTE = timedelta(minutes=1)


@dataclass
class Told:
    """A paper after an act: the instant at which it is asked for, and what every place must say of it."""

    paper: Certificate
    status: str
    headline: str
    bits: str = ""
    at: datetime = NOW


def award(given) -> list[Told]:
    return [Told(issued(given), "valid", "Valid")]


def award_of_a_coming_day(given) -> list[Told]:
    paper = issued(given, effective_on=days(10))
    return [
        Told(paper, "starts", "Starts on March 11, 2027"),
        Told(paper, "valid", "Valid", at=NOW + timedelta(days=10)),
    ]


def renewal(given) -> list[Told]:
    first, at = issued(given), datetime.combine(date(2029, 1, 10), NOW.time(), NOW.tzinfo)
    evidence = {"minutes": 1200, "happened_on": at.date() - timedelta(days=5), "accepted": True}
    factories.EvidenceFactory(practitioner=given.person, **evidence)
    submit(by=given.person.user, practitioner=given.person, scheme=given.scheme, now=at, today=at.date())
    decision = decided(given, DecisionKind.RENEW, now=at, today=at.date())
    [second] = issue_all(decision=decision, by=given.manager, now=at)
    later = datetime.combine(date(2029, 3, 1), NOW.time(), NOW.tzinfo)
    return [
        Told(first, "valid", "Valid", at=at),
        Told(second, "starts", "Starts on March 1, 2029", at=at),
        Told(first, "replaced", f"Replaced by {second.number}", at=later),
        Told(second, "valid", "Valid", at=later),
    ]


def changed(given, headline: str, kind: str, **to) -> list[Told]:
    """A paper, and the one that replaces it because of the change."""
    first, at = issued(given), NOW + MONTH
    [second] = change(given, kind, **to)
    return [
        Told(first, "replaced", f"Replaced by {second.number}", "revocation", at),
        Told(second, "valid", headline, at=at),
    ]


def extension(given) -> list[Told]:
    return changed(given, "Valid, extended until June 30, 2029", "extend", valid_until=date(2029, 6, 30))


def reduction(given) -> list[Told]:
    return changed(given, "Valid, for neck, shoulder only", "reduce_scope", scope=NECK)


def suspension(given) -> list[Told]:
    paper = issued(given)
    decided(given, DecisionKind.SUSPEND, now=NOW + MINUTE)
    return [Told(paper, "suspended", "Suspended", "suspension")]


def reinstatement(given) -> list[Told]:
    [told] = suspension(given)
    decided(given, DecisionKind.REINSTATE, now=NOW + 2 * MINUTE)
    return [Told(told.paper, "valid", "Valid")]


def revocation(given) -> list[Told]:
    paper = issued(given)
    decided(given, DecisionKind.REVOKE, now=NOW + MINUTE)
    late = NOW.replace(year=2040)
    return [Told(paper, "revoked", "Revoked", "revocation", at) for at in (NOW, late)]


def correction(given) -> list[Told]:
    first = issued(given)
    renamed(given)
    second = printed_anew(given, first)
    return [
        Told(first, "replaced", f"Replaced by {second.number}", "revocation"),
        Told(second, "valid", "Valid"),
    ]


def the_end(given) -> list[Told]:
    paper = issued(given)
    last, after = (datetime.combine(day, NOW.time(), NOW.tzinfo) for day in (date(2029, 4, 30), date(2029, 5, 1)))
    return [
        Told(paper, "grace", "Expired, may renew until April 30, 2029", at=last),
        Told(paper, "lapsed", "Expired", at=after),
    ]


def a_condition_that_fails(_given) -> list[Told]:
    given = story("Ann Doe", "Conditions", throughout=[block("active_license", "license")])
    home = {"jurisdiction": given.clinic.jurisdiction, "expires_on": days(28), "issued_on": days(-400)}
    row = factories.LicenseFactory(practitioner=given.person, **home)
    factories.LicenseCheckFactory(license=row, checked_on=TODAY)
    paper = issued(given)
    return [
        Told(paper, "valid", "Valid"),
        Told(paper, "inactive", "Not valid today", "suspension", NOW + timedelta(days=30)),
    ]


def a_completion(_given) -> list[Told]:
    given = course.graduate("Bo Roe")
    first = course.printed(given)
    second = course.printed(given, license=given.license, seen_code=first.code)
    return [
        Told(first, "replaced", f"Replaced by {second.number}", "revocation"),
        Told(second, "valid", "Valid"),
    ]


def a_completion_taken_back(_given) -> list[Told]:
    paper = course.printed(course.graduate("Bo Roe"))
    Completion.objects.update(superseded_at=NOW)
    return [Told(paper, "withdrawn", "Withdrawn", "revocation")]


ACTS = [
    award,
    award_of_a_coming_day,
    renewal,
    extension,
    reduction,
    suspension,
    reinstatement,
    revocation,
    correction,
    the_end,
    a_condition_that_fails,
    a_completion,
    a_completion_taken_back,
]
MAILS = {
    award: ["decision"],
    award_of_a_coming_day: ["decision"],
    renewal: ["decision"] * 2,
    extension: ["decision"] * 2,
    reduction: ["decision"] * 2,
    suspension: ["decision"] * 2,
    reinstatement: ["decision"] * 3,
    revocation: ["decision"] * 2,
    correction: ["correction", "decision"],
}


def dropped(client, content: bytes, name: str) -> dict:
    file = BytesIO(content)
    file.name = name
    return client.post("/verify/?format=json", {"file": file}).json()


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.__name__)
def test_every_place_has_the_same_word(client, given, clock, act):
    for told in act(given):
        clock.move_to(told.at)
        paper = Certificate.objects.get(pk=told.paper.pk)
        path = f"/verify/{paper.code}/"
        page, data = words(client.get(path)), client.get(path, {"format": "json"}).json()
        assert (data["status"], data["headline"]) == (told.status, told.headline)
        assert page.partition("> ")[2].startswith(told.headline)
        assert bits(paper) == told.bits
        for content, name in ((bytes(paper.pdf.content), "paper.pdf"), (paper.badge.content.encode(), "badge.json")):
            seen = dropped(client, content, name)
            assert (seen["file"]["outcome"], seen["status"]) == ("exact", told.status)
            assert {**seen["record"], "checked_at": ""} == {**data, "checked_at": ""}
        assert json.loads(paper.badge.content)["id"].endswith(path), "the badge leads to the same page"


@pytest.mark.parametrize("act", MAILS, ids=lambda act: act.__name__)
def test_the_holder_is_told_once_of_each_act(given, clock, act):
    act(given)
    letters = OutgoingMail.objects.filter(practitioner=given.person).order_by("key").values_list("key", flat=True)
    assert sorted(key.partition(":")[0] for key in letters) == MAILS[act]


@pytest.mark.parametrize("act", ["award", "extend"])
def test_an_act_whose_paper_cannot_be_made_leaves_nothing(monkeypatch, given, clock, act):
    """Decision, certificate, letter and status are one transaction."""
    papers = [issued(given)] if act == "extend" else []
    letters = OutgoingMail.objects.count()
    monkeypatch.setattr("certificates.issue.keep_seal", broken)
    with pytest.raises(RuntimeError), transaction.atomic():
        if act == "extend":
            change(given, "extend", valid_until=date(2029, 6, 30))
        else:
            issued(given)
    assert list(Certificate.objects.all()) == papers
    assert OutgoingMail.objects.count() == letters
    assert [read(paper, TODAY + MONTH).headline for paper in papers] == ["Valid"] * len(papers)


def broken(*args):
    raise RuntimeError("the power went out")

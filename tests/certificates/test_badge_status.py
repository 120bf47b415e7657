"""The status lists: at once what the page says, for every badge, and nothing about whose they are."""

import json
from datetime import date, timedelta

import pytest

from certificates.badge import keys
from certificates.badge.proof import is_proven
from certificates.badge.status_list import Purpose, is_set
from certificates.badge_status import places, purpose_of, read_many
from certificates.models import Certificate, CertificateBadge
from certificates.reading import read as reading_of
from certificates.readings import read_page
from certificates.status import CertificateStatus as Status
from tests import factories
from tests.certificates import course
from tests.certificates.badge.stranger import judged, read
from tests.certificates.make import decided, issued, story
from tests.certificates.test_changed import change
from tests.factories import NOW, TODAY, days
from training.actions.tick import read_status_lists
from training.models import DecisionKind
from training.trees import block

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
MINUTE = timedelta(minutes=1)


def listed(purpose: Purpose, number: int = 1) -> dict:
    return json.loads(read(f"/badges/status/{purpose}/{number}/"))


def bits(certificate) -> str:
    """The purposes whose bit is set for its badge."""
    badge = certificate.badge
    lists = {each: listed(each, badge.list_number)["credentialSubject"]["encodedList"] for each in Purpose}
    return " ".join(each for each in Purpose if is_set(lists[each], badge.place))


def status(certificate, on=TODAY) -> Status:
    return reading_of(Certificate.objects.get(pk=certificate.pk), on).status


def test_a_valid_one_has_no_bit_and_the_lists_are_signed(certificate):
    assert (status(certificate), bits(certificate)) == (Status.VALID, "")
    for purpose in Purpose:
        document = listed(purpose)
        assert is_proven(document, keys.signing_key().public_key())
        assert document["issuer"] == keys.issuer()
        assert document["credentialSubject"]["statusPurpose"] == purpose


def test_a_suspension_is_read_at_once_and_its_end_too(given, certificate):
    decided(given, DecisionKind.SUSPEND, now=NOW + MINUTE)
    assert (status(certificate), bits(certificate)) == (Status.SUSPENDED, "suspension")
    assert "'suspension' is set" in judged(certificate)
    decided(given, DecisionKind.REINSTATE, now=NOW + 2 * MINUTE)
    assert (status(certificate), bits(certificate)) == (Status.VALID, "")
    assert judged(certificate) == ""


def test_a_revocation_is_read_at_once_and_for_ever(given, certificate, clock):
    decided(given, DecisionKind.REVOKE, now=NOW + MINUTE)
    assert (status(certificate), bits(certificate)) == (Status.REVOKED, "revocation")
    assert "'revocation' is set" in judged(certificate)
    clock.move_to(NOW.replace(year=2040))
    assert bits(certificate) == "revocation"


def test_an_act_on_a_coming_day_sets_the_bit_on_that_day(given, certificate, clock):
    decided(given, DecisionKind.SUSPEND, TODAY + timedelta(days=3), now=NOW + MINUTE)
    assert bits(certificate) == ""
    clock.move_to(NOW + timedelta(days=3))
    assert bits(certificate) == "suspension"


def test_what_expired_has_no_bit_since_its_date_says_so(certificate, clock):
    clock.move_to(NOW.replace(year=2030))
    assert (status(certificate, date(2030, 3, 1)), bits(certificate)) == (Status.LAPSED, "")
    assert "expired" in judged(certificate)


def test_what_a_correction_replaced_is_revoked_and_what_replaces_it_is_valid(given, certificate, clock):
    [newer] = change(given, "extend", valid_until=date(2029, 6, 30))
    clock.move_to(NOW + timedelta(days=31))
    assert (bits(certificate), bits(newer)) == ("revocation", "")
    assert judged(newer) == ""


def test_not_valid_today_is_a_suspension(db, clock):
    given = story(throughout=[block("active_license", "license")])
    row = factories.LicenseFactory(
        practitioner=given.person, jurisdiction=given.clinic.jurisdiction, expires_on=days(28), issued_on=days(-400)
    )
    factories.LicenseCheckFactory(license=row, checked_on=TODAY)
    certificate = issued(given)
    assert (status(certificate), bits(certificate)) == (Status.VALID, "")
    clock.move_to(NOW + timedelta(days=30))
    assert (status(certificate, days(30)), bits(certificate)) == (Status.INACTIVE, "suspension")


def test_a_completion_that_was_taken_back_is_revoked():
    given = course.graduate()
    paper = course.printed(given)
    assert bits(paper) == ""
    type(given.completion)._base_manager.filter(pk=given.completion.pk).update(superseded_at=NOW)
    assert bits(paper) == "revocation"


def test_the_older_paper_of_a_completion_is_revoked():
    given = course.graduate()
    paper = course.printed(given)
    newer = course.printed(given, license=given.license, seen_code=paper.code)
    assert (bits(paper), bits(newer)) == ("revocation", "")


def test_a_list_says_how_long_it_may_be_kept_and_asks_nobody(client, certificate):
    response = client.get("/badges/status/revocation/1/")
    assert response["Content-Type"] == "application/vc+ld+json"
    assert response["Cache-Control"] == "public, max-age=60"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert response.content == client.get("/badges/status/revocation/1/").content
    assert certificate.number not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["revocation/2/", "revocation/0/", f"suspension/{10**30}/", "refresh/1/", "message/1/"]
)
def test_there_is_no_other_list(client, certificate, path):
    assert client.get(f"/badges/status/{path}").status_code == 404


def test_a_list_of_many_asks_no_more_than_one_of_few(given, certificate, django_assert_num_queries):
    decided(given, DecisionKind.SUSPEND, now=NOW + MINUTE)
    for name in ["Ann Doe", "Bo Roe", "Cy Poe"]:
        other = story(name, f"Scheme of {name}")
        issued(other)
        decided(other, DecisionKind.REVOKE, now=NOW + MINUTE)
    found = places(1, TODAY)
    assert (len(found[Purpose.SUSPENSION]), len(found[Purpose.REVOCATION])) == (1, 3)
    with django_assert_num_queries(1):
        assert places(1, TODAY) == found


def test_the_tick_reads_them_before_anybody_asks(given, certificate, django_assert_num_queries):
    decided(given, DecisionKind.SUSPEND, now=NOW + MINUTE)
    read_status_lists(now=NOW + MINUTE)
    with django_assert_num_queries(1):
        assert places(1, TODAY) == {Purpose.SUSPENSION: {certificate.badge.place}, Purpose.REVOCATION: set()}


def test_many_read_at_once_read_as_each_alone(given, certificate):
    decided(given, DecisionKind.REVOKE, now=NOW + MINUTE)
    course.printed(course.graduate())
    for name, kind in {"Ann Doe": DecisionKind.SUSPEND, "Bo Roe": DecisionKind.REVOKE, "Cy Poe": None}.items():
        other = story(name, f"Scheme of {name}")
        issued(other)
        if kind:
            decided(other, kind, now=NOW + MINUTE)
    badges = list(CertificateBadge.objects.order_by("pk"))
    alone = [(badge, purpose_of(badge.certificate, reading_of(badge.certificate, TODAY))) for badge in badges]
    assert list(read_many(badges, TODAY)) == alone
    assert len({purpose for _, purpose in alone}) == 3
    papers = [badge.certificate for badge in badges]
    assert read_page(papers, TODAY) == [reading_of(paper, TODAY) for paper in papers]

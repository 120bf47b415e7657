"""A page of its own for a certificate: its holder's to switch on and off, and the same as none when it is off."""

from datetime import timedelta
from gzip import compress

import pytest
from django.utils.html import strip_tags

from certificates.models import Certificate, CertificateShare, Frozen, LookUpCount
from certificates.reading import read
from certificates.sharing.profile_fields import profile_fields
from certificates.sharing.shares import close_share, may_share, open_share, share_of, with_share
from certificates.throttle import MISSES
from tests import factories
from tests.certificates import course
from tests.certificates.make import decided, document, issued, story
from tests.certificates.test_verify import words
from tests.certificates.test_weight import FILES, PAGE, asked_by, weight
from tests.factories import NOW, TODAY
from training.actions import Refused
from training.models import AuditEvent, DecisionKind
from training.views.desk.events import WORDS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NEVER = "0" * 26
PARTS = ["", "picture.webp", "card.jpg", "pdf/"]


def shared(certificate: Certificate, with_pdf: bool = True, now=NOW) -> CertificateShare:
    by, reading = certificate.practitioner.user, read(certificate, TODAY)
    return open_share(by=by, certificate=certificate, reading=reading, with_pdf=with_pdf, now=now)


def off(certificate: Certificate, now=NOW):
    return close_share(by=certificate.practitioner.user, certificate=certificate, now=now)


@pytest.fixture
def share(certificate):
    return shared(certificate)


def at(share: CertificateShare, part: str = "") -> str:
    return f"/shared/{share.token}/{part}"


def same(one, other) -> bool:
    """Whether two answers tell a reader the same."""
    return (one.status_code, strip_tags(one.content.decode())) == (
        other.status_code,
        strip_tags(other.content.decode()),
    )


def test_it_is_off_until_its_holder_switches_it_on(client, given, certificate):
    assert share_of(certificate) is None
    client.force_login(given.person.user)
    address = f"/my/certificates/{certificate.code}/share/"
    assert "Switch the page on" in words(client.get(address))
    assert client.post(address, {"act": "on"}).url == address
    row = share_of(certificate)
    assert not row.with_pdf
    assert f"http://testserver/shared/{row.token}/" in client.get(address).content.decode()


def test_the_status_of_today_comes_first_then_all_that_the_holder_is_proud_of(client, share):
    response = client.get(at(share))
    page = words(response)
    for fact in ["Inés Zamora", "Dry Needling , version", "Neck, arm, leg", "March 1, 2027", "DN-2027-00001"]:
        assert fact in page, fact
    assert page.index("Valid") < page.index("Inés Zamora")
    assert f"/verify/{share.certificate.code}/" in response.content.decode()
    assert f'<img src="{at(share, "picture.webp")}"' in response.content.decode()


def test_the_same_of_a_completion(client):
    row = shared(course.printed(course.graduate("Ann Doe")))
    page = words(client.get(at(row)))
    for fact in ["Ann Doe", "Safe needling near the lung", "1.5 contact hours", "A completion does not expire"]:
        assert fact in " ".join(page.split()), fact


def test_a_preview_of_the_link_is_told_what_to_show(client, share):
    page = client.get(at(share)).content.decode()
    assert '<meta property="og:title" content="Inés Zamora, Dry Needling">' in page
    assert f'<meta property="og:url" content="http://testserver{at(share)}">' in page
    assert f'<meta property="og:image" content="http://testserver{at(share, "card.jpg")}">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_there_is_no_cookie_and_nobody_keeps_it(client, share):
    for part in PARTS:
        response = client.get(at(share, part))
        assert response.status_code == 200, part
        assert not response.cookies, part
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex"


def test_it_is_light_and_its_picture_too(client, share):
    page = client.get(at(share)).content
    assert len(compress(page)) <= PAGE
    assert sum(map(weight, asked_by(page.decode()))) <= FILES
    assert len(client.get(at(share, "picture.webp")).content) < 100_000


def test_off_it_answers_as_an_address_that_never_was_and_on_again_it_has_another(client, share):
    off(share.certificate)
    for part in PARTS:
        gone, never = client.get(at(share, part)), client.get(f"/shared/{NEVER}/{part}")
        assert gone.status_code == 404
        assert same(gone, never)
    again = shared(share.certificate)
    assert again.token != share.token
    assert [client.get(at(row)).status_code for row in (share, again)] == [404, 200]


def test_both_count_as_guesses_and_are_throttled_alike_with_those_of_verification(client, certificate, share):
    other = shared(issued(story("Ann Doe", "Another scheme")))
    off(share.certificate)
    for row in range(MISSES):
        client.get(at(share) if row % 2 else f"/verify/{NEVER}/")
    answers = [client.get(address) for address in (at(other), at(share), f"/shared/{NEVER}/")]
    assert [each.status_code for each in answers] == [429] * 3
    assert same(answers[0], answers[1])
    assert same(answers[1], answers[2])
    assert client.get(f"/verify/{certificate.code}/").status_code == 429


@pytest.mark.parametrize("rest", ["", "/"])
def test_its_address_pasted_where_codes_are_typed_is_not_called_unknown(client, share, rest):
    answer = client.get("/verify/", {"code": f"https://pinpoint.example/shared/{share.token}{rest}"})
    assert answer.url == at(share)


def test_without_the_tick_nobody_gets_the_file(client, certificate):
    row = shared(certificate, with_pdf=False)
    assert at(row, "pdf/") not in client.get(at(row)).content.decode()
    assert same(client.get(at(row, "pdf/")), client.get(f"/shared/{NEVER}/"))


def test_the_file_is_the_one_that_was_issued(client, share):
    response = client.get(at(share, "pdf/"))
    assert response.content == bytes(share.certificate.pdf.content)
    assert response["Content-Disposition"] == 'attachment; filename="DN-2027-00001.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_tick_changes_the_page_and_not_its_address_and_no_row(client, given, share):
    client.force_login(given.person.user)
    client.post(f"/my/certificates/{share.certificate.code}/share/", {"act": "on"})
    before, after = CertificateShare.objects.order_by("pk")
    assert (before.with_pdf, before.closed_at, after.with_pdf, after.closed_at) == (True, NOW, False, None)
    assert after.token == before.token
    assert client.get(at(share, "pdf/")).status_code == 404


def test_after_the_tick_its_address_is_as_old_as_it_was(share):
    shared(share.certificate, with_pdf=False, now=NOW + timedelta(days=40))
    assert share_of(share.certificate).since == NOW
    assert with_share(Certificate.objects.all()).get().shared_since == NOW


@pytest.mark.parametrize(("kind", "word"), [(DecisionKind.REVOKE, "Revoked"), (DecisionKind.SUSPEND, "Suspended")])
def test_what_no_longer_holds_says_so_first_and_shows_no_picture_and_no_file(client, given, share, kind, word):
    decided(given, kind, now=NOW + timedelta(minutes=1))
    response = client.get(at(share))
    page = words(response)
    assert page.index(word) < page.index("Inés Zamora")
    assert "has met every requirement" not in page
    for absent in ["<img", "og:image", "badge/", "pdf/", "linkedin"]:
        assert absent not in response.content.decode().partition('<footer class="site-foot')[0], absent
    for part in PARTS[1:]:
        assert same(client.get(at(share, part)), client.get(f"/shared/{NEVER}/")), part


def test_what_was_printed_anew_leads_to_what_stands_for_it(client):
    graduate = course.graduate("Ann Doe")
    row = shared(course.printed(graduate))
    newer = course.printed(graduate, license=graduate.license, seen_code=row.certificate.code)
    page = client.get(at(row)).content.decode()
    assert f"Replaced by {newer.number}" in words(client.get(at(row)))
    assert f"/verify/{newer.code}/" in page
    assert "<img" not in page
    assert share_of(newer) is None


def test_only_what_holds_is_switched_on(given, certificate):
    decided(given, DecisionKind.REVOKE, now=NOW + timedelta(minutes=1))
    with pytest.raises(Refused, match="Only what holds is shared, and this certificate says: Revoked"):
        shared(certificate)
    assert share_of(certificate) is None


def test_what_no_longer_holds_can_still_offer_less_and_be_taken_down(given, share):
    decided(given, DecisionKind.REVOKE, now=NOW + timedelta(minutes=1))
    assert not shared(share.certificate, with_pdf=False).with_pdf
    assert off(share.certificate)
    assert share_of(share.certificate) is None


def test_nobody_else_switches_it(client, given, certificate):
    assert not may_share(given.manager, certificate, read(certificate, TODAY))
    for user in (given.manager, factories.PractitionerFactory(login=True).user):
        client.force_login(user)
        client.post(f"/my/certificates/{certificate.code}/share/", {"act": "on"})
    assert share_of(certificate) is None


def test_nobody_else_switches_it_by_the_action_either(given, share):
    reading, by = read(share.certificate, TODAY), given.manager
    for act in (
        lambda: close_share(by=by, certificate=share.certificate, now=NOW),
        lambda: open_share(by=by, certificate=share.certificate, reading=reading, with_pdf=False, now=NOW),
    ):
        with pytest.raises(Refused, match="Only its holder"):
            act()
    assert share_of(share.certificate) == share


def test_of_a_closed_login_nothing_is_shared_and_it_comes_back_with_it(client, given, share):
    user = given.person.user
    for active, status in ((False, 404), (True, 200)):
        type(user).objects.filter(pk=user.pk).update(is_active=active)
        assert client.get(at(share)).status_code == status


def test_each_look_counts_but_the_holders_own_and_those_at_pictures(client, given, share):
    for part in PARTS:
        client.get(at(share, part))
    client.head(at(share))
    client.force_login(given.person.user)
    client.get(at(share))
    assert [row.count for row in LookUpCount.objects.all()] == [1]


def test_each_act_is_on_record_without_the_address(given, share):
    shared(share.certificate, with_pdf=False)
    off(share.certificate)
    off(share.certificate)
    acts = AuditEvent.objects.filter(action__contains="share").order_by("pk")
    assert [row.action for row in acts] == ["certificate.share", "certificate.share_differently", "certificate.unshare"]
    assert {row.actor_id for row in acts} == {given.person.user.pk}
    assert set(acts.values_list("action", flat=True)) <= set(WORDS)
    assert all(share.token not in str(row.__dict__) for row in acts)


def test_a_second_click_changes_nothing(share):
    assert shared(share.certificate) == share
    assert CertificateShare.objects.count() == 1


def test_a_row_is_closed_and_otherwise_never_changed(share):
    share.with_pdf = False
    rows = CertificateShare.objects.filter(pk=share.pk)
    for act in (share.save, share.delete, rows.delete, lambda: rows.update(token=NEVER, closed_at=NOW)):
        with pytest.raises(Frozen):
            act()
    assert rows.update(closed_at=NOW) == 1


def test_a_clock_that_went_back_closes_no_page_before_it_was_on(share):
    assert off(share.certificate, now=NOW - timedelta(minutes=1))
    assert CertificateShare.objects.get().closed_at == NOW


def test_the_list_says_what_is_shared(client, given, share):
    client.force_login(given.person.user)
    page = client.get("/my/certificates/").content.decode()
    assert "with the PDF" in page
    assert 'name="act" value="off"' in page
    off(share.certificate)
    assert "Not shared." in client.get("/my/certificates/").content.decode()


def test_the_fields_of_a_profile_and_the_link_that_fills_them_in():
    fields = profile_fields(document(), "https://pinpoint.example/shared/A/")
    assert fields.linkedin == (
        "https://www.linkedin.com/profile/add?startTask=CERTIFICATION_NAME&name=Dry+Needling"
        "&organizationName=Larkspur+Physical+Therapy&issueYear=2027&issueMonth=3&expirationYear=2029&expirationMonth=2"
        "&certUrl=https%3A%2F%2Fpinpoint.example%2Fshared%2FA%2F&certId=DN-2027-00042"
    )
    assert "expiration" not in profile_fields(course.document(), "https://pinpoint.example/shared/A/").linkedin

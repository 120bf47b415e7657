"""Licenses and evidence as their owner adds, sees and mends them."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from functools import partial

import pytest
from django.urls import reverse

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.my_story import browser_of, clinic, mine, noon, pdf, person, picture  # noqa: F401
from training.actions import Refused
from training.actions import license as actions
from training.actions.license import normalize_number
from training.models import AuditEvent, Evidence, License, Standing

pytestmark = pytest.mark.django_db
NEW_LICENSE = "/my/records/licenses/new/"
NEW_CREDIT = "/my/records/credit/new/"


@pytest.fixture
def colorado(db):
    return factories.JurisdictionFactory(code="US-CO", name="Colorado")


def license_given(where, **changes):
    return {
        "type": "license",
        "jurisdiction": where.pk,
        "number": "PTL.00 18-842",
        "issued_on": "2020-05-04",
        "expires_on": "2028-10-31",
        **changes,
    }


def test_a_license_is_added_with_its_number_normalized(mine, person, colorado):
    response = mine.post(NEW_LICENSE, license_given(colorado))
    row = License.objects.get(practitioner=person)
    assert response.url == f"/my/records/licenses/{row.pk}/"
    assert (row.number, row.normalized_number) == ("PTL.00 18-842", "PTL0018842")
    assert row.profession == person.profession
    page = mine.get(response.url).content.decode()
    assert "Not checked yet. The desk checks it at the source" in page
    assert "Not checked yet</span>" in page
    assert AuditEvent.objects.get(action="license.add").subject_id == str(row.pk)
    assert Standing.objects.filter(practitioner=person, jurisdiction=colorado).exists()


@pytest.mark.parametrize("number", ["ptl0018842", "PTL-0018842", "PTL 00\u00a018\u2013842", "p.t.l.0018842"])
def test_a_number_twice_gets_a_sentence_beside_the_field(mine, person, colorado, number):
    factories.LicenseFactory(practitioner=person, jurisdiction=colorado, normalized_number="PTL0018842")
    response = mine.post(NEW_LICENSE, license_given(colorado, number=number))
    assert response.status_code == 422
    assert response.context["form"].errors["number"] == ["You have already added this number for Colorado."]
    assert License.objects.count() == 1


def test_a_number_of_somebody_else_names_nobody(mine, colorado):
    factories.LicenseFactory(jurisdiction=colorado, normalized_number="PTL0018842")
    errors = mine.post(NEW_LICENSE, license_given(colorado)).context["form"].errors["number"]
    assert errors[0].startswith("This number is already on record for Colorado.")
    assert "Zamora" not in errors[0]


def test_a_double_click_adds_one(mine, colorado):
    first, second = (mine.post(NEW_LICENSE, license_given(colorado)) for _ in range(2))
    assert first.url == second.url
    assert License.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"expires_on": "2019-01-01"}, "expires_on", "before the day it was issued"),
        ({"issued_on": "2027-03-02"}, "issued_on", "This date has not come yet. Today is March 1, 2027."),
        ({"issued_on": "0001-01-01"}, "issued_on", "Write a date from 1940 on."),
        ({"issued_on": "", "expires_on": "0001-01-01"}, "expires_on", "Write a date from 1940 on."),
        ({"expires_on": "9999-12-31"}, "expires_on", "This is more than 20 years away. Look at the year again."),
        ({"number": " .-. "}, "number", "Write the number as it stands on the license."),
        ({"number": "x" * 41}, "number", "at most 40 characters"),
        ({"type": "compact_privilege"}, "home", "A compact privilege rests on a home license."),
        ({"jurisdiction": ""}, "jurisdiction", "This field is required."),
        ({"issued_on": "31/31/2020"}, "issued_on", "Enter a valid date."),
    ],
)
def test_bad_input(mine, colorado, changes, field, part):
    response = mine.post(NEW_LICENSE, license_given(colorado, **changes))
    assert response.status_code == 422
    assert part in response.context["form"].errors[field][0]
    assert not License.objects.exists()


def test_a_privilege_rests_on_an_own_license_elsewhere(mine, person, colorado):
    home = factories.LicenseFactory(practitioner=person)
    other = factories.LicenseFactory()
    privilege = {"type": "compact_privilege", "number": "CP 1"}
    assert "home" in mine.post(NEW_LICENSE, license_given(colorado, home=other.pk, **privilege)).context["form"].errors
    same = license_given(home.jurisdiction, home=home.pk, **privilege)
    assert "another jurisdiction" in mine.post(NEW_LICENSE, same).context["form"].errors["home"][0]
    assert mine.post(NEW_LICENSE, license_given(colorado, home=home.pk, **privilege)).status_code == 302
    assert License.objects.get(type="compact_privilege").home == home


def test_a_correction_closes_the_row_and_adds_one(mine, person, colorado):
    old = factories.LicenseFactory(practitioner=person, jurisdiction=colorado, number="PTL 1")
    privilege = factories.LicenseFactory(practitioner=person, type="compact_privilege", home=old, number="CP 9")
    response = mine.post(f"/my/records/licenses/{old.pk}/edit/", license_given(colorado))
    new = License.objects.get(replaces=old)
    assert response.url == f"/my/records/licenses/{new.pk}/"
    old.refresh_from_db()
    privilege.refresh_from_db()
    assert (old.superseded_at, old.number) == (NOW, "PTL 1")
    assert privilege.superseded_at == NOW
    assert privilege.replaced_by.home == new
    assert "This entry was corrected." in mine.get(f"/my/records/licenses/{old.pk}/").content.decode()


def test_what_a_look_has_shown_is_not_corrected_by_its_owner(mine, person):
    shown = factories.LicenseFactory(practitioner=person, checked=True)
    assert mine.get(f"/my/records/licenses/{shown.pk}/edit/").status_code == 302
    mine.post(f"/my/records/licenses/{shown.pk}/edit/", license_given(shown.jurisdiction))
    assert License.objects.count() == 1
    unseen = factories.LicenseFactory(practitioner=person, checked=True, checked__shows=False)
    assert mine.get(f"/my/records/licenses/{unseen.pk}/edit/").status_code == 200


def first_shown_then_not(license):
    factories.LicenseCheckFactory(license=license, checked_on=days(-60), encumbered=True, in_good_standing=False)
    factories.LicenseCheckFactory(license=license, checked_on=days(-1), shows=False)


def refused_twice(license) -> list[str]:
    """The sentences of a correction and of a withdrawal of what a page shows."""
    values = {name: getattr(license, name) for name in actions.FIELDS}
    found, who = [], {"by": license.practitioner.user, "license": license, "now": NOW}
    for act in (partial(actions.correct, values=values, today=TODAY), actions.withdraw):
        with pytest.raises(Refused) as refused:
            act(**who)
        found.append(str(refused.value))
    return found


def test_a_look_that_shows_it_no_more_does_not_open_the_entry_again(mine, person):
    """A corrected entry has no looks: it would take an encumbrance with it."""
    license = factories.LicenseFactory(practitioner=person)
    first_shown_then_not(license)
    assert "what the check showed counts" in "".join(set(refused_twice(license)))
    page = mine.get(reverse("my:license", args=[license.pk])).content.decode()
    assert "compliance manager checks it again" in page and "Correct it</a>" not in page
    assert License.objects.get().superseded_at is None


def test_what_was_shown_of_a_privilege_keeps_its_home_as_it_is(person, colorado):
    home = factories.LicenseFactory(practitioner=person)
    privilege = factories.LicenseFactory(
        practitioner=person, jurisdiction=colorado, type="compact_privilege", home=home
    )
    first_shown_then_not(privilege)
    assert all("privilege" in sentence for sentence in refused_twice(home))
    assert License.objects.filter(superseded_at=None).count() == 2


def test_normalize_number():
    assert normalize_number("pt\u201112 \u00a034.5") == "PT12345"
    assert normalize_number("A/1") == "A/1"


def credit_given(*, files=None, lines=(("theory", "self_paced", "2"), ("skill", "in_person", "6.5")), **changes):
    values = {
        "title": "Dry needling, part 1",
        "provider": "An institute",
        "approval_number": "20-123",
        "happened_on": days(-30).isoformat(),
        "files": [pdf()] if files is None else files,
        "lines-TOTAL_FORMS": "6",
        "lines-INITIAL_FORMS": "0",
    }
    for place in range(6):
        subject, mode, hours = lines[place] if place < len(lines) else ("", "", "")
        values |= {f"lines-{place}-subject": subject, f"lines-{place}-mode": mode, f"lines-{place}-hours": hours}
    return values | changes


def test_a_credit_is_submitted_with_its_lines_and_file(mine, person):
    response = mine.post(NEW_CREDIT, credit_given(files=[pdf(), pdf("photo.jpg", picture())]))
    row = Evidence.objects.get(practitioner=person)
    assert response.url == f"/my/records/evidence/{row.pk}/"
    assert (row.kind, row.state, row.minutes) == ("credit", "submitted", 510)
    assert [(line.subject, line.mode, line.minutes) for line in row.lines.all()] == [
        ("theory", "self_paced", 120),
        ("skill", "in_person", 390),
    ]
    assert [file.content_type for file in row.files.all()] == ["application/pdf", "image/jpeg"]
    assert [step.state for step in row.steps.all()] == ["submitted"]
    page = mine.get(response.url).content.decode()
    assert "8.5 hours" in page
    assert f"/files/{row.files.first().public_id}/" in page


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"happened_on": days(1).isoformat()}, "happened_on", "not come yet. Today is March 1, 2027."),
        ({"happened_on": "1989-12-31"}, "happened_on", "This date is too long ago. Look at the year."),
        ({"title": ""}, "title", "This field is required."),
        ({"files": []}, "files", "Add the certificate, card or letter as a file."),
        ({"files": [pdf("a.pdf", b"PK\x03\x04")]}, "files", "Word or other Office document"),
        ({"files": [pdf(f"{n}.pdf") for n in range(11)]}, "files", "Add at most 10 files."),
    ],
)
def test_bad_credits_lose_nothing_and_write_nothing(mine, changes, field, part):
    response = mine.post(NEW_CREDIT, credit_given(**changes))
    assert response.status_code == 422
    assert part in response.context["form"].errors[field][0]
    assert 'value="6.5"' in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_file_above_the_limit(mine):
    big = pdf("big.pdf", b"%PDF-1.7" + b"0" * (10 * 1024 * 1024))
    assert "The limit is 10 MB." in mine.post(NEW_CREDIT, credit_given(files=[big])).context["form"].errors["files"][0]


@pytest.mark.parametrize(
    ("lines", "part"),
    [
        ((), "Write the hours of at least one subject."),
        ((("theory", "self_paced", "0"),), "Write more than 0 hours."),
        ((("theory", "self_paced", "-2"),), "Write more than 0 hours."),
        (
            (("theory", "self_paced", "27.123"),),
            "Write hours with at most 2 decimals, such as 27.5, or use the minutes beside them.",
        ),
        (
            (("theory", "self_paced", "0.01"),),
            "This is no whole number of minutes. Write the rest as minutes beside it.",
        ),
        ((("theory", "", "2"),), "Choose one."),
        ((("theory", "self_paced", "lots"),), "Write hours as a number, such as 27.5."),
        ((("cooking", "self_paced", "2"),), "Select a valid choice"),
    ],
)
def test_bad_lines_get_a_sentence(mine, lines, part):
    response = mine.post(NEW_CREDIT, credit_given(lines=lines))
    assert response.status_code == 422
    assert part in response.content.decode()
    assert not Evidence.objects.exists()


def test_a_double_click_submits_once(mine):
    first = mine.post(NEW_CREDIT, credit_given())
    second = mine.post(NEW_CREDIT, credit_given())
    assert first.url == second.url
    assert Evidence.objects.count() == 1


def test_a_returned_entry_is_mended_by_a_new_one(mine, person):
    old = factories.EvidenceFactory(practitioner=person, state="returned")
    old.steps.filter(state="returned").update(comment="The hours do not match the certificate.")
    kept = factories.StoredFileFactory(practitioner=person, evidence=old)
    dropped = factories.StoredFileFactory(practitioner=person, evidence=old)
    form = mine.get(f"/my/records/evidence/{old.pk}/edit/").content.decode()
    assert "The hours do not match the certificate." in form
    response = mine.post(f"/my/records/evidence/{old.pk}/edit/", credit_given(files=[], keep=[kept.pk]))
    old.refresh_from_db()
    new = old.replaced_by
    assert response.url == f"/my/records/evidence/{new.pk}/"
    assert old.superseded_at == NOW
    assert (new.state, new.minutes) == ("submitted", 510)
    assert [file.sha256 for file in new.files.all()] == [kept.sha256]
    assert old.files.count() == 2
    assert dropped.evidence == old
    again = mine.post(f"/my/records/evidence/{old.pk}/edit/", credit_given())
    assert again.url == f"/my/records/evidence/{old.pk}/"
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize("state", ["submitted", "accepted", "void"])
def test_only_what_was_returned_is_mended(mine, person, state):
    row = factories.EvidenceFactory(practitioner=person, state=state)
    assert mine.post(f"/my/records/evidence/{row.pk}/edit/", credit_given()).status_code == 302
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("exam", {"title": "Final", "provider": "X", "happened_on": "2027-01-01", "score": "0", "files": pdf()}),
        ("credential", {"title": "CPR", "provider": "X", "happened_on": "2027-01-01", "ends_on": "", "files": pdf()}),
        ("attestation", {"title": "Clean needle", "happened_on": "2027-01-01"}),
    ],
)
def test_the_other_kinds(mine, kind, values):
    assert mine.get(f"/my/records/{kind}/new/").status_code == 200
    assert mine.post(f"/my/records/{kind}/new/", values).status_code == 302
    row = Evidence.objects.get()
    assert (row.kind, row.title) == (kind, values["title"])
    assert row.score == (0 if kind == "exam" else None)


def test_a_filing_names_its_board(mine, colorado):
    values = {"title": "Intent", "happened_on": "2027-01-01", "files": pdf(), "jurisdiction": colorado.pk}
    assert mine.post("/my/records/filing/new/", values | {"jurisdiction": "", "files": pdf()}).status_code == 422
    assert mine.post("/my/records/filing/new/", values).status_code == 302


def test_dates_in_the_wrong_order(mine):
    values = {"title": "CPR", "provider": "X", "happened_on": "2027-01-01", "ends_on": "2026-01-01", "files": pdf()}
    errors = mine.post("/my/records/credential/new/", values).context["form"].errors
    assert errors["ends_on"] == ["The last valid day is before the first."]


def test_an_unknown_kind_does_not_exist(mine):
    assert mine.get("/my/records/poem/new/").status_code == 404


def test_records_of_others_do_not_exist(mine):
    license, evidence = factories.LicenseFactory(), factories.EvidenceFactory(state="returned")
    for name, pk in [
        ("my:license", license.pk),
        ("my:license_edit", license.pk),
        ("my:evidence", evidence.pk),
        ("my:evidence_edit", evidence.pk),
    ]:
        assert mine.get(reverse(name, args=[pk])).status_code == 404
    assert mine.post(reverse("my:evidence_edit", args=[evidence.pk]), credit_given()).status_code == 404
    page = mine.get("/my/records/").content.decode()
    assert license.number not in page
    assert evidence.title not in page


def test_a_nul_byte_gets_400(mine, colorado):
    assert mine.post(NEW_LICENSE, license_given(colorado, number="A\0")).status_code == 400


def test_the_list_filters(mine, person, colorado):
    exam = factories.EvidenceFactory(practitioner=person, kind="exam", title="Final", score=80)
    factories.EvidenceFactory(practitioner=person, accepted=True)
    mine_license = factories.LicenseFactory(practitioner=person, jurisdiction=colorado)
    factories.LicenseFactory(practitioner=person)
    for query in ("kind=exam", "title=fin", "state=submitted"):
        assert list(mine.get(f"/my/records/?{query}").context["page_obj"]) == [exam]
    assert mine.get(f"/my/records/?where={colorado.pk}").context["license_rows"] == [mine_license]
    assert mine.get("/my/records/?kind=x&where=y&page=-1").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_with_one_row_and_with_thirty(mine, person, django_assert_num_queries, rows):
    for _ in range(rows):
        row = factories.EvidenceFactory(practitioner=person)
        factories.StoredFileFactory(practitioner=person, evidence=row)
    for _ in range(min(rows, 3)):
        factories.LicenseFactory(practitioner=person, checked=True)
    mine.get("/my/records/")
    with django_assert_num_queries(RECORD_QUERIES):
        mine.get("/my/records/")


RECORD_QUERIES = 19

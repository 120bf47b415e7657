"""The desk: its queues, a person's file, evidence, clinics and roles."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    NOW,
    TODAY,
    AssignmentFactory,
    ClinicFactory,
    CycleFactory,
    DecisionFactory,
    EnrollmentFactory,
    EvidenceFactory,
    LicenseCheckFactory,
    LicenseFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    SessionFactory,
    StoredFileFactory,
    UserFactory,
    days,
)
from tests.training.counting import queries_of
from training.actions import Refused
from training.actions.assignment import admit_supervisor, assign, end, retire
from training.actions.audit import record
from training.actions.evidence_review import accept, send_back
from training.actions.standing import refresh_all
from training.evaluation.dates import long_date
from training.models import Clinic, Evidence, OutgoingMail, Practitioner, Renewal
from training.queries.facts import load_facts
from training.queries.navigation import navigation
from training.templatetags.proofs import proof_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(role="manager")


@pytest.fixture
def clinic(manager):
    return ClinicFactory(manager=manager, name="Tampa")


@pytest.fixture
def person(clinic):
    return PractitionerFactory(login=True, full_name="Maya Reyes", clinic=clinic)


@pytest.fixture
def evidence(person):
    return EvidenceFactory(practitioner=person, title="Upper quarter 1")


@pytest.fixture
def desk(client, manager, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(manager)
    return client


# Evidence


def test_accepted_evidence_counts_and_the_second_click_changes_nothing(manager, evidence):
    first, second = (accept(by=manager, evidence=evidence, now=NOW, today=TODAY) for _ in range(2))
    assert first == second
    evidence.refresh_from_db()
    assert evidence.state == "accepted"
    facts = load_facts([evidence.practitioner_id])[evidence.practitioner_id]
    assert [fact.id for fact in facts.credits] == [str(evidence.pk)]


def test_returned_evidence_tells_the_person_why(manager, evidence):
    with pytest.raises(Refused):
        send_back(by=manager, evidence=evidence, comment=" ", now=NOW, today=TODAY)
    send_back(by=manager, evidence=evidence, comment="The date is missing.", now=NOW, today=TODAY)
    send_back(by=manager, evidence=evidence, comment="The date is missing.", now=NOW, today=TODAY)
    assert "The date is missing." in OutgoingMail.objects.get().body


def test_what_was_decided_or_corrected_meanwhile_is_left_alone(manager, evidence):
    accept(by=manager, evidence=evidence, now=NOW, today=TODAY)
    with pytest.raises(Refused, match="no longer waits: it is accepted"):
        send_back(by=manager, evidence=evidence, comment="No.", now=NOW, today=TODAY)
    corrected = EvidenceFactory(practitioner=evidence.practitioner, superseded_at=NOW)
    with pytest.raises(Refused, match="corrected this meanwhile"):
        accept(by=manager, evidence=corrected, now=NOW, today=TODAY)


def test_nobody_accepts_for_themselves_or_for_another_clinic(desk, manager, clinic):
    mine = EvidenceFactory(practitioner=PractitionerFactory(user=manager, clinic=clinic))
    foreign = EvidenceFactory(practitioner=PractitionerFactory(clinic=ClinicFactory()))
    for row in (mine, foreign):
        with pytest.raises(Refused):
            accept(by=manager, evidence=row, now=NOW, today=TODAY)
    html = desk.get(reverse("desk:evidence_item", args=[mine.pk])).content.decode()
    assert 'aria-disabled="true"' in html
    assert "This is your own record." in html
    desk.post(reverse("desk:evidence_accept", args=[mine.pk]))
    for name in ("evidence_item", "evidence_accept", "evidence_return"):
        url = reverse(f"desk:{name}", args=[foreign.pk])
        reply = desk.get(url) if name == "evidence_item" else desk.post(url, {"comment": "x"})
        assert reply.status_code == 404
    assert not Evidence.objects.filter(state="accepted").exists()
    assert list(desk.get(reverse("desk:evidence")).context["page_obj"]) == []


def test_reading_and_accepting_on_the_page(desk, evidence):
    file = StoredFileFactory(practitioner=evidence.practitioner, evidence=evidence, original_name="course.pdf")
    html = desk.get(reverse("desk:evidence_item", args=[evidence.pk])).content.decode()
    assert "course.pdf" in html
    assert reverse("files:download", args=[file.public_id]) in html
    html = desk.post(reverse("desk:evidence_return", args=[evidence.pk]), {"comment": ""}).content.decode()
    assert "Say what is missing or wrong." in html
    for _ in range(2):
        desk.post(reverse("desk:evidence_accept", args=[evidence.pk]))
    assert Evidence.objects.get().steps.filter(state="accepted").count() == 1


def test_a_comment_typed_with_an_acceptance_is_kept(desk, evidence):
    desk.post(reverse("desk:evidence_accept", args=[evidence.pk]), {"comment": " Seen in the original. "})
    assert evidence.steps.get(state="accepted").comment == "Seen in the original."
    assert "Seen in the original." in desk.get(reverse("desk:evidence_item", args=[evidence.pk])).content.decode()


def test_both_words_on_evidence_share_one_comment(desk, evidence):
    html = desk.get(reverse("desk:evidence_item", args=[evidence.pk])).content.decode()
    assert html.count('name="comment"') == 1
    assert f'formaction="{reverse("desk:evidence_return", args=[evidence.pk])}"' in html


@pytest.mark.parametrize("name", ["evidence", "sessions", "renewals", "ready"])
def test_a_queue_costs_the_same_for_one_and_for_thirty(desk, clinic, name):
    version = SchemeVersionFactory()

    def add():
        person = PractitionerFactory(clinic=clinic)
        if name == "evidence":
            EvidenceFactory(practitioner=person)
        elif name == "sessions":
            SessionFactory(practitioner=person)
        elif name == "renewals":
            cycle = CycleFactory(practitioner=person, version=version)
            given = {"submitted_on": TODAY, "submitted_at": NOW, "evaluation": {}}
            Renewal.objects.create(practitioner=person, scheme=version.scheme, cycle=cycle, **given)
        else:
            EvidenceFactory(practitioner=person, accepted=True)
            EnrollmentFactory(practitioner=person, version=version)
            refresh_all([person.pk])

    add()
    url = reverse(f"desk:{name}")
    once = queries_of(lambda: desk.get(url))
    for _ in range(29):
        add()
    assert queries_of(lambda: desk.get(url)) == once
    assert len(desk.get(url).context["page_obj"]) == 30


# A person's file


def test_the_file_shows_every_answer_with_its_proof(desk, clinic, person):
    PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    license = LicenseFactory(practitioner=person, checked=True)
    accepted = EvidenceFactory(practitioner=person, accepted=True)
    EnrollmentFactory(practitioner=person)
    reply = desk.get(reverse("desk:practitioner", args=[person.pk]))
    (place,), (scheme,) = reply.context["places"], reply.context["schemes"]
    assert (place.evaluation.outcome, scheme.evaluation.outcome) == ("cleared", "ready")
    assert [proof_url(proof, "desk") for line in scheme.lines for proof in line.proofs] == [f"#evidence-{accepted.pk}"]
    assert {proof_url(proof, "desk") for line in place.lines for proof in line.proofs} == {f"#license-{license.pk}"}
    assert (bool(scheme.verdict), scheme.action) == (True, "Award")
    html = reply.content.decode()
    assert reverse("decide:decide", args=[person.pk, scheme.scheme.slug]) in html
    assert "fill-cleared" in html
    assert license.number in html


def test_the_file_explains_a_suspension(desk, person):
    version = SchemeVersionFactory()
    CycleFactory(practitioner=person, version=version, anchor=days(-300))
    given = {"practitioner": person, "scheme": version.scheme, "kind": "suspend", "reason": "A complaint."}
    DecisionFactory(effective_on=days(-10), **given)
    html = desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert f"Suspended since {long_date(days(-10))}. The reason: A complaint." in html


@pytest.mark.parametrize(("names", "words"), [(["Ann Lee"], "Former name<"), (["Ann Lee", "Ann Roe"], "Former names<")])
def test_the_file_names_who_somebody_was(desk, person, names, words):
    for name in names:
        person.former_names.create(full_name=name, until=days(-10), recorded_at=NOW - timedelta(days=10))
    html = desk.get(reverse("desk:practitioner", args=[person.pk])).content.decode()
    assert words in html
    assert all(f"<bdi>{name}</bdi>" in html for name in names)


def test_the_log_says_whom_and_what_and_the_file_shows_ten(desk, manager, clinic, person):
    license = LicenseFactory(practitioner=person, number="PTL.0018842")
    for _ in range(9):
        record(action="practitioner.update", by=manager, subject=person, practitioner=person, now=NOW)
    check = LicenseCheckFactory(license=license)
    record(action="license.check", by=manager, subject=check, practitioner=person, now=NOW)
    row = person.assignments.get()
    record(action="assignment.begin", by=manager, subject=row, practitioner=person, now=NOW)
    reply = desk.get(reverse("desk:practitioner", args=[person.pk]))
    words = [words for _, words in reply.context["events"]]
    assert words[:2] == ["assigned Maya Reyes to Tampa", "checked license PTL.0018842 at its source"]
    assert len(words) == 10
    url = reverse("desk:practitioner_log", args=[person.pk])
    assert url in reply.content.decode()
    assert len(desk.get(url).context["events"]) == 11


def test_what_is_missing_is_said_on_the_dashed_button(desk, person):
    EnrollmentFactory(practitioner=person)
    (scheme,) = desk.get(reverse("desk:practitioner", args=[person.pk])).context["schemes"]
    assert scheme.verdict.reason.startswith("Not yet: 1 requirement is missing.")


def test_the_file_as_of_a_past_date(desk, clinic, person):
    PracticeRuleFactory(jurisdiction=clinic.jurisdiction)
    LicenseFactory(practitioner=person, checked=True, checked__checked_on=days(-30))
    url = reverse("desk:practitioner", args=[person.pk])
    outcomes = {
        day: desk.get(url, {"as_of": days(day)}).context["places"][0].evaluation.outcome for day in (-31, 0, 200)
    }
    assert outcomes == {-31: "not_cleared", 0: "cleared", 200: "check_due"}


def test_the_file_of_another_clinic_s_person_does_not_exist(desk):
    foreign = PractitionerFactory(clinic=ClinicFactory())
    assert desk.get(reverse("desk:practitioner", args=[foreign.pk])).status_code == 404
    for name in ("invite", "assign", "admit_supervisor", "retire"):
        assert desk.post(reverse(f"desk:{name}", args=[foreign.pk])).status_code == 404


def test_a_manager_reads_but_does_not_change_their_own_file(desk, manager, clinic):
    mine = PractitionerFactory(user=manager, clinic=clinic)
    EnrollmentFactory(practitioner=mine)
    html = desk.get(reverse("desk:practitioner", args=[mine.pk])).content.decode()
    assert "This is your own record." in html
    assert reverse("desk:assign", args=[mine.pk]) not in html
    desk.post(reverse("desk:admit_supervisor", args=[mine.pk]))
    mine.refresh_from_db()
    assert not mine.is_supervisor


def test_sessions_are_read_not_signed(desk, person):
    session = SessionFactory(practitioner=person)
    draft = SessionFactory(practitioner=person, state="draft")
    assert [row.pk for row in desk.get(reverse("desk:sessions")).context["page_obj"]] == [session.pk]
    html = desk.get(reverse("desk:session", args=[session.pk])).content.decode()
    assert "Sign session" not in html
    assert desk.get(reverse("desk:session", args=[draft.pk])).status_code == 404


# Clinics and roles


def test_an_assignment_needs_dates_in_order_and_no_overlap(manager, clinic):
    person = PractitionerFactory(clinic=clinic)
    given = {"by": manager, "practitioner": person, "clinic": clinic, "now": NOW, "today": TODAY}
    with pytest.raises(Refused) as refused:
        assign(**given, starts_on=TODAY, ends_on=days(-1))
    assert refused.value.field == "ends_on"
    with pytest.raises(Refused, match="already works"):
        assign(**given, starts_on=TODAY, ends_on=None)
    end(by=manager, assignment=person.assignments.get(), ends_on=days(-1), now=NOW, today=TODAY)
    first = assign(**given, starts_on=TODAY, ends_on=None)
    assert assign(**given, starts_on=TODAY, ends_on=None) == first
    assert person.assignments.count() == 2


def test_a_manager_assigns_to_their_own_clinics_only(manager, person):
    with pytest.raises(Refused, match="You do not manage this clinic"):
        assign(
            by=manager, practitioner=person, clinic=ClinicFactory(), starts_on=TODAY, ends_on=None, now=NOW, today=TODAY
        )


def test_assigning_on_the_page(desk, manager, person):
    other = ClinicFactory(manager=manager, name="Denver")
    url = reverse("desk:assign", args=[person.pk])
    html = desk.post(url, {"clinic": other.pk, "starts_on": TODAY, "ends_on": days(-5)}).content.decode()
    assert "This date is before the first day" in html
    for _ in range(2):
        desk.post(url, {"clinic": other.pk, "starts_on": TODAY, "ends_on": ""})
    assert person.assignments.filter(clinic=other).count() == 1
    row = person.assignments.get(clinic=other)
    foreign = AssignmentFactory()
    ended = reverse("desk:assignment_end", args=[person.pk, row.pk])
    assert "before the first day" in desk.post(ended, {"day": days(-9)}).content.decode()
    desk.post(ended, {"day": days(30)})
    row.refresh_from_db()
    assert row.ends_on == days(30)
    assert desk.post(reverse("desk:assignment_end", args=[person.pk, foreign.pk]), {"day": TODAY}).status_code == 404


def test_admitting_a_supervisor_twice_keeps_the_first_day(manager, person):
    admit_supervisor(by=manager, practitioner=person, now=NOW, today=TODAY)
    admit_supervisor(by=manager, practitioner=person, now=NOW + timedelta(days=3), today=TODAY)
    person.refresh_from_db()
    assert (person.supervisor_at, person.supervisor_by) == (NOW, manager)


def test_closing_a_record_ends_its_assignments(manager, person):
    retire(by=manager, practitioner=person, on=TODAY, now=NOW, today=TODAY)
    person.refresh_from_db()
    assert person.retired_on == TODAY
    assert person.assignments.get().ends_on == TODAY


@pytest.mark.parametrize(("on", "words"), [(TODAY, "Leaves practice"), (days(-1), "This record is closed")])
def test_the_file_tells_who_leaves_from_who_has_left(desk, person, on, words):
    Practitioner.objects.filter(pk=person.pk).update(retired_on=on)
    assert words in desk.get(f"/desk/practitioners/{person.pk}/").content.decode()


# Navigation


def test_the_first_page_and_its_rail_count_each_queue_once(desk, evidence):
    with CaptureQueriesContext(connection) as captured:
        reply = desk.get(reverse("desk:today"))
    assert sum('FROM "training_evidence"' in query["sql"] for query in captured) == 1
    assert reply.context["nav"]["counts"]["evidence"] == 1


def test_navigation_counts_only_what_one_answers_for(manager, evidence):
    EvidenceFactory(practitioner=PractitionerFactory(clinic=ClinicFactory()))
    found = navigation(manager, TODAY)
    assert (found["manager"], found["practitioner"], found["counts"]["evidence"]) == (True, False, 1)
    assert "to_sign" not in found["counts"]
    supervisor = PractitionerFactory(login=True, supervisor=True)
    SessionFactory(supervisor=supervisor)
    assert navigation(supervisor.user, TODAY)["counts"] == {"to_sign": 1, "statements": 0}


@pytest.mark.parametrize(
    "name", ["today", "roster", "roster_csv", "checks", "evidence", "renewals", "ready", "joining", "sessions"]
)
def test_the_desk_is_for_managers(client, person, name):
    url = reverse(f"desk:{name}")
    assert client.get(url).status_code == 302
    client.force_login(person.user)
    assert client.get(url).status_code == 403


def test_a_manager_without_a_clinic_sees_nobody(client, person, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(UserFactory(role="manager"))
    assert Clinic.objects.count() == 1
    assert client.get(reverse("desk:roster")).context["lines"] == []

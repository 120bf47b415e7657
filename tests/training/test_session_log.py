"""Logging a session: what is kept, what is refused and where the sentence stands."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils.html import escape

from tests import factories
from tests.factories import NOW, TODAY, days
from tests.training.my_story import browser_of, clinic, mine, noon, person, supervisor  # noqa: F401
from training import body
from training.actions import Refused
from training.actions import session as actions
from training.models import AuditEvent, Region, SupervisedSession
from training.session_content import content_hash
from training.templatetags.look import our_words

pytestmark = pytest.mark.django_db
NEW = "/my/sessions/new/"


def given(who, at=None, **changes):
    return {
        "spots": ["upper-trap-right", "neck-back-right"],
        "happened_on": TODAY.isoformat(),
        "clinic": at.pk if at else "",
        "supervisor": who.pk,
        "mode": "in_person",
        "supervision": "in_room",
        "needle_gauge": "25",
        "needle_length_mm": "40",
        "needle_count": "4",
        "lung_technique": "pincer",
        "adverse_grade": "none",
        "screened": "on",
        "consented": "on",
        "competencies": ["insertion", "palpation"],
        **changes,
    }


def test_a_session_is_submitted_to_its_supervisor(mine, person, supervisor, clinic):
    response = mine.post(NEW, given(supervisor, clinic, submit="yes", first_with_patient="on", age_band="40_64"))
    assert response.url == "/my/sessions/"
    session = SupervisedSession.objects.get()
    assert (session.practitioner, session.supervisor, session.clinic) == (person, supervisor, clinic)
    assert (session.state, session.submitted_at) == ("submitted", NOW)
    assert session.spots == ["neck-back-right", "upper-trap-right"]
    assert (session.regions, session.side) == (["neck", "upper_back"], "right")
    assert (session.needle_gauge, session.needle_length_mm, session.needle_count) == (25, 40, 4)
    assert session.competencies == ["insertion", "palpation"]
    assert session.first_with_patient
    assert session.region_words == "Back of neck (right), Upper trapezius (right)"
    assert session.content_hash == content_hash(session)
    assert [step.state for step in session.steps.all()] == ["submitted"]
    chain = AuditEvent.objects.filter(chain=f"p:{person.pk}").values_list("action", flat=True)
    assert list(chain) == ["session.draft", "session.submit"]


def test_a_draft_may_be_incomplete_and_is_gone_on_with(mine, supervisor):
    response = mine.post(
        NEW,
        given(supervisor, draft="yes", spots=[], needle_gauge="", needle_length_mm="", needle_count="", screened=""),
    )
    session = SupervisedSession.objects.get()
    assert response.url == f"/my/sessions/{session.pk}/edit/"
    assert session.state == "draft"
    response = mine.post(response.url, given(supervisor, submit="yes"))
    assert response.url == "/my/sessions/"
    session.refresh_from_db()
    assert session.state == "submitted"


@pytest.mark.parametrize(
    ("changes", "field", "part"),
    [
        ({"happened_on": days(1).isoformat()}, "happened_on", "This date has not come yet."),
        ({"happened_on": "0202-03-01"}, "happened_on", "This date is too long ago."),
        ({"happened_on": "yesterday"}, "happened_on", "Enter a valid date."),
        ({"spots": []}, "spots", "Choose where you needled"),
        ({"spots": ["wing-left"]}, "spots", "Select a valid choice."),
        ({"screened": ""}, "screened", "contraindications were screened"),
        ({"consented": ""}, "consented", "the patient's consent"),
        ({"needle_count": "0"}, "needle_count", "Write how many went in, 1 to 60."),
        ({"needle_count": ""}, "needle_count", "Write how many needles went in."),
        ({"needle_gauge": ""}, "needle_gauge", "Choose how thick"),
        ({"lung_technique": ""}, "lung_technique", "lies over the lung"),
        ({"mode": "by_post"}, "mode", "Select a valid choice."),
        ({"supervisor": "999999"}, "supervisor", "Select a valid choice."),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field(mine, supervisor, clinic, changes, field, part):
    response = mine.post(NEW, given(supervisor, clinic, submit="yes", **changes))
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert list(errors) == [field]
    assert part in errors[field][0]
    assert escape(our_words(errors[field][0])) in response.content.decode()
    assert not SupervisedSession.objects.exists()


def test_the_drawing_can_be_skipped(mine):
    page = mine.get(NEW).content.decode()
    assert page.index('href="#after-drawing"') < page.index("data-spot") < page.index('id="after-drawing"')


def test_every_complaint_has_a_link_from_the_top(mine, supervisor):
    page = mine.post(NEW, given(supervisor, submit="yes", spots=[])).content.decode()
    assert '<a href="#id_spots">Where did you needle?</a>' in page
    assert 'id="id_spots"' in page


def test_nothing_typed_is_lost(mine, supervisor):
    page = mine.post(NEW, given(supervisor, submit="yes", consented="", needle_count="7")).content.decode()
    assert 'value="7"' in page
    assert page.count('value="upper-trap-right" aria-label="Upper trapezius, right" data-spot checked') == 2


def test_oneself_cannot_supervise(mine, person):
    person.supervisor_at, person.supervisor_by = NOW, factories.UserFactory()
    person.save()
    for button in ("draft", "submit"):
        response = mine.post(NEW, given(person, **{button: "yes"}))
        assert response.context["form"].errors["supervisor"] == [
            "You cannot supervise yourself. Choose who was with you."
        ]


def test_a_day_on_which_the_supervisor_was_not_eligible(mine, supervisor):
    long_ago = given(supervisor, submit="yes", happened_on=days(-1500).isoformat())
    response = mine.post(NEW, long_ago)
    why = "No check shows a license of Daniel Okafor in good standing on January 21, 2023."
    assert response.context["form"].errors["supervisor"] == [f"{why} So this session could not count."]
    assert not SupervisedSession.objects.exists()


def test_the_future_is_judged_where_the_clinic_is(browser_of, person, supervisor):
    """At 11 PM in New York it is the next day in Sydney, and still the same day in Denver."""
    sydney = factories.ClinicFactory(time_zone="Australia/Sydney")
    denver = factories.ClinicFactory(time_zone="America/Denver")
    for place in (sydney, denver):
        factories.AssignmentFactory(practitioner=person, clinic=place)
    with time_machine.travel(NOW.replace(hour=23), tick=False):  # 18:00 in New York, March 2 in Sydney
        client = browser_of(person.user)
        tomorrow = days(1).isoformat()
        refused = client.post(NEW, given(supervisor, denver, draft="yes", happened_on=tomorrow))
        assert "has not come yet" in refused.context["form"].errors["happened_on"][0]
        assert client.post(NEW, given(supervisor, sydney, draft="yes", happened_on=tomorrow)).status_code == 302


def test_a_double_click_logs_one_session(mine, supervisor, clinic):
    mine.post(NEW, given(supervisor, clinic, submit="yes"))
    mine.post(NEW, given(supervisor, clinic, submit="yes"))
    assert SupervisedSession.objects.count() == 1
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        mine.post(NEW, given(supervisor, clinic, submit="yes"))
    assert SupervisedSession.objects.count() == 2


def test_a_returned_session_is_mended_and_submitted_again(mine, person, supervisor):
    session = factories.SessionFactory(practitioner=person, supervisor=supervisor, state="returned")
    session.steps.create(state="returned", at=NOW, by=supervisor.user, comment="How many needles?")
    standing = mine.get("/my/").content.decode()
    assert "Mend a returned session" in standing
    assert "How many needles?" in mine.get(f"/my/sessions/{session.pk}/").content.decode()
    form = mine.get(f"/my/sessions/{session.pk}/edit/").content.decode()
    assert "Mend the session" in form
    assert "Daniel Okafor returned it.</strong> How many needles?" in form
    assert mine.post(f"/my/sessions/{session.pk}/edit/", given(supervisor, submit="yes")).status_code == 302
    session.refresh_from_db()
    assert (session.state, session.needle_count) == ("submitted", 4)


@pytest.mark.parametrize("state", ["submitted", "signed", "withdrawn"])
def test_what_is_not_a_draft_cannot_be_edited(mine, person, supervisor, state):
    session = factories.SessionFactory(practitioner=person, supervisor=supervisor, state=state)
    url = f"/my/sessions/{session.pk}/edit/"
    assert mine.post(url, given(supervisor, submit="yes")).url == f"/my/sessions/{session.pk}/"
    session.refresh_from_db()
    assert (session.state, session.needle_count) == (state, None)
    with pytest.raises(Refused):
        actions.revise(by=person.user, session=session, values={}, now=NOW)


def test_a_waiting_session_is_withdrawn_and_a_signed_one_is_not(mine, person, supervisor):
    waiting = factories.SessionFactory(practitioner=person, supervisor=supervisor)
    signed = factories.SessionFactory(practitioner=person, supervisor=supervisor, signed=True)
    for _ in range(2):
        mine.post(f"/my/sessions/{waiting.pk}/withdraw/")
    mine.post(f"/my/sessions/{signed.pk}/withdraw/")
    waiting.refresh_from_db()
    signed.refresh_from_db()
    assert (waiting.state, signed.state) == ("withdrawn", "signed")
    assert waiting.steps.count() == 1
    assert "I supervised this session." in mine.get(f"/my/sessions/{signed.pk}/").content.decode()


def test_a_signature_that_came_between_wins(person, supervisor):
    session = factories.SessionFactory(practitioner=person, supervisor=supervisor)
    factories.sign(session)
    session.state = "submitted"
    with pytest.raises(Refused):
        actions.step(session, "withdrawn", person.user, NOW)


def test_a_copy_takes_over_what_repeats_and_nothing_about_the_patient(mine, person, supervisor, clinic):
    mine.post(NEW, given(supervisor, clinic, submit="yes", first_with_patient="on", age_band="40_64", response="worse"))
    form = mine.get(f"{NEW}?copy=last").context["form"]
    assert form.initial["spots"] == ["neck-back-right", "upper-trap-right"]
    assert form.initial["needle_gauge"] == 25
    assert not {"first_with_patient", "age_band", "response", "needle_count", "consented"} & set(form.initial)
    assert form.initial["happened_on"] == TODAY


def test_sessions_of_others_do_not_exist(mine, supervisor):
    other = factories.SessionFactory(supervisor=supervisor)
    for name in ("my:session", "my:session_edit"):
        assert mine.get(reverse(name, args=[other.pk])).status_code == 404
    assert mine.post(reverse("my:session_withdraw", args=[other.pk])).status_code == 404
    assert mine.post(reverse("my:session_edit", args=[other.pk]), given(supervisor)).status_code == 404
    other.refresh_from_db()
    assert other.state == "submitted"


def test_the_list_filters(mine, person, supervisor):
    factories.SessionFactory(practitioner=person, supervisor=supervisor, happened_on=days(-40))
    signed = factories.SessionFactory(practitioner=person, supervisor=supervisor, signed=True)
    factories.SessionFactory(supervisor=supervisor)
    assert mine.get("/my/sessions/").context["page_obj"].paginator.count == 2
    for query in ("state=signed", f"since={days(-20)}", f"supervisor={supervisor.pk}&state=signed"):
        assert list(mine.get(f"/my/sessions/?{query}").context["page_obj"]) == [signed]
    assert mine.get("/my/sessions/?state=nonsense&since=then&page=x").status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_with_one_row_and_with_thirty(
    mine, person, supervisor, django_assert_num_queries, rows
):
    for _ in range(rows):
        factories.SessionFactory(practitioner=person, supervisor=supervisor)
    mine.get("/my/sessions/")
    with django_assert_num_queries(LIST_QUERIES):
        mine.get("/my/sessions/")


LIST_QUERIES = 10


def test_the_map_and_the_list_are_equals(mine, supervisor):
    """Without scripts: a spot is chosen by either, and a spot shown as chosen is dropped by either."""
    mine.post(NEW, given(supervisor, draft="yes", spots=["jaw-left"], spots_listed=["shin-right"]))
    session = SupervisedSession.objects.get()
    assert session.spots == ["jaw-left", "shin-right"]
    dropped = given(
        supervisor, draft="yes", spots_before=["jaw-left", "shin-right"], spots=["jaw-left"],
        spots_listed=["jaw-left", "shin-right", "calf-left"],
    )  # fmt: skip
    mine.post(f"/my/sessions/{session.pk}/edit/", dropped)
    session.refresh_from_db()
    assert session.spots == ["jaw-left", "calf-left"]
    assert session.side == "left"


def test_every_spot_of_the_drawing_has_a_region():
    assert len(body.spots()) == 60
    assert {spot.region for spot in body.spots().values()} == set(Region)
    assert {spot.side for spot in body.spots().values()} == {"left", "right"}
    assert body.side_of(["jaw-left", "jaw-right"]) == "both"
    assert body.side_of([]) == ""
    assert body.words(["jaw-left", "jaw-right"]) == "Jaw (both sides)"


@pytest.mark.parametrize(("grade", "leads"), [("none", False), ("mild", False), ("moderate", True), ("major", True)])
def test_an_adverse_event_leads_to_its_own_record(mine, supervisor, clinic, grade, leads):
    reply = mine.post(NEW, given(supervisor, clinic, submit="yes", adverse_grade=grade))
    session = SupervisedSession.objects.get()
    record = f"/my/adverse/new/?session={session.pk}"
    assert reply.url == (record if leads else "/my/sessions/")
    if leads:
        form = mine.get(record)
        assert "write it down now" in form.content.decode()
        said = {name: form.context["form"].initial[name] for name in ("happened_on", "grade", "clinic")}
        assert said == {"happened_on": session.happened_on, "grade": grade, "clinic": clinic.pk}


def test_without_a_clinic_nobody_reads_the_record_of_an_event(mine, person, supervisor):
    person.assignments.all().delete()
    assert mine.post(NEW, given(supervisor, submit="yes", adverse_grade="major")).url == "/my/sessions/"

"""Where an answer was read: said once for many, offered again, kept with the line; and plain words at each field."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from tests import factories
from tests.factories import NOW, PASSWORD, TODAY
from tests.training.rule_story import adopted, draft, manager
from tests.training.test_block_flaws import marks, stream
from training.actions import Refused
from training.actions.rule import draft_next
from training.forms.rule import AdoptionForm
from training.rule_fields import Answer
from training.trees import block

pytestmark = pytest.mark.django_db


def form_of(rule, **sent) -> AdoptionForm:
    form = AdoptionForm(sent or None, rule=rule, today=TODAY)
    form.is_valid()
    return form


def test_one_source_stands_for_each_closed_answer_without_one():
    said = {
        "min_course_hours_kind": "value",
        "min_course_hours_value": "50",
        "exam_required_kind": "nothing",
        "exam_required_read": "Rule 2",
        "written_consent_required_kind": "unknown",
        "read_at": "Rule 1",
    }
    form = form_of(draft(), **said)
    assert {key: answer.read_where for key, answer in form.answers().items()} == {
        "min_course_hours": "Rule 1",
        "exam_required": "Rule 2",
        "written_consent_required": "",
    }
    assert "read_at" not in form.values()


def test_the_words_of_the_version_before_are_offered():
    first = adopted(draft(), answers={"min_course_hours": Answer("value", 50, "64B17-6.008")})
    form = form_of(draft_next(by=manager(), rule=first, now=NOW))
    assert form.fields["min_course_hours_read"].help_text == "For version 1 it was read here: 64B17-6.008"
    assert form.fields["exam_required_read"].help_text == ""


def test_where_a_value_was_read_is_cited_unless_the_line_cites_something():
    lines = [
        block("unknown", "min_course_hours", what="Course hours"),
        block("hours", "in_person_hours", hours="20", modes=["in_person"], citation="Rule 9"),
        block("any_of", "either", of=[block("unknown", "x", what="Exam requirement"), block("exam", "y", name="Y")]),
    ]
    answers = {
        "min_course_hours": Answer("value", 50, "Rule 1"),
        "in_person_hours": Answer("value", 20, "Rule 2"),
        "line-x": Answer("value", "Final", "Rule 3"),
    }
    hours, in_person, either = adopted(draft(requirements=lines), answers=answers).requirements.raw_data
    assert (hours["value"]["citation"], in_person["value"]["citation"]) == ("Rule 1", "Rule 9")
    assert either["value"]["of"][0]["value"]["citation"] == "Rule 3"


def test_a_source_is_a_citation_and_no_essay():
    with pytest.raises(Refused, match="within 300 characters"):
        adopted(draft(), answers={"exam_required": Answer("nothing", None, "x" * 301)})


def test_amounts_and_days_are_refused_in_plain_words():
    form = form_of(draft(), min_course_hours_kind="value", min_course_hours_value="0", provisional_months="-1")
    assert form.errors["min_course_hours_value"] == ["Write a number above zero."]
    assert form.errors["provisional_months"] == ["Write a number above zero."]
    assert form.errors["effective_from"] == ["Choose a day."]


def test_too_many_hours_are_said_once():
    too_many = "The most that can be written is 10000."
    assert marks(stream(block("hours", "h", hours="123456789"))) == {"0.hours": too_many}
    assert marks(stream(block("hours", "h", hours="1.255"))) == {"0.hours": "Write hours to two places, such as 1.25."}


def test_what_is_open_is_said_before_and_after_adopting(client):
    user = factories.UserFactory(role="manager")
    rule = draft()
    with time_machine.travel(NOW, tick=False):
        assert client.login(email=user.email, password=PASSWORD)
        address = reverse("desk:rule", args=[rule.pk])
        page = client.get(address)
        assert (
            f"{page.context['checklist'].unknowns} lines are open, so nobody is cleared yet." in page.content.decode()
        )
        form = page.context["form"]
        sent = {name: form[name].value() for name in form.fields} | {"read_at": "Rule 1"}
        sent |= {"seen_digest": page.context["digest"], "effective_from": date(2021, 4, 19)}
        sent = {name: value for name, value in sent.items() if value not in (None, "", [])}
        done = client.post(address, sent, follow=True).content.decode()
    assert "Adopted." in done, [line for line in done.splitlines() if "error" in line]
    assert "lines are open, so nobody is cleared yet." in done

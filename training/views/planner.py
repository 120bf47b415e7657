"""The planner, as the therapist and as the desk see it: where to practice with what one has, what is missing elsewhere,
and what a course would change."""

from datetime import date

from django.http import HttpRequest

from training.filters.planner import PlannerFilter
from training.forms.course import CourseForm
from training.models import Jurisdiction, Practitioner
from training.queries.my_facts import MyFacts
from training.queries.planner import Course, Group, Planner, grouped

COURSE_FIELDS = ("hours_1", "hours_2", "hours_3", "sessions", "taught")
NARROWING = ("name", "group", "missing")
NOTES = {
    Group.MAY: "By a rule that we adopted.",
    Group.LOOK: "By a rule that we adopted, all is met but for our look at the license, which is overdue by then. We "
    "look again; until then, do not practice there.",
    Group.LICENSE: "The training is what the rule asks for. A license there is missing, or a compact privilege.",
    Group.BEGIN: "Enough to begin provisionally, once a license there or a compact privilege is on record. What is "
    "left has its time limit.",
    Group.MISSING: "By a rule that we adopted, the smallest gap first. A license there is needed too.",
    Group.BARRED: "By the last look at it. A new license is not what is missing: ask the board what this one needs. We "
    "look again once it is mended.",
    Group.OPEN: "The law is silent, or nobody of ours has read the rule and adopted it. What stands here is as "
    "researched: check with the board before you rely on it.",
    Group.PROHIBITED: "A prohibition stands, whatever the training. One that nobody of ours has adopted stands as "
    "researched: do not practice there.",
}


def planned(request: HttpRequest, person: Practitioner) -> dict:
    """Everything that a page about the plans of this person shows."""
    known = MyFacts(person)

    def planner(day: date | None) -> Planner:
        return Planner(known, day or request.today)

    found = PlannerFilter(request.GET, Jurisdiction.objects.all(), request=request, planner=planner)
    form = CourseForm(request.GET if any(name in request.GET for name in COURSE_FIELDS) else None)
    course = form.course
    groups = grouped(found.outlooks)
    every = grouped(found.planner.outlooks)
    return {
        "person": person,
        "filter": found,
        "day": found.planner.day,
        "groups": [(group, NOTES[group], rows) for group, rows in groups.items()],
        "counts": {group.value: len(rows) for group, rows in every.items()},
        "filtered": any(request.GET.get(name) for name in NARROWING),
        "total": len(found.planner.outlooks),
        "may": [each.jurisdiction.name for each in every.get(Group.MAY, ())],
        "form": form,
        "course": course,
        **changed(found.planner, course),
    }


def changed(planner: Planner, course: Course | None) -> dict:
    """Where the course completes what is asked, where it is enough to begin, and where less would be missing."""
    changes = planner.changes(course) if course else []
    return {
        "changes": changes,
        "reached": [each for each in changes if each.is_reached],
        "begun": [each for each in changes if each.is_begun],
        "nearer": [each for each in changes if not each.is_reached and not each.is_begun],
    }

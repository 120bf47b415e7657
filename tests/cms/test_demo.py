"""The demonstration: everybody it promises, in every state, and nothing stored that the rules do not say."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from certificates.badge.status_list import Purpose
from certificates.badge_status import places, purpose_of
from certificates.models import Certificate, CertificateBadge
from certificates.reading import read as read_paper
from cms.demo.rules import adopted_on
from cms.demo.writing import read
from tests.cms.demo_promises import signing_is_shown
from training.evaluation import Clearance
from training.models import Clinic, Cycle, Module, PracticeRule, Practitioner, Standing, SupervisedSession, User
from training.queries import organization
from training.queries.read_rule import ASSUMED, first_day
from training.queries.standing import certification, clearance

pytestmark = pytest.mark.django_db

STATES = {
    "none", "in_progress", "ready", "active", "inactive", "renewal_open", "grace", "lapsed", "suspended", "revoked"
}  # fmt: skip


def findings(row, today):
    return clearance(row.practitioner, row.jurisdiction, today).findings


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 20), date(2026, 7, 1)),
        (date(2026, 7, 15), date(2026, 6, 15)),
        (date(2024, 1, 1), date(2023, 12, 2)),
    ],
)
def test_rules_are_adopted_after_their_sources_and_before_today(today, day):
    assert adopted_on(today) == day


@pytest.mark.demo
def test_the_demonstration_holds_what_it_promises(capsys):
    call_command("load_demo")
    call_command("check_integrity")
    assert "Nothing differs." in capsys.readouterr().out
    modules = len(read("site")["module_files"])
    people = Practitioner.objects.exclude(signing_links__isnull=False)
    assert (people.count(), Clinic.objects.count(), Module.objects.count()) == (60, 3, modules)
    today = organization.today(timezone.now())
    rows = Standing.objects.filter(starts_on__lte=today, ends_on__gte=today)
    states = Counter(rows.exclude(scheme=None).values_list("outcome", flat=True))
    assert STATES - {"none"} <= set(states), "none are those who never enrolled"
    assert Practitioner.objects.filter(enrollments=None).exists()
    outcomes = set(rows.exclude(jurisdiction=None).values_list("outcome", flat=True))
    assert outcomes == set(Clearance)
    assert rows.filter(jurisdiction__code="US-TN", outcome="cleared").exclude(scope=[]).exists(), "what courses taught"
    assert rows.filter(jurisdiction__code="US-CO", outcome="provisional").exclude(deadline=None).exists()
    due = [line.due_on for row in rows.filter(jurisdiction__code="US-FL") for line in findings(row, today)]
    assert any(due), "an attestation to file within 60 days"
    adopted = PracticeRule.objects.filter(state="adopted", demonstration=True)
    assert {each.adopted_at.date() for each in adopted} == {adopted_on(today)}, "after its sources, of mid-2026"
    assert adopted.get(jurisdiction__code="US-OR").effective_from == date(2025, 8, 7), "no day before the act"
    assumed = {each.jurisdiction.code for each in adopted if first_day(each) == ASSUMED}
    assert {"US-CO", "US-OR"} <= assumed and "US-FL" not in assumed
    assert adopted.filter(jurisdiction__code="US-IN").count() == 3, "older and newer versions of one state"
    assert set(adopted.values_list("profession", flat=True)) >= {"athletic_trainer", "chiropractor"}
    assert adopted.exclude(position="").get().jurisdiction.status == "silent"
    for row in rows.select_related("practitioner", "jurisdiction", "scheme"):
        fresh = (
            clearance(row.practitioner, row.jurisdiction, today)
            if row.jurisdiction
            else certification(row.practitioner, row.scheme, today)
        )
        assert row.outcome == fresh.outcome
    assert Certificate.objects.filter(kind="certification", replaces=None).count() == Cycle.objects.count()
    changed = Certificate.objects.exclude(replaces=None).values_list("decision__kind", flat=True)
    assert sorted(changed) == ["extend", "reduce_scope"]
    listed = places(1, today)
    for badge in CertificateBadge.objects.select_related("certificate"):
        purpose = purpose_of(badge.certificate, read_paper(badge.certificate, today))
        assert [each for each in Purpose if badge.place in listed[each]] == ([purpose] if purpose else [])
    assert all(listed.values()), "badges that are revoked, and that are suspended"
    waiting = set(SupervisedSession.objects.values_list("state", flat=True))
    assert waiting >= {"draft", "submitted", "signed", "returned", "to_verify", "void"}
    signing_is_shown(today)


def test_the_demonstration_is_refused_in_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("load_demo")
    assert not User.objects.exists()


def test_the_demonstration_begins_on_an_empty_database():
    User.objects.create_user("somebody@example.org")
    with pytest.raises(CommandError, match="has people in it already"):
        call_command("load_demo")

"""What a fresh installation still needs, in order."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from training.models import Clinic, ClinicManager, Organization, PracticeRule, Practitioner, SchemeVersion
from training.permissions import may_appoint


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up; `url` is empty where this person may not do it."""

    words: str
    why: str
    done: bool
    url: str
    action: str


def steps(user) -> list[Step]:
    """Organization, clinics, rules, scheme, managers, people."""
    saved = Organization.objects.exclude(name="Our organization").exists()
    settings = link("wagtailsettings:edit", "training", "organization")
    zone = Organization.objects.exists()
    return [
        Step("Name the organization", "Printed on every certificate.", saved, settings, "Settings"),
        Step("Choose its time zone", "It decides what “today” is.", zone, settings, "Settings"),
        Step(
            "Add the clinics",
            "Each lies in one jurisdiction, and its managers answer for its people.",
            Clinic.objects.exists(),
            link("wagtailsnippets_training_clinic:list"),
            "Clinics",
        ),
        Step(
            "Adopt the rules where you work",
            "Until a rule is adopted, answers there say “needs review.”",
            PracticeRule.objects.filter(state="adopted").exists(),
            link("desk:rules"),
            "Rules",
        ),
        Step(
            "Write and adopt a scheme",
            "What you certify, and what a renewal asks for.",
            SchemeVersion.objects.filter(adopted_at__isnull=False).exists(),
            link("wagtailsnippets_training_scheme:list"),
            "Schemes",
        ),
        Step(
            "Appoint the managers",
            "They admit people, check licenses and decide, each at their clinics.",
            ClinicManager.objects.exists(),
            link("desk:managers") if may_appoint(user) else "",
            "Managers",
        ),
        Step(
            "Add people",
            "Add a record, or admit those who signed up.",
            Practitioner.objects.filter(admitted_at__isnull=False).exists(),
            link("desk:practitioner_new"),
            "Add a practitioner",
        ),
    ]


def link(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

"""What a fresh installation still needs, in order."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from training.models import (
    Clinic,
    ClinicManager,
    Jurisdiction,
    Organization,
    PracticeRule,
    Practitioner,
    Scheme,
    SchemeVersion,
)
from training.permissions import is_administrator, may_appoint

UNNAMED = Organization._meta.get_field("name").default
NO_PLACES = "The table of jurisdictions is empty. Whoever runs the server loads it: manage.py load_jurisdictions."


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to set up: why, and what it leads to; `url` is empty where this person may not do it."""

    words: str
    why: str
    done: bool
    url: str
    action: str


def steps(user) -> list[Step]:
    """Organization, one's own name, clinics, managers, rules, scheme, people."""
    return [organization(user), own_name(user), clinics(user), managers(user), rules(), scheme(user), people()]


def organization(user) -> Step:
    return Step(
        "Name the organization, choose its time zone",
        "The name is printed on every certificate; the zone decides what “today” is.",
        Organization.objects.exclude(name=UNNAMED).exists(),
        link("wagtailsettings:edit", "training", "organization") if is_administrator(user) else "",
        "Open the settings",
    )


def own_name(user) -> Step:
    return Step(
        "Write your own name",
        "A certificate names who decided, so nothing is awarded by a sign-in without a name.",
        bool(user.get_full_name()),
        link("desk:own_name"),
        "Write it",
    )


def clinics(user) -> Step:
    ready = Jurisdiction.objects.exists()
    return Step(
        "Add the clinics",
        "Each lies in one jurisdiction, whose rule decides for the people who work there." if ready else NO_PLACES,
        Clinic.objects.exists(),
        link("wagtailsnippets_training_clinic:add") if ready and is_administrator(user) else "",
        "Add a clinic",
    )


def managers(user) -> Step:
    clinic = Clinic.objects.exists()
    return Step(
        "Appoint the managers",
        "They admit people, check licenses and decide, each at their clinics; nobody does so for themselves."
        f"{'' if clinic else ' A clinic comes first.'}",
        ClinicManager.objects.exists(),
        link("desk:managers") if may_appoint(user) and clinic else "",
        "Appoint a manager",
    )


def rules() -> Step:
    return Step(
        "Adopt the rules where you work",
        "Research drafted one for each jurisdiction. Until you adopt it, answers there say “needs review.”",
        PracticeRule.objects.filter(state=PracticeRule.State.ADOPTED).exists(),
        link("desk:rules"),
        "Read the drafts",
    )


def scheme(user) -> Step:
    """Three acts: add the scheme, write its first version, adopt that."""
    url, action = next_of_scheme(user)
    return Step(
        "Write and adopt a scheme",
        "What you certify: what a first award and a renewal ask for. People enroll once a version is in force.",
        SchemeVersion.objects.filter(adopted_at__isnull=False).exists(),
        url,
        action,
    )


def next_of_scheme(user) -> tuple[str, str]:
    first = Scheme.objects.first()
    if first is None:
        return link("wagtailsnippets_training_scheme:add") if is_administrator(user) else "", "Add a scheme"
    if not SchemeVersion.objects.exists():
        return version_url(first), f"Write the first version of {first}"
    return link("desk:schemes"), "Read the draft and adopt it"


def version_url(scheme: Scheme) -> str:
    """Where the next version of a scheme is written."""
    return f"{link('wagtailsnippets_training_schemeversion:add')}?scheme={scheme.pk}"


def people() -> Step:
    return Step(
        "Add people",
        "Each gets a record, with or without a sign-in; those who sign up wait in “Joining” to be admitted.",
        Practitioner.objects.filter(admitted_at__isnull=False).exists(),
        link("desk:practitioner_new"),
        "Add a practitioner",
    )


def link(name: str, *args) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""

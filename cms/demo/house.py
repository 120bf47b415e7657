"""The demonstration's organization: sign-ins, clinics, adopted rules and one scheme."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.demo.rules import adopt_all
from training.actions.scheme import adopt_scheme_version
from training.evaluation.dates import add_months
from training.management.commands.load_jurisdictions import DATA, load_file
from training.models import Clinic, ClinicManager, Jurisdiction, Module, Organization, Scheme, SchemeVersion, User
from training.permissions import ADMINISTRATOR, EDITOR, MANAGER
from training.trees import block

PASSWORD = "needle-point-demo"  # noqa: S105  printed at start, and only in demo mode
CPR = "CPR card"
STATEMENT = "Clean needle statement"


@dataclass(frozen=True)
class House:
    """What the lives of the demonstration's people refer to."""

    manager: User
    second_manager: User
    editor: User
    clinics: dict[str, Clinic]
    scheme: Scheme


def login(email: str, first: str, last: str, *groups: str) -> User:
    """A verified sign-in with the demonstration's password."""
    user = User.objects.create_user(email, PASSWORD, first_name=first, last_name=last)
    user.groups.set(Group.objects.filter(name__in=groups))
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def administrator() -> User:
    user = login("admin@pinpoint.example", "Alma", "Brandt", ADMINISTRATOR)
    user.is_superuser = user.is_staff = True
    user.save(update_fields=["is_superuser", "is_staff"])
    return user


def organization() -> Organization:
    row = Organization.objects.first() or Organization()
    row.name, row.time_zone = "Larkspur Physical Therapy", "America/New_York"
    row.contact_email, row.phone = "hello@pinpoint.example", "+1 813 555 0142"
    row.save()
    return row


def clinics() -> dict[str, Clinic]:
    rows = [
        ("US-FL", "Larkspur Tampa", "America/New_York", "214 Bayshore Row", "Tampa", "33606", "+1 813 555 0142"),
        ("US-CO", "Larkspur Denver", "America/Denver", "1809 Platte Street", "Denver", "80202", "+1 720 555 0117"),
        (
            "US-PA",
            "Larkspur Philadelphia",
            "America/New_York",
            "52 Christ Walk",
            "Philadelphia",
            "19106",
            "+1 215 555 0168",
        ),
    ]
    return {
        code: Clinic.objects.create(
            jurisdiction=Jurisdiction.objects.get(code=code),
            name=name,
            time_zone=zone,
            street=street,
            city=city,
            postal_code=postal,
            phone=phone,
        )
        for code, name, zone, street, city, postal, phone in rows
    }


def build(*, now: datetime) -> House:
    """Everything but the people; `now` is years before the day of the demonstration."""
    organization()
    administrator()
    manager = login("manager@pinpoint.example", "Ruth", "Lindqvist", MANAGER)
    second = login("second.manager@pinpoint.example", "Grace", "Whitfield", MANAGER)
    editor = login("editor@pinpoint.example", "Tom", "Aldous", EDITOR)
    load_file(DATA, now)
    places = clinics()
    for clinic in places.values():
        ClinicManager.objects.create(user=manager, clinic=clinic)
        clinic.lead = manager
        clinic.save(update_fields=["lead"])
    ClinicManager.objects.create(user=second, clinic=places["US-FL"])
    return House(manager, second, editor, places, scheme=None)


def adopt_rules(house: House, *, now: datetime, today: date, review_on: date) -> None:
    """Adopt the rules of the clinics' states and of some others, as a demonstration (`cms.demo.rules`)."""
    adopt_all(by=house.manager, now=now, today=today, review_on=review_on)


def certify(house: House, *, now: datetime, today: date) -> Scheme:
    """One scheme with one adopted version."""
    scheme = Scheme.objects.create(
        name="Dry Needling Practitioner",
        slug="dry-needling-practitioner",
        summary=(
            "Our certification of physical therapists who needle: 50 course hours, 40 of them in person, our own "
            "modules passed, 12 supervised sessions signed, and a license in good standing all the time."
        ),
    )
    modules = [str(key) for key in Module.objects.exclude(current=None).order_by("title").values_list("key", flat=True)]
    license_block = block("active_license", "license", label="A license in good standing", types=["license"])
    cpr = block("credential", "cpr", name=CPR, label="A CPR card in force")
    version = SchemeVersion.objects.create(
        scheme=scheme,
        number=1,
        effective_from=date(2019, 1, 1),
        initial=[
            block("modules", "modules", modules=modules, label="Our training modules, each passed"),
            block("hours", "hours", hours="50", label="50 course hours in all"),
            block("hours", "in-person", hours="40", modes=["in_person"], label="40 of them in person"),
            block("sessions", "sessions", count=12, label="12 supervised sessions, signed"),
            cpr,
            license_block,
        ],
        renewal=[
            block("hours", "hours", hours="12", label="12 course hours in this cycle"),
            block(
                "attestation",
                "statement",
                name=STATEMENT,
                max_age_months=6,
                label="The clean needle statement, signed again",
            ),
            cpr,
            license_block,
        ],
        throughout=[license_block],
        cycle_months=24,
        window_months=3,
        grace_months=2,
        certificate_words="has met every requirement of our certification in dry needling.",
    )
    adopt_scheme_version(by=house.manager, version=version, now=now, today=today)
    return scheme


def later(house: House, scheme: Scheme) -> House:
    return House(house.manager, house.second_manager, house.editor, house.clinics, scheme)


def long_ago(today: date) -> date:
    """The day the demonstration's organization began: before its first people joined (`cast.supervisors`)."""
    return add_months(today, -64)

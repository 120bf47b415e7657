"""The database that is measured: the demonstration's organization and rules, four modules, and a made-up roster."""

import sys
from datetime import date, datetime, timedelta

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.demo import house
from training.models import Clinic, ClinicManager, Module, ModuleRevision, Practitioner, User
from training.queries.organization import today as organization_today
from training.seeding.world import world
from training.seeding.write import seed

MODULES = ("Anatomy of the needle’s path", "Clean technique", "Adverse events", "Law and consent")
MANAGER, ADMINISTRATOR = "manager@pinpoint.example", "admin@pinpoint.example"


def prepare(people: int) -> None:
    """Migrate, and fill what is missing. A database that holds the roster already is left as it is."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    today = organization_today(now)
    if not User.objects.filter(email=MANAGER).exists():
        build(now, today)
    if people and not Practitioner.objects.exists():
        for written in seed(world(people, now=now, today=today), 1, people):
            if written % 10_000 < 500:
                sys.stderr.write(f"{written} of {people} people made up\n")
        analyze()


def analyze() -> None:
    """What autovacuum would have done by the time somebody looks."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def build(now: datetime, today: date) -> None:
    """Sign-ins, jurisdictions, adopted rules, modules and one scheme, by the demonstration's own steps."""
    begun = now - timedelta(days=13 * 365)
    made = house.build(now=begun)
    modules(made.editor, begun)
    house.adopt_rules(made, now=now, today=today, review_on=today + timedelta(days=300))
    adopted = now - timedelta(days=8 * 365)
    house.certify(made, now=adopted, today=adopted.date())


def modules(by: User, now: datetime) -> None:
    for title in MODULES:
        module = Module.objects.create(title=title, slug=title.split()[0].lower())
        revision = ModuleRevision.objects.create(
            module=module,
            number=1,
            title=title,
            credit=[{"subject": "safety", "mode": "self_paced", "minutes": 60}],
            questions=[{"id": f"q{number}"} for number in range(8)],
            pass_correct=6,
            content_hash=f"{module.pk:064}",
            published_at=now,
            published_by=by,
        )
        Module.objects.filter(pk=module.pk).update(current=revision)


def manager_of_all() -> User:
    """The demonstration's manager, answering for every clinic."""
    user = User.objects.get(email=MANAGER)
    had = set(user.manager_rows.values_list("clinic", flat=True))
    rows = [ClinicManager(user=user, clinic=clinic) for clinic in Clinic.objects.exclude(pk__in=had)]
    ClinicManager.objects.bulk_create(rows)
    return user


def administrator() -> User:
    return User.objects.get(email=ADMINISTRATOR)

"""What the made-up people are made to fit: the clinics, adopted rules, schemes and modules of this database."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from training.actions import Refused
from training.evaluation import walk
from training.evaluation.dates import CyclePlan
from training.models import Clinic, Jurisdiction, ModuleRevision, PracticeRule, SchemeVersion, User
from training.permissions import ADMINISTRATOR, MANAGER
from training.queries.organization import organization
from training.trees import tree_of_stream

PEOPLE_PER_CLINIC = 200
NAMED = ("credential", "exam", "attestation", "filing")
ZONES = {
    "US-CO": "America/Denver",
    "US-UT": "America/Denver",
    "US-AZ": "America/Phoenix",
    "US-TN": "America/Chicago",
    "US-LA": "America/Chicago",
    "US-IL": "America/Chicago",
    "US-NV": "America/Los_Angeles",
    "US-WA": "America/Los_Angeles",
    "US-SD": "America/Chicago",
}


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who signs sessions: ids, the printed name, the first day, and the looks that prove a license."""

    practitioner: int
    user: int
    name: str
    since: date
    looks: tuple[dict, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Evidence that a rule asks for by name. `place` is the rule's jurisdiction; none where the scheme asks."""

    place: int | None
    kind: str
    name: str
    board: str | None
    score: int | None


@dataclass
class World:
    """What a made-up history refers to. `asked` is the evidence that rules ask for by name."""

    by: User
    now: datetime
    today: date
    zone: ZoneInfo
    fresh_days: int
    version: SchemeVersion
    clinics: list[Clinic]
    revisions: list[ModuleRevision]
    asked: list[Asked]
    signers: list[Signer] = field(default_factory=list)

    def asked_of(self, place: int, kind: str) -> list[Asked]:
        """What somebody who works in a jurisdiction is asked for, each name once."""
        mine = [each for each in self.asked if each.kind == kind and each.place in (None, place)]
        return list({each.name: each for each in mine}.values())

    @property
    def plan(self) -> CyclePlan:
        version = self.version
        return CyclePlan(months=version.cycle_months, window=version.window_months, grace=version.grace_months)


def world(people: int, *, now: datetime, today: date) -> World:
    """Read it, and make clinics for so many people where there are too few. Raises `Refused` for what is missing."""
    by = User.objects.filter(groups__name__in=[ADMINISTRATOR, MANAGER], is_active=True).order_by("pk").first()
    version = SchemeVersion.objects.filter(adopted_at__isnull=False).select_related("scheme").first()
    places = where_one_may_practice()
    require(by, "an administrator or a manager, in whose name it is written (manage.py create_administrator)")
    require(places, "an adopted practice rule that permits it (the desk's rules, or manage.py load_demo)")
    require(version, "an adopted scheme version (the schemes in the administration, or manage.py load_demo)")
    here = organization()
    return World(
        by=by,
        now=now,
        today=today,
        zone=ZoneInfo(here.time_zone),
        fresh_days=here.check_good_for_days,
        version=version,
        clinics=clinics(places, people, here.time_zone, today),
        revisions=list(ModuleRevision.objects.filter(module__current=F("pk")).select_related("module")),
        asked=asked(version),
    )


def where_one_may_practice() -> list[Jurisdiction]:
    """The places with an adopted rule that permits it, by law or by our position."""
    adopted = PracticeRule.objects.filter(adopted_at__isnull=False)
    permitting = adopted.filter(Q(status="permitted") | Q(position="permitted"))
    return list(Jurisdiction.objects.filter(pk__in=permitting.values("jurisdiction")).order_by("code"))


def require(found, what: str) -> None:
    if not found:
        raise Refused(f"This database lacks {what}.")


def clinics(places: list[Jurisdiction], people: int, zone: str, today: date) -> list[Clinic]:
    """Enough open clinics in each place with an adopted rule, in turn by place."""
    each = max(1, people // (PEOPLE_PER_CLINIC * len(places)))
    rows = []
    for place in places:
        open_ones = list(Clinic.objects.open_on(today).filter(jurisdiction=place).order_by("pk")[:each])
        missing = range(len(open_ones) + 1, each + 1)
        names = {f"{place.name} {number:03}" for number in missing} - set(Clinic.objects.values_list("name", flat=True))
        made = [
            Clinic(name=name, jurisdiction=place, time_zone=ZONES.get(place.code, zone), city=place.name)
            for name in sorted(names)
        ]
        rows.append(open_ones + Clinic.objects.bulk_create(made))
    return [row for turn in range(each) for own in rows for row in own[turn : turn + 1]]


def asked(version: SchemeVersion) -> list[Asked]:
    """What the adopted scheme and rules ask to be shown by name, each once a place."""
    rules = PracticeRule.objects.filter(adopted_at__isnull=False)
    streams = [(None, stream) for stream in (version.initial, version.renewal, version.throughout)]
    streams += rules.values_list("jurisdiction", "requirements")
    found = {}
    for place, tree in ((place, tree_of_stream(stream)) for place, stream in streams):
        for node in walk(tree) if tree else ():
            if node.kind in NAMED:
                board, score = getattr(node, "jurisdiction", None), getattr(node, "score", None)
                found[Asked(place, node.kind, node.name, board, score)] = True
    return list(found)

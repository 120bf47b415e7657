"""A named manager adopts a version of a scheme, which is frozen from then on."""

from datetime import date, datetime, timedelta

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import changed, record
from training.actions.refreshing import scheme_changed
from training.actions.rule_checks import check_tree, check_years
from training.lasting import lasting
from training.models import Scheme, SchemeVersion
from training.permissions import is_administrator, may_adopt
from training.queries.drafts import CHANGED, digest_of
from training.queries.trees_beside import trees_beside

TREES = {"initial": "What a first award asks for", "renewal": "What a renewal asks for", "throughout": "Throughout"}

KEPT = ("name", "slug", "profession", "summary")
NAMED = ("name", "slug", "profession")
FIXED = ("slug", "profession")
STAYS = "A version is adopted, so this stays: rules and links name it."


def is_fixed(scheme: Scheme) -> bool:
    """Whether rules may rest on what the scheme is called in addresses and whom it is for."""
    return bool(scheme.pk) and scheme.versions.filter(adopted_at__isnull=False).exists()


@transaction.atomic
def save_scheme(*, by, scheme: Scheme, now: datetime) -> Scheme:
    """Write a scheme as a form has it. Managers change its summary; administrators add and name schemes."""
    require(may_adopt(by))
    new, fields = scheme.pk is None, changed(scheme, KEPT)
    if {*fields} & {*NAMED} and not is_administrator(by):
        raise Refused("An administrator adds and names schemes.")
    for name in changed(scheme, FIXED) if is_fixed(scheme) else ():
        raise Refused(STAYS, name)
    scheme.save()
    if fields:
        values = {name: getattr(scheme, name) for name in fields}
        action = "scheme.create" if new else "scheme.update"
        record(action=action, by=by, subject=scheme, fields=fields, values=values, now=now)
    return scheme


@transaction.atomic
def adopt_scheme_version(
    *, by, version: SchemeVersion, now: datetime, today: date, seen: str | None = None
) -> SchemeVersion:
    """Put a drafted version in force from its effective date and answer everybody enrolled anew.

    The version before ends on the day before. `seen` is the digest of the draft that was shown, if it was. `Refused`
    when the requirements cannot be meant or dates collide.
    """
    require(may_adopt(by))
    scheme = Scheme.objects.select_for_update(no_key=True).get(pk=version.scheme_id)
    version.refresh_from_db(from_queryset=SchemeVersion.objects.select_for_update())
    if version.adopted_at:
        raise Refused("This version is adopted already and stays as it is. Draft a next version.")
    if version.scheme_id != scheme.pk or seen not in (None, digest_of(version)):
        raise Refused(CHANGED)
    check_years(version.effective_from, version.effective_until, today)
    check_trees(version)
    end_the_one_before(by=by, version=version, now=now)
    if SchemeVersion.objects.filter(pk=version.pk, adopted_at=None).update(adopted_at=now, adopted_by=by) != 1:
        raise Refused("Somebody adopted this version a moment ago.")
    record(action="scheme_version.adopt", by=by, subject=version, fields=[*TREES, "effective_from"], now=now)
    scheme_changed(scheme, now=now)
    version.refresh_from_db()
    return version


def check_trees(version: SchemeVersion) -> None:
    """A first award and a renewal ask for something; every tree can be read."""
    for name, words in TREES.items():
        check_tree(stream := getattr(version, name), words, name, trees_beside(version, name))
        if not stream and name != "throughout":
            raise Refused(f"{words}: there is no requirement yet.", name)


def end_the_one_before(*, by, version: SchemeVersion, now: datetime) -> None:
    """Adopted versions of a scheme never overlap."""
    others = SchemeVersion.objects.filter(scheme=version.scheme_id, adopted_at__isnull=False)
    later = others.filter(effective_from__gte=version.effective_from).order_by("effective_from").first()
    if later and (version.effective_until is None or version.effective_until >= later.effective_from):
        raise Refused(f"Version {later.number} takes effect on the same day or later. Change the dates of this one.")
    day = version.effective_from - timedelta(days=1)
    before = others.filter(lasting(version.effective_from, "effective_until"), effective_from__lte=day)
    for old in before:
        SchemeVersion.objects.filter(pk=old.pk).update(effective_until=day)
        values = day.isoformat()
        record(action="scheme_version.end", by=by, subject=old, fields=["effective_until"], values=values, now=now)

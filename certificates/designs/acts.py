"""Drafting a design, adding a picture, putting a version to use, choosing what takes it: each one act, on record."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from certificates.designs.chosen import placement, placements
from certificates.designs.content import DesignContent, Kind
from certificates.designs.samples import SAMPLES
from certificates.designs.specimens import shown
from certificates.designs.uploaded import Picture
from certificates.models import Design, DesignPicture, DesignPlacement, DesignVersion
from training.actions import Refused, require
from training.actions.audit import changed, record
from training.chain import canonical
from training.models import Scheme, User
from training.permissions import YES, Verdict, is_manager, no
from training.queries.organization import organization

KEPT = ("name", "kind", "draft")
FIXED = "A version of this design was put to use, so what it is for stays. Begin another design for the other kind."
CHANGED = "Somebody changed this design since the page was shown. Look at it again."
UNUSED = "This design has no version yet. Put one to use first."


def may_design(user) -> Verdict:
    """Whoever answers for what a certificate says: compliance managers and administrators."""
    return YES if is_manager(user) else no("Designs are drafted by compliance managers and administrators.")


def hash_of(content: DesignContent) -> str:
    """What a content is known by: the SHA-256 of its canonical JSON."""
    return sha256(canonical(content.to_json()).encode()).hexdigest()


def content_of(design: Design) -> DesignContent:
    """The draft, for what the design is for."""
    return replace(DesignContent.from_json(design.draft), kind=design.kind)


def is_fixed(design: Design) -> bool:
    """Whether what it is for can no longer change."""
    return bool(design.pk) and design.versions.exists()


def held(design: Design) -> Design:
    """The stored row, locked: who drafts and who puts to use wait for each other."""
    return Design.objects.select_for_update().get(pk=design.pk)


@transaction.atomic
def save_design(*, by: User, design: Design, now: datetime) -> Design:
    """Write a draft as a form has it. Refused where it could not be printed, whatever the form had said."""
    require(may_design(by))
    content = content_of(design).tidy()
    design.draft = content.to_json()
    new = design.pk is None
    if not new:
        held(design)
    fields = changed(design, KEPT)
    if "kind" in fields and is_fixed(design):
        raise Refused(FIXED, "kind")
    if not fields:
        return design
    refuse_unusable(content)
    design.drafted_at, design.drafted_by = now, by
    design.save()
    values = {name: getattr(design, name) for name in fields}
    record(
        action=f"design.{'create' if new else 'update'}", by=by, subject=design, fields=fields, values=values, now=now
    )
    return design


def refuse_unusable(content: DesignContent) -> None:
    """Words that cannot be printed, and pictures that are not kept."""
    for field, sentence in content.problems().items():
        raise Refused(sentence, field)
    kept = set(DesignPicture.objects.filter(sha256__in=content.pictures()).values_list("sha256", flat=True))
    if content.pictures() - kept:
        raise Refused("A picture of this design is not kept here. Choose it again.", "logo")


def refuse_unprintable(content: DesignContent) -> None:
    """What is put to use is seen to print: on a specimen, for somebody with an ordinary name."""
    for each in shown(content, organization().name, SAMPLES[0].key):
        if each.refusal:
            raise Refused(f"A certificate of this design cannot be printed. {each.refusal}")


@transaction.atomic
def add_picture(*, by: User, name: str, picture: Picture, now: datetime) -> DesignPicture:
    """Keep a picture for designs. The same one is kept once."""
    require(may_design(by))
    known = DesignPicture.objects.filter(sha256=picture.sha256).first()
    if known:
        raise Refused(known_words(known), "upload")
    row = DesignPicture.objects.create(
        name=name,
        sha256=picture.sha256,
        media_type=picture.media_type,
        content=picture.content,
        width=picture.width,
        height=picture.height,
        added_at=now,
        added_by=by,
    )
    fields = ["content", "name"]
    record(action="design.add_picture", by=by, subject=row, fields=fields, values=picture.sha256, now=now)
    return row


def known_words(picture: DesignPicture) -> str:
    return f"This picture is here already, as “{picture}”. Use that one."


@transaction.atomic
def put_to_use(*, by: User, design: Design, seen: str, now: datetime) -> DesignVersion:
    """Freeze the draft as the next version. `seen` is the hash of the draft that the page showed.

    Whatever takes the design takes this version from now on; what was issued stays. Refused where nothing changed.
    """
    require(may_design(by))
    design = held(design)
    content = content_of(design)
    if hash_of(content) != seen:
        raise Refused(CHANGED)
    refuse_unusable(content)
    refuse_unprintable(content)
    newest = design.versions.order_by("-number").first()
    if newest and newest.sha256 == seen:
        raise Refused(f"Version {newest.number} says just this. Change the draft first.")
    number = newest.number + 1 if newest else 1
    version = DesignVersion.objects.create(
        design=design, number=number, content=content.to_json(), sha256=seen, put_to_use_at=now, put_to_use_by=by
    )
    record(action="design.put_to_use", by=by, subject=version, fields=["content", "number"], values=seen, now=now)
    return version


@transaction.atomic
def use(
    *, by: User, design: Design, seen: str, targets: Iterable[Scheme | None], now: datetime
) -> DesignVersion | None:
    """Put the draft that was seen to use, unless the newest version says just this, and have it taken by `targets`:
    schemes, and None for the default of the kind. The new version is returned, if there is one.
    """
    newest = held(design).versions.order_by("-number").first()
    is_there = newest and newest.sha256 == seen
    version = None if is_there else put_to_use(by=by, design=design, seen=seen, now=now)
    place_in(by=by, design=design, targets=targets, now=now)
    return version


@transaction.atomic
def place(
    *, by: User, kind: str, scheme: Scheme | None, design: Design | None, now: datetime
) -> DesignPlacement | None:
    """From now on certificates of the kind, or those of a scheme, take this design. Nothing is written where they do.

    Of a scheme, no design means the default of its kind; of the default it means the packaged one.
    """
    require(may_design(by))
    if scheme and kind != Kind.CERTIFICATION:
        raise Refused("A scheme has certificates of a certification alone.")
    if design and design.kind != kind:
        raise Refused("This design is for other certificates.")
    if design and not design.versions.exists():
        raise Refused(UNUSED)
    if placement(kind, scheme) == design:
        return None
    row = DesignPlacement.objects.create(kind=kind, scheme=scheme, design=design, chosen_at=now, chosen_by=by)
    values = {"kind": kind, "scheme": scheme and scheme.pk, "design": design and design.pk}
    record(action="design.place", by=by, subject=row, fields=["design"], values=values, now=now)
    return row


@transaction.atomic
def place_in(*, by: User, design: Design, targets: Iterable[Scheme | None], now: datetime) -> None:
    """The design is taken by just these: schemes, and None for the default of its kind."""
    wanted, taken = set(targets), placements(design.kind)
    for target in {None, *Scheme.objects.all()} if design.kind == Kind.CERTIFICATION else {None}:
        is_here = taken.get(target and target.pk) == design.pk
        if (target in wanted) != is_here:
            place(by=by, kind=design.kind, scheme=target, design=design if target in wanted else None, now=now)

"""Which design a certificate is printed with, as it is put to use now."""

from collections.abc import Iterable

from certificates.designs.content import Chosen, DesignContent
from certificates.designs.packaged import packaged_choice
from certificates.models import Design, DesignPicture, DesignPlacement
from training.models import Scheme


def design_for(kind: str, scheme: Scheme | None = None) -> Chosen:
    """The newest version of the scheme's design, else of the default of the kind, else the packaged one."""
    design = placed(kind, scheme)
    version = design.versions.order_by("-number").first() if design else None
    if version is None:
        return packaged_choice(kind)
    return Chosen(DesignContent.from_json(version.content), f"{design.pk}.{version.number}")


def placed(kind: str, scheme: Scheme | None = None) -> Design | None:
    """The design that certificates of a kind take, or those of a scheme; None is the packaged one."""
    own = placement(kind, scheme) if scheme else None
    return own or placement(kind, None)


def placement(kind: str, scheme: Scheme | None) -> Design | None:
    """What was chosen last for the scheme itself, or as the default of the kind."""
    rows = DesignPlacement.objects.select_related("design").filter(kind=kind, scheme=scheme)
    newest = rows.order_by("-pk").first()
    return newest.design if newest else None


def placements(kind: str) -> dict[int | None, int | None]:
    """The same for each scheme of a kind and for its default (None), as keys of schemes and designs; one query."""
    return dict(DesignPlacement.objects.filter(kind=kind).order_by("pk").values_list("scheme", "design"))


def pictures(hashes: Iterable[str]) -> dict[str, bytes]:
    """Those that are kept, by their SHA-256."""
    wanted = {each for each in hashes if each}
    rows = DesignPicture.objects.filter(sha256__in=wanted) if wanted else ()
    return {row.sha256: bytes(row.content) for row in rows}

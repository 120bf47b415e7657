"""Does every paper have its bytes and its badge, and every award its paper? Each difference is named."""

import json
from collections.abc import Iterator
from hashlib import sha256

from certificates.badge import keys
from certificates.badge.multikey import public_key
from certificates.badge.proof import is_proven
from certificates.models import Certificate
from training.actions.changes import CHANGING
from training.models import Cycle, Decision


def certificate_differences() -> Iterator[str]:
    """A cycle or a change of one without its certificate, a certificate of completion that says something else than the
    completion, a certificate without its bytes or its badge, bytes that are not those that were issued.
    """
    # A null among the keys of a `NOT IN` would hide every row.
    of_decisions = Certificate.objects.filter(kind=Certificate.Kind.CERTIFICATION)
    for cycle in Cycle.objects.exclude(pk__in=of_decisions.values("cycle")).order_by("pk"):
        yield f"Cycle {cycle.pk} has no certificate."
    unprinted = Decision.objects.filter(kind__in=CHANGING).exclude(pk__in=of_decisions.values("decision"))
    for decision in unprinted.order_by("pk"):
        yield f"Decision {decision.pk} changed cycle {decision.about_id}, but no certificate says so."
    yield from misprinted_completions()
    known = {method["id"]: method["publicKeyMultibase"] for method in keys.issuer_document()["verificationMethod"]}
    for certificate in Certificate.objects.select_related("pdf", "badge").order_by("pk").iterator(chunk_size=100):
        paper = getattr(certificate, "pdf", None)
        if paper is None:
            yield f"Certificate {certificate.number} has no PDF."
        elif sha256(bytes(paper.content)).hexdigest() != certificate.sha256:
            yield f"Certificate {certificate.number}: the PDF is not the one that was issued."
        if wrong := wrong_with_badge(certificate, known):
            yield f"Certificate {certificate.number}: {wrong}"


def wrong_with_badge(certificate: Certificate, known: dict[str, str]) -> str:
    """What is wrong with its badge, by the keys of the issuer, in a sentence; empty when nothing is."""
    badge = getattr(certificate, "badge", None)
    if badge is None:
        return "there is no badge yet; make_badges makes it."
    content = json.loads(badge.content)
    key = known.get(content["proof"]["verificationMethod"])
    if key is None:
        return "the key of its badge is none of ours; BADGE_FORMER_KEYS has to name it."
    whole = (
        sha256(badge.content.encode()).hexdigest() == badge.sha256
        and content["id"] == certificate.document["verify_address"]
    )
    return "" if whole and is_proven(content, public_key(key)) else "the badge is not the one that was issued."


def misprinted_completions() -> Iterator[str]:
    """A certificate of completion that names another revision or another day than its completion."""
    rows = Certificate.objects.filter(kind=Certificate.Kind.COMPLETION).order_by("pk")
    names = ("number", "document", "completion__revision__content_hash", "completion__completed_on")
    for number, document, content_hash, completed_on in rows.values_list(*names).iterator(chunk_size=500):
        if (document["content_hash"], document["completed_on"]) != (content_hash, completed_on.isoformat()):
            yield f"Certificate {number} says something else than its completion."

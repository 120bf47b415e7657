"""Does every paper have its bytes and its badge, and every award its paper? Each difference is named."""

import json
from collections.abc import Iterator
from hashlib import sha256
from itertools import chain

from django.db.models import F

from certificates.badge import keys
from certificates.badge.check import faults_of_form, faults_of_proof
from certificates.models import Certificate
from certificates.numbers import number_differences
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
    yield from number_differences()
    yield from strayed_corrections()
    for certificate in Certificate.objects.select_related("pdf", "badge").order_by("pk").iterator(chunk_size=100):
        paper = getattr(certificate, "pdf", None)
        if paper is None:
            yield f"Certificate {certificate.number} has no PDF."
        elif sha256(bytes(paper.content)).hexdigest() != certificate.sha256:
            yield f"Certificate {certificate.number}: the PDF is not the one that was issued."
        if wrong := wrong_with_badge(certificate):
            yield f"Badge of certificate {certificate.number}: {wrong}"


def wrong_with_badge(certificate: Certificate) -> str:
    """The first fault of its badge, by our keys under the issuer that it names, which an installation that moved no
    longer is called; empty when there is none.
    """
    badge = getattr(certificate, "badge", None)
    if badge is None:
        return "There is none yet; make_badges makes it."
    content = json.loads(badge.content)
    about = content["id"] == certificate.document["verify_address"]
    if not about or sha256(badge.content.encode()).hexdigest() != badge.sha256:
        return "It is not the one that was issued."
    issuer = keys.issuer_document(content["issuer"]["id"])
    return next(chain(faults_of_form(content), faults_of_proof(content, issuer)), "")


def misprinted_completions() -> Iterator[str]:
    """A certificate of completion that names another revision or another day than its completion."""
    rows = Certificate.objects.filter(kind=Certificate.Kind.COMPLETION).order_by("pk")
    names = ("number", "document", "completion__revision__content_hash", "completion__completed_on")
    for number, document, content_hash, completed_on in rows.values_list(*names).iterator(chunk_size=500):
        if (document["content_hash"], document["completed_on"]) != (content_hash, completed_on.isoformat()):
            yield f"Certificate {number} says something else than its completion."


def strayed_corrections() -> Iterator[str]:
    """One printed anew that is of another decision or cycle than the one before."""
    rows = Certificate.objects.exclude(correction="")
    rows = rows.exclude(decision=F("replaces__decision"), cycle=F("replaces__cycle"))
    for number in rows.order_by("pk").values_list("number", flat=True):
        yield f"Certificate {number} is printed anew under another decision than the one that it replaces."

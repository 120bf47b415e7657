"""Where a piece of evidence is shown, for each kind of reader."""

from django import template
from django.urls import reverse

from training.models import EvidenceKind
from training.queries.proofs import Proof

register = template.Library()

MY_PAGES = {"session": "my:session", "license": "my:license"}
ENTRIES = set(EvidenceKind.values)
ANCHORS = {"completion": "#training", "license": "#license-{}"}


@register.simple_tag
def proof_url(proof: Proof, place: str, file: str = "") -> str:
    """The address of a piece of evidence: on the person's own pages ("my"), or at the desk ("desk").

    At the desk much of it stands on the person's file: `file` is the file's address, empty on the file itself. From
    another page an entry with files of its own leads to these at once.
    """
    if place == "my":
        return my_url(proof)
    if proof.kind == "session":
        return reverse("desk:session", args=[proof.id])
    if file and proof.kind in ENTRIES:
        return reverse("desk:evidence_item", args=[proof.id])
    return file + ANCHORS.get(proof.kind, "#evidence-{}").format(proof.id)


def my_url(proof: Proof) -> str:
    if proof.kind == "completion":
        return reverse("learn:module", args=[proof.module])
    return reverse(MY_PAGES.get(proof.kind, "my:evidence"), args=[proof.id])

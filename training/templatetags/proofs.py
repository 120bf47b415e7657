"""Where a piece of evidence is shown, for each kind of reader."""

from django import template
from django.urls import reverse

from training.queries.proofs import Proof

register = template.Library()

MY_PAGES = {"session": "my:session", "license": "my:license"}
ANCHORS = {"completion": "#training", "license": "#license-{}"}


@register.simple_tag
def proof_url(proof: Proof, place: str, file: str = "") -> str:
    """The address of a piece of evidence: on the person's own pages ("my"), or at the desk ("desk").

    At the desk most of it stands on the person's file: `file` is the file's address, empty on the file itself.
    """
    if place == "my":
        return my_url(proof)
    if proof.kind == "session":
        return reverse("desk:session", args=[proof.id])
    return file + ANCHORS.get(proof.kind, "#evidence-{}").format(proof.id)


def my_url(proof: Proof) -> str:
    if proof.kind == "completion":
        return reverse("learn:module", args=[proof.module])
    return reverse(MY_PAGES.get(proof.kind, "my:evidence"), args=[proof.id])

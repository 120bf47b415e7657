"""What two papers of one certificate say otherwise: the words before beside the words after."""

from dataclasses import dataclass

from certificates.designs.content import PACKAGED
from certificates.document import PrintedDocument
from certificates.dropped.facts import printed_facts
from certificates.models import DesignVersion

OWN = {"Certificate number", "Code", "Issued on"}  # never the same, and no reason to print anew


@dataclass(frozen=True, slots=True)
class Difference:
    """What `what` says before and after; empty where a paper says nothing of it."""

    what: str
    before: str
    after: str


def differences(before: PrintedDocument, after: PrintedDocument) -> list[Difference]:
    """Every printed fact that is told otherwise, in the order of the page, then the design; empty where none is."""
    old, new = facts_of(before), facts_of(after)
    told = [Difference(what, old.get(what, ""), new.get(what, "")) for what in old | new]
    told.append(Difference("Design", design_of(before), design_of(after)))
    return [each for each in told if each.before != each.after]


def facts_of(document: PrintedDocument) -> dict[str, str]:
    """The printed facts by their names, without what is the paper's own; several of a name in one text."""
    found = {}
    for fact in printed_facts(document):
        if fact.what not in OWN:
            found[fact.what] = "; ".join(filter(None, [found.get(fact.what), fact.text]))
    return found


def design_of(document: PrintedDocument) -> str:
    """The name of the design that it was printed with."""
    if document.design == PACKAGED:
        return "The design that comes with Pinpoint"
    design, _, number = document.design.partition(".")
    return str(DesignVersion.objects.select_related("design").get(design=design, number=number))

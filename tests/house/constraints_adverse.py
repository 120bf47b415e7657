"""How the constraints about adverse events are broken; a part of the table in `constraints`."""

import uuid

from tests import factories as f
from tests.factories import days
from tests.house.constraints import broken, twice


def correction():
    first = f.AdverseEventFactory()
    return f.AdverseEventFactory(corrects=first, original=first)


def event_of_a_page():
    return f.AdverseEventFactory(made_on_page=uuid.uuid4())


BROKEN = {
    "adverse_event_corrects_its_original": broken(correction, original=None),
    "adverse_event_defined_by_which_source": broken(f.AdverseEventFactory, citation=""),
    "adverse_event_due_by_which_source": broken(f.AdverseEventFactory, due_citation=""),
    "adverse_event_has_a_grade": broken(f.AdverseEventFactory, grade="none"),
    "adverse_event_in_force_once": twice(correction, "original"),
    "adverse_event_noticed_after_it_happened": broken(f.AdverseEventFactory, noticed_on=days(-6)),
    "adverse_event_once_per_page": twice(event_of_a_page, "practitioner", "made_on_page"),
    "adverse_step_closed_as_what": broken(f.AdverseStepFactory, kind="closed"),
    "adverse_step_reported_when_how_and_by_whom": broken(f.AdverseStepFactory, kind="reported"),
}

"""What whoever adopts or ends a house policy reads first: where it joins the law, and for how many people."""

from django.db.models import Q, QuerySet

from training.models import HousePolicy, PracticeRule, Practitioner, WhatIf
from training.queries.whatif import of_user, places_of


def people_in_play(policy: HousePolicy) -> int:
    """How many people work or hold a license where the policy joins the law."""
    places = places_of(policy).values("pk")
    working = Q(assignments__clinic__jurisdiction__in=places)
    licensed = Q(licenses__jurisdiction__in=places, licenses__superseded_at=None)
    return Practitioner.objects.filter(pk__in=Practitioner.objects.filter(working | licensed).values("pk")).count()


def places_with_rules(policy: HousePolicy) -> int:
    """In how many jurisdictions there is an adopted rule to join."""
    return places_of(policy).filter(rules__state=PracticeRule.State.ADOPTED).distinct().count()


def asked_before(policy: HousePolicy, user) -> QuerySet[WhatIf]:
    """What this manager asked about the draft, as it stands or stood, the newest first."""
    return of_user(user).filter(policy=policy, state=WhatIf.State.DONE)

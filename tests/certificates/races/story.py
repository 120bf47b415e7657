"""What the races are about: one person ready for an award, and the ways to decide about them."""

from random import uniform
from time import sleep
from types import SimpleNamespace
from unittest.mock import patch
from uuid import uuid4

from django.db import transaction

from certificates import tasks
from certificates.bulk.work import ITEMS
from certificates.issue import issue_all
from certificates.models import BulkItem, Certificate, CertificatePdf
from tests import factories
from tests.certificates.bulk.story import asked, many, seen_now
from tests.factories import NOW, TODAY
from training.actions.decision import decide
from training.models import Decision

A_PRINTING = 0.6  # seconds: about as long as a certificate takes, so that either may be first


def ready():
    """One person, and a second manager of the clinic beside the one of the story."""
    given = many(1, f"Dry Needling {uuid4().hex[:8]}")
    given.person = given.people[0]
    given.second = factories.UserFactory(role="manager", first_name="Ann", last_name="Li")
    given.clinic.managers.add(given.second)
    given.seen = seen_now(given)[0]
    return given


def single(given, by=None, effective_on=TODAY):
    """The button of the single page, as it was shown."""
    by, seen = by or given.manager, given.seen

    def press():
        with transaction.atomic():
            decision = decide(
                by=by,
                practitioner=given.person,
                scheme=given.scheme,
                kind="award",
                reason="All met.",
                effective_on=effective_on,
                seen_digest=seen.digest,
                seen_name=seen.name,
                seen_rules=seen.rules_version,
                now=NOW,
                today=TODAY,
            )
            return issue_all(decision=decision, by=by, now=NOW)[0]

    return press


def waiting_item(given, by=None, effective_on=TODAY) -> BulkItem:
    """The person within a bulk issue, before a worker has come."""
    with patch.object(tasks, "decide_one_of_many", SimpleNamespace(enqueue=lambda pk: None)):
        return asked(given, by=by, seen=[given.seen], effective_on=effective_on).items.get()


def worked(item: BulkItem):
    """A worker's turn at it; what it came to."""

    def turn():
        ITEMS.work(item.pk, now=NOW)
        return BulkItem.objects.get(pk=item.pk).state

    return turn


def staggered(act):
    """The act, begun at any moment of a printing."""
    return lambda: (sleep(uniform(0, A_PRINTING)), act())[1]


def end_of(given) -> Certificate:
    """The one certificate of the person, of the one decision, with its one file."""
    certificate = Certificate.objects.get(cycle__practitioner=given.person)
    assert Decision.objects.get(practitioner=given.person) == certificate.decision
    assert CertificatePdf.objects.filter(certificate=certificate).count() == 1
    return certificate

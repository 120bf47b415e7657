"""Corrections of questions, beside the result that they are about."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from training.actions import Refused
from training.actions.erratum import LOCKED, read_erratum
from training.models import Attempt, Erratum, ErratumNotice
from training.queries.errata import errata_of, passed_by
from training.views.person import for_practitioner


def corrections(attempt: Attempt) -> dict[str, list[dict]]:
    """By question, each erratum on what a graded try asked: what is right is told to who has passed, as the key is."""
    errata = errata_of(attempt)
    if not errata:
        return {}
    passed = attempt.passed or bool(passed_by(attempt.module_id, [attempt.practitioner_id]))
    rows = ErratumNotice.objects.filter(practitioner=attempt.practitioner_id, erratum__module=attempt.module_id)
    notices = {row.erratum_id: row for row in rows}
    return {
        question: [correction(each, notices.get(each.pk), passed) for each in found]
        for question, found in errata.items()
    }


def correction(erratum: Erratum, notice: ErratumNotice | None, passed: bool) -> dict:
    return {
        "erratum": erratum.pk,
        "on": erratum.published_at,
        "words": erratum.words if passed else "",
        "locked": "" if passed else LOCKED,
        "seen_at": notice and notice.seen_at,
        "to_read": notice.pk if notice and passed and notice.seen_at is None else None,
        "forgives": erratum.forgives,
    }


@for_practitioner
@require_POST
def read(request, pk, notice):
    """The person has read what is right, on the result `pk`."""
    attempt = get_object_or_404(request.practitioner.attempts, pk=pk)
    told = get_object_or_404(request.practitioner.erratum_notices.select_related("erratum"), pk=notice)
    try:
        read_erratum(by=request.user, notice=told, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(f"{reverse('learn:result', args=[attempt.pk])}#question-{told.erratum.question}")

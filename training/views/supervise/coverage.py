"""What the sessions of a trainee cover that name this supervisor.

Their licenses, courses and sessions with others are none of a supervisor's matter, so neither is what rules still ask.
"""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from training.filters.supervise import trainees
from training.models import SupervisedSession
from training.permissions import record_of
from training.views.access import supervisor_page
from training.views.coverage import mapped


@require_safe
@supervisor_page
def page(request, pk: int):
    """Somebody who submitted a session that names this supervisor; anybody else does not exist."""
    supervisor = record_of(request.user)
    person = trainees(supervisor).filter(pk=pk).first()
    if person is None:
        raise Http404
    rows = SupervisedSession.objects.current().filter(practitioner=person, supervisor=supervisor)
    return render(request, "training/supervise/coverage.html", mapped(request, person, rows))

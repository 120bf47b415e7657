"""Beginning an amendment: the reason first, then the entry as it was signed."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from training.actions import Refused
from training.actions.amend import amend
from training.forms.parts import refuse
from training.forms.voiding import AmendForm
from training.models import SupervisedSession
from training.queries.amendments import may_amend
from training.views.my.profile import status_of
from training.views.person import for_practitioner


@for_practitioner
@require_http_methods(["GET", "HEAD", "POST"])
def page(request, pk: int):
    """The reason; then the form of the new version."""
    session = get_object_or_404(SupervisedSession, practitioner=request.practitioner, pk=pk)
    form = AmendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = amend(by=request.user, session=session, now=request.now, **form.cleaned_data)
            return redirect("my:session_edit", pk=made.pk)
        except Refused as refused:
            refuse(form, refused)
    context = {"session": session, "form": form, "verdict": may_amend(session)}
    return render(request, "training/my/session_amend.html", context, status=status_of(form))

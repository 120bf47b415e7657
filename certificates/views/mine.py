"""The holder's certificates: the list, and the files as issued."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from certificates.completions import courses_of
from certificates.models import Certificate
from certificates.papers import certifications_of, completions_of
from training.permissions import may_see
from training.views.person import for_practitioner


@for_practitioner
@require_safe
def certificates(request):
    """What was issued to the person who is signed in."""
    person, papers = request.practitioner, certifications_of(request.practitioner, request.today)
    context = {
        "papers": papers,
        "unconfirmed": person if papers and person.name_confirmed_at is None else None,
        "of_completions": completions_of(person, request.today),
        "courses": [each for each in courses_of(person) if each.certificate is None],
    }
    return render(request, "certificates/mine/list.html", context)


@login_required
@require_safe
def pdf(request, code):
    """The stored bytes, to the holder and to managers who may see the person. Others learn nothing."""
    holder = ("cycle__practitioner", "completion__practitioner")
    certificate = get_object_or_404(Certificate.objects.select_related("pdf", *holder), code=code)
    if not may_see(request.user, certificate.practitioner):
        raise Http404
    response = HttpResponse(bytes(certificate.pdf.content), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{certificate.number}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

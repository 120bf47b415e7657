"""The desk's list of certificates, and the files of those that its filters find."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from certificates.bulk.archive import zipped
from certificates.bulk.download import entries, hand_out
from certificates.bulk.progress import open_bulks
from certificates.documents import document_of
from certificates.filters import CertificateFilter
from certificates.models import Certificate
from certificates.readings import read_page
from training.actions import Refused
from training.models import Practitioner
from training.views.access import desk_page
from training.views.paging import page_of_many
from training.views.posting import posted_from

ABOUT = ("cycle__practitioner", "cycle__decision", "decision", "completion__practitioner")


def visible(user) -> QuerySet[Certificate]:
    """Certificates of people whom the manager may see, the newest first."""
    people = Practitioner.objects.visible_to(user).order_by().values("pk")
    theirs = Q(cycle__practitioner__in=people) | Q(completion__practitioner__in=people)
    return Certificate.objects.filter(theirs).order_by("-issued_at", "-pk")


def asked(request) -> CertificateFilter:
    return CertificateFilter(request.GET, visible(request.user), request=request)


@require_safe
@desk_page
def certificates(request):
    filterset = asked(request)
    shown = page_of_many(request, filterset.qs.select_related(*ABOUT).defer("decision__evaluation"))
    rows = list(shown)
    context = {
        "filterset": filterset,
        "page_obj": shown,
        "lines": list(zip(rows, map(document_of, rows), read_page(rows, request.today), strict=True)),
        "open_bulks": open_bulks(request.user),
    }
    return render(request, "certificates/issued/list.html", context)


@posted_from("issued:list", keeps_pk=False)
@desk_page
def download(request):
    """The stored files of everything that the filters find, noted in the audit record first."""
    filterset = asked(request)
    if filterset.form.errors:
        return redirect(f"{reverse('issued:list')}?{request.GET.urlencode()}")
    try:
        keys = hand_out(by=request.user, rows=filterset.qs, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('issued:list')}?{request.GET.urlencode()}")
    response = StreamingHttpResponse(zipped(entries(keys), request.now), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="certificates-{request.today}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

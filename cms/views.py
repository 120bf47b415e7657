"""What the public asks besides reading: a consultation, a search, and what robots ask."""

import re

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from wagtail.models import Page, Site

from cms.actions.consultation import request_consultation
from cms.forms import ConsultationForm
from cms.models import ConsultationRequest
from cms.throttle import may_ask, seconds_left

QUERY_LENGTH = 120
TOO_MANY = (
    "Several requests came from your connection within the hour, so this one is not sent yet. "
    "What you wrote is still here: send it again in an hour."
)
PRIVATE = ["accounts", "admin", "desk", "files", "home", "join", "learn", "my", "search", "supervise"]


@never_cache
@require_http_methods(["GET", "POST"])
def consultation(request):
    """The form; what was sent and could not be taken comes back with a sentence beside each field."""
    form = ConsultationForm(request.POST or None, today=request.today)
    if request.method == "POST" and form.is_valid():
        if form.is_by_a_robot or is_taken(request, form):
            return redirect("consultation_thanks")
        form.add_error(None, TOO_MANY)
        answer = render(request, "cms/consultation.html", {"form": form}, status=429)
        answer.headers["Retry-After"] = str(seconds_left(request))
        return answer
    return render(request, "cms/consultation.html", {"form": form}, status=422 if form.errors else 200)


def is_taken(request, form) -> bool:
    """Keep the request, unless too many came from this address; one sent twice is taken once and counts once."""
    sent = {name: form.cleaned_data[name] for name in [*form.Meta.fields, "token"]}
    known = ConsultationRequest.objects.filter(token=sent["token"]).exists()
    if not known and not may_ask(request):
        return False
    request_consultation(now=request.now, **sent)
    return True


@require_GET
def consultation_thanks(request):
    return render(request, "cms/consultation_thanks.html")


@require_GET
def search(request):
    """Pages that hold the words, best first."""
    query = request.GET.get("query", "").strip()[:QUERY_LENGTH]
    words = " ".join(re.findall(r"\w+", query))  # no operators: a lone quote breaks full-text search on SQLite
    found = Paginator(pages_with(words, request), 10).get_page(request.GET.get("page"))
    return render(request, "cms/search.html", {"query": query, "found": found})


def pages_with(words: str, request):
    """Live, public pages of this site with all of the words; none without a word."""
    site = Site.find_for_request(request)
    if not words or site is None:
        return Page.objects.none()
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True).specific().search(words)


@require_GET
def robots(request):
    lines = ["User-agent: *", *[f"Disallow: /{path}/" for path in PRIVATE]]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

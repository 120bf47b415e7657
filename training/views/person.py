"""What every page of a person shares: a sign-in, a record, pages of a list."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from training.permissions import record_of

PER_PAGE = 25


def signed_in(view):
    """A sign-in first; afterwards the same page opens. An HTMX request is told to leave the page for it."""

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.htmx:
            return HttpResponseClientRedirect(
                f"{resolve_url('account_login')}?{urlencode({'next': page_of_htmx(request)})}"
            )
        return redirect_to_login(request.get_full_path())

    return wrapped


def page_of_htmx(request) -> str:
    """The page that an HTMX request came from, or the start where its header cannot be read."""
    try:
        return request.htmx.current_url_abs_path or "/"
    except ValueError:
        return "/"


def for_practitioner(view):
    """A record first: a login without one is led to the profile. Sets `request.practitioner`."""

    @signed_in
    @wraps(view)
    def wrapped(request, *args, **kwargs) -> HttpResponse:
        request.practitioner = record_of(request.user)
        if request.practitioner is None:
            return redirect("my:profile")
        return view(request, *args, **kwargs)

    return wrapped


def page_of(request, rows, per_page: int = PER_PAGE):
    """The page of `rows` that the request asks for; the nearest one where it does not exist."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))

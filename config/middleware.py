"""Small things that every request passes through."""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.utils import timezone

ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
MEGABYTE = 1024 * 1024
UPLOAD_LIMIT = 105 * MEGABYTE
UPLOADS = (
    "/my/records/",
    "/desk/licenses/",
    "/admin/images/",
    "/admin/documents/",
    "/admin/snippets/certificates/designpicture/",
)
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
READING = ("GET", "HEAD")
NUL_LEFT_OUT = "What you asked for held a character that no text may hold (NUL). The page answers without it."
# In JSON it is written as an escape; an escaped backslash before `u0000` is that text itself.
NUL_IN_JSON = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


class RefuseHugeBodies:
    """Answer 413 by the length that a request says it has, before anything reads it.

    Ten files of 10 MB and what stands around them where files are taken; elsewhere what Django takes of a form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if length_of(request) <= limit_of(request.path):
            return self.get_response(request)
        limit = limit_of(request.path) // MEGABYTE
        return HttpResponse(
            f"This is more than we take at once: {limit} MB. Go back and send less, or fewer files at a time.",
            status=413,
            content_type="text/plain; charset=utf-8",
        )


def length_of(request) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def limit_of(path: str) -> int:
    """Bytes that a request to this address may have."""
    return UPLOAD_LIMIT if path.startswith(UPLOADS) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class RefuseNulBytes:
    """Answer 400 to a NUL anywhere in a request but in a file's content: no database can store it or ask for it.

    A page is asked for without what its query says of one, and says so (`base.html`).
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method in READING and not request.path.startswith("/api/"):
            leave_nul_out_of_query(request)
        if any(map(holds_nul, texts_of(request))):
            return HttpResponseBadRequest(
                "This request holds a NUL character, which no text may hold.", content_type="text/plain"
            )
        return self.get_response(request)


def leave_nul_out_of_query(request) -> None:
    """Take every NUL out of the query before anything reads it, and note that there was one."""
    query = request.META.get("QUERY_STRING", "")
    while "\0" in unquote(query):
        query = query.replace("\0", "").replace("%00", "")
        request.had_nul = True
    request.META["QUERY_STRING"] = query


def holds_nul(text: str) -> bool:
    return "\0" in text or (text.lstrip()[:1] in ("{", "[", '"') and bool(NUL_IN_JSON.search(text)))


def texts_of(request) -> Iterator[str]:
    """Every text of a request: its address, headers, cookies, form, names of files, JSON."""
    yield unquote(request.path)
    yield unquote(request.META.get("QUERY_STRING", ""))
    for name, value in request.headers.items():
        # htmx may write a header as part of an address
        yield unquote(value) if name.startswith("Hx-") else value
    yield from chain.from_iterable(request.COOKIES.items())
    if request.content_type in FORMS:
        yield from texts_of_form(request)
    else:
        yield request.body.decode(errors="replace")


def texts_of_form(request) -> Iterator[str]:
    for name, values in request.POST.lists():
        yield from (name, *values)
    for name, files in request.FILES.lists():
        yield name
        for file in files:
            yield from (file.name, file.content_type or "", file.charset or "")


class PrivatePagesAreNotStored:
    """A page made for somebody signed in is never kept by a browser or a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            response.headers.setdefault("Content-Security-Policy", ADMIN_POLICY)
        if getattr(request, "user", None) and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class AdminHasItsPeople:
    """Refuse Wagtail's admin with a reason: Wagtail would send people to the sign-in, which sends them back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        enters = request.path.startswith("/admin/") and request.user.is_authenticated
        if enters and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied("This part is for editors, compliance managers and administrators.")
        return self.get_response(request)


class AdminTellsOurTime:
    """In the editor, times are in the organization's zone too: Wagtail would take the server's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/admin/") and request.user.is_authenticated:
            self.in_our_zone(request)
            if getattr(request, "had_nul", False):
                messages.warning(request, NUL_LEFT_OUT)
        return self.get_response(request)

    def in_our_zone(self, request) -> None:
        """For this request alone: what is stored of a person's preferences stays as it is."""
        from wagtail.users.models import UserProfile

        profile = getattr(request.user, "wagtail_userprofile", None) or UserProfile(user=request.user)
        profile.current_time_zone = request.zone.key


class SayToday:
    """Say `request.now` and `request.today` once; today is the organization's, in its declared zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from training.queries.organization import read_once, zone

        with read_once():
            request.now = timezone.now()
            request.zone = zone()
            request.today = request.now.astimezone(request.zone).date()
            with timezone.override(request.zone):
                return self.get_response(request)

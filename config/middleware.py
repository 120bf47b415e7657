"""Small things that every request passes through."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBadRequest
from django.utils import timezone

ADMIN_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


class RefuseNulBytes:
    """Answer 400 to a NUL byte in the path, the query or a form: no database can store it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.holds_nul(request):
            return HttpResponseBadRequest(
                "This request holds a NUL character, which no text may hold.", content_type="text/plain"
            )
        return self.get_response(request)

    def holds_nul(self, request) -> bool:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "\0" in query or "%00" in query:
            return True
        if request.method != "POST":
            return False
        return any("\0" in value for key, values in request.POST.lists() for value in [key, *values])


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


class SayToday:
    """Say `request.now` and `request.today` once; today is the organization's, in its declared zone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        from training.queries.organization import zone

        request.now = timezone.now()
        request.zone = zone()
        request.today = request.now.astimezone(request.zone).date()
        with timezone.override(request.zone):
            return self.get_response(request)

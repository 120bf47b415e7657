"""How to check a certificate without us, for whoever wants to keep it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from certificates.static_site.document import offline_document
from certificates.views.badges import kept


@require_safe
def offline(request):
    """The document as plain text: it is to be saved, and its commands copied."""
    return kept(HttpResponse(offline_document(), content_type="text/plain; charset=utf-8"), minutes=60)

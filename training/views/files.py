"""Private files: an attachment for those who may see the person, and nothing at all for everybody else."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from training.models import StoredFile


@require_safe
def download(request, public_id):
    """The owner, managers who may see the person, administrators. “Not yours” and “does not exist” look the same."""
    row = get_object_or_404(StoredFile.objects.visible_to(request.user), public_id=public_id)
    try:
        content = row.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(content, as_attachment=True, filename=row.original_name, content_type=row.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response

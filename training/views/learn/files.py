"""Files of lessons, from the copy that was kept when the lesson was published."""

import re
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from training.lesson_files import TYPES, ending_of, kept_as
from training.views.person import for_practitioner

RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
PIECE = 64 * 1024


@for_practitioner
@require_safe
def file(request, digest, saved_as):
    """Always an attachment: players show a film all the same, and nothing is ever read as a page of ours."""
    kept = kept_as(digest, saved_as)
    if kept is None or not default_storage.exists(kept):
        raise Http404
    response = answered(request, default_storage.open(kept, "rb"), saved_as)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def answered(request, content, name: str):
    """The whole file, or the part that is asked for: without parts one cannot wind a film forward."""
    whole = FileResponse(content, as_attachment=True, filename=name, content_type=TYPES[ending_of(name)])
    if "Range" not in request.headers:
        return whole
    asked = part_of(request.headers["Range"], content.size)
    if asked is None:
        return whole
    first, last = asked
    if first > last:
        content.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{content.size}"})
    headers = {
        "Content-Range": f"bytes {first}-{last}/{content.size}",
        "Content-Length": str(last - first + 1),
        "Content-Disposition": whole["Content-Disposition"],
    }
    return StreamingHttpResponse(
        pieces(content, first, last), status=206, headers=headers, content_type=whole["Content-Type"]
    )


def part_of(header: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of one range; the first is past the last where there is none.

    None where the header is not one plain range: RFC 9110 section 14.2 lets a server answer with the whole.
    """
    found = RANGE.fullmatch(header.strip())
    if found is None or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return max(0, size - int(last)), size - 1
    return (int(first), min(int(last or size), size - 1)) if int(first) < size else (size, size - 1)


def pieces(content, first: int, last: int) -> Iterator[bytes]:
    with content:
        content.seek(first)
        left = last - first + 1
        while left > 0 and (data := content.read(min(PIECE, left))):
            left -= len(data)
            yield data

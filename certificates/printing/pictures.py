"""Pictures of what is printed."""

import io
from threading import Lock

from PIL import Image

_one_at_a_time = Lock()  # PDFium is not made for threads


def encoded(image: Image.Image, form: str, **how) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def first_page(content: bytes, width: int) -> Image.Image:
    """The first page of a PDF of ours, so many pixels wide."""
    import pypdfium2  # loads a library of 8 MB, which most processes never need

    with _one_at_a_time, pypdfium2.PdfDocument(content) as document:
        page = document[0]
        return page.render(scale=width / page.get_width()).to_pil()

"""From HTML to the bytes of a PDF: packaged faces and styles, nothing fetched, tagged and long-term."""

import gc
import threading
from contextlib import contextmanager
from functools import partial

from pydyf import PDF
from weasyprint import CSS, HTML, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from certificates.printing.characters import named
from certificates.printing.fetcher import ASSETS, PackagedFiles
from certificates.printing.readable import Lines, keep_text, watched
from certificates.printing.xmp import claim_accessibility
from certificates.refused import IssueRefused

VARIANT = "pdf/a-3a"
OWN_FAMILIES = {"Pinpoint Display", "Pinpoint Serif", "Pinpoint Sans", "Pinpoint Mono"}
_one_at_a_time = threading.Lock()
_thread = threading.local()  # sharing a FontConfiguration between threads corrupts memory


def lay_out(html: str, own: str, drawn: dict[str, bytes], *styles: str) -> Document:
    """The laid-out document, in the stylesheets of those names and then its own. Stops at an address not packaged."""
    fonts, *shared = tools(*styles)
    source = HTML(string=html, base_url=ASSETS.as_uri() + "/", url_fetcher=PackagedFiles(drawn))
    sheets = [*shared, CSS(string=own, font_config=fonts, url_fetcher=PackagedFiles())]
    try:
        return source.render(font_config=fonts, stylesheets=sheets, pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        raise IssueRefused("The document asked for a file that is not ours, so it was not made.") from error


def tools(*styles: str) -> tuple[FontConfiguration, *tuple[CSS, ...]]:
    """This thread's fonts and stylesheets, made once: parsing both is half of the work."""
    made = _thread.__dict__.setdefault("tools", {})
    if styles not in made:
        fonts = FontConfiguration()
        parsed = (CSS(filename=ASSETS / each, font_config=fonts, url_fetcher=PackagedFiles()) for each in styles)
        made[styles] = (fonts, *parsed)
    return made[styles]


def written(laid_out: Document, added: set[str], attached: tuple[Attachment, ...] = ()) -> bytes:
    """The bytes; refused if a glyph was missing after all, or drawn by a face that nobody chose."""
    content = laid_out.write_pdf(finisher=partial(finish, watched(laid_out)), pdf_variant=VARIANT, attachments=attached)
    fonts = laid_out.fonts.values()
    missing = [chr(point) for font in fonts for point in font.missing]
    if missing:
        raise IssueRefused(f"No font on this machine draws {named(missing[0])}. Write it otherwise.")
    strange = sorted({font.family for font in fonts} - OWN_FAMILIES - added)
    if strange:
        raise IssueRefused(
            f"The font {strange[0]} stood in for one that this machine does not offer. Tell an administrator."
        )
    return content


def finish(lines: list[Lines], document: Document, pdf: PDF) -> None:
    """What WeasyPrint leaves out of a file."""
    keep_text(lines, pdf)
    claim_accessibility(document, pdf)


@contextmanager
def uncollected():
    """Without the collector of cycles, which takes a third of the time of a long document and finds nothing in it.

    One document at a time of a process: a second one waits, and so the memory stays that of one.
    """
    with _one_at_a_time:
        gc.disable()
        try:
            yield
        finally:
            gc.enable()

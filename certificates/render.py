"""From a frozen document to its file: one Letter page, tagged, long-term, the same bytes each time."""

import threading
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from certificates import qr
from certificates.codes import grouped
from certificates.document import CertificateDocument, unbroken
from certificates.faces import fallbacks, named
from certificates.fetcher import ASSETS, PackagedFiles
from certificates.layout import misfit
from certificates.refused import IssueRefused
from certificates.xmp import claim_accessibility

TEMPLATE = "certificates/print/certificate.html"
VARIANT = "pdf/a-3a"
# Field of the document: how it is called in a message, its family, its class in the stylesheet.
PRINTED = {
    "issuer": ("the name of the organization", "Pinpoint Display", "issuer"),
    "holder_name": ("the name", "Pinpoint Display", "holder"),
    "sentence": ("the sentence", "Pinpoint Serif", "words"),
    "scope": ("the scope", "Pinpoint Sans", "scope"),
    "decided_by": ("the name of the person who decides", "Pinpoint Display", "by"),
    "scheme": ("the name of the scheme", "Pinpoint Sans", "scheme"),
}
OWN_FAMILIES = {"Pinpoint Display", "Pinpoint Serif", "Pinpoint Sans", "Pinpoint Mono"}
_thread = threading.local()  # sharing a FontConfiguration between threads corrupts memory


def render(document: CertificateDocument, issued_at: datetime) -> bytes:
    """The PDF. Raises IssueRefused when a character has no face or a text does not fit."""
    added = added_faces(document)
    own, drawn = own_style(document, added), {"qr": qr.svg(document.verify_address)}
    for long in (False, True):
        laid_out = lay_out(page(document, issued_at, long=long), own, drawn)
        wrong = misfit(laid_out)
        if not wrong:
            return written(laid_out, {family for families in added.values() for family in families})
    raise IssueRefused(too_long(wrong))


def added_faces(document: CertificateDocument) -> dict[str, tuple[str, ...]]:
    """By field, the installed families that its words need beside the packaged one."""
    return {name: fallbacks(getattr(document, name), family, what) for name, (what, family, _) in PRINTED.items()}


def page(document: CertificateDocument, issued_at: datetime, *, long: bool) -> str:
    """The certificate as HTML; every word is escaped."""
    parts = urlsplit(document.verify_address)
    context = {
        "document": document,
        "long": long,
        "sentence": emphasized(document.sentence, document.scheme),
        "decided_on": unbroken(document.decided_on),
        "valid_from": unbroken(document.valid_from),
        "valid_until": unbroken(document.valid_until),
        "typed_code": grouped(document.code),
        "verify_at": f"{parts.netloc}/verify",
        "created": issued_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return render_to_string(TEMPLATE, context)


def emphasized(sentence: str, scheme: str) -> list[tuple[str, bool]]:
    """The sentence in parts, the scheme's name strong where it first stands."""
    before, name, after = sentence.partition(scheme)
    return [(before, False), (name, True), (after, False)]


def own_style(document: CertificateDocument, added: dict[str, tuple[str, ...]]) -> str:
    """The size of this QR code, and the faces that these words need beside the packaged ones."""
    side, quiet = qr.side_mm(document.verify_address), qr.quiet_mm(document.verify_address)
    rules = [f".qr {{ width: {side:.2f}mm; right: -{quiet:.2f}mm; top: calc(5.02in - {quiet:.2f}mm) }}"]
    for name, families in added.items():
        _, packaged, cls = PRINTED[name]
        if families:
            listed = ", ".join(f'"{family}"' for family in (packaged, *families))
            rules.append(f".{cls} {{ font-family: {listed}; letter-spacing: 0; line-height: 1.35 }}")
    return "\n".join(rules)


def lay_out(html: str, own: str, drawn: dict[str, bytes]) -> Document:
    """The laid-out document. An address that is not packaged stops it."""
    fonts, shared = tools()
    source = HTML(string=html, base_url=ASSETS.as_uri() + "/", url_fetcher=PackagedFiles(drawn))
    styles = [shared, CSS(string=own, font_config=fonts, url_fetcher=PackagedFiles())]
    try:
        return source.render(font_config=fonts, stylesheets=styles, pdf_variant=VARIANT)
    except FatalURLFetchingError as error:
        raise IssueRefused("The certificate asked for a file that is not ours, so it was not made.") from error


def tools() -> tuple[FontConfiguration, CSS]:
    """This thread's fonts and stylesheet, made once: parsing both is half of the work."""
    if not hasattr(_thread, "tools"):
        fonts = FontConfiguration()
        style = CSS(filename=ASSETS / "certificate.css", font_config=fonts, url_fetcher=PackagedFiles())
        _thread.tools = (fonts, style)
    return _thread.tools


def written(laid_out: Document, added: set[str]) -> bytes:
    """The bytes; refused if a glyph was missing after all, or drawn by a face that nobody chose."""
    content = laid_out.write_pdf(finisher=claim_accessibility, pdf_variant=VARIANT)
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


def too_long(what: str) -> str:
    if what == "the name":
        return (
            "The name is too long for the certificate: it does not fit two lines of 30 point letters. "
            "Shorten it as the license shows it."
        )
    return f"The certificate has no room for {what}: it is too long. Shorten it and decide again."

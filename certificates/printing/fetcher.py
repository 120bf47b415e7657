"""What the PDF engine may read: the files of this package, and nothing else on this machine or any other."""

from pathlib import Path
from urllib.request import url2pathname

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

HERE = Path(__file__).resolve().parent.parent
ASSETS = HERE / "assets"
FONTS = HERE / "fonts"
PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
TYPES = {".svg": "image/svg+xml", ".css": "text/css", ".ttf": "font/ttf"}


class PackagedFiles(URLFetcher):
    """Serves files under `assets/` and `fonts/`, and what was drawn for this document under `drawn:`.

    Anything else stops the rendering: a certificate that asks for another address is not one of ours.
    """

    def __init__(self, drawn: dict[str, bytes] | None = None):
        super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)
        self.drawn = {f"drawn:{name}": content for name, content in (drawn or {}).items()}

    def fetch(self, url, headers=None):
        if url in self.drawn:
            return URLFetcherResponse(url, self.drawn[url], {"Content-Type": media_type(self.drawn[url])})
        path = packaged(url)
        if path is None:
            raise FatalURLFetchingError(f"A certificate may not fetch {url}")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})


def media_type(content: bytes) -> str:
    """Of a picture by its first bytes; what is neither PNG nor JPEG was drawn here."""
    return next((kind for start, kind in PICTURES.items() if content.startswith(start)), "image/svg+xml")


def packaged(url: str) -> Path | None:
    """The packaged file that a `file:` address names; None for any other."""
    if not url.startswith("file:///"):
        return None
    path = Path(url2pathname(url.removeprefix("file://"))).resolve()
    inside = path.parent in (ASSETS, FONTS) and path.suffix in TYPES
    return path if inside and path.is_file() else None

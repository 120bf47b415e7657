"""The PDF engine may fetch packaged files and nothing else."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from weasyprint.urls import FatalURLFetchingError

from certificates.printing.fetcher import ASSETS, FONTS, PackagedFiles
from certificates.printing.press import lay_out
from certificates.printing.render import page, render
from certificates.printing.sheets import Size
from certificates.refused import IssueRefused
from tests.certificates.make import document
from tests.factories import NOW

PAYLOADS = {
    "img": '<img src="{url}/a.png">',
    "stylesheet": '<link rel=stylesheet href="{url}/a.css">',
    "attachment": '<link rel=attachment href="{url}/a.txt">',
    "import": '<style>@import url("{url}/a.css");</style>',
    "font": '<style>@font-face{{font-family:x;src:url("{url}/a.ttf")}}</style><b style="font-family:x">x</b>',
    "object": '<object data="{url}/a.svg"></object>',
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/a.png" width="9" height="9"/></svg>',
    "background": '<p style="background:url({url}/a.png)">x</p>',
    "file": '<img src="file:///etc/passwd">',
}


@pytest.fixture
def listener():
    """A server on this machine that counts who asks."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    server.asked, server.url = asked, f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()


@pytest.mark.parametrize("kind", PAYLOADS)
def test_a_name_fetches_nothing(listener, kind):
    name = PAYLOADS[kind].format(url=listener.url)
    try:
        render(document(name), NOW)
    except IssueRefused as refused:
        assert "too long" in str(refused)  # printed word for word, or not at all
    assert name not in page(document(name), NOW, Size())
    assert listener.asked == []


@pytest.mark.parametrize("kind", PAYLOADS)
def test_even_unescaped_markup_fetches_nothing(listener, kind):
    html = f"<!doctype html><html lang=en><title>x</title><p>{PAYLOADS[kind].format(url=listener.url)}</p></html>"
    with suppress(IssueRefused, FatalURLFetchingError):
        lay_out(html, "", {}).write_pdf(pdf_variant="pdf/a-3a")
    assert listener.asked == []


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/a.svg",
        "data:image/svg+xml,<svg/>",
        "file:///etc/passwd",
        f"{FONTS.as_uri()}/../models.py",
        f"{FONTS.as_uri()}/%2e%2e/models.py",
        f"{FONTS.as_uri()}/OFL-noto-sans.txt",
        "file://evil.example/share/a.svg",
        "drawn:other",
    ],
)
def test_everything_else_is_refused(url):
    with pytest.raises(FatalURLFetchingError):
        PackagedFiles({"qr": b"<svg/>"}).fetch(url)


def test_packaged_and_drawn_files_are_served():
    assert PackagedFiles().fetch(f"{ASSETS.as_uri()}/frame-letter.svg").read().startswith(b"<svg")
    assert PackagedFiles({"qr": b"<svg/>"}).fetch("drawn:qr").read() == b"<svg/>"

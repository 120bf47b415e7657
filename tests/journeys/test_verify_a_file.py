"""An employer drops a certificate on the page: ours, then one that somebody changed; and without scripts."""

from base64 import b64encode
from dataclasses import replace

import pytest

from certificates.documents import document_of
from certificates.models import LookUpCount
from certificates.printing.render import render
from tests.certificates.make import issued, story
from tests.journeys.person import Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

DROP = """words => {
    const bytes = Uint8Array.from(atob(words), letter => letter.charCodeAt(0));
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], "certificate.pdf", {type: "application/pdf"}));
    for (const kind of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer}));
}"""


@pytest.fixture
def certificate(world):
    return issued(story())


def forged(certificate) -> bytes:
    return render(replace(document_of(certificate), holder_name="Ann Forger"), certificate.issued_at)


def drops(somebody: Person, content: bytes) -> None:
    somebody.go("/verify/")
    assert somebody.reads("Or drop it anywhere on this page.")
    with somebody.page.expect_navigation():
        somebody.page.evaluate(DROP, b64encode(content).decode())


def test_a_file_is_dropped(certificate, phones, people):
    for somebody in (phones(), people()):
        drops(somebody, bytes(certificate.pdf.content))
        assert somebody.reads("This is our file, byte for byte.")
        somebody.page.click("text=The page of this certificate")
        assert somebody.page.url.endswith(f"/verify/{certificate.code}/")
        drops(somebody, forged(certificate))
        assert somebody.page.inner_text("h1") == "Not our file"
        assert "Ann Forger" in somebody.page.inner_text(".differences")
        assert somebody.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert somebody.context.cookies() == []
    assert LookUpCount.objects.get().count == 6


def test_a_file_that_is_too_large_is_told_before_it_is_sent(people):
    somebody = people()
    somebody.go("/verify/")
    somebody.page.evaluate(DROP, b64encode(b"%PDF-" + b"0" * 2 * 1024 * 1024).decode())
    assert "more than 2 MB" in somebody.page.evaluate("document.querySelector('#file').validationMessage")
    assert somebody.page.inner_text("h1") == "Verify a certificate"


def test_it_works_without_scripts(certificate, people):
    somebody = people(java_script_enabled=False)
    somebody.go("/verify/")
    assert not somebody.page.locator("text=Or drop it anywhere").is_visible()
    file = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": bytes(certificate.pdf.content)}
    somebody.page.set_input_files("#file", file)
    somebody.page.click("text=Check the file")
    assert somebody.reads("This is our file, byte for byte.")

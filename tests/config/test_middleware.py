"""A NUL is refused in plain words wherever it comes in, and nothing else is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
FORM = {"login": "therapist@pinpoint.example", "password": "wrong"}


def file_part(name: str, field: str = "files", kind: str = "application/pdf") -> bytes:
    head = f'Content-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: {kind}'
    return f"--x\r\n{head}\r\n\r\n%PDF\0\r\n--x--\r\n".encode()


def upload(client, body: bytes):
    return client.post(LOGIN, body, content_type="multipart/form-data; boundary=x")


REQUESTS = {
    "path": lambda client: client.get("/verify/%00/"),
    "query of a form": lambda client: client.post(f"{LOGIN}?next=a%00b", FORM),
    "query that is JSON": lambda client: client.get("/verify/?%7B%22a%22:%22%5Cu0000%22"),
    "form value": lambda client: client.post(LOGIN, {**FORM, "login": "a\0b"}),
    "form name": lambda client: client.post(LOGIN, {**FORM, "a\0b": "x"}),
    "JSON in a form": lambda client: client.post(LOGIN, {**FORM, "body": '{"text": "a\\u0000b"}'}),
    "header": lambda client: client.get("/verify/", headers={"user-agent": "a\0b"}),
    "address that htmx wrote": lambda client: client.get(
        "/my/",
        headers={"hx-request": "true", "hx-current-url": "%2Fa%00", "hx-current-url-uri-autoencoded": "true"},
    ),
    "session cookie": lambda client: client.get("/my/", headers={"cookie": 'sessionid="a\\000b"'}),
    "language cookie": lambda client: client.get("/verify/", headers={"cookie": 'anything="\\000"'}),
    "JSON": lambda client: client.post(LOGIN, '{"a": "\\u0000"}', content_type="application/json"),
    "raw byte in JSON": lambda client: client.post(LOGIN, b'{"a": "\0"}', content_type="application/json"),
    "JSON under another name": lambda client: client.patch(LOGIN, '{"a": "\\u0000"}', content_type="text/plain"),
    "field of a file": lambda client: upload(client, file_part("a.pdf", field="a\0b")),
    "kind of a file": lambda client: upload(client, file_part("a.pdf", kind="application/\0pdf")),
}


@pytest.mark.parametrize("ask", REQUESTS.values(), ids=REQUESTS)
def test_a_nul_is_refused(client, ask):
    answer = ask(client)
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain")
    assert answer.content == b"This request holds a NUL character, which no text may hold."


@pytest.mark.parametrize("query", ["code=a%00b", "code=a%0%000b", "%00=1", "code=%00%00"])
def test_a_page_answers_without_the_nul_of_its_query_and_says_so(client, query):
    answer = client.get(f"/where/?{query}")
    assert answer.status_code == 200
    assert "a character that no text may hold (NUL). The page answers without it." in answer.content.decode()
    assert "\0" not in "".join(answer.wsgi_request.GET.dict())
    assert "NUL" not in client.get("/where/?code=%2500").content.decode()


def test_a_files_name_loses_its_nul_and_its_content_keeps_them(client):
    """Django takes what cannot be printed out of a name."""
    assert upload(client, file_part("a\0b.pdf")).status_code == 200
    assert client.post(LOGIN, {**FORM, "files": SimpleUploadedFile("a.pdf", b"\0\0")}).status_code == 200


@pytest.mark.parametrize("text", ["\\u0000", "100%00", '{"a": "C:\\\\u0000"}', "%2500"])
def test_what_only_looks_like_one_is_not(client, text):
    assert client.post(LOGIN, {**FORM, "login": text}).status_code == 200
    assert client.get("/verify/", headers={"cookie": "a=%00"}).status_code == 200

"""A request that is too long is refused by the length it gives, unread."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.middleware import RefuseHugeBodies

MB = 1024 * 1024


class Unread:
    """A body that nobody may begin to read."""

    def read(self, *args):
        raise AssertionError("The body was read.")

    readline = read


def said(length: int) -> dict:
    return {"wsgi.input": Unread(), "CONTENT_LENGTH": str(length)}


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/consultation/", 5),
        ("/my/sessions/new/", 5),
        ("/accounts/login/", 5),
        ("/admin/users/", 5),
        ("/my/records/credit/new/", 105),
        ("/desk/licenses/1/check/", 105),
        ("/admin/images/add/", 105),
        ("/admin/documents/multiple/add/", 105),
    ],
)
def test_up_to_the_limit_is_let_in_and_more_is_refused_unread(path, limit):
    middleware = RefuseHugeBodies(lambda request: HttpResponse("in"))
    assert middleware(RequestFactory().post(path, **said(limit * MB))).status_code == 200
    answer = middleware(RequestFactory().post(path, **said(limit * MB + 1)))
    assert answer.status_code == 413
    assert f"more than we take at once: {limit} MB" in answer.content.decode()


def test_it_comes_before_whatever_reads():
    answer = Client().post("/consultation/", **said(6 * MB))
    assert answer.status_code == 413


def test_ten_files_of_ten_megabytes_fit():
    middleware = RefuseHugeBodies(lambda request: HttpResponse("in"))
    sent = RequestFactory().post("/my/records/credit/new/", **said(10 * 10 * MB + 100_000))
    assert middleware(sent).status_code == 200


@pytest.mark.parametrize("length", ["", "0", "many"])
def test_a_length_that_is_none_is_left_to_the_server(length):
    middleware = RefuseHugeBodies(lambda request: HttpResponse("in"))
    request = RequestFactory().get("/consultation/")
    request.META["CONTENT_LENGTH"] = length
    assert middleware(request).status_code == 200

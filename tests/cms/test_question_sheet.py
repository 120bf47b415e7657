"""A quiz leaves as a table and comes back as a draft: for those who may edit it, and for nobody else."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.models import ModulePage
from cms.question_table import HEAD
from tests import factories
from tests.cms import site
from tests.cms.site import client_of, written  # noqa: F401
from training.models import Module

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return client_of("editor")


def url(page) -> str:
    return f"/admin/modules/{page.pk}/questions/"


def downloaded(client, page) -> list[dict]:
    answer = client.get(f"{url(page)}table.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def send(client, page, rows: list[dict], others="keep"):
    file = io.StringIO()
    writer = csv.DictWriter(file, HEAD)
    writer.writeheader()
    writer.writerows(rows)
    upload = SimpleUploadedFile("questions.csv", file.getvalue().encode())
    return client.post(url(page), {"file": upload, "others": others}, follow=True)


def texts(page) -> list[str]:
    """The questions of the draft."""
    draft = ModulePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [block.value["text"] for block in draft.questions]


def new(text="Which side?") -> dict:
    said = {"kind": "true_false", "question": text, "right": "false", "feedback": "Both.", "reference": "Lesson 2"}
    return dict.fromkeys(HEAD, "") | said


def test_the_table_comes_back_as_a_draft(editor, written):
    rows = downloaded(editor, written)
    rows[0]["question"] = "Sharp pain. What now?"
    before = Module.objects.get(key=written.translation_key).current
    answer = send(editor, written, [*rows, new()])
    assert "Questions: 1 new, 1 changed, 1 as before. This is a draft" in answer.content.decode()
    assert texts(written) == [rows[0]["question"], rows[1]["question"], "Which side?"]
    assert Module.objects.get(key=written.translation_key).current == before
    assert ModulePage.objects.get(pk=written.pk).has_unpublished_changes


def test_what_the_table_leaves_out_stays_or_goes(editor, written):
    _, second = downloaded(editor, written)
    send(editor, written, [second])
    assert len(texts(written)) == 2
    answer = send(editor, written, [second], others="replace")
    assert "Questions: 1 taken out, 1 as before." in answer.content.decode()
    assert texts(written) == [second["question"]]


def test_what_was_taken_can_be_published(editor, written):
    send(editor, written, [new()], others="replace")
    draft = ModulePage.objects.get(pk=written.pk).get_latest_revision_as_object()
    site.published(draft)
    (asked,) = Module.objects.get(key=written.translation_key).current.questions
    assert (asked["text"], asked["answer"]) == ("Which side?", ["false"])


def test_one_wrong_cell_takes_nothing_and_names_it(editor, written):
    revisions = written.revisions.count()
    answer = send(editor, written, [new(), new() | {"right": "perhaps"}])
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "1 cell to mend" in text
    assert "<td>3</td><td>right</td><td>Write true or false.</td>" in text
    assert written.revisions.count() == revisions


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"kind\n", "Missing: question"), (b"x" * (2 * 1024 * 1024 + 1), "too large")],
)
def test_a_file_that_is_no_table(editor, written, content, words):
    answer = editor.post(url(written), {"file": SimpleUploadedFile("a.csv", content), "others": "keep"})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_no_file(editor, written):
    assert editor.post(url(written), {"others": "keep"}).status_code == 422


def test_a_table_without_rows(editor, written):
    assert "holds no question" in send(editor, written, []).content.decode()


def test_a_locked_page_takes_nothing(editor, written):
    other = factories.UserFactory(role="editor")
    ModulePage.objects.filter(pk=written.pk).update(locked=True, locked_by=other)
    answer = send(editor, written, [new()])
    assert answer.status_code == 422
    assert "locked, so nothing was taken" in answer.content.decode()


def test_the_way_in(editor, written):
    assert url(written) in editor.get(f"/admin/pages/{written.pk}/edit/").content.decode()


@pytest.mark.parametrize("role", ["manager", ""])
def test_nobody_else_sees_or_sends_it(written, role):
    client = client_of(role) if role else Client()
    for address in (url(written), f"{url(written)}table.csv"):
        answer = client.get(address)
        assert answer.status_code in (302, 403)
        assert site.RIGHT not in answer.content.decode()
    client.post(url(written), {"file": SimpleUploadedFile("a.csv", b"kind\n"), "others": "keep"})
    assert written.revisions.count() == 1

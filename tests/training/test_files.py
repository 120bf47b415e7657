"""Uploads: judged by what they are, cleaned, private, served as attachments to those who may."""

# ruff: noqa: F811 - fixtures are imported and named as arguments

import io
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import transaction
from PIL import Image

from tests import factories
from tests.factories import NOW
from tests.training.my_story import PDF, browser_of, clinic, mine, noon, person, picture  # noqa: F401
from training.actions import files, tick
from training.models import StoredFile
from training.uploads import Unusable, read

LIMIT = 10 * 1024 * 1024


def with_place() -> bytes:
    """A JPEG with a position and a turned camera in its metadata."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (40.0, 26.0, 46.0)}
    exif[0x010F] = "Phone of Maya"
    return picture(exif=exif)


def test_a_pdf_is_kept_as_it_is():
    upload = read("Certificate of Maya.PDF", PDF, LIMIT)
    assert (upload.name, upload.content_type, upload.content) == ("Certificate of Maya.pdf", "application/pdf", PDF)


def test_a_photo_loses_its_metadata_and_stands_upright():
    upload = read("scan.jpeg", with_place(), LIMIT)
    kept = Image.open(io.BytesIO(upload.content))
    assert upload.name == "scan.jpg"
    assert not kept.getexif()
    assert b"Phone of Maya" not in upload.content
    assert kept.size == (8, 12)


def test_a_png_loses_its_metadata():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "Phone of Maya")
    exif = Image.Exif()
    exif[0x010F] = "Phone of Maya"
    upload = read("scan.png", picture("PNG", pnginfo=info, exif=exif), LIMIT)
    assert upload.content_type == "image/png"
    assert b"Phone of Maya" not in upload.content


def test_a_photo_of_a_phone_becomes_a_jpeg():
    upload = read("IMG_0001.HEIC", picture("HEIF"), LIMIT)
    assert (upload.name, upload.content_type) == ("IMG_0001.jpg", "image/jpeg")
    assert Image.open(io.BytesIO(upload.content)).format == "JPEG"


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.pdf", b"", "This file is empty."),
        ("a.pdf", b"PK\x03\x04word", "This file is a Word or other Office document named .pdf. Export it as PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0word", "This file is a Word or other Office document. Export it as PDF"),
        ("a.pdf", b"<html><script>", "This file is a web page or drawing named .pdf."),
        ("a.svg", b"<svg onload='x'>", "This file is a web page or drawing."),
        ("a.jpg", b"MZ\x90", "This file is a program named .jpg."),
        ("a.gif", b"GIF89a", "This file is a GIF picture."),
        ("a.pdf", b"just text", "This file is none that we can keep named .pdf."),
        ("a.pdf", b"%PDF-1.7 cut off", "This PDF is not whole"),
        ("a.jpg", picture()[:60], "This JPEG picture is damaged."),
        ("a.png", picture("PNG")[:50], "This PNG picture is damaged"),
        ("a.heic", picture("HEIF")[:200], "This HEIF picture is damaged."),
        ("a.pdf", PDF + b"0" * LIMIT, "The limit is 10 MB."),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_sentence(name, content, part):
    with pytest.raises(Unusable) as refused:
        read(name, content, LIMIT)
    assert part in str(refused.value)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\course.pdf", "course.pdf"),
        ("a\r\nX: y.pdf", "aX: y.pdf"),
        ("课程.pdf", "课程.pdf"),
        (".pdf", "pdf.pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
    ],
)
def test_the_name_is_cleaned(name, kept):
    assert read(name, PDF, LIMIT).name == kept


@pytest.fixture
def stored(person, noon):
    return files.store(by=person.user, practitioner=person, upload=read("课程.pdf", PDF, LIMIT), now=NOW)


def test_a_stored_file_has_a_random_name_and_its_hash(stored):
    assert stored.sha256 == sha256(PDF).hexdigest()
    assert stored.size == len(PDF)
    assert "课程" not in stored.file.name
    assert stored.file.name.endswith(stored.public_id)


def fetched(client, stored):
    return client.get(f"/files/{stored.public_id}/")


def test_the_owner_gets_an_attachment(mine, stored):
    response = fetched(mine, stored)
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


def test_who_else_may_have_it(client, person, stored, clinic):
    manager, elsewhere = (factories.UserFactory(role="manager") for _ in range(2))
    clinic.manager_rows.create(user=manager)
    factories.ClinicFactory(manager=elsewhere)
    answers = {}
    for name, user in {
        "manager": manager,
        "administrator": factories.UserFactory(role="administrator"),
        "manager elsewhere": elsewhere,
        "editor": factories.UserFactory(role="editor"),
        "supervisor": factories.PractitionerFactory(login=True, supervisor=True, clinic=clinic).user,
    }.items():
        client.force_login(user)
        answers[name] = fetched(client, stored).status_code
    client.logout()
    answers["stranger"] = fetched(client, stored).status_code
    expected = {"manager": 200, "administrator": 200, "manager elsewhere": 404, "editor": 404}
    assert answers == expected | {"supervisor": 404, "stranger": 404}


def test_what_does_not_exist_looks_the_same(mine, stored):
    assert mine.get("/files/abcdefghijk/").status_code == 404
    stored.file.storage.delete(stored.file.name)
    assert fetched(mine, stored).status_code == 404


def test_a_refused_row_leaves_no_file(person, monkeypatch):
    def refuse(*args, **kwargs):
        raise RuntimeError

    kept = []
    monkeypatch.setattr(files, "noted", lambda row, by, now: (kept.append(row.file), refuse()))
    with pytest.raises(RuntimeError):
        files.store(by=person.user, practitioner=person, upload=read("a.pdf", PDF, LIMIT), now=NOW)
    assert not StoredFile.objects.exists()
    assert not kept[0].storage.exists(kept[0].name)


@pytest.mark.django_db(transaction=True)
def test_a_file_whose_act_is_rolled_back_goes_a_day_later(noon):
    person = factories.PractitionerFactory(login=True)

    def stored(name):
        upload = read(name, PDF, LIMIT)
        return files.store(by=person.user, practitioner=person, upload=upload, now=noon).file

    kept = stored("kept.pdf")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = stored("lost.pdf")
        raise ZeroDivisionError
    written = kept.storage.get_modified_time(lost.name)
    files.sweep(now=written + timedelta(hours=23))
    assert kept.storage.exists(lost.name)
    assert files.sweep(now=written + timedelta(hours=25)) >= 1
    assert (kept.storage.exists(kept.name), kept.storage.exists(lost.name)) == (True, False)


def test_the_tick_sweeps():
    assert "sweep_files" in [step.__name__ for step in tick.every_hour()]

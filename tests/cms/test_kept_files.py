"""Files that lessons show: `check_integrity` names what storage lost or changed, and copies it again if it can."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.kept_files import kept_files
from tests.cms import lesson_story as story
from tests.cms import site
from tests.cms.test_documents import PDF
from tests.training.test_integrity import told
from training.models import Module, ModuleRevision

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lesson(storage):
    """A published lesson with an image and a document."""
    document = story.document("Für später.pdf", PDF)
    figure = story.block("figure", {"image": an_image().pk, "drawing": "", "alternative": "A fold", "caption": ""})
    return site.published(story.module_with(figure, story.download(document)))


def an_image() -> Image:
    return Image.objects.create(title="A grip", file=get_test_image_file(size=(640, 480)))


def names() -> dict[str, str]:
    return {kept.name.partition("/")[0]: kept.name for kept in kept_files()}


def damage(name: str, content: bytes | None) -> None:
    default_storage.delete(name)
    if content is not None:
        default_storage.save(name, ContentFile(content))


def sentence(name: str, flaw: str) -> str:
    revision = ModuleRevision.objects.get()
    return f"Module {Module.objects.get().pk}, “{revision.title}”, revision 1: {name} {flaw}."


def test_nothing_is_wrong(lesson):
    assert set(names()) == {"frozen", "kept"}
    assert told("check_integrity") == ([], "Nothing differs.")


@pytest.mark.parametrize("folder", ["frozen", "kept"])
@pytest.mark.parametrize(
    ("content", "flaw"), [(None, "is missing"), (b"other", "holds other bytes than when it was published")]
)
def test_what_is_wrong_is_named_with_its_module_and_mended_on_request(lesson, folder, content, flaw):
    name = names()[folder]
    damage(name, content)
    assert told("check_integrity") == ([sentence(name, flaw)], "1 difference.")
    errors, out = told("check_integrity", repair=True)
    assert (errors, out.splitlines()) == (
        [],
        [f"{sentence(name, flaw)} It was copied again from the library.", "Nothing else differs."],
    )
    assert told("check_integrity") == ([], "Nothing differs.")


def test_what_the_library_holds_no_more_stays_a_difference(lesson):
    document = Document.objects.get()
    default_storage.delete(document.file.name)
    default_storage.save(document.file.name, ContentFile(PDF + b" changed"))
    damage(names()["kept"], None)
    changed = f"Module page {lesson.pk} is published, but not frozen as it is."
    missing = sentence(names()["kept"], "is missing")
    assert told("check_integrity", repair=True) == ([changed, missing], "2 differences.")


def test_a_file_that_the_library_lost_stops_no_check(lesson):
    default_storage.delete(Document.objects.get().file.name)
    lines, last = told("check_integrity")
    assert (lines, last) == ([f"Module page {lesson.pk} is published, but not frozen as it is."], "1 difference.")


def test_a_sample_looks_for_every_file_and_reads_some(lesson):
    for name in names().values():
        damage(name, b"other")
    assert told("check_integrity", sample=1, seed=3)[1] == "1 difference."
    for name in names().values():
        damage(name, None)
    assert told("check_integrity", sample=1, seed=3)[1] == "2 differences."


def test_a_figure_of_a_question_is_looked_for_too(storage):
    figure = site.drawn()
    figure[0]["value"] |= {"image": an_image().pk, "drawing": ""}
    site.published(site.module_page(questions=[site.question(figure=figure)]))
    damage(names()["frozen"], None)
    assert told("check_integrity")[1] == "1 difference."

"""Designs in the editor: who may enter, what the form says beside its fields, and how a draft is put to use."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from certificates.designs import acts, uploaded
from certificates.designs.chosen import design_for
from certificates.designs.content import LANGUAGES, PACKAGED
from certificates.designs.forms import PictureForm
from certificates.designs.packaged import WORDING, packaged
from certificates.models import Certificate, Design, DesignPicture, DesignPlacement, DesignVersion
from tests.certificates.designs.make import client_of, draft, picture, png, put, redrafted
from tests.factories import SchemeFactory, UserFactory
from training.models import Organization
from training.words import moment_words

pytestmark = pytest.mark.django_db
DESIGN, PICTURE = "wagtailsnippets_certificates_design", "wagtailsnippets_certificates_designpicture"
CERTIFICATION = Certificate.Kind.CERTIFICATION


def form(kind: str = "certification", **changes) -> dict:
    """What the form sends of a new design: the packaged words, with changes."""
    content = packaged(kind).to_json()
    signers = {f"signatory_{number}_{part}": "" for number in (1, 2, 3) for part in ("name", "title", "picture")}
    del content["signatories"]
    return {"name": "Formal", **content, **signers, **changes}


def errors(answer) -> dict:
    return {name: list(map(str, words)) for name, words in answer.context["form"].errors.items()}


def add(desk, **changes):
    return desk.post(reverse(f"{DESIGN}:add"), form(**changes))


PAGES = [(DESIGN, "list"), (DESIGN, "add"), (PICTURE, "list"), (PICTURE, "add")]


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("administrator", 200), ("editor", 302), (None, 403)])
def test_managers_and_administrators_enter_and_editors_do_not(role, status):
    design, kept = draft(), picture()
    asking = client_of(UserFactory(role=role) if role else UserFactory())
    addresses = [reverse(f"{space}:{page}") for space, page in PAGES]
    addresses += [reverse(f"{DESIGN}:{page}", args=[design.pk]) for page in ("edit", "copy", "inspect")]
    addresses += [reverse(f"{PICTURE}:inspect", args=[kept.pk]), reverse(f"{DESIGN}:preview_on_edit", args=[design.pk])]
    wrong = {address: got for address in addresses if (got := asking.get(address).status_code) != status}
    assert wrong == {}


def test_an_editor_posts_in_vain(manager):
    design = draft(manager)
    editor = client_of(UserFactory(role="editor"))
    add(editor, name="Mine")
    editor.post(reverse(f"{DESIGN}:inspect", args=[design.pk]), {"seen": "x", "targets": ["default"]})
    editor.post(reverse(f"{PICTURE}:add"), {"name": "Mine", "upload": SimpleUploadedFile("a.png", png())})
    assert (Design.objects.count(), DesignVersion.objects.count(), DesignPicture.objects.count()) == (1, 0, 0)


def test_nobody_deletes_a_design_or_a_picture_in_the_editor(desk):
    for space, row in ((DESIGN, draft()), (PICTURE, picture())):
        desk.post(reverse(f"{space}:delete", args=[row.pk]))
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_picture_is_neither_changed(desk):
    kept = picture()
    desk.post(reverse(f"{PICTURE}:edit", args=[kept.pk]), {"name": "Other"})
    assert DesignPicture.objects.get().name == "Our mark"


def test_it_begins_with_the_packaged_words_of_a_kind_and_a_language(desk):
    for (kind, language), words in WORDING.items():
        page = desk.get(reverse(f"{DESIGN}:add"), {"for": kind.value, "language": language})
        assert page.context["form"]["fine_print"].value() == words["fine_print"]
    page = desk.get(reverse(f"{DESIGN}:add"), {"for": "x", "language": "tlh"})
    assert page.context["form"]["title"].value() == "Certificate"


def test_a_draft_is_saved_with_logo_and_signatories(desk, manager):
    mark, signed = picture(manager), picture(manager, "Signature of Ruth", png("#000000"))
    signer = {"signatory_1_name": "Ruth  Lindqvist", "signatory_1_title": "Director"}
    answer = add(desk, logo=mark.sha256, layout="centered", **signer, signatory_1_picture=signed.sha256)
    design = Design.objects.get()
    assert answer.url == reverse(f"{DESIGN}:inspect", args=[design.pk])
    content = acts.content_of(design)
    assert (content.logo, content.layout) == (mark.sha256, "centered")
    assert [(each.name, each.title, each.picture) for each in content.signatories] == [
        ("Ruth Lindqvist", "Director", signed.sha256)
    ]
    assert design.drafted_by == manager
    page = desk.get(reverse(f"{DESIGN}:edit", args=[design.pk]))
    assert page.context["form"]["signatory_1_name"].value() == "Ruth Lindqvist"
    assert page.context["form"]["logo"].value() == mark.sha256


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"sentence": "{words} for {club}"}, "sentence", "There is no place {club} here."),
        ({"sentence": "{words} from {from"}, "sentence", "Each place begins with { and ends with }"),
        ({"sentence": "{words} from {from}."}, "sentence", "The sentence lacks"),
        ({"sentence": "{words.__class__}"}, "sentence", "There is no place"),
        ({"title": ""}, "title", "Write these words"),
        ({"title": "x" * 61}, "title", "Shorten them to 60."),
        ({"accent": "#ffff66"}, "accent", "too light to read"),
        ({"accent": "red;}body{}"}, "accent", "Write the color as #"),
        ({"logo": "a" * 64}, "logo", "Select a valid choice"),
        ({"layout": "sideways"}, "layout", "Select a valid choice"),
        ({"language": "tlh"}, "language", "Select a valid choice"),
        ({"signatory_2_title": "Director"}, "signatory_2_name", "needs a name"),
        ({"signatory_1_name": "x" * 81}, "signatory_1_name", "more than 80 letters"),
        ({"name": ""}, "name", "“Name” is empty. Fill it in."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk, changes, field, words):
    answer = add(desk, **changes)
    assert answer.status_code == 200
    found = errors(answer)
    assert words in " ".join(found[field])
    assert not Design.objects.exists()


def test_a_name_is_taken_once(desk):
    draft(name="Formal")
    assert "name" in errors(add(desk))


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_words_that_are_still_ours_follow_the_language(desk, language):
    add(desk, language=language, title="Diploma")
    content = acts.content_of(Design.objects.get())
    assert content.title == "Diploma"
    assert content.fine_print == packaged("certification", language).fine_print


def test_they_follow_what_it_is_for(desk):
    desk.post(reverse(f"{DESIGN}:add"), form() | {"kind": "completion"})
    content = acts.content_of(Design.objects.get())
    assert content.title == "Certificate of completion"
    assert content.sentence_of_change == ""


def test_a_copy_is_a_draft_of_its_own(desk, manager):
    design = draft(manager, title="Diploma")
    put(design, manager)
    page = desk.get(reverse(f"{DESIGN}:copy", args=[design.pk]))
    assert page.context["form"]["name"].value() == "Copy of Formal"
    desk.post(reverse(f"{DESIGN}:copy", args=[design.pk]), form(name="Copy of Formal", title="Diploma"))
    assert Design.objects.get(name="Copy of Formal").versions.count() == 0
    assert Design.objects.get(name="Formal").versions.count() == 1


def use(desk, design, targets, seen=None):
    address = reverse(f"{DESIGN}:inspect", args=[design.pk])
    seen = seen or desk.get(address).context["form"].initial["seen"]
    return desk.post(address, {"seen": seen, "targets": targets}, follow=True)


def test_a_draft_is_put_to_use_for_what_is_checked(desk, manager):
    design, own, other = draft(manager), SchemeFactory(), SchemeFactory()
    page = use(desk, design, [str(own.pk)])
    assert "Version 1 is in use" in page.text
    assert design_for(CERTIFICATION, own).name == f"{design.pk}.1"
    assert design_for(CERTIFICATION, other).name == PACKAGED
    assert page.context["form"].initial["targets"] == [str(own.pk)]
    use(desk, design, ["default"])
    assert design_for(CERTIFICATION, other).name == design_for(CERTIFICATION, own).name == f"{design.pk}.1"
    assert DesignVersion.objects.count() == 1
    use(desk, design, [])
    assert design_for(CERTIFICATION, own).name == PACKAGED
    assert DesignPlacement.objects.count() == 4


def test_of_a_version_that_nothing_takes_nobody_says_that_it_is_in_use(desk, manager):
    design = draft(manager)
    assert "Version 1 is kept. No certificate takes it yet." in use(desk, design, []).text
    assert design_for(CERTIFICATION, None).name == PACKAGED


def test_what_takes_another_design_today_is_said(desk, manager):
    formal, plain, own = draft(manager), draft(manager, name="Plain"), SchemeFactory(name="Needling")
    use(desk, formal, [str(own.pk)])
    address = reverse(f"{DESIGN}:inspect", args=[plain.pk])
    labels = dict(desk.get(address).context["form"].fields["targets"].choices)
    assert labels[str(own.pk)] == "Needling (today “Formal”)"
    assert "today" not in labels["default"]
    address = reverse(f"{DESIGN}:inspect", args=[formal.pk])
    assert dict(desk.get(address).context["form"].fields["targets"].choices)[str(own.pk)] == "Needling"


def test_of_a_completion_there_is_the_default_alone(desk, manager):
    SchemeFactory()
    design = draft(manager, kind="completion")
    page = desk.get(reverse(f"{DESIGN}:inspect", args=[design.pk]))
    assert [key for key, _ in page.context["form"].fields["targets"].choices] == ["default"]


def test_a_draft_that_changed_meanwhile_is_shown_anew(desk, manager):
    design = draft(manager)
    seen = desk.get(reverse(f"{DESIGN}:inspect", args=[design.pk])).context["form"].initial["seen"]
    redrafted(design, manager, title="Award")
    page = use(desk, design, ["default"], seen)
    assert "since the page was shown" in page.text
    assert not DesignVersion.objects.exists()


def test_a_target_that_is_none_is_refused(desk, manager):
    design = draft(manager)
    assert "Choose again" in use(desk, design, ["99999999999999999999"]).text
    assert not DesignVersion.objects.exists()


def test_an_old_version_is_still_to_be_read(desk, manager):
    design = draft(manager, title="Diploma")
    put(design, manager)
    redrafted(design, manager, title="Award")
    put(design, manager)
    address = reverse(f"{DESIGN}:inspect", args=[design.pk])
    pages = {number: desk.get(address, {"version": number}).text for number in ("1", "2")}
    pictures = {number: re.search(r"data:image/webp;base64,\S+", page)[0] for number, page in pages.items()}
    assert pictures["1"] != pictures["2"]
    assert "Version 2 as it is printed" in desk.get(address, {"version": "99"}).text
    assert "Version 2 as it is printed" in desk.get(address, {"version": "x"}).text


def test_from_the_picture_of_an_old_version_no_draft_is_put_to_use(desk, manager):
    design = draft(manager)
    put(design, manager)
    redrafted(design, manager, title="Diploma")
    address = reverse(f"{DESIGN}:inspect", args=[design.pk])
    assert "Put version 2 to use" in desk.get(address).text
    assert "Put version 2 to use" not in desk.get(address, {"version": "1"}).text


def test_a_draft_that_is_in_use_as_it_stands_is_called_by_its_version(desk, manager):
    design = draft(manager)
    address = reverse(f"{DESIGN}:inspect", args=[design.pk])
    assert "The draft as it would be printed" in desk.get(address).text
    put(design, manager)
    assert "Version 1 as it is printed" in desk.get(address).text
    redrafted(design, manager, title="Diploma")
    assert "The draft as it would be printed" in desk.get(address).text


def test_logos_and_signatures_are_called_the_same_everywhere(desk):
    page = desk.get(reverse(f"{PICTURE}:list")).text
    assert page.count("Logos and signatures") > 1
    assert "esign picture" not in page


def test_a_picture_is_uploaded_and_shown(desk, manager):
    Organization.objects.create(time_zone="America/New_York")
    upload = SimpleUploadedFile("logo.exe", png(), "application/x-msdownload")
    desk.post(reverse(f"{PICTURE}:add"), {"name": "Our mark", "upload": upload})
    kept = DesignPicture.objects.get()
    assert (kept.media_type, kept.width, kept.height, kept.added_by) == ("image/png", 300, 120, manager)
    page = desk.get(reverse(f"{PICTURE}:inspect", args=[kept.pk])).text
    assert "data:image/png;base64," in page
    with timezone.override("America/New_York"):
        assert moment_words(kept.added_at) in page


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "neither PNG nor JPEG"),
        (png(), "here already"),
        (b"\x89PNG\r\n\x1a\nrubbish", "damaged"),
    ],
)
def test_a_picture_that_is_none_is_refused_beside_its_field(desk, manager, content, words):
    picture(manager)
    upload = SimpleUploadedFile("logo.png", content, "image/png")
    answer = desk.post(reverse(f"{PICTURE}:add"), {"name": "Another", "upload": upload})
    assert words in " ".join(errors(answer)["upload"])
    assert DesignPicture.objects.count() == 1


def test_what_another_window_did_first_is_told_above_the_form(desk, manager, monkeypatch):
    """Both forms were read before either was written: the act that comes second refuses."""

    def read_before(form):
        form.picture = uploaded.read(form.cleaned_data["upload"].read())

    monkeypatch.setattr(PictureForm, "clean_upload", read_before)
    picture(manager)
    upload = SimpleUploadedFile("logo.png", png(), "image/png")
    answer = desk.post(reverse(f"{PICTURE}:add"), {"name": "Another", "upload": upload})
    assert answer.status_code == 200
    assert "here already" in " ".join(errors(answer)["upload"])
    assert DesignPicture.objects.count() == 1

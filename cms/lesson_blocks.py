"""The blocks of a lesson beyond those that every page has: films, files, questions to oneself, labeled figures."""

from hashlib import sha256

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks import PLAIN, READING, FigureBlock, ReadingBlock, refuse
from cms.documents import CAPTIONS, FILMS, size_words
from cms.module_blocks import flaw_of_options
from cms.videos import Film, film_at
from training.lesson_files import TYPES, ending_of


def kept_file(document, files) -> dict:
    """A document for a template: in the library, or wherever `files` (of `cms.freezing`) keeps it."""
    ending = document.file_extension.lower()
    return {
        "address": files.document(document) if files else document.url,
        "type": TYPES.get(ending, "").partition(";")[0],
        "words": f"{ending.upper()}, {size_words(document.get_file_size() or 0)}",
    }


def kind_flaw(document, endings: set[str], words: str) -> str:
    return words if document and ending_of(document.filename) not in endings else ""


class VideoBlock(blocks.StructBlock):
    """A film of ours or at YouTube or Vimeo, with all that is said and shown in it as text."""

    title = blocks.CharBlock(max_length=120)
    file = DocumentChooserBlock(required=False, help_text="An MP4 or WebM file from the documents.")
    captions = DocumentChooserBlock(required=False, help_text="What is said in the file, as WebVTT (.vtt).")
    address = blocks.URLBlock(required=False, label="Or its address", help_text="Of a film at YouTube or Vimeo.")
    transcript = blocks.RichTextBlock(
        features=[*PLAIN, "ul", "ol"], help_text="All that is said, and all that is shown and matters."
    )

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse(**self.flaws(value))
        return value

    def flaws(self, value) -> dict[str, str]:
        file, address = value.get("file"), value.get("address")
        if bool(file) == bool(address):
            return {"file": "Choose either a file or an address."}
        return {
            "file": kind_flaw(file, FILMS, "Choose an MP4 or a WebM file."),
            "captions": kind_flaw(value.get("captions"), CAPTIONS, "Captions are a WebVTT file, named .vtt."),
            "address": "" if file or film_at(address) else "Copy the address of a film at YouTube or Vimeo.",
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        for name in ("file", "captions"):
            if value.get(name):
                context[name] = kept_file(value[name], context.get("files"))
        return {**context, "film": film_of(value)}

    class Meta:
        icon = "media"
        label_format = "Video: {title}"
        template = "cms/blocks/video.html"
        preview_value = {
            "title": "Finding a taut band",
            "address": "https://vimeo.com/123456789",
            "transcript": "<p>A thumb moves across the fibers of the muscle until one of them rolls.</p>",
        }
        description = "A film with its transcript. Nothing is fetched from YouTube or Vimeo before a click"


def film_of(value) -> Film | None:
    """The film elsewhere that a video shows, if it shows one."""
    return None if value.get("file") else film_at(value.get("address") or "")


class DownloadBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    document = DocumentChooserBlock()
    text = blocks.CharBlock(required=False, max_length=300, help_text="What it is for.")

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse(document=kind_flaw(value.get("document"), TYPES.keys() - CAPTIONS, "This kind of file is not kept."))
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if value.get("document"):
            context["file"] = kept_file(value["document"], context.get("files"))
        return context

    def get_preview_context(self, value, parent_context=None):
        """The library may be empty: the preview shows a file that is not there."""
        return {**(parent_context or {}), "file": {"address": "#main", "words": "PDF, 84 KB"}}

    class Meta:
        icon = "download"
        label_format = "Download: {title}"
        template = "cms/blocks/download.html"
        preview_value = {"title": "Consent form", "text": "Two pages to print.", "document": None}
        description = "A document to keep. It is kept as it was when the module was published"


class CheckOptionBlock(blocks.StructBlock):
    text = blocks.CharBlock(max_length=200)
    correct = blocks.BooleanBlock(required=False, label="This is right")
    why = blocks.CharBlock(max_length=400, help_text="Read by whoever chooses it: why it is right, or why not.")

    class Meta:
        label_format = "{text}"


class KnowledgeCheckBlock(blocks.StructBlock):
    """A question to oneself. Each answer opens its own reply; nothing is sent, stored or graded."""

    question = blocks.CharBlock(max_length=300, help_text="Not one of the quiz: its answer can be read here.")
    options = blocks.ListBlock(CheckOptionBlock(), min_num=2, max_num=6)

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation:
            refuse(options=flaw_of_options(value["options"]))
        return value

    def get_context(self, value, parent_context=None):
        said = repr((value.get("question"), [dict(option) for option in value.get("options") or []]))
        group = f"check-{sha256(said.encode()).hexdigest()[:12]}"
        return {**super().get_context(value, parent_context), "group": group}

    class Meta:
        icon = "help"
        template = "cms/blocks/knowledge_check.html"
        preview_value = {
            "question": "You cannot feel the rib. What now?",
            "options": [
                {"text": "A shorter needle", "correct": False, "why": "It still points at the lung."},
                {"text": "No needle there today", "correct": True, "why": "Use your hands."},
            ],
        }
        description = "A question to oneself inside a lesson. Not graded, never part of the quiz"


class LabelBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=80)
    text = blocks.CharBlock(required=False, max_length=300, help_text="Where it is and why it matters.")
    x = blocks.IntegerBlock(min_value=0, max_value=100, label="From the left, %")
    y = blocks.IntegerBlock(min_value=0, max_value=100, label="From the top, %")
    toward = blocks.ChoiceBlock(
        choices=[("ne", "Above right"), ("nw", "Above left"), ("se", "Below right"), ("sw", "Below left")],
        default="ne",
        label="Its number stands",
    )

    class Meta:
        label_format = "{name}"


# From the point to its number, in pixels: far enough to leave the structure to be seen.
TOWARD = {"ne": (20, -20), "nw": (-20, -20), "se": (20, 20), "sw": (-20, 20)}


class LabeledFigureBlock(FigureBlock):
    """A picture with numbered points, and a legend that can be read without it."""

    labels = blocks.ListBlock(LabelBlock(), min_num=1, max_num=12)

    def get_context(self, value, parent_context=None):
        labels = [
            {"label": label, "dx": dx, "dy": dy}
            for label in value.get("labels") or []
            for dx, dy in [TOWARD[label.get("toward") or "ne"]]
        ]
        return {**super().get_context(value, parent_context), "labels": labels}

    class Meta:
        icon = "crosshairs"
        label = "Labeled figure"
        template = "cms/blocks/labeled_figure.html"
        preview_value = {
            "drawing": "chest_wall",
            "alternative": "Cross section of the chest wall",
            "caption": "From the skin inward.",
            "labels": [
                {"name": "Skin", "text": "", "x": 30, "y": 22, "toward": "nw"},
                {"name": "Rib", "text": "Bone under the needle.", "x": 50, "y": 63, "toward": "ne"},
            ],
        }
        description = "An image or drawing with numbered points and a legend"


LEARNING = [
    ("labeled_figure", LabeledFigureBlock()),
    ("knowledge_check", KnowledgeCheckBlock()),
    ("video", VideoBlock()),
    ("download", DownloadBlock()),
]


class LessonBodyBlock(ReadingBlock):
    """What a lesson may hold: all that an article may, and what is only for learning."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or [*READING, *LEARNING], **kwargs)


class LessonBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    minutes = blocks.IntegerBlock(min_value=1, max_value=240, help_text="How long it takes to read and practice.")
    body = LessonBodyBlock()

    class Meta:
        icon = "doc-full"
        label = "Lesson"


class LessonsBlock(blocks.StreamBlock):
    lesson = LessonBlock()


def frames_of(body) -> list[str]:
    """The hosts whose films a lesson may open, each once."""
    films = [film_of(child.value) for child in body if child.block_type == "video"]
    return sorted({film.origin for film in films if film})

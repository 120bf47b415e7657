"""The blocks that pages and lessons are written with: few, and shared by all."""

import re

from django.core.exceptions import ValidationError
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from cms import drawings

PLAIN = ["bold", "italic", "link", "superscript"]
RICH = ["h3", "bold", "italic", "ol", "ul", "link", "superscript"]
FIGURE_SIZE = "width-1200"
REFERENCE = re.compile(r"\[(\d{1,2})\]")


def with_reference_links(html: str) -> str:
    """Turn `[2]` in the text into a link to the second entry of the list of references."""
    link = r'<sup><a href="#r\1" aria-label="Reference \1">\1</a></sup>'
    return mark_safe(REFERENCE.sub(link, html))  # noqa: S308 - Wagtail has cleaned the text, and we add digits only


def refuse(**flaws: str) -> None:
    """Stop the editor's form where there is a sentence; the names are those of the fields."""
    wrong = {name: ValidationError(words) for name, words in flaws.items() if words}
    if wrong:
        raise StructBlockValidationError(block_errors=wrong)


class HeadingBlock(blocks.CharBlock):
    """A section's heading. It also stands in the list of contents."""

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "anchor": slugify(value)}

    class Meta:
        icon = "title"
        template = "cms/blocks/heading.html"
        preview_value = "Before the needle"
        description = "Opens a section and stands in the list of contents"


class TextBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": RICH, **kwargs})

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "html": with_reference_links(str(value))}

    class Meta:
        icon = "pilcrow"
        label = "Text"
        template = "cms/blocks/text.html"
        preview_value = "<p>Your therapist presses along the muscle to find a <b>taut band</b>.[1]</p>"
        description = "Paragraphs and lists. Write [1] to point at the first reference"


class FigureBlock(blocks.StructBlock):
    """A picture, or one of our own drawings, with the words for those who cannot see it."""

    image = ImageChooserBlock(required=False)
    drawing = blocks.ChoiceBlock(choices=drawings.CHOICES, required=False)
    alternative = blocks.CharBlock(max_length=300, help_text="What the figure shows, in words, for those who hear it.")
    caption = blocks.CharBlock(required=False, max_length=300)

    def clean(self, value):
        value = super().clean(value)
        if bool(value.get("image")) == bool(value.get("drawing")) and not self.is_deferred_validation:
            refuse(image="Choose either an image or a drawing.")
        return value

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        if value.get("drawing"):
            context["drawn"] = drawings.drawn(value["drawing"], value["alternative"])
        elif value.get("image"):
            context.update(self.shown(value["image"], context.get("files")))
        return context

    def shown(self, image, files) -> dict:
        """The image and where it is: in the library, or wherever `files` (of `cms.freezing`) keeps it."""
        rendition = files.rendition(image) if files else image.get_rendition(FIGURE_SIZE)
        return {"rendition": rendition, "address": files.address(rendition) if files else rendition.url}

    class Meta:
        icon = "image"
        template = "cms/blocks/figure.html"
        preview_value = {"drawing": "plate", "alternative": "Back of the neck", "caption": "A point in the muscle."}
        description = "An image or one of our drawings, with alternative text"


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        choices=[("plain", "Note"), ("info", "Worth knowing"), ("warn", "Take care"), ("stop", "Stop: danger")],
        default="info",
    )
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN)

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        return {**context, "html": with_reference_links(str(value.get("text") or ""))}

    class Meta:
        icon = "warning"
        template = "cms/blocks/callout.html"
        preview_value = {"tone": "stop", "title": "Call 911 if", "text": "<p>you become short of breath.</p>"}
        description = "One thing that must not be missed"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=PLAIN, required=False)


class StepsBlock(blocks.ListBlock):
    def __init__(self, child_block=None, **kwargs):
        super().__init__(child_block or StepBlock(), **kwargs)

    class Meta:
        icon = "list-ol"
        label = "Steps"
        template = "cms/blocks/steps.html"
        preview_value = [{"title": "Wash your hands", "text": "<p>Before you open the package.</p>"}]
        description = "What to do, in order"


class RowBlock(blocks.StructBlock):
    name = blocks.CharBlock(max_length=120)
    cells = blocks.ListBlock(blocks.CharBlock(max_length=400), min_num=1, max_num=3)


class TableBlock(blocks.StructBlock):
    """A comparison: two or more things, row by row."""

    caption = blocks.CharBlock(max_length=200)
    head = blocks.ListBlock(blocks.CharBlock(max_length=80), min_num=2, max_num=4, help_text="One for each column.")
    rows = blocks.ListBlock(RowBlock(), min_num=1)

    def clean(self, value):
        value = super().clean(value)
        wide = len(value["head"]) - 1
        uneven = [row["name"] for row in value["rows"] if len(row["cells"]) != wide]
        if uneven and not self.is_deferred_validation:
            words = f"The row “{uneven[0]}” needs {wide} cells beside its name, one for each column of the head."
            refuse(rows=words)
        return value

    class Meta:
        icon = "table"
        label = "Comparison table"
        template = "cms/blocks/table.html"
        preview_value = {
            "caption": "Two ways",
            "head": ["", "One", "Other"],
            "rows": [{"name": "Needle", "cells": ["thin", "thin"]}],
        }
        description = "Things side by side, row by row"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock()
    source = blocks.CharBlock(max_length=200)

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quote.html"
        preview_value = {"text": "You can stop at any time by saying so.", "source": "Our consent form"}
        description = "Somebody's words, and whose they are"


class ReferenceBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(features=["italic"])
    address = blocks.URLBlock(required=False)


class ReferencesBlock(blocks.ListBlock):
    def __init__(self, child_block=None, **kwargs):
        super().__init__(child_block or ReferenceBlock(), **kwargs)

    class Meta:
        icon = "list-ul"
        label = "References"
        template = "cms/blocks/references.html"
        preview_value = [{"text": "<p>Boyce D and others. <i>Int J Sports Phys Ther</i> 2020.</p>", "address": ""}]
        description = "Sources, numbered; at the end of the page"


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=200)
    answer = blocks.RichTextBlock(features=[*PLAIN, "ul"])


class AnswersBlock(blocks.ListBlock):
    """Questions with their answers, one to open at a time."""

    def __init__(self, child_block=None, **kwargs):
        super().__init__(child_block or AnswerBlock(), **kwargs)

    class Meta:
        icon = "help"
        label = "Questions and answers"
        template = "cms/blocks/answers.html"
        preview_value = [{"question": "Does it hurt?", "answer": "<p>Most people feel a small prick.</p>"}]
        description = "What people ask, and what we answer"


class EntryBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.CharBlock(max_length=200)
    page = blocks.PageChooserBlock(required=False)


class IndexBlock(blocks.StructBlock):
    """Short entries side by side, as in the index of a book."""

    title = blocks.CharBlock(max_length=80)
    entries = blocks.ListBlock(EntryBlock(), min_num=1)

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "anchor": slugify(value.get("title") or "")}

    class Meta:
        icon = "list-ul"
        template = "cms/blocks/index.html"
        preview_value = {"title": "Where it may help", "entries": [{"title": "Neck pain", "text": "Stiff on turning"}]}
        description = "Many short entries, such as conditions"


class ColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=PLAIN)


class ColumnsBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    columns = blocks.ListBlock(ColumnBlock(), min_num=2, max_num=4)

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "anchor": slugify(value.get("title") or "")}

    class Meta:
        icon = "dots-horizontal"
        template = "cms/blocks/columns.html"
        preview_value = {
            "title": "In one minute",
            "columns": [{"title": "What happens", "text": "<p>A needle.</p>"}] * 3,
        }
        description = "Two to four short texts side by side"


class NumberBlock(blocks.StructBlock):
    number = blocks.CharBlock(max_length=24)
    text = blocks.CharBlock(max_length=240)


class NumbersBlock(blocks.StructBlock):
    """Figures told plainly, with where they were counted. The one dark band of a page."""

    title = blocks.CharBlock(max_length=120)
    source = blocks.CharBlock(max_length=300, help_text="Who counted, when, and among how many.")
    numbers = blocks.ListBlock(NumberBlock(), min_num=2, max_num=4)
    page = blocks.PageChooserBlock(required=False, help_text="Where to read more.")
    link_words = blocks.CharBlock(required=False, max_length=120)

    class Meta:
        icon = "order"
        template = "cms/blocks/numbers.html"
        preview_value = {
            "title": "How safe is it?",
            "source": "In a survey of 420 physical therapists (Boyce and others, 2020):",
            "numbers": [{"number": "36.7%", "text": "had a minor effect."}] * 3,
        }
        description = "Two to four figures with their source"


READING = [
    ("heading", HeadingBlock()),
    ("text", TextBlock()),
    ("figure", FigureBlock()),
    ("callout", CalloutBlock()),
    ("steps", StepsBlock()),
    ("table", TableBlock()),
    ("quote", QuoteBlock()),
    ("references", ReferencesBlock()),
]


class ReadingBlock(blocks.StreamBlock):
    """What is read from top to bottom: an article or a lesson."""

    def __init__(self, local_blocks=None, **kwargs):
        super().__init__(local_blocks or READING, **kwargs)

    class Meta:
        template = "cms/blocks/reading.html"


class ServiceBlock(ReadingBlock):
    """A page about a service also answers questions and lists conditions."""

    index = IndexBlock()
    answers = AnswersBlock()


class HomeBlock(blocks.StreamBlock):
    """Bands of the home page, from edge to edge."""

    columns = ColumnsBlock()
    index = IndexBlock()
    numbers = NumbersBlock()


class AnswerGroupBlock(blocks.StructBlock):
    """Questions under one heading."""

    title = blocks.CharBlock(max_length=80)
    answers = AnswersBlock()

    def get_context(self, value, parent_context=None):
        return {**super().get_context(value, parent_context), "anchor": slugify(value.get("title") or "")}

    class Meta:
        icon = "help"
        template = "cms/blocks/answer_group.html"


def headings(stream) -> list[dict]:
    """The contents of a page: `{anchor, words}` of each heading, the list of references last."""
    found = []
    for block in stream:
        if block.block_type == "heading":
            found.append({"anchor": slugify(block.value), "words": block.value})
        elif block.block_type in {"index", "group"}:
            found.append({"anchor": slugify(block.value["title"]), "words": block.value["title"]})
        elif block.block_type == "references":
            found.append({"anchor": "references", "words": "References"})
    return found

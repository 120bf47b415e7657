"""From the plain text of the content files to blocks as Wagtail stores them. Identifiers are stable."""

import re
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import yaml
from django.utils.html import escape
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.demo.files import document

FOLDER = Path(__file__).parent / "content"
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
BOLD, ITALIC = re.compile(r"\*\*(.+?)\*\*"), re.compile(r"\*(.+?)\*")


def read(name: str) -> dict:
    """The content file `name`, without its ending."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def html_of(text: str) -> str:
    """Paragraphs, `- lists`, `1. lists`, **bold**, *italic* and [links](/address/) as Wagtail's rich text."""
    return "".join(html_of_part(part) for part in re.split(r"\n\s*\n", text.strip()))


def html_of_part(part: str) -> str:
    lines = re.split(r"\n(?=- |\d+\. |### )", part.strip())
    if lines[0].startswith("- "):
        return "<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>"
    if re.match(r"\d+\. ", lines[0]):
        return "<ol>" + "".join(f"<li>{inline(line.partition('. ')[2])}</li>" for line in lines) + "</ol>"
    if part.startswith("### "):
        return f"<h3>{inline(part[4:])}</h3>"
    return f"<p>{inline(part)}</p>"


def inline(text: str) -> str:
    html = escape(" ".join(text.split()))
    html = LINK.sub(r'<a href="\2">\1</a>', html)
    return ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", html))


def raw_of(block: blocks.Block, value, path: str):
    """`value` as `block` stores it; `path` says where it stands and makes its identifiers."""
    if isinstance(block, blocks.StreamBlock):
        return [raw_of_child(block, entry, f"{path}/{number}") for number, entry in enumerate(value)]
    if isinstance(block, blocks.ListBlock):
        return [
            {
                "type": "item",
                "id": identifier(f"{path}/{number}"),
                "value": raw_of(block.child_block, entry, f"{path}/{number}"),
            }
            for number, entry in enumerate(value)
        ]
    if isinstance(block, blocks.StructBlock):
        known = ((name, child) for name, child in block.child_blocks.items() if name in value)
        return {name: raw_of(child, value[name], f"{path}/{name}") for name, child in known}
    if isinstance(block, DocumentChooserBlock):
        return document(value)
    if isinstance(block, blocks.PageChooserBlock) and isinstance(value, str):
        return block.target_model.objects.get(slug=value).pk
    if isinstance(block, blocks.RichTextBlock):
        return html_of(value)
    if isinstance(value, float):
        return str(value)
    return " ".join(value.split()) if isinstance(value, str) else value


def raw_of_child(block: blocks.StreamBlock, entry: dict, path: str) -> dict:
    """One entry `{kind: value}` of a stream."""
    ((kind, value),) = entry.items()
    return {"type": kind, "id": identifier(path), "value": raw_of(block.child_blocks[kind], value, path)}


def identifier(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"pinpoint-demo/{path}"))

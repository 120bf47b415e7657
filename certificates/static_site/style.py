"""The look of the page, within it: it is read where none of our files are."""

from pathlib import Path

from django.utils.safestring import mark_safe

CSS = (Path(__file__).parent.parent / "assets" / "static_site.css").read_text(encoding="utf-8")
STYLE = mark_safe(f"<style>\n{CSS}</style>")  # noqa: S308 - a file of ours

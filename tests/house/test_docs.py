"""What a document points at is there."""

import re

import pytest

from config.urls import MEDIA
from tests.house.files import ROOT, name

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
# Pictures are made by script/screenshots.
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_proxy_is_shown_to_answer_what_the_server_answers_of_media_and_no_more():
    words = (ROOT / "docs/operations.md").read_text()
    assert re.findall(r"location ~ \^/media/\((.*)\)/ \{", words) == ["|".join(MEDIA)]
    assert "location /media/ { return 404; }" in words


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_links_lead_somewhere(document):
    missing = [link for link in LINK.findall(document.read_text()) if not (document.parent / link).exists()]
    assert missing == []

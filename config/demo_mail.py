"""The demo's mail, read from the folder that it is kept in. The addresses exist in demo mode only."""

import email
from dataclasses import dataclass
from datetime import UTC, datetime
from email.policy import default as policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

AT_A_TIME = 50
# What Django's file backend writes after each message.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True, slots=True)
class Letter:
    """One message, with its place among all, the oldest first."""

    number: int
    sent_at: datetime | None
    to: str
    sender: str
    subject: str
    body: str


@require_safe
def mail_list(request):
    """Every letter that the demo sent, newest first."""
    page = Paginator(list(reversed(letters())), AT_A_TIME).get_page(request.GET.get("page"))
    return render(request, "demo/mail_list.html", {"page_obj": page})


@require_safe
def mail_message(request, number: int):
    """One letter, by its place: nothing of the address becomes part of a path."""
    found = letters()
    if not 1 <= number <= len(found):
        raise Http404
    return render(request, "demo/mail_message.html", {"letter": found[number - 1]})


def letters() -> list[Letter]:
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=written) if folder.is_dir() else []
    raw = [part for file in files for part in file.read_bytes().split(BETWEEN) if part.strip()]
    return [read(number, part) for number, part in enumerate(raw, start=1)]


def written(file: Path) -> tuple[int, str]:
    """The order of writing: the names tell it to the second only."""
    return file.stat().st_mtime_ns, file.name


def read(number: int, raw: bytes) -> Letter:
    message = email.message_from_bytes(raw, policy=policy)
    text = message.get_body(("plain", "html"))
    sent_at = parsedate_to_datetime(message["Date"]) if message["Date"] else None
    return Letter(
        number=number,
        sent_at=sent_at and sent_at.replace(tzinfo=sent_at.tzinfo or UTC),  # "-0000" is UTC from nowhere
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or "(no subject)"),
        body=text.get_content() if text else "",
    )

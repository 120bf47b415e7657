"""An entry as a page writes it: one page makes one entry, and writes over nothing that it has not seen."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from training.actions import Refused
from training.actions.once import held
from training.actions.session import draft, locked, revise, says, submit
from training.models import Practitioner, SessionState, SupervisedSession


@dataclass(frozen=True, slots=True)
class Page:
    """`key` is new with each page that is opened; `seen` is the hash of the entry as the page last knew it."""

    key: UUID | None = None
    seen: str = ""
    by_itself: bool = False


class Overtaken(Refused):
    """Another page has written the entry since this one knew it. Nothing is written; `session` is what it says now."""

    def __init__(self, session: SupervisedSession):
        super().__init__("This session was changed in another window or on another device since you opened it.")
        self.session = session


@transaction.atomic
def keep(
    *,
    by,
    practitioner: Practitioner,
    session: SupervisedSession | None,
    values: dict,
    page: Page,
    submitting=False,
    now: datetime,
) -> SupervisedSession:
    """Save what a page holds, and submit it if it says so. The same page again goes on with the entry that it made.

    Raises `Overtaken` when another page wrote it meanwhile, and what `actions.session` raises.
    """
    held(practitioner)
    known = session or made_on(practitioner, page)
    if known is None:
        saved = draft(by=by, practitioner=practitioner, values=values, page=page.key, now=now)
    else:
        known = locked(known)
        if submitting and known.state == SessionState.SUBMITTED and says(known, values):
            return known
        refuse_overtaken(known, values, page)
        saved = revise(by=by, session=known, values=values, page=page.key, by_itself=page.by_itself, now=now)
    return submit(by=by, session=saved, now=now) if submitting else saved


def made_on(practitioner: Practitioner, page: Page) -> SupervisedSession | None:
    """The entry that this page has made before, if it did."""
    return practitioner.sessions.current().filter(made_on_page=page.key).first() if page.key else None


def refuse_overtaken(session: SupervisedSession, values: dict, page: Page) -> None:
    """A page that keeps count may write over its own words and over what it showed."""
    known = session.content_hash == page.seen or (page.key and session.written_on_page == page.key)
    if page.key and not known and not says(session, values):
        raise Overtaken(session)

"""Building the demonstration, from the organization to the last returned session."""

from datetime import datetime, timedelta

from cms.demo import house
from cms.demo.acts import at
from cms.demo.adverse import record_events
from cms.demo.cast import play_all
from cms.demo.changed import change_modules
from cms.demo.designs import design_certificates
from cms.demo.load import load_content
from cms.demo.rules import adopted_on
from cms.demo.signing import play_signing
from training.models import ModuleRevision, OutgoingMail, Publication
from training.queries.organization import zone


def build(*, now: datetime, seed: int) -> None:
    """Load everything, relative to the day of `now` in the organization's zone. The same seed makes the same people."""
    today = now.astimezone(zone()).date()
    began = house.long_ago(today)
    place = house.build(now=at(began))
    review_on = today + timedelta(days=200)
    adopted = adopted_on(today)
    house.adopt_rules(place, now=at(adopted), today=adopted, review_on=review_on)
    load_content(by=place.editor, today=today - timedelta(days=40), before_changes=True)
    for rows in (ModuleRevision, Publication):
        rows.objects.update(published_at=at(began + timedelta(days=2)))  # before anybody completed them
    scheme = house.certify(place, now=at(began + timedelta(days=3)), today=began + timedelta(days=3))
    design_certificates(by=place.manager, now=at(began + timedelta(days=4)))
    play_all(house.later(place, scheme), today, seed)
    change_modules(by=place.editor, today=today)
    record_events(by=place.manager, today=today)
    play_signing(place, today)
    keep_old_mail_unsent(now)


def keep_old_mail_unsent(now: datetime) -> None:
    """The letters of the past were not sent by this machine; only those of the last days are."""
    OutgoingMail.objects.filter(sent_at=None, created_at__lt=now - timedelta(days=7)).update(sent_at=now, body="")

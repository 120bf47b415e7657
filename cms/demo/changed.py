"""Modules that changed materially after people had completed them: what they were, and the change."""

from datetime import date, timedelta

from cms.demo.acts import at
from cms.demo.load import publish, streams
from cms.demo.writing import read
from cms.freezing import freeze_page
from cms.models import ModulePage
from training.actions.reattestation import attest
from training.models import Publication
from training.queries.changed import what_changed
from training.queries.publications import open_requests

ASKED, READ = timedelta(days=9), timedelta(days=2)


def change_modules(*, by, today: date) -> None:
    """Publish each as it is now, nine days ago; every third of those who are asked has confirmed it since."""
    for slug, about in read("changes").items():
        page = ModulePage.objects.get(slug=slug)
        page.lessons = streams(ModulePage, slug, {"lessons": read(slug)["lessons"]})["lessons"]
        page.change, page.change_note = Publication.Change.MATERIAL, about["note"]
        page.save()
        freeze_page(page, by=by, now=at(today - ASKED))
        publish(page, by)
        confirm_some(page, today)


def confirm_some(page: ModulePage, today: date) -> None:
    asked = open_requests(module__key=page.translation_key).select_related("practitioner__user", "module__current")
    for each in asked.exclude(practitioner__user=None).order_by("pk")[::3]:
        if each.practitioner.user.email != "therapist@pinpoint.example":
            words = what_changed(each).statement
            attest(by=each.practitioner.user, asked=each, statement=words, now=at(today - READ))

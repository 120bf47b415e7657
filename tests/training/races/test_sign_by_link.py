"""Signing by a one-time link: two windows, and against whatever ends the link or the entry meanwhile."""

# ruff: noqa: B023 - the acts of a round end with the round

from itertools import count

import pytest
from django.db import transaction

from tests import factories as f
from tests.factories import NOW, TODAY, days
from tests.training.at_once import raced, refusals
from tests.training.races.story import LATER, end_by_link_of, end_of, submitted, supervisor, unchanged, window
from tests.training.test_verify_signatures import BY_CALL, LOOK
from training.actions.joining import hashed
from training.actions.session import withdraw
from training.actions.sign_by_link import return_entry, sign_entry, state
from training.actions.signing_in import take_in
from training.actions.signing_link import mail_new, not_me
from training.actions.verify_signature import accept, look_up, refuse
from training.models import LinkSignature, OutgoingMail, SigningLink, SignOff, SupervisedSession
from training.session_content import session_content

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NUMBERS = count(1)
OVER = "This link is over."
SIGNED = "This session is signed and waits for a manager, so it is not taken back."


class Opened:
    """An entry that waits for somebody without a login, whose browser has proven itself and stated a license."""

    def __init__(self, entries=1):
        number = next(NUMBERS)
        self.dana = f.without_login(email=f"dana{number}@clinic.example")
        self.entries = [submitted(self.dana) for _ in range(entries)]
        self.link = f.signing_link(self.dana, token=f"token {number}")
        SigningLink.objects.filter(pk=self.link.pk).update(proved_at=NOW, browser_hash=hashed("here"))
        said = {"number": f"PT {number}", "workplace": "Clinic", "years_licensed": 3, "training": "80 hours"}
        said |= {"jurisdiction": f.JurisdictionFactory(), "license_type": "license"}
        state(link=self.link, secret="here", values=said, now=NOW)
        self.text = session_content(self.entry)

    @property
    def entry(self) -> SupervisedSession:
        return self.entries[0]

    def window(self, entry=None) -> dict:
        row = SupervisedSession.objects.get(pk=(entry or self.entry).pk)
        link = SigningLink.objects.get(pk=self.link.pk)
        return {"link": link, "secret": "here", "session": row, "content_hash": row.content_hash, "now": NOW}

    def signs(self, entry=None):
        given = self.window(entry)
        return lambda: sign_entry(**given)

    def against(self, act) -> tuple[str, list[str]]:
        """The window signs while this happens: the state of the entry, and who was refused with which words."""
        came_to = raced(self.signs(), act)
        assert unchanged(self.entry, self.text)
        return end_by_link_of(self.entry, self.text), refusals(came_to)


def test_two_windows(race):
    for opened in race.rounds(Opened):
        one, two = raced(opened.signs(), opened.signs())
        assert one == two
        race.ended(end_by_link_of(opened.entry, opened.text))
        receipts = OutgoingMail.objects.filter(key__startswith=f"signing-receipt:{opened.link.pk}:")
        assert receipts.count() == 1


def test_two_entries_at_once_use_the_link_up_once(race):
    for opened in race.rounds(lambda: Opened(entries=2)):
        assert refusals(raced(*map(opened.signs, opened.entries))) == []
        opened.link.refresh_from_db()
        assert opened.link.ending == "used"
        race.ended(" and ".join(end_by_link_of(each, session_content(each)) for each in opened.entries))


def test_against_a_withdrawal(race):
    for opened in race.rounds(Opened, ways=2):
        mine = opened.window()["session"]
        came_to, told = opened.against(
            lambda mine=mine: withdraw(by=mine.practitioner.user, session=mine, now=LATER),
        )
        late = "This entry no longer waits for you: it is withdrawn. Nothing was written."
        assert told == [{"to_verify": SIGNED, "withdrawn": late}[came_to]]
        race.ended(came_to)


def test_against_a_return_in_another_window(race):
    for opened in race.rounds(Opened, ways=2):
        other = opened.window()
        came_to, told = opened.against(lambda other=other: return_entry(**other, comment="Which side?"))
        assert len(told) == 1
        race.ended(came_to)


def test_against_this_was_not_me(race):
    for opened in race.rounds(Opened, ways=2):
        came_to, told = opened.against(lambda opened=opened: not_me(link=opened.link, now=LATER))
        assert told == {"to_verify": [], "submitted": [OVER]}[came_to]
        opened.link.refresh_from_db()
        assert opened.link.ending == {"to_verify": "used", "submitted": "not_me"}[came_to]
        race.ended(came_to)


def test_against_a_newer_link_that_replaces_it(race):
    for opened in race.rounds(Opened, ways=2):
        came_to, told = opened.against(
            lambda opened=opened: mail_again(opened.dana),
        )
        assert told == {"to_verify": [], "submitted": [OVER]}[came_to]
        race.ended(came_to)


def mail_again(dana):
    """What a submission does once the letter is a day old."""
    with transaction.atomic():
        return mail_new(by=None, supervisor=dana, now=NOW)


def test_against_the_holder_who_signs_in_and_signs_there(race):
    for opened in race.rounds(Opened, ways=2):
        holder = supervisor(f"Dana {opened.dana.pk}")
        holder.user.emailaddress_set.create(email=opened.dana.email, verified=True)

        def sign_there(opened=opened, holder=holder):
            if take_in(by=holder.user, link=opened.link, now=LATER):
                mine = window(opened.entry)
                mine.sign()
                return mine
            return None

        signed, mine = raced(opened.signs(), sign_there)
        assert isinstance(signed, LinkSignature) != isinstance(mine, type(window(opened.entry))) or mine is None
        if mine and not isinstance(mine, str):
            assert end_of(opened.entry, mine) == "signed"
            race.ended("signed by the login")
        else:
            assert unchanged(opened.entry, opened.text)
            race.ended(end_by_link_of(opened.entry, opened.text))


class Signed:
    """Signed by link, its license looked up, and the managers of the trainee before it."""

    def __init__(self):
        clinic = f.ClinicFactory()
        self.managers = [f.UserFactory(role="manager") for _ in range(2)]
        clinic.managers.set(self.managers)
        trainee = f.PractitionerFactory(login=True, clinic=clinic)
        number = next(NUMBERS)
        dana = f.without_login(email=f"dana{number}@clinic.example")
        link = f.signing_link(dana, token=f"token {number}")
        f.statement(link, number=f"PT {number}")
        self.entry = f.SessionFactory(practitioner=trainee, supervisor=dana, happened_on=days(-10))
        self.signature = f.link_signature(self.entry, link)
        self.text = session_content(self.entry)
        look_up(signatures=[self.signature], statement=self.signature.statement, look=LOOK, **self.by(0))

    def by(self, place: int) -> dict:
        return {"by": self.managers[place], "now": LATER, "today": TODAY}

    def window(self) -> LinkSignature:
        return LinkSignature.objects.get(pk=self.signature.pk)

    def end(self) -> str:
        row = SupervisedSession.objects.get(pk=self.entry.pk)
        assert unchanged(row, self.text)
        assert [each.content_hash for each in SignOff.objects.filter(session=row)] == [row.content_hash] * (
            row.state == "signed"
        )
        return row.state


def test_two_managers_verify_one_signature(race):
    for signed in race.rounds(Signed):
        rows = [signed.window(), signed.window()]
        acts = [
            lambda row=row, place=place: accept(signatures=[row], known=BY_CALL, **signed.by(place))
            for place, row in enumerate(rows)
        ]
        (one, _), (two, _) = raced(*acts)
        assert one == two
        race.ended(signed.end())


def test_two_managers_verify_and_refuse(race):
    for signed in race.rounds(Signed, ways=2):
        rows = [signed.window(), signed.window()]
        came_to = raced(
            lambda: accept(signatures=[rows[0]], known=BY_CALL, **signed.by(0)),
            lambda: refuse(signatures=[rows[1]], reason="Not them.", **signed.by(1)),
        )
        assert len(refusals(came_to)) == 1
        race.ended(signed.end())

"""Signing as it goes on: what waits for a supervisor, who signs by a link, statements for a board, and a void."""

from datetime import date, timedelta
from random import Random

from cms.demo.acts import BOARDS, NO_MORE_SESSIONS, Life, at, paper, practiced
from cms.demo.house import House
from training.actions import amend, session, signing_code, signing_link, statement, verify_signature, void_session
from training.actions import sign_by_link as by_link
from training.actions.session import GIVEN
from training.models import (
    AddressProof,
    Jurisdiction,
    LinkSignature,
    OutgoingMail,
    Practitioner,
    SigningLink,
    Statement,
    SupervisedSession,
)
from training.uploads import Upload

DAY = timedelta(days=1)
BELLO = {
    "number": "PTL.0018442",
    "workplace": "Cedar Bend Physical Therapy, Boulder",
    "years_licensed": 14,
    "training": "Dry needling levels 1 and 2, Meridian Needling Institute, 2015 and 2016; instructor since 2021.",
}
QUINTERO = {
    "number": "PTL.0020917",
    "workplace": "Juniper Hill Rehabilitation, Denver",
    "years_licensed": 9,
    "training": "80 course hours in dry needling, Front Range Manual Therapy, 2019.",
}


def play_signing(house: House, today: date) -> None:
    """The last weeks of the demonstration's therapist and of the supervisor with a sign-in."""
    life = Life(house, the("therapist@pinpoint.example"), Random(7))  # noqa: S311  believable, not secret
    supervisor = the("supervisor@pinpoint.example")
    amended(life, today, supervisor)
    sent_again(life, today, supervisor)
    signed_without_account(life, today)
    voided(house, today)


def the(email: str) -> Practitioner:
    return Practitioner.objects.select_related("user").get(user__email=email)


def changed(life: Life, row: SupervisedSession, day: date, **values) -> SupervisedSession:
    """Change an entry of one's own and submit it."""
    given = {name: getattr(row, name) for name in GIVEN} | values
    row = session.revise(by=life.actor, session=row, values=given, now=at(day, 17))
    return session.submit(by=life.actor, session=row, now=at(day, 18))


def amended(life: Life, today: date, supervisor: Practitioner) -> None:
    """A signed session that was wrong; the amendment waits for its signature."""
    signed = practiced(life, today - 13 * DAY, supervisor, "US-CO")
    reason = "I counted the needles again on the tray: it was one more than I wrote."
    made = amend.amend(by=life.actor, session=signed, reason=reason, now=at(today - 3 * DAY, 16))
    changed(life, made, today - 3 * DAY, needle_count=made.needle_count + 1)


def sent_again(life: Life, today: date, supervisor: Practitioner) -> None:
    """Returned with a comment, corrected, and submitted again."""
    row = practiced(life, today - 8 * DAY, supervisor, "US-CO", outcome="returned")
    changed(life, row, today - 5 * DAY, needle_count=len(row.spots) + 3)


# By a link


def signed_without_account(life: Life, today: date) -> None:
    """One supervisor whose word is verified, one whose word waits at the desk, one who has just got the letter."""
    bello = ("Adaeze Bello", "adaeze.bello@cedarbend-pt.example")
    quintero = ("Tomás Quintero", "tomas.quintero@juniperhill.example")
    links = sign_by_link(life, today - 40 * DAY, bello, BELLO)
    verified(life, today - 36 * DAY, links)
    sign_by_link(life, today - 6 * DAY, quintero, QUINTERO, sessions=2)
    with_link(life, today - 4 * DAY, ("Keiko Arai", "keiko.arai@saltmarsh-clinic.example"))


def with_link(life: Life, day: date, who: tuple[str, str], sessions: int = 1) -> list[SupervisedSession]:
    """Sessions with somebody who has no sign-in, who gets the letter with the link."""
    name, email = who
    given = {"by": life.actor, "practitioner": life.person, "full_name": name, "email": email}
    supervisor = signing_link.name_supervisor(**given, now=at(day - 2 * DAY, 16))
    days = [day - number * DAY for number in reversed(range(sessions))]
    return [practiced(life, each, supervisor, "US-CO", outcome="submitted") for each in days]


def sign_by_link(life: Life, day: date, who: tuple[str, str], said: dict, sessions: int = 1) -> SigningLink:
    """Their link, the code from the letter, what they state, and a signature on each."""
    rows = with_link(life, day, who, sessions)
    link, now = SigningLink.objects.get(supervisor=rows[0].supervisor, ended_at=None), at(day + DAY, 12)
    signing_code.send_code(link=link, now=now)
    proven = {"link": link, "secret": signing_code.prove(link=link, code=code_for(link), now=now), "now": now}
    values = {**said, "jurisdiction": Jurisdiction.objects.get(code="US-CO"), "license_type": "license"}
    by_link.state(values=values, **proven)
    for row in rows:
        by_link.sign_entry(session=row, content_hash=row.content_hash, **proven)
    return link


def code_for(link: SigningLink) -> str:
    """From the last letter with one, as its reader would find it."""
    letter = OutgoingMail.objects.filter(key__startswith=f"signing-code:{link.pk}:").latest("pk")
    return next(line for line in letter.body.splitlines() if line.isdecimal())


def verified(life: Life, day: date, link: SigningLink) -> None:
    """The manager looks the license up, keeps what was seen, and knows the clinic's domain."""
    signatures = list(LinkSignature.objects.filter(link=link).select_related("session__supervisor", "practitioner"))
    given = {"by": life.house.manager, "signatures": signatures, "now": at(day, 11), "today": day}
    look = {
        "checked_on": day,
        "method": "web",
        "source": BOARDS["US-CO"],
        "source_url": "",
        "shows": True,
        "status_shown": "Active",
        "in_good_standing": True,
        "encumbered": False,
        "issued_on": day.replace(month=5, day=1, year=day.year - 14),
        "expires_on": day.replace(month=10, day=31, year=day.year + 1),
        "note": "",
    }
    seen = Upload("License look-up, Colorado.pdf", "application/pdf", paper("License look-up, Colorado"))
    verify_signature.look_up(statement=signatures[0].statement, look=look, capture=seen, **given)
    known = verify_signature.Known(AddressProof.CLINIC, "The clinic’s own site lists her under this domain.")
    verify_signature.accept(known=known, **given)


# Statements for a board


def asked_to_state(life: Life, day: date, supervisor: Practitioner) -> None:
    """Ask for Florida's statement that no more sessions are needed."""
    about = {"practitioner": life.person, "jurisdiction": Jurisdiction.objects.get(code="US-FL")}
    statement.ask(by=life.actor, supervisor=supervisor, name=NO_MORE_SESSIONS, now=at(day, 13), today=day, **about)


def states(life: Life, day: date, supervisor: Practitioner) -> None:
    """The supervisor signs the statement, on the words and numbers that the log fills in."""
    row = Statement.objects.get(practitioner=life.person, supervisor=supervisor, state="asked")
    shown = statement.drafted(row, day).content_hash
    proof = {"proof": "password", "proved_at": at(day, 15), "now": at(day, 15), "today": day}
    statement.sign(by=supervisor.user, statement=row, content_hash=shown, **proof)


# Voids


def voided(house: House, today: date) -> None:
    """A session on which a statement and an award rest is void; another request waits for a manager."""
    stated = Statement.objects.filter(state="signed").select_related("practitioner__user").latest("signed_at")
    first = stated.practitioner.sessions.current().filter(state="signed").earliest("happened_on")
    words = "Logged twice: this is the session of the same morning, written once more."
    void = asked(first, stated.practitioner.user, words, today - 3 * DAY)
    void_session.confirm(by=house.manager, void=void, now=at(today - 2 * DAY, 10), today=today - 2 * DAY)
    supervisor, today = the("ines.zamora@example.org"), today - DAY
    signed = supervisor.supervised_sessions.current().filter(state="signed")
    last = signed.exclude(practitioner__user__email="therapist@pinpoint.example").latest("happened_on", "pk")
    asked(last, supervisor.user, "I was on leave that day. A colleague supervised it, and I signed by mistake.", today)


def asked(row: SupervisedSession, by, reason: str, day: date):
    return void_session.ask(by=by, session=row, reason=reason, now=at(day, 10), today=day)

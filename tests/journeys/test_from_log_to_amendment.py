"""A session from the first tap to its amendment, each on a phone of 360 pixels: logged, submitted, signed by link,
verified, amended, signed again. It counts once, and both versions stay."""

import pytest

from tests.journeys.by_link import (
    DANA,
    counted,
    fits,
    last_letter,
    lets_it_count,
    names,
    opens_the_letter,
    opens_the_signature,
    proves,
    states,
    verifies,
)
from tests.journeys.thumb import Thumb
from tests.journeys.typical_session import MOST_TAPS, tells_what_was_done
from tests.journeys.world import KIM, MANAGER
from training.models import Practitioner, SupervisedSession
from training.queries.integrity import differences

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

REASON = "Five needles were used and four written."


def test_log_submit_sign_by_link_amend(therapist, phones):
    kim, dana, ruth = phones(KIM), phones(), phones(MANAGER)
    first = logs(kim)
    signs_by_link(dana)
    verifies(ruth)
    assert state_of(first) == ("signed", 1)
    second = amends(kim, first)
    assert state_of(first) == ("signed", 1), "until the amendment is signed the first version counts"
    signs_the_amendment(dana, first, second)
    assert (state_of(second), state_of(first)) == (("to_verify", 1), ("signed", 1))
    opens_the_signature(ruth)
    lets_it_count(ruth)
    counts_once(first, second)
    both_stay_readable(kim, first, second)
    assert list(differences()) == []


def logs(kim: Thumb) -> SupervisedSession:
    """The name and the address of somebody new are written before the taps are counted: it is done once."""
    kim.page.goto("/my/sessions/new/")
    names(kim, "Dana Whitfield", DANA)
    kim.begins_to_count()
    tells_what_was_done(kim)
    kim.presses("Submit for sign-off")
    assert kim.taps <= MOST_TAPS, kim.taps
    assert kim.reads("Dana Whitfield signs it next, by a link that we mail.")
    assert fits(kim)
    return SupervisedSession.objects.get(state="submitted")


def signs_by_link(dana: Thumb) -> None:
    opens_the_letter(dana, DANA)
    proves(dana)
    states(dana)
    assert fits(dana)
    dana.follows("Kim Obi")
    assert dana.reads("4 needles") and dana.reads("Levator scapulae (right), Infraspinatus (right)")
    assert fits(dana)
    dana.presses("Sign session")
    assert dana.reads("A compliance manager verifies your license and your address next")
    assert fits(dana)


def amends(kim: Thumb, first: SupervisedSession) -> SupervisedSession:
    kim.page.goto("/my/sessions/")
    kim.follows("Mar 1, 2027")
    assert kim.reads("I supervised this session as described")
    kim.follows("Amend")
    kim.writes("reason", REASON)
    kim.presses("Go on to the entry")
    assert kim.reads("This amends a signed session")
    kim.page.fill("[name=needle_count]", "5")
    kim.presses("Submit for sign-off")
    second = SupervisedSession.objects.get(amends=first)
    assert (second.state, second.needle_count, second.amendment_reason) == ("submitted", 5, REASON)
    return second


def signs_the_amendment(dana: Thumb, first: SupervisedSession, second: SupervisedSession) -> None:
    """With a new letter, and without stating the license again."""
    opens_the_letter(dana, DANA)
    proves(dana)
    assert dana.reads(f"Amends a signed session: {REASON}")
    dana.follows("Kim Obi")
    assert dana.reads(REASON)
    changed = dana.page.locator(".compare tbody tr")
    assert changed.count() == 1
    assert (changed.locator("del").inner_text(), changed.locator("ins").inner_text()) == told(first, second)
    assert fits(dana)
    dana.presses("Sign session")
    assert second.content_hash in last_letter(DANA).body


def told(*versions: SupervisedSession) -> tuple[str, ...]:
    return tuple(f"{each.needle_count} needles, 0.30 × 40 mm" for each in versions)


def counts_once(first: SupervisedSession, second: SupervisedSession) -> None:
    assert (state_of(first), state_of(second)) == (("signed", 1), ("signed", 1))
    assert (first.superseded_at is not None, second.superseded_at) == (True, None)
    assert (first.needle_count, second.needle_count) == (4, 5)
    assert [row.sign_off.content_hash for row in (first, second)] == [first.content_hash, second.content_hash]
    dana = Practitioner.objects.get(email=DANA)
    assert {row.sign_off.supervisor for row in (first, second)} == {dana}


def both_stay_readable(kim: Thumb, first: SupervisedSession, second: SupervisedSession) -> None:
    kim.page.goto("/my/sessions/")
    kim.follows("Mar 1, 2027")
    assert kim.page.url.endswith(f"/my/sessions/{second.pk}/")
    for row, needles in ((second, 5), (first, 4)):
        kim.page.goto(f"/my/sessions/{row.pk}/")
        assert kim.reads(f"Needles {needles}, 0.30 mm × 40 mm") and kim.reads(f"{row.content_hash[:16]}…")
        assert kim.reads("Name as printed Dana Whitfield") and kim.reads("exactly what was signed")
        assert fits(kim)
    kim.follows("Read the newer version")
    assert kim.page.url.endswith(f"/my/sessions/{second.pk}/")
    assert list(SupervisedSession.objects.order_by("pk")) == [first, second]


def state_of(session: SupervisedSession) -> tuple[str, int]:
    """Its state, and how many sessions of its therapist count."""
    session.refresh_from_db()
    return session.state, counted(session)

"""What a thumb writes of a typical session: two muscles of the upper back, with everything that the form asks."""

from tests.journeys.thumb import Thumb

MOST_TAPS = 25


def tells_what_was_done(kim: Thumb) -> None:
    """After the supervisor is chosen."""
    kim.ticks("supervision", "in_room")
    kim.touches_spot("upper-trap-right")
    kim.touches_spot("scapula-right")
    kim.ticks("muscles", "upper-trap-right:levator-scapulae")
    kim.ticks("muscles", "scapula-right:infraspinatus")
    kim.ticks("technique", "pistoning")
    kim.ticks("needle_gauge", "30")
    kim.ticks("needle_length_mm", "40")
    kim.ticks("lung_technique", "pincer")
    tells_the_rest(kim)


def tells_the_rest(kim: Thumb) -> None:
    """What is true of this patient and of no other."""
    kim.writes("needle_count", "4")
    kim.ticks("twitch")
    kim.ticks("consented")
    kim.ticks("screened")
    kim.ticks("response", "better")

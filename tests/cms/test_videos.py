"""Which addresses are films that a lesson may open, and what is opened for them."""

import pytest

from cms.videos import film_at

TUBE, VIMEO = "https://www.youtube-nocookie.com", "https://player.vimeo.com"
ID = "dQw4w9WgXcQ"
TAKEN = [
    (f"https://www.youtube.com/watch?v={ID}", f"{TUBE}/embed/{ID}?autoplay=1&rel=0"),
    (f"https://m.youtube.com/watch?t=3&v={ID}&list=x", f"{TUBE}/embed/{ID}?autoplay=1&rel=0"),
    (f" https://youtu.be/{ID}?si=abc ", f"{TUBE}/embed/{ID}?autoplay=1&rel=0"),
    (f"http://youtube.com/shorts/{ID}", f"{TUBE}/embed/{ID}?autoplay=1&rel=0"),
    ("https://vimeo.com/123456789", f"{VIMEO}/video/123456789?autoplay=1&dnt=1"),
    ("https://vimeo.com/123456789/0a1b2c3d4e", f"{VIMEO}/video/123456789?h=0a1b2c3d4e&autoplay=1&dnt=1"),
    ("https://player.vimeo.com/video/123456789?h=0a1b2c3d4e", f"{VIMEO}/video/123456789?h=0a1b2c3d4e&autoplay=1&dnt=1"),
]
REFUSED = [
    "https://vimeo.com/١٢٣٤٥٦٧٨",
    "",
    "https://example.com/watch?v=dQw4w9WgXcQ",
    "https://youtube.com.example.com/watch?v=dQw4w9WgXcQ",
    "https://evil.example/https://youtu.be/dQw4w9WgXcQ",
    "https://youtu.be@evil.example/dQw4w9WgXcQ",
    "https://me:pw@www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com:8443/watch?v=dQw4w9WgXcQ",
    "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://www.youtube.com/watch?v=../../evil",
    "https://www.youtube.com/@channel",
    "https://www.youtube.com/redirect?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ/more",
    "https://vimeo.com/channels/staffpicks",
    "https://vimeo.com/123456789?h=%22onload",
    "https://[youtu.be/dQw4w9WgXcQ",
]


@pytest.mark.parametrize(("address", "frame"), TAKEN)
def test_a_film_as_people_copy_its_address(address, frame):
    film = film_at(address)
    assert film.frame == frame
    assert film.origin == (TUBE if film.host == "YouTube" else VIMEO)
    assert film_at(film.page) == film


@pytest.mark.parametrize("address", REFUSED)
def test_every_other_address_is_refused(address):
    assert film_at(address) is None

"""Films at YouTube and Vimeo: which addresses we take, and what is opened for one, after a click and not before."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIMEO_PATH = re.compile(r"/(?:video/)?([0-9]{6,12})(?:/([0-9a-f]{8,20}))?/?")
VIMEO_KEY = re.compile(r"[0-9a-f]{8,20}")


@dataclass(frozen=True, slots=True)
class Film:
    """A film at one of the two hosts. `page` is read by people, `frame` is what a lesson opens."""

    host: str
    page: str
    frame: str

    @property
    def origin(self) -> str:
        """What a lesson with this film may open in a frame."""
        return "https://" + urlsplit(self.frame).netloc


def film_at(address: str) -> Film | None:
    """The film at an address as people copy it; None for every other host and for pages without a film."""
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or port not in {None, 80, 443} or parts.username:
        return None
    if host in YOUTUBE:
        return at_youtube(host, parts)
    return at_vimeo(parts) if host in VIMEO else None


def at_youtube(host: str, parts) -> Film | None:
    """`/watch?v=…`, `/shorts/…`, `/live/…`, `/embed/…`, or the short `youtu.be/…`."""
    folders = parts.path.strip("/").split("/")
    if host == "youtu.be" and len(folders) == 1:
        name = folders[0]
    elif len(folders) == 2 and folders[0] in {"shorts", "live", "embed"}:
        name = folders[1]
    else:
        name = parse_qs(parts.query).get("v", [""])[0] if folders == ["watch"] else ""
    if not YOUTUBE_ID.fullmatch(name):
        return None
    return Film(
        "YouTube",
        f"https://www.youtube.com/watch?v={name}",
        f"https://www.youtube-nocookie.com/embed/{name}?autoplay=1&rel=0",
    )


def at_vimeo(parts) -> Film | None:
    """`/123456789`, with the key of an unlisted film behind it or as `h`."""
    found = VIMEO_PATH.fullmatch(parts.path)
    if found is None:
        return None
    number, key = found.groups()
    key = key or parse_qs(parts.query).get("h", [""])[0]
    if key and not VIMEO_KEY.fullmatch(key):
        return None
    page = f"https://vimeo.com/{number}" + (f"/{key}" if key else "")
    return Film("Vimeo", page, f"https://player.vimeo.com/video/{number}?{f'h={key}&' if key else ''}autoplay=1&dnt=1")

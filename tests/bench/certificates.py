"""What an issue makes (badge, page, seal) against the bare page: WeasyPrint alone, with shared fonts and styles."""

from collections.abc import Iterator
from types import SimpleNamespace
from unittest.mock import patch

from django.utils import timezone
from weasyprint import CSS, HTML

from certificates.badges import sign_badge
from certificates.printing import press
from certificates.printing import render as rendering
from certificates.printing.fetcher import ASSETS, PackagedFiles
from certificates.seal.check import check
from certificates.seal.keys import sealing_key
from certificates.seal.sign import seal
from tests.bench import bulk
from tests.bench.measure import line, side_by_side
from tests.certificates.make import document

ROUNDS = 15


def run(people: int) -> Iterator[str]:
    """Seconds for one, the fastest of the rounds, where no rows are written; then many with all that they write."""
    words, now = document(), timezone.now()
    html, own, drawn, *named = asked_of_weasyprint(words, now)
    fonts, *shared = press.tools(*named)
    styles = [*shared, CSS(string=own, font_config=fonts, url_fetcher=PackagedFiles())]

    def bare() -> bytes:
        page = HTML(string=html, base_url=ASSETS.as_uri() + "/", url_fetcher=PackagedFiles(drawn))
        return page.write_pdf(font_config=fonts, stylesheets=styles)

    require_whole(issued(words, now))
    works = (lambda: issued(words, now), lambda: rendering.render(words, now), bare)
    whole, unsealed, floor = side_by_side(*works, rounds=ROUNDS)
    yield line("certificates", people, whole.fastest, "seconds", floor.fastest, whole.fastest / floor.fastest)
    ratio = unsealed.fastest / floor.fastest
    yield line("certificates, without badge and seal", people, unsealed.fastest, "seconds", floor.fastest, ratio)
    yield from bulk.run()


def asked_of_weasyprint(words, now) -> tuple:
    """The page, its own style, its drawings and the names of its stylesheets, as the product hands them over."""
    with patch.object(rendering, "lay_out", wraps=press.lay_out) as lay_out:
        rendering.render(words, now)
    return lay_out.call_args.args


def issued(words, now) -> bytes:
    decision = SimpleNamespace(effective_on=words.valid_from)
    badge = sign_badge(words, decision, now, now)
    return seal(rendering.render(words, now, badge.content), now).content


def require_whole(content: bytes) -> None:
    key = sealing_key()
    if not check(content, {key.fingerprint: key.pem}).is_whole:
        raise RuntimeError("What was sealed is not whole.")

"""The QR code of a verification address, as a drawing."""

from functools import lru_cache
from io import BytesIO

import segno

QUIET_MODULES = 4  # ISO/IEC 18004: without this margin scanners fail on a busy page
SYMBOL_MM = 26


@lru_cache(maxsize=4)
def symbol(address: str) -> segno.QRCode:
    """The symbol; level M mends up to 15 % of damage, such as a fold or a coffee stain. One page asks three times."""
    return segno.make(address, error="m", micro=False, boost_error=False)


def svg(address: str) -> bytes:
    """One path, one unit a module, with the quiet zone."""
    drawing = BytesIO()
    symbol(address).save(
        drawing, kind="svg", border=QUIET_MODULES, omitsize=True, dark="#13201c", svgclass=None, lineclass=None
    )
    return drawing.getvalue()


def side_mm(address: str) -> float:
    """How wide to print the drawing so that the symbol within it is 26 mm."""
    modules = symbol(address).symbol_size(border=0)[0]
    return SYMBOL_MM * (modules + 2 * QUIET_MODULES) / modules


def quiet_mm(address: str) -> float:
    """The width of the quiet zone on each side."""
    return (side_mm(address) - SYMBOL_MM) / 2

"""Reading QR codes with the zbar library, as a phone would."""

from ctypes import CDLL, c_char_p, c_uint, c_ulong, c_void_p
from ctypes.util import find_library

GRAY = int.from_bytes(b"Y800", "little")


def available() -> bool:
    return find_library("zbar") is not None


def codes(pgm: bytes) -> list[str]:
    """What the symbols in a gray picture (binary PGM) say."""
    width, height, _, pixels = parts_of(pgm)
    return scan(int(width), int(height), pixels)


def parts_of(pgm: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Width, height, depth and pixels; the header ends with one white space, and pixels may look like it."""
    head, position = [], 2
    while len(head) < 3:
        start = position = position + 1
        while not pgm[position : position + 1].isspace():
            position += 1
        head.append(pgm[start:position])
    return *head, pgm[position + 1 :]


def library():
    zbar = CDLL(find_library("zbar"))
    for name in ("zbar_image_scanner_create", "zbar_image_create", "zbar_image_first_symbol", "zbar_symbol_next"):
        getattr(zbar, name).restype = c_void_p
    zbar.zbar_symbol_get_data.restype = c_char_p
    zbar.zbar_image_set_data.argtypes = [c_void_p, c_char_p, c_ulong, c_void_p]
    return zbar


def scan(width: int, height: int, pixels: bytes) -> list[str]:
    zbar = library()
    scanner, image = c_void_p(zbar.zbar_image_scanner_create()), c_void_p(zbar.zbar_image_create())
    zbar.zbar_image_set_format(image, c_ulong(GRAY))
    zbar.zbar_image_set_size(image, c_uint(width), c_uint(height))
    zbar.zbar_image_set_data(image, pixels, len(pixels), None)
    zbar.zbar_scan_image(scanner, image)
    found, symbol = [], zbar.zbar_image_first_symbol(image)
    while symbol:
        found.append(zbar.zbar_symbol_get_data(c_void_p(symbol)).decode())
        symbol = zbar.zbar_symbol_next(c_void_p(symbol))
    return found

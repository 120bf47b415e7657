"""A logo or a signature as somebody uploads it: judged by its bytes, written anew, small enough for paper."""

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageCms

from training.uploads import JPEG, PNG, Unusable, clean_picture, picture_kind, saved

MAX_BYTES = 3 * 1024 * 1024
MAX_PIXELS = 25_000_000  # 5000 by 5000: far more than paper shows
LONGEST_SIDE = 1600  # pixels; 4 inches at 400 dots per inch
KINDS = {"PNG": PNG, "JPEG": JPEG}
SMALLER = f"Make it smaller: {LONGEST_SIDE} on the longer side are enough for paper."
LIMIT = f"{MAX_BYTES // 1048576} MB"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is kept: nothing but pixels in sRGB."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def read(content: bytes) -> Picture:
    """The picture as it is kept, at most 1600 pixels long. Raises `Unusable` with what is wrong and what to do."""
    refuse_heavy(len(content))
    kind = picture_kind(content)
    if kind not in KINDS:
        raise Unusable("This file is neither PNG nor JPEG. Export the picture as PNG and try again.")
    refuse_many_pixels(content, kind)
    cleaned, media_type = clean_picture(content, kind)
    return kept(Image.open(io.BytesIO(cleaned), formats=[kind]), kind, media_type)


def refuse_heavy(size: int) -> None:
    """By its number of bytes, which is known before they are read."""
    if size > MAX_BYTES:
        raise Unusable(f"This picture has {size / 1048576:.1f} MB. The limit is {LIMIT}.")


def refuse_many_pixels(content: bytes, kind: str) -> None:
    """By what its head says, before a pixel is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            width, height = Image.open(io.BytesIO(content), formats=[kind]).size
    except Image.DecompressionBombError as error:
        raise Unusable(f"This picture has far too many pixels. {SMALLER}") from error
    except Exception as error:  # a decoder that reads rubbish may raise anything
        raise Unusable(f"This {kind} picture is damaged. Export it again.") from error
    if width * height > MAX_PIXELS:
        raise Unusable(f"This picture has {width} by {height} pixels. {SMALLER}")


def kept(picture: Image.Image, kind: str, media_type: str) -> Picture:
    plain = in_srgb(picture)
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    plain.info = {}
    options = {"optimize": True} if kind == "PNG" else {"quality": 92}
    return Picture(saved(plain, kind, **options), media_type, *plain.size)


def in_srgb(picture: Image.Image) -> Image.Image:
    """With the colors that the paper's own profile means; of a profile that cannot be read, the plain numbers."""
    if picture.mode.startswith("I"):  # 16 bits of gray, which a plain conversion would cut off
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode in {"L", "LA", "P", "PA", "1"}:
        return picture.convert(mode)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture.convert(mode)

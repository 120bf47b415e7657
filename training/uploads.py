"""What an upload is, judged by its first bytes and by reading it: never by its name or by what the browser says."""

import io
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

register_heif_opener()

MAX_PIXELS = 80_000_000
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
NAMES = {PDF: "PDF", JPEG: "JPEG", PNG: "PNG"}
HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
OFFERED = "PDF, JPEG, PNG or HEIC (the photos of a phone)"


class Unusable(ValueError):
    """This file cannot be kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is kept: cleaned, with its true type."""

    name: str
    content_type: str
    content: bytes


def read(name: str, content: bytes, max_bytes: int) -> Upload:
    """The upload as it may be kept. Raises `Unusable`.

    Pictures are written anew without their metadata (a phone puts the place into every photo); HEIC becomes JPEG, so
    that everybody can open it.
    """
    if not content:
        raise Unusable("This file is empty. Choose another one.")
    if len(content) > max_bytes:
        raise Unusable(f"This file has {len(content) / 1048576:.1f} MB. The limit is {max_bytes // 1048576} MB.")
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return Upload(named(name, PDF), PDF, whole_pdf(content))
    kind = picture_kind(content)
    if kind is None:
        raise Unusable(told_apart(name, content))
    cleaned, content_type = clean_picture(content, kind)
    return Upload(named(name, content_type), content_type, cleaned)


def picture_kind(content: bytes) -> str | None:
    """JPEG, PNG or HEIF by their first bytes, or None."""
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS:
        return "HEIF"
    return None


def whole_pdf(content: bytes) -> bytes:
    if b"%%EOF" not in content[-2048:]:
        raise Unusable("This PDF is not whole: its end is missing. Export or download it again.")
    return content


def clean_picture(content: bytes, kind: str) -> tuple[bytes, str]:
    """The pixels alone, upright, as JPEG or PNG."""
    if kind == "PNG" and b"IEND" not in content:
        raise Unusable("This PNG picture is damaged: its end is missing. Take or export it again.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return rewritten(upright(opened(content, kind)), kind)
    except Unusable:
        raise
    except Exception as error:  # a decoder that reads rubbish may raise anything
        raise Unusable(f"This {kind} picture is damaged. Take or export it again.") from error


def upright(picture: Image.Image) -> Image.Image:
    """Turned as its metadata says. The rest of those goes first: turning would write it anew, broken tags included."""
    picture.getexif()
    return ImageOps.exif_transpose(pixels(picture))


def rewritten(picture: Image.Image, kind: str) -> tuple[bytes, str]:
    if kind == "PNG":
        return saved(picture, "PNG", optimize=False), PNG
    flat = picture if picture.mode in {"L", "RGB", "CMYK"} else picture.convert("RGB")
    return saved(flat, "JPEG", quality=90), JPEG


def opened(content: bytes, kind: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content), formats=[kind])
    except UnidentifiedImageError as error:
        raise Unusable(f"This {kind} picture is damaged. Take or export it again.") from error
    if picture.width * picture.height > MAX_PIXELS:
        raise Unusable(f"This picture has more than {MAX_PIXELS // 1_000_000} megapixels. Make it smaller.")
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint sets it for the whole process: half a picture would be kept
    picture.load()
    return picture


def pixels(picture: Image.Image) -> Image.Image:
    """The picture without anything that came along with it."""
    picture.info = {name: value for name, value in picture.info.items() if name in {"transparency", "icc_profile"}}
    return picture


def saved(picture: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, icc_profile=picture.info.get("icc_profile"), exif=b"", **options)
    return out.getvalue()


def told_apart(name: str, content: bytes) -> str:
    """What the file is instead, as far as its first bytes tell."""
    ending = PurePath(name).suffix.lower()
    found = foreign_kind(content)
    claims = f" named {ending}" if ending in {".pdf", ".jpg", ".jpeg", ".png", ".heic"} else ""
    if found == "Word or other Office document":
        return f"This file is a {found}{claims}. Export it as PDF and try again."
    return f"This file is {found or 'none that we can keep'}{claims}. Choose {OFFERED}."


def foreign_kind(content: bytes) -> str:
    starts = {
        b"PK\x03\x04": "Word or other Office document",
        b"\xd0\xcf\x11\xe0": "Word or other Office document",
        b"GIF8": "a GIF picture",
        b"MZ": "a program",
        b"\x7fELF": "a program",
        b"RIFF": "a WebP picture, sound or film",
        b"II*\x00": "a TIFF picture",
        b"MM\x00*": "a TIFF picture",
    }
    for start, words in starts.items():
        if content.startswith(start):
            return words
    head = content[:512].lstrip().lower()
    if head.startswith((b"<svg", b"<?xml", b"<!doctype", b"<html")):
        return "a web page or drawing"
    return ""


def named(name: str, content_type: str) -> str:
    """The name as it is shown and offered for download: no folders, no control characters, the true ending."""
    plain = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable()).strip()
    stem = PurePath(plain).stem.strip(" .") or "file"
    return f"{stem[:150]}{ENDINGS[content_type]}"

"""Pictures that a decoder stumbles over are refused in a sentence; one whose metadata alone is broken is kept."""

import io
import re
import struct

import pytest
from PIL import Image

from tests.training.my_story import picture
from training.uploads import Unusable, read

LIMIT = 10 * 1024 * 1024
DAMAGED = r"This HEIF picture is damaged\. Take or export it again\."
ORIENTATION, WIDTH, MAKER = 0x0112, 0x0100, 0x010F
BYTE, ASCII, SHORT, FLOAT = 1, 2, 3, 11


def heic() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize((64, 48)).convert("RGB").save(out, "HEIF")
    return out.getvalue()


def tiff(*entries: tuple[int, int, int]) -> bytes:
    """Metadata with one value for each tag, of the type given."""
    lines = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in sorted(entries))
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(entries)) + lines + b"\0" * 4


@pytest.mark.parametrize("step", range(0, 12, 2))
def test_a_heic_whose_pixels_never_arrived_is_damaged_or_gray(step):
    """The decoder answers either way, as its memory happens to be."""
    content = heic()
    half = content.index(b"mdat") + step
    try:
        kept = read("IMG_1.heic", content[:half] + b"\0" * (len(content) - half), LIMIT)
    except Unusable as refused:
        assert re.fullmatch(DAMAGED, str(refused))
    else:
        assert kept.content_type == "image/jpeg"


def test_a_heic_that_claims_to_be_huge_is_damaged():
    content = heic()
    size = content.index(b"ispe") + 8
    with pytest.raises(Unusable, match=DAMAGED):
        read("IMG_1.heic", content[:size] + struct.pack(">II", 64, 0xE8000000) + content[size + 8 :], LIMIT)


@pytest.mark.parametrize("broken", [(WIDTH, BYTE, 65), (WIDTH, ASCII, 65), (MAKER, FLOAT, 65)])
def test_a_photo_with_a_broken_tag_is_kept_upright_and_without_it(broken):
    upload = read("a.jpg", picture(exif=tiff((ORIENTATION, SHORT, 6), broken)), LIMIT)
    kept = Image.open(io.BytesIO(upload.content))
    assert kept.size == (8, 12) and not kept.getexif()

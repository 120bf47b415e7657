"""Pictures for designs: judged by their bytes, written anew, never trusted by name."""

import io

import pytest
from PIL import Image, ImageCms, ImageFile

from certificates.designs import uploaded
from certificates.designs.uploaded import read
from tests.certificates.designs.make import png, written
from training.uploads import Unusable


def test_it_is_written_anew_without_what_came_along():
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    given = written(Image.new("RGB", (40, 20), "#0b6e4f"), "JPEG", exif=exif, comment=b"a secret")
    kept = read(given)
    assert b"taken at home" in given
    assert (kept.media_type, kept.width, kept.height) == ("image/jpeg", 40, 20)
    assert b"taken at home" not in kept.content
    assert b"a secret" not in kept.content


def test_the_same_picture_is_the_same_bytes():
    assert read(png()).sha256 == read(png()).sha256
    assert read(png()).sha256 != read(png("#000000")).sha256


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_becomes_plain_colors(mode):
    kept = read(written(Image.new(mode, (40, 20)), "PNG"))
    assert Image.open(io.BytesIO(kept.content)).mode in {"RGB", "RGBA"}


def test_a_transparent_ground_stays():
    assert Image.open(io.BytesIO(read(png()).content)).getpixel((0, 0))[3] == 0


def test_colors_of_another_profile_become_ours():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    given = written(Image.new("RGB", (40, 20), "#0b6e4f"), "PNG", icc_profile=lab)
    kept = Image.open(io.BytesIO(read(given).content))
    assert "icc_profile" not in kept.info
    assert all(abs(one - other) <= 2 for one, other in zip(kept.getpixel((5, 5)), (11, 110, 79), strict=True))


def test_a_large_one_is_made_smaller():
    kept = read(written(Image.new("RGB", (4000, 1000)), "PNG"))
    assert (kept.width, kept.height) == (1600, 400)


def svg() -> bytes:
    return b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "neither PNG nor JPEG"),
        (svg(), "neither PNG nor JPEG"),
        (b"%PDF-1.7 \n%%EOF", "neither PNG nor JPEG"),
        (b"GIF89a", "neither PNG nor JPEG"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "damaged"),
        (b"\xff\xd8\xff" + b"x" * 40, "damaged"),
        (png()[:60], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * uploaded.MAX_BYTES, "The limit is 3 MB"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_the_reason(content, words):
    with pytest.raises(Unusable, match=words):
        read(content)


@pytest.mark.parametrize(("side", "words"), [(6_000, "6000 by 6000 pixels"), (20_000, "far too many pixels")])
def test_a_picture_of_very_many_pixels_is_refused_before_it_is_unpacked(side, words):
    bomb = written(Image.new("1", (side, side)), "PNG")
    assert len(bomb) < uploaded.MAX_BYTES
    with pytest.raises(Unusable, match=words):
        read(bomb)


def test_half_a_picture_is_refused_also_where_the_engine_of_pdfs_would_take_it(monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    whole = written(Image.effect_noise((500, 500), 50), "JPEG")
    assert read(whole).width == 500
    with pytest.raises(Unusable, match="damaged"):
        read(whole[: len(whole) // 2])


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_what_hides_behind_a_picture_is_left_behind(kind):
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    kept = read(written(Image.new("RGB", (40, 20), "#0b6e4f"), kind) + hidden)
    assert hidden[:10] not in kept.content


def test_of_a_moving_picture_the_first_one_is_kept():
    frames = [Image.new("RGB", (40, 20), color) for color in ("red", "green")]
    moving = written(frames[0], "PNG", save_all=True, append_images=frames[1:])
    kept = Image.open(io.BytesIO(read(moving).content))
    assert (getattr(kept, "n_frames", 1), kept.convert("RGB").getpixel((5, 5))) == (1, (255, 0, 0))


@pytest.mark.parametrize("name", ["LAB", "XYZ"])
def test_a_profile_that_means_no_such_colors_leaves_the_plain_numbers(name):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()
    kept = read(written(Image.new("RGB", (40, 20), "#0b6e4f"), "PNG", icc_profile=profile))
    assert Image.open(io.BytesIO(kept.content)).getpixel((5, 5)) == (11, 110, 79)

"""The world's scripts and the faces that print them, as Debian and Ubuntu package them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """An installed face: its family, its file, and the package that brings it."""

    family: str
    file: str
    package: str = "fonts-noto-core"


def noto(family: str) -> Face:
    return Face(family, f"{family.replace(' ', '')}-Regular.ttf")


def cjk(region: str) -> Face:
    return Face(f"Noto Serif CJK {region}", "NotoSerifCJK-Regular.ttc", "fonts-noto-cjk")


# By ISO 15924 code. A serif face where there is one, as the packaged faces are (Debian 12 ships the regular serif
# for Myanmar in the black weight).
FACES = {
    "Arab": noto("Noto Naskh Arabic"),
    "Armn": noto("Noto Serif Armenian"),
    "Beng": noto("Noto Serif Bengali"),
    "Bopo": cjk("TC"),
    "Cans": noto("Noto Sans Canadian Aboriginal"),
    "Cher": noto("Noto Sans Cherokee"),
    "Deva": noto("Noto Serif Devanagari"),
    "Ethi": noto("Noto Serif Ethiopic"),
    "Geor": noto("Noto Serif Georgian"),
    "Gujr": noto("Noto Serif Gujarati"),
    "Guru": noto("Noto Serif Gurmukhi"),
    "Hang": cjk("KR"),
    "Hani": cjk("SC"),
    "Hebr": noto("Noto Serif Hebrew"),
    "Hira": cjk("JP"),
    "Java": noto("Noto Sans Javanese"),
    "Kana": cjk("JP"),
    "Khmr": noto("Noto Serif Khmer"),
    "Knda": noto("Noto Serif Kannada"),
    "Laoo": noto("Noto Serif Lao"),
    "Mlym": noto("Noto Serif Malayalam"),
    "Mong": noto("Noto Sans Mongolian"),
    "Mtei": noto("Noto Sans Meetei Mayek"),
    "Mymr": noto("Noto Sans Myanmar"),
    "Nkoo": noto("Noto Sans NKo"),
    "Olck": noto("Noto Sans Ol Chiki"),
    "Orya": noto("Noto Sans Oriya"),
    "Sinh": noto("Noto Serif Sinhala"),
    "Syrc": noto("Noto Sans Syriac"),
    "Taml": noto("Noto Serif Tamil"),
    "Telu": noto("Noto Serif Telugu"),
    "Tfng": noto("Noto Sans Tifinagh"),
    "Thaa": noto("Noto Sans Thaana"),
    "Thai": noto("Noto Serif Thai"),
    "Tibt": noto("Noto Serif Tibetan"),
    "Vaii": noto("Noto Sans Vai"),
    "Yiii": noto("Noto Sans Yi"),
}

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
    "Adlm": noto("Noto Sans Adlam"),
    "Arab": noto("Noto Naskh Arabic"),
    "Armn": noto("Noto Serif Armenian"),
    "Bali": noto("Noto Serif Balinese"),
    "Bamu": noto("Noto Sans Bamum"),
    "Bass": noto("Noto Sans Bassa Vah"),
    "Batk": noto("Noto Sans Batak"),
    "Beng": noto("Noto Serif Bengali"),
    "Bopo": cjk("TC"),
    "Bugi": noto("Noto Sans Buginese"),
    "Buhd": noto("Noto Sans Buhid"),
    "Cakm": noto("Noto Sans Chakma"),
    "Cans": noto("Noto Sans Canadian Aboriginal"),
    "Cham": noto("Noto Sans Cham"),
    "Cher": noto("Noto Sans Cherokee"),
    "Copt": noto("Noto Sans Coptic"),
    "Deva": noto("Noto Serif Devanagari"),
    "Dsrt": noto("Noto Sans Deseret"),
    "Ethi": noto("Noto Serif Ethiopic"),
    "Geor": noto("Noto Serif Georgian"),
    "Gong": noto("Noto Sans Gunjala Gondi"),
    "Gonm": noto("Noto Sans Masaram Gondi"),
    "Gujr": noto("Noto Serif Gujarati"),
    "Guru": noto("Noto Serif Gurmukhi"),
    "Hang": cjk("KR"),
    "Hani": cjk("SC"),
    "Hano": noto("Noto Sans Hanunoo"),
    "Hebr": noto("Noto Serif Hebrew"),
    "Hira": cjk("JP"),
    "Hmng": noto("Noto Sans Pahawh Hmong"),
    "Hmnp": noto("Noto Serif Nyiakeng Puachue Hmong"),
    "Java": noto("Noto Sans Javanese"),
    "Kali": noto("Noto Sans Kayah Li"),
    "Kana": cjk("JP"),
    "Khmr": noto("Noto Serif Khmer"),
    "Knda": noto("Noto Serif Kannada"),
    "Lana": noto("Noto Sans Tai Tham"),
    "Laoo": noto("Noto Serif Lao"),
    "Lepc": noto("Noto Sans Lepcha"),
    "Limb": noto("Noto Sans Limbu"),
    "Lisu": noto("Noto Sans Lisu"),
    "Mand": noto("Noto Sans Mandaic"),
    "Mend": noto("Noto Sans Mende Kikakui"),
    "Mlym": noto("Noto Serif Malayalam"),
    "Mong": noto("Noto Sans Mongolian"),
    "Mroo": noto("Noto Sans Mro"),
    "Mtei": noto("Noto Sans Meetei Mayek"),
    "Mymr": noto("Noto Sans Myanmar"),
    "Newa": noto("Noto Sans Newa"),
    "Nkoo": noto("Noto Sans NKo"),
    "Olck": noto("Noto Sans Ol Chiki"),
    "Orya": noto("Noto Sans Oriya"),
    "Osge": noto("Noto Sans Osage"),
    "Osma": noto("Noto Sans Osmanya"),
    "Pauc": noto("Noto Sans Pau Cin Hau"),
    "Plrd": noto("Noto Sans Miao"),
    "Rjng": noto("Noto Sans Rejang"),
    "Rohg": noto("Noto Sans Hanifi Rohingya"),
    "Samr": noto("Noto Sans Samaritan"),
    "Saur": noto("Noto Sans Saurashtra"),
    "Shrd": noto("Noto Sans Sharada"),
    "Sinh": noto("Noto Serif Sinhala"),
    "Sora": noto("Noto Sans Sora Sompeng"),
    "Sund": noto("Noto Sans Sundanese"),
    "Sylo": noto("Noto Sans Syloti Nagri"),
    "Syrc": noto("Noto Sans Syriac"),
    "Tagb": noto("Noto Sans Tagbanwa"),
    "Takr": noto("Noto Sans Takri"),
    "Tale": noto("Noto Sans Tai Le"),
    "Talu": noto("Noto Sans New Tai Lue"),
    "Taml": noto("Noto Serif Tamil"),
    "Tavt": noto("Noto Sans Tai Viet"),
    "Telu": noto("Noto Serif Telugu"),
    "Tfng": noto("Noto Sans Tifinagh"),
    "Tglg": noto("Noto Sans Tagalog"),
    "Thaa": noto("Noto Sans Thaana"),
    "Thai": noto("Noto Serif Thai"),
    "Tibt": noto("Noto Serif Tibetan"),
    "Vaii": noto("Noto Sans Vai"),
    "Wara": noto("Noto Sans Warang Citi"),
    "Wcho": noto("Noto Sans Wancho"),
    "Yezi": noto("Noto Serif Yezidi"),
    "Yiii": noto("Noto Sans Yi"),
}

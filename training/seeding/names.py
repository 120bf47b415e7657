"""Names of many scripts, rare ones more often than an American organization meets them, so that lists are tried."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Names:
    """Given and family names of one language. `weight`: how often, against the others."""

    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    family_first: bool = False


def of(weight: int, given: str, family: str, *, family_first: bool = False) -> Names:
    return Names(weight, tuple(given.split()), tuple(family.split()), family_first)


ALL = (
    of(
        46,
        "Grace Noah Olivia Ethan Harper Mason Abigail Lucas Chloe Owen Hannah Caleb Nora Isaac Ruth Simon Joy Peter",
        "Whitaker Holloway Murphy Thornton Ferris Carver Gallagher Kaplan Okafor Mensah Adeyemi Abara Sutton O’Connell",
    ),
    of(
        18,
        "Inés Mateo Lucía Rafael Marisol Andrés Ximena Joaquín Beatriz Íñigo",
        "Zamora Núñez Álvarez Delgado Ibáñez Peña Herrera Muñoz Ruiz Vega",
    ),
    of(8, "Zofia Łukasz Hana Jiří Ewa Vojtěch Anikó Žofie", "Łuczak Žižková Nowak Dvořák Kovács Wójcik Šimková Çelik"),
    of(6, "Søren Ása Björn Þóra Åse Mikael", "Ødegård Sigurðardóttir Lindqvist Ångström Dahl Eriksen"),
    of(6, "Thảo Đức Linh Quân Hương", "Nguyễn Trần Đặng Phạm Võ", family_first=True),
    of(3, "Ελένη Νίκος Μαρία Γιώργος", "Παπαδόπουλος Ιωάννου Νικολάου Δημητρίου"),
    of(3, "Дмитрий Ольга Тарас Наталія", "Волков Шевченко Кузнецова Мельник"),
    of(3, "明 偉 芳 秀英 志强", "王 李 张 陳 劉", family_first=True),
    of(2, "민준 서연 지훈 하은", "김 이 박 최", family_first=True),
    of(2, "翔太 美咲 健 さくら", "佐藤 鈴木 高橋 田中", family_first=True),
    of(2, "أحمد ليلى يوسف فاطمة", "حداد الخطيب منصور رحمن"),
    of(1, "נעמי יונתן תמר", "פרידמן כהן לוי"),
    of(2, "प्रिया रवि अनिका", "शर्मा पटेल कुलकर्णी"),
    of(1, "สมชาย มาลี", "ศรีสุข จันทร์"),
)
WEIGHTS = [each.weight for each in ALL]


def name_of(luck: Random) -> tuple[str, str]:
    """A full name, and the same with the family name first, as lists have it."""
    names = luck.choices(ALL, WEIGHTS)[0]
    given, family = luck.choice(names.given), luck.choice(names.family)
    if names.family_first:
        return f"{family} {given}", f"{family} {given}"
    if names is ALL[0] and luck.random() < 0.5:
        given = f"{given} {luck.choice('ABCDEFGHJKLMPRSTW')}."
    return f"{given} {family}", f"{family}, {given}"

"""The people of the preview: names that papers get wrong elsewhere. Nobody is meant."""

from typing import NamedTuple


class Sample(NamedTuple):
    """A name with what is shown by it."""

    key: str
    label: str
    name: str


SAMPLES = (
    Sample("ordinary", "An ordinary name", "Inés Zamora-Whitfield"),
    Sample(
        "long",
        "120 characters",
        "Wilhelmina Alexandrina Maximiliana Konstantinopoulou-Vandenberghe de la "
        "Santísima Trinidad y Todos los Santos von Ahlefx",
    ),
    Sample("arabic", "Arabic", "مُحَمَّدُ بْنُ عَبْدِ الرَّحْمٰنِ"),
    Sample("chinese", "Chinese", "欧阳龘 𠮷"),
    Sample("japanese", "Japanese", "髙﨑\u3000さくら ヴァージニア"),
    Sample("devanagari", "Devanagari", "श्रीकृष्णप्रसाद त्र्यंबकराव ज्ञानेश्वर"),
    Sample("marks", "Combining marks", "Ọlọ\u0301runfúnmi Adébáyọ\u0300 Ẹ\u0300ṣọ\u0301"),
    Sample("mixed", "Mixed directions", "Mohamed محمد Ali"),
)
ALL = "all"
MODES = [*((each.key, each.label) for each in SAMPLES), (ALL, "All of them")]
BY_KEY = {each.key: each for each in SAMPLES}

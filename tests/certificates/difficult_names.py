"""Sixty names that papers get wrong elsewhere, with the fonts that they need, and names that no paper can carry."""

from dataclasses import dataclass

CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"


@dataclass(frozen=True, slots=True)
class Name:
    """A name, what is difficult about it, its scripts (ISO 15924), and the packages that it needs beside ours."""

    why: str
    text: str
    scripts: str
    packages: tuple[str, ...] = ()


def core(why: str, text: str, scripts: str) -> Name:
    return Name(why, text, scripts, (CORE,))


def cjk(why: str, text: str, scripts: str) -> Name:
    return Name(why, text, scripts, (CJK,))


LATIN = (
    Name("Czech carons and rings", "Žofie Ďurišová-Nováčková Růžičková", "Latn"),
    Name("Polish ogoneks and strokes", "Świętosława Grzegżółka-Łącka", "Latn"),
    Name("Icelandic letters", "Þórbjörg Æsa Guðmundsdóttir", "Latn"),
    Name("Vietnamese, two marks on a letter", "Nguyễn Thị Hồng Nhung", "Latn"),
    Name("Vietnamese, typed decomposed", "Tra\u0302\u0300n Đa\u0323\u0306ng Ngo\u0323c Quy\u0300nh", "Latn"),
    Name("Turkish i with and without a dot, Azerbaijani schwa", "İpek Şıxəliyeva-Çağlayangil", "Latn"),
    Name("Romanian commas below", "Ștefăniță Țîrțîrău", "Latn"),
    Name("Yoruba, marks above and below", "Ọlọ\u0301runfúnmi Adébáyọ\u0300 Ẹ\u0300ṣọ\u0301", "Latn"),
    Name("Navajo, ogonek and acute", "Ch’ééná Ą\u0301\u0105\u0301’ałníí’ Yázhí", "Latn"),
    Name("Guarani tilde without a letter of its own", "G\u0303uarani Ñasaindy Y\u0303vy", "Latn"),
    Name("Five marks on one letter", "Ma\u0323\u0331\u0308\u0304\u0301ria To\u0328\u0304\u0300mas", "Latn"),
    Name("Maltese, Hawaiian and click letters", "Ġużeppa Keʻeaumoku ǃGuxas ǂKhoa", "Latn"),
    Name("Apostrophes of two kinds, commas, full stops", "Siobhán O’Néill-D'Angelo, Jr., M.Sc.", "Latn"),
    Name("Particles, hyphens, double surname", "Ana-María de la Fuente y Álvarez-Ossorio", "Latn"),
    Name("Digits and Roman numerals", "Henry 3rd, X Æ A-12 VIII", "Latn"),
    Name("Ligature traps", "Steffi Affleck Ffion Griffiths Fjellstad Waffle", "Latn"),
    Name("Capital sharp s, middle dot, colon", "STRAẞER Gal·la Karonhí:io", "Latn"),
    Name("Markup and braces", "<b>Ann</b> & {{ Bob }} %s", "Latn"),
    Name("One letter", "O", "Latn"),
    Name("One word of 60 letters", "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiß", "Latn"),
    Name("One word of 60 of the widest letter", "W" * 60, "Latn"),
    Name("One word of 120", f"{'Taumatawhakatangihangakoauauotamateaturipukakapikimaunga' * 2}horonuku", "Latn"),
    Name(
        "120 characters in words",
        "Wilhelmina Alexandrina Maximiliana Konstantinopoulou-Vandenberghe de la "
        "Santísima Trinidad y Todos los Santos von Ahlefx",
        "Latn",
    ),
    Name("40 words of two letters", "Ng " * 39 + "Ngo", "Latn"),
)
GREEK_TO_CYRILLIC = (
    Name("Greek with breathings and accents", "Ἀλέξανδρος Παπαδιαμάντης ᾨδῇ", "Grek"),
    Name("Ukrainian", "Ґалаґан Євгенія Їжакевич-В’юн", "Cyrl"),
    Name("Russian with stress marks", "Фёдор Миха\u0301йлович Достое\u0301вский", "Cyrl"),
    Name("Kazakh and Serbian letters", "Әлихан Бөкейханұлы Љубица Ђурђевић", "Cyrl"),
    core("Armenian", "Խաչատուր Աբովյան-Սարգսյան", "Armn"),
    core("Georgian", "შოთა რუსთაველი", "Geor"),
)
RIGHT_TO_LEFT = (
    core("Hebrew with points and maqaf", "שָׂרָה בַּת־שֶׁבַע", "Hebr"),
    core("Hebrew with gershayim and digits", "ד״ר דוד בן־גוריון 3", "Hebr"),
    core("Arabic with vowel marks", "مُحَمَّدُ بْنُ عَبْدِ الرَّحْمٰنِ", "Arab"),
    core("Arabic on two lines", "أحمد محمد عبد الرحمن عبد الله الحسيني الهاشمي القرشي صلاح الدين الأيوبي", "Arab"),
    core("Persian with a zero-width non-joiner", "علی\u200cرضا پورمحمدی نیک\u200cنژاد", "Arab"),
    core("Urdu and Kurdish letters", "ڈاکٹر محمّد ٹیپو ڕەحیمزادە", "Arab"),
    core("Syriac", "ܡܪܝܡ ܒܪ ܨܠܝܒܐ", "Syrc"),
    core("Thaana", "އަޙްމަދު އިބްރާހީމް", "Thaa"),
    core("N’Ko", "ߛߏߟߏߡߊߣߊ߫ ߞߊ߲ߕߍ", "Nkoo"),
    core("Latin, Arabic, Latin", "Mohamed محمد Ali", "Latn Arab"),
    core("Arabic, then Latin and digits", "محمد Ali (3)", "Arab Latn"),
)
INDIA_AND_BEYOND = (
    core("Hindi conjuncts", "श्रीकृष्णप्रसाद त्र्यंबकराव ज्ञानेश्वर", "Deva"),
    core("Nepali with a zero-width joiner", "क्\u200dषितिज ऋषिकेश र्\u200dयाकुरेल", "Deva"),
    core("Bengali", "রবীন্দ্রনাথ ঠাকুর", "Beng"),
    core("Gujarati and Punjabi", "જ્યોત્સ્ના પટેલ ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "Gujr Guru"),
    core("Tamil, vowels on both sides", "கௌசல்யா ஸ்ரீனிவாசன்", "Taml"),
    core("Telugu and Kannada", "శ్రీనివాస్ రామకృష్ణ ಶ್ರೀಕೃಷ್ಣ", "Telu Knda"),
    core("Malayalam", "കൃഷ്ണൻകുട്ടി ശ്രീധരൻ", "Mlym"),
    core("Sinhala with a zero-width joiner", "ශ්\u200dරී චන්ද්\u200dරසේකර", "Sinh"),
    core("Thai, no spaces, marks on marks", "ณัฐฐาพร ปิ่นเกล้ากุลวัฒน์", "Thai"),
    core("Lao", "ສົມສັກ ພົມມະຈັນ", "Laoo"),
    core("Khmer with letters below", "ស្រីពៅ ឧត្តមវិជ្ជា", "Khmr"),
    core("Burmese", "ခိုင်ဇင်ဝင့်ကျော်", "Mymr"),
    core("Tibetan stacks", "བསྟན་འཛིན་རྒྱ་མཚོ", "Tibt"),
)
AND_THE_REST = (
    core("Ethiopic", "ኃይለ ሥላሴ ገብረ ማርያም", "Ethi"),
    core("Cherokee and Inuktitut", "ᏍᏏᏉᏯ ᐊᓪᓚᖅ", "Cher Cans"),
    cjk("Chinese, a rare letter beyond 16 bits", "欧阳龘 𠮷", "Hani"),
    cjk("Japanese, a variant surname, a wide space", "髙﨑\u3000さくら ヴァージニア", "Hani Hira Kana"),
    cjk("Korean, typed as letters", "\u1102\u1161\u11b7\u1100\u116e\u11bc\u1106\u1175\u11ab 南宮珉", "Hang Hani"),
    cjk("Chinese, then Latin", "王小明 Wang Xiao-Ming (Michael)", "Hani Latn"),
)
NAMES = LATIN + GREEK_TO_CYRILLIC + RIGHT_TO_LEFT + INDIA_AND_BEYOND + AND_THE_REST


@dataclass(frozen=True, slots=True)
class Refused:
    """A name that no paper carries, what is wrong with it, and words of the reason."""

    why: str
    text: str
    reason: str


REFUSED = (
    Refused("An emoji", "Ann 😀 Smith", "U+1F600"),
    Refused("A letter for private use", "Ann \ue000 Smith", "U+E000"),
    Refused("Half of a surrogate pair", "Ann \ud800", "U+D800"),
    Refused("A bidirectional override", "Ann \u202egnp.exe", "U+202E"),
    Refused("An isolate that is never closed", "Ann \u2067Smith", "U+2067"),
    Refused("A control", "Ann\u0007", "U+0007"),
    Refused("A zero-width space", "Ann\u200bSmith", "U+200B"),
    Refused("A joiner among Latin letters", "An\u200dn Smith", "U+200D"),
    Refused("A joiner alone", "\u200c", "U+200C"),
    Refused("A letter that Unicode does not know", "Ann \u0378", "U+0378"),
    Refused("A tower of marks", "A" + "\u0301\u0302" * 50, "more than 5 marks"),
    Refused("Hieroglyphs", "𓀀𓀁", "U+13000"),
    Refused("300 letters in one word", "x" * 300, "too long"),
    Refused("300 letters in words", "Maria " * 50, "too long"),
)

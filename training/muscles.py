"""The muscles under each spot of the body map: what a session may name beside its spots."""

from dataclasses import dataclass
from functools import lru_cache

from training import body

# By spot, left and right alike; the names are of Terminologia Anatomica in English.
UNDER = {
    "jaw": ("Masseter", "Temporalis", "Lateral pterygoid", "Medial pterygoid"),
    "neck-front": ("Sternocleidomastoid", "Scalenes"),
    "neck-back": (
        "Suboccipitals",
        "Splenius capitis",
        "Splenius cervicis",
        "Semispinalis capitis",
        "Cervical multifidus",
    ),
    "trap-front": ("Upper trapezius",),
    "upper-trap": ("Upper trapezius", "Levator scapulae"),
    "mid-back": ("Middle trapezius", "Lower trapezius", "Rhomboids", "Thoracic erector spinae", "Thoracic multifidus"),
    "scapula": ("Supraspinatus", "Infraspinatus", "Teres minor", "Teres major", "Subscapularis"),
    "lat": ("Latissimus dorsi", "Serratus anterior"),
    "low-back": ("Lumbar multifidus", "Lumbar erector spinae", "Quadratus lumborum"),
    "pec": ("Pectoralis major", "Pectoralis minor"),
    "delt-front": ("Anterior deltoid", "Middle deltoid"),
    "delt-back": ("Posterior deltoid", "Middle deltoid"),
    "biceps": ("Biceps brachii", "Brachialis", "Coracobrachialis"),
    "triceps": ("Triceps brachii", "Anconeus"),
    "forearm-front": (
        "Pronator teres",
        "Flexor carpi radialis",
        "Flexor carpi ulnaris",
        "Flexor digitorum superficialis",
        "Flexor digitorum profundus",
        "Flexor pollicis longus",
    ),
    "forearm-back": (
        "Brachioradialis",
        "Extensor carpi radialis",
        "Extensor digitorum",
        "Extensor carpi ulnaris",
        "Supinator",
    ),
    "hand-front": (
        "Abductor pollicis brevis",
        "Flexor pollicis brevis",
        "Opponens pollicis",
        "Adductor pollicis",
        "Abductor digiti minimi",
        "Flexor digiti minimi brevis",
        "Opponens digiti minimi",
        "Lumbricals",
    ),
    "hand-back": ("First dorsal interosseous", "Dorsal interossei", "Extensor indicis"),
    "abdomen": ("Rectus abdominis",),
    "oblique": ("External oblique", "Internal oblique"),
    "hip-front": ("Iliacus", "Psoas major", "Tensor fasciae latae", "Sartorius"),
    "glute": ("Gluteus maximus", "Gluteus medius", "Gluteus minimus", "Piriformis", "Deep external rotators"),
    "adductor": ("Adductor longus", "Adductor magnus", "Gracilis", "Pectineus"),
    "quad": ("Rectus femoris", "Vastus lateralis", "Vastus medialis", "Vastus intermedius"),
    "hamstring": ("Biceps femoris", "Semitendinosus", "Semimembranosus"),
    # Where the quadriceps ends above the kneecap, and where three tendons end below its inner side.
    "knee-front": ("Vastus medialis", "Vastus lateralis", "Articularis genus", "Pes anserinus"),
    "knee-back": ("Popliteus", "Plantaris", "Biceps femoris", "Semimembranosus", "Gastrocnemius"),
    "shin": ("Tibialis anterior", "Extensor digitorum longus", "Extensor hallucis longus", "Fibularis longus"),
    "calf": (
        "Gastrocnemius",
        "Soleus",
        "Tibialis posterior",
        "Flexor digitorum longus",
        "Flexor hallucis longus",
        "Popliteus",
    ),
    "sole": ("Abductor hallucis", "Flexor digitorum brevis", "Quadratus plantae"),
}


@dataclass(frozen=True, slots=True)
class Muscle:
    """One muscle under one spot; `id` is `<spot>:<name in small letters>` and is what a signature covers."""

    id: str
    name: str
    spot: body.Spot

    @property
    def label(self) -> str:
        return f"{self.name}, {self.spot.side.label.lower()}"


@lru_cache
def muscles() -> dict[str, Muscle]:
    """Every muscle of every spot by its id, in the order of the spots."""
    found = [Muscle(f"{spot.id}:{code_of(name)}", name, spot) for spot in body.spots().values() for name in names(spot)]
    return {muscle.id: muscle for muscle in found}


def code_of(name: str) -> str:
    return name.lower().replace(" ", "-")


def names(spot: body.Spot) -> tuple[str, ...]:
    return UNDER[spot.id.rpartition("-")[0]]


def under(spot: body.Spot) -> list[Muscle]:
    """The muscles that may be named under this spot."""
    return [muscles()[f"{spot.id}:{code_of(name)}"] for name in names(spot)]


def astray(chosen: list[str], spots: list[str]) -> list[Muscle]:
    """Those of the chosen muscles whose spot is not chosen."""
    return [muscles()[each] for each in chosen if each in muscles() and muscles()[each].spot.id not in spots]


def words(chosen: list[str]) -> str:
    """The muscles as people read them, each once: “Infraspinatus (right), Rhomboids (both sides)”."""
    sides: dict[str, set] = {}
    for muscle in (muscles()[each] for each in chosen if each in muscles()):
        sides.setdefault(muscle.name, set()).add(muscle.spot.side)
    return ", ".join(f"{name} ({body.side_word(of)})" for name, of in sides.items())

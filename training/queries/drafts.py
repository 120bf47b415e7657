"""What a draft says, as one hash: whoever adopts it adopts what the page showed."""

from hashlib import sha256

from training.evaluation.evaluation import canonical
from training.models import HousePolicy, PracticeRule, SchemeVersion
from training.models.fields import RequirementsField

CHANGED = "Something changed since this page was shown. Read it again, then adopt it."


def digest_of(draft: PracticeRule | SchemeVersion | HousePolicy) -> str:
    """SHA-256 (hex) of all that can be edited in a draft: equal digests, equal drafts."""
    said = {field.name: plain(draft, field) for field in draft._meta.concrete_fields if field.editable}
    said |= {field.name: keys_of(draft, field) for field in draft._meta.many_to_many}
    return sha256(canonical(said).encode()).hexdigest()


def plain(draft, field):
    value = getattr(draft, field.attname)
    if isinstance(field, RequirementsField):
        return list(value.raw_data)
    return value if value is None or isinstance(value, bool | int | str | list | dict) else str(value)


def keys_of(draft, field) -> list[int]:
    return sorted(row.pk for row in getattr(draft, field.name).all())

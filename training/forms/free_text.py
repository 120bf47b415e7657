"""The few free texts of practice: nothing about a patient goes in. Found by shape, the hint says that we miss some."""

import logging
from hashlib import sha256
from typing import NamedTuple

from django import forms

from training.patient_words import Hit, hits

log = logging.getLogger(__name__)

HINT = (
    "Write nothing about a patient. No name, initials, age, birth date or record number."
    " We look for such words, and we do not find them all."
)


class Written(NamedTuple):
    """The text as it was sent, and the key of what its writer says is about no patient."""

    text: str
    sure: str = ""

    def held(self) -> list[Hit]:
        """What keeps the text from being taken: the strong hits; without any, the weak ones that are not confirmed."""
        found = hits(self.text)
        strong = [hit for hit in found if hit.rule.strong]
        return strong or ([] if self.sure == key_of(found) else found)


def key_of(found: list[Hit]) -> str:
    """Other words ask again."""
    return sha256("\n".join(hit.found for hit in found).encode()).hexdigest()[:16]


class FreeTextArea(forms.Textarea):
    """A text area. What may or may not be about a patient gets a box to tick under it, with what was found."""

    template_name = "training/free_text.html"
    hint_first = True

    def value_from_datadict(self, data, files, name):
        return Written(data.get(name) or "", data.get(f"{name}_sure") or "")

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        written = value if isinstance(value, Written) else Written(value or "")
        context = super().get_context(name, written.text, attrs)
        found = hits(written.text) if isinstance(value, Written) else []
        if found and not any(hit.rule.strong for hit in found):
            context |= {"asked": found, "key": key_of(found), "sure": not written.held()}
        return context


class FreeText(forms.CharField):
    """Cleans to the text. Refuses what points to a patient, and what might until its writer says that it does not.

    The log hears the rule's name and nothing of the text.
    """

    widget = FreeTextArea

    def __init__(self, *, rows=3, max_length=500, help_text="", **options):
        hint = f"{HINT} {help_text}".strip()
        super().__init__(max_length=max_length, help_text=hint, **options)
        self.widget.attrs["rows"] = rows

    def has_changed(self, initial, data):
        return super().has_changed(initial, getattr(data, "text", data))

    def clean(self, value):
        written = value if isinstance(value, Written) else Written(value or "")
        text = super().clean(written.text)
        if held := Written(text, written.sure).held():
            for name in dict.fromkeys(hit.rule.name for hit in held):
                log.warning("Free text held back: %s", name)
            raise forms.ValidationError([sentence(hit) for hit in held], code="patient")
        return text


def sentence(hit: Hit) -> str:
    rest = "" if hit.rule.strong else " if it is about a patient, or tick the box"
    return f"“{hit.found}” looks like {hit.rule.words}. Take it out{rest}."

"""Choices that find something: a filter offers what the modules of the catalog hold, and is hidden where none does."""

import django_filters

from training.models import Competency, Region, Subject
from training.queries.curricula import offered_choices
from training.queries.taught import named_in

LISTED = {"competency": "competencies", "region": "taught", "credit": "credit"}
WORDS = {"competency": Competency, "region": Region, "credit": Subject}


class ModuleChoices(django_filters.FilterSet):
    """The choices of a catalog of modules, read once for a page."""

    folded, folded_words = tuple(LISTED), "More filters"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        held = named_in(*LISTED.values())
        choices = {name: pairs_in(held[field], WORDS[name]) for name, field in LISTED.items()}
        choices["curriculum"] = offered_choices()
        for name, pairs in choices.items():
            self.filters[name].extra["choices"] = pairs
        self.hidden = {name for name, pairs in choices.items() if not pairs}


def pairs_in(held: set[str], words) -> list[tuple[str, str]]:
    return [(value, label) for value, label in words.choices if value in held]

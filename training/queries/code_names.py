"""What people call the codes that rules hold: subjects, professions, jurisdictions, schemes, modules."""

from training.models import Jurisdiction, Module, Scheme
from training.models.fields import Profession, Subject

SAID = {code: label[:1].lower() + label[1:] for code, label in [*Subject.choices, *Profession.choices]}


class CodeNames(dict):
    """Codes and their names. What is stored in rows is read once, when the first of them is asked for."""

    def __init__(self):
        super().__init__(SAID)
        self.is_read = False

    def get(self, code, default=None):
        if code not in self and not self.is_read:
            self.is_read = True
            self.update(stored_names())
        return super().get(code, default)


def stored_names() -> dict[str, str]:
    """The names of jurisdictions by code, of schemes by slug and of modules by key, in three queries."""
    places = Jurisdiction.objects.values_list("code", "name")
    schemes = Scheme.objects.values_list("slug", "name")
    modules = ((str(key), f"“{title}”") for key, title in Module.objects.values_list("key", "title"))
    return dict(places) | dict(schemes) | dict(modules)

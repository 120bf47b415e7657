"""Naming a supervisor who is not in the list: a name and an address, and we mail a link."""

from django import forms

from training.forms.parts import cleaned_name

SAVED_BY_BUTTON = "Somebody without an account is named once you press “Save draft” or “Submit”."


class NamesSupervisor(forms.Form):
    """Both fields together stand for a supervisor without an account; they go before the list."""

    supervisor_name = forms.CharField(label="Their name", required=False, max_length=120)
    supervisor_email = forms.EmailField(
        label="Their email",
        required=False,
        max_length=200,
        help_text="We mail them a link to read and sign. A manager then looks up their license.",
    )

    def clean_supervisor_name(self):
        name = self.cleaned_data["supervisor_name"]
        return cleaned_name(name) if name else ""

    @property
    def is_naming(self) -> bool:
        """Whether something stands in one of the two fields."""
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in NAMING)

    def clean_naming(self) -> None:
        """One without the other names nobody."""
        for name in NAMING:
            if self.is_naming and not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, "Fill this in too, or choose from the list and empty both.")


NAMING = ("supervisor_name", "supervisor_email")

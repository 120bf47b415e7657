"""Asking for a statement, signing one, returning one."""

from django import forms

from training.forms.free_text import FreeText
from training.forms.sign import HASH, ProofForm
from training.models import Practitioner
from training.queries.statements import Asked


def key_of(asked: Asked) -> str:
    """A statement as a form names it: the code of the jurisdiction and the name that the rule has for it."""
    return f"{asked.jurisdiction.code}|{asked.wording.name}"


class AskForm(forms.Form):
    """Which statement, of those that the rules ask of this person; and whom to ask, where there is a choice."""

    which = forms.ChoiceField(label="Statement")
    supervisor = forms.ModelChoiceField(
        label="Supervisor",
        queryset=Practitioner.objects.none(),
        empty_label="Choose who",
        help_text="Who signed sessions of yours and has a sign-in.",
    )

    def __init__(self, *args, asked: list[Asked], supervisors, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = {key_of(each): each for each in asked}
        self.fields["which"].choices = [(key, words_of(each)) for key, each in self.asked.items()]
        if supervisors is None:
            del self.fields["supervisor"]
        else:
            self.fields["supervisor"].queryset = supervisors

    def clean_which(self) -> Asked:
        return self.asked[self.cleaned_data["which"]]


def words_of(asked: Asked) -> str:
    return f"{asked.jurisdiction}: {asked.wording.name}"


class StateForm(ProofForm):
    """Names the exact words that were shown."""

    content_hash = forms.CharField(**HASH)


class SendBackForm(forms.Form):
    comment = FreeText(
        label="Why you do not sign",
        help_text="Goes to the therapist.",
        error_messages={"required": "Say why. The comment goes to the therapist."},
    )

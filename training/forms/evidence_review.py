"""Accepting evidence, under a requirement's name where its own is another; returning it."""

from django import forms

from training.models import Evidence
from training.queries.counts_for import counts_for
from training.queries.names_asked import names_asked


class AcceptEvidenceForm(forms.Form):
    """`counts_as` is there only where requirements ask for names and the evidence has none of them."""

    counts_as = forms.ChoiceField(label="It counts as", required=False, widget=forms.RadioSelect)

    def __init__(self, *args, evidence: Evidence, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fills = counts_for(evidence, today)
        names = names_asked(evidence.kind)
        if not names or evidence.title in names:
            del self.fields["counts_as"]
            return
        named = [(name, labeled(name, counts_for(evidence, today, name))) for name in names]
        self.fields["counts_as"].choices = [("", f"“{evidence.title}”, as it is. Fills no requirement"), *named]
        self.fields["counts_as"].initial = ""


def labeled(name: str, filled: list[str]) -> str:
    return f"{name}. Counts for: {'; '.join(filled)}" if filled else f"{name}. Fills no requirement of this person"


class ReturnEvidenceForm(forms.Form):
    """The comment beside both words: kept with an acceptance, told with a return."""

    comment = forms.CharField(
        label="Comment",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Returned, the person gets it by mail. Accepted, it is kept beside your word.",
        error_messages={"required": "Say what is missing or wrong. The comment goes to the person."},
    )

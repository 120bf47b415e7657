"""What a decision needs to be told."""

from django import forms

from training.models import DecisionKind


class DecideForm(forms.Form):
    """The kinds offered are those possible now; the action judges them again."""

    kind = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    effective_on = forms.DateField(
        label="Effective on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The first day that it holds: today or later. A renewal on time follows the old cycle by itself.",
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Kept with the decision and sent to the therapist. The public page never shows it.",
    )

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, DecisionKind(kind).label) for kind in kinds]

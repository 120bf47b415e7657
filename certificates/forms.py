"""What a decision needs to be told."""

from django import forms

from training.models import SCOPE_CHOICES, DecisionKind, Region, Technique

KEEP, LIFT = "keep", "lift"


def day_input():
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DecideForm(forms.Form):
    """The kinds offered are those possible now; the action judges them again. Some fields belong to one kind alone."""

    kind = forms.ChoiceField(label="Decision", widget=forms.RadioSelect)
    valid_until = forms.DateField(label="Extend until", required=False, widget=day_input())
    scope = forms.MultipleChoiceField(
        label="What it still covers",
        required=False,
        choices=SCOPE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Clear what the certification no longer covers. The certificate is printed anew with what is left.",
    )
    limit = forms.ChoiceField(
        label="Scope of the renewed certification",
        required=False,
        choices=[(KEEP, "Keep the limit"), (LIFT, "Lift the limit")],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    effective_on = forms.DateField(
        label="Effective on",
        widget=day_input(),
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

    def offer_scope(self, codes) -> None:
        """Offer the codes that the certification covers now, all chosen to begin with."""
        parts = ("Body regions", Region), ("Techniques", Technique)
        grouped = [(name, [choice for choice in part.choices if choice[0] in codes]) for name, part in parts]
        self.fields["scope"].choices = grouped
        self.initial.setdefault("scope", list(codes))

    @property
    def given(self) -> dict:
        """What the action is told: of the fields that belong to one kind, those of the kind chosen."""
        said = self.cleaned_data
        own = {name: said[name] for name in ("kind", "effective_on", "reason")}
        if said["kind"] == DecisionKind.EXTEND:
            own["valid_until"] = said["valid_until"]
        if said["kind"] == DecisionKind.REDUCE_SCOPE:
            own["scope"] = said["scope"]
        if said["kind"] == DecisionKind.RENEW:
            own["lift_limit"] = said["limit"] == LIFT
        return own


class CompletionForm(forms.Form):
    """What a certificate of completion shall print beside what is on record."""

    license = forms.ChoiceField(
        label="License number",
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "This license cannot be printed any more. Choose another one, or none."},
        help_text="Some boards ask for it. The public page of the certificate shows it too, to whoever has the code.",
    )

    def __init__(self, *args, licenses=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.licenses = {str(row.pk): row for row in licenses}
        self.fields["license"].choices = [("", "Print none"), *((pk, str(row)) for pk, row in self.licenses.items())]

    @property
    def chosen(self):
        """The license to print, or None."""
        return self.licenses.get(self.cleaned_data["license"])

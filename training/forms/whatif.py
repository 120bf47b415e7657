"""What a manager asks about a draft."""

from django import forms

from training.forms.parts import date_field
from training.queries import whatif

GONE = "This is no draft any more. Choose another one."
OPEN_DAY = "Where the draft has no first day yet, it is taken to hold from this day on."


class WhatIfForm(forms.Form):
    draft = forms.ChoiceField(label="Draft", error_messages={"required": "Choose a draft.", "invalid_choice": GONE})
    as_of = date_field(label="On which day", help_text=OPEN_DAY)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.drafts = whatif.choices()
        self.fields["draft"].choices = [("", "Choose a draft"), *self.drafts]

    def clean_draft(self):
        row = whatif.draft_of(self.cleaned_data["draft"])
        if row is None:
            raise forms.ValidationError(GONE)
        return row

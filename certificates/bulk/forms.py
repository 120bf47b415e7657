"""What deciding about many asks for: the words of a single decision, said once for all of them."""

from uuid import uuid4

from django import forms

from certificates.bulk.candidates import Seen
from certificates.bulk.start import MOST
from certificates.forms import DecideForm


class BulkForm(forms.Form):
    """The first day and the reason, with the fields of the single form."""

    effective_on = DecideForm.base_fields["effective_on"]
    reason = DecideForm.base_fields["reason"]
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, chosen=(), **kwargs):
        """`chosen` are the people as the page sent them; what is not ours is left out."""
        super().__init__(*args, **kwargs)
        self.seen = [seen for seen in map(Seen.read, chosen) if seen]

    def clean(self):
        if not self.seen:
            self.add_error(None, "Choose at least one person.")
        if len(self.seen) > MOST:
            self.add_error(None, f"Choose at most {MOST} people at once.")
        return self.cleaned_data

    @property
    def given(self) -> dict:
        """What the action is told. The token is that of the page that asks to confirm."""
        said = self.cleaned_data
        token = said["token"] or uuid4()
        return {"effective_on": said["effective_on"], "reason": said["reason"], "token": token, "seen": self.seen}

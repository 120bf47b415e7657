from datetime import date

from django import forms

from training.forms.parts import date_field
from training.models import HousePolicy


class EndForm(forms.Form):
    """The last day of an adopted house policy; the action decides whether it may be."""

    last_day = date_field(
        label="Its last day", error_messages={"required": "Choose the last day on which it asks for this."}
    )

    def __init__(self, *args, policy: HousePolicy, today: date, **kwargs):
        super().__init__(*args, initial={"last_day": max(today, policy.effective_from)}, **kwargs)

"""Extra time at quizzes."""

from django import forms

from training.forms.parts import date_field
from training.models.accommodation import MOST_PERCENT


class AccommodationForm(forms.Form):
    extra_percent = forms.IntegerField(
        label="Percent more time", min_value=1, max_value=MOST_PERCENT, help_text="50: half as much time again."
    )
    basis = forms.CharField(
        label="What it rests on",
        max_length=200,
        help_text="Such as “Agreed with human resources on March 3”. Write no diagnosis and nothing medical.",
    )
    starts_on = date_field(label="First day")
    ends_on = date_field(label="Last day", required=False, help_text="Empty while it goes on.")

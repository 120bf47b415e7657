"""Parts that several forms share."""

from django import forms

from training.actions import Refused
from training.keys import key_in
from training.names import clean_name


def date_field(**options) -> forms.DateField:
    """A day by the browser's own date control."""
    widget = forms.DateInput(attrs={"type": "date", **options.pop("attrs", {})}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, input_formats=["%Y-%m-%d"], **options)


class DaysForm(forms.Form):
    """With a first and a last day, each open where it is left empty."""

    since = date_field(label="From", required=False)
    until = date_field(label="To", required=False)

    def clean(self):
        data = super().clean()
        first, last = data.get("since"), data.get("until")
        if first and last and last < first:
            self.add_error("until", "The last day is before the first.")
        return data


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows of a list. A key that no database could hold is refused before SQLite stumbles over it."""

    def clean(self, value):
        if wrong := next((each for each in value or () if key_in(str(each)) is None), None):
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], "invalid_pk_value", {"pk": wrong})
        return super().clean(value)


def cleaned_name(text: str) -> str:
    """A person's name in its one form, or the sentence that says what cannot be part of it."""
    try:
        return clean_name(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


def refuse(form: forms.Form, refused: Refused) -> None:
    """Put the sentence of a refused act beside the field it belongs to, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def add_flaws(form: forms.Form, flaws: dict[str, str]) -> None:
    """Add the sentences, each beside its field, unless the field has a complaint of its own."""
    for field, sentence in flaws.items():
        if field not in form.errors:
            form.add_error(field if field in form.fields else None, sentence)

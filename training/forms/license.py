"""A license as its holder writes it."""

from django import forms

from training.forms.parts import date_field
from training.models import Jurisdiction, License


class RenewalFiledForm(forms.Form):
    filed_on = date_field(label="Filed on", help_text="The day you sent it to the board.")


class LicenseForm(forms.Form):
    type = forms.ChoiceField(label="What is it?", choices=License.Type.choices, widget=forms.RadioSelect)
    jurisdiction = forms.ModelChoiceField(
        label="State or country", queryset=Jurisdiction.objects.all(), empty_label="Choose where"
    )
    number = forms.CharField(
        max_length=40,
        help_text="As it is written on the license. Spaces, dots and dashes do not matter.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    home = forms.ModelChoiceField(
        label="Home license, only for a compact privilege",
        queryset=License.objects.none(),
        required=False,
        empty_label="Choose the license it rests on",
    )
    issued_on = date_field(label="Issued", required=False)
    expires_on = date_field(label="Last valid day", required=False)

    def __init__(self, *args, practitioner, license=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = practitioner.licenses.current().filter(type=License.Type.LICENSE).select_related("jurisdiction")
        self.fields["home"].queryset = own.exclude(pk=license.pk) if license else own

    def clean(self):
        """A home license that was chosen before the type was changed is let go."""
        data = super().clean()
        if data.get("type") != License.Type.COMPACT_PRIVILEGE:
            data["home"] = None
        return data

    def clean_number(self):
        return " ".join(self.cleaned_data["number"].split())

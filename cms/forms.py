"""What strangers may send us."""

import uuid

from django import forms

from cms.models import ConsultationRequest
from training.models import Clinic


class ConsultationForm(forms.ModelForm):
    """`token` makes a double click one request; `website` is filled in by robots only."""

    token = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, max_length=200, label="Leave this empty")
    agreed = forms.BooleanField(
        label="You may contact me about this request.",
        error_messages={"required": "Without your consent we cannot keep your request or call you."},
    )

    class Meta:
        model = ConsultationRequest
        fields = ["name", "email", "phone", "clinic", "when", "message"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
            "message": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {"name": "Your name", "message": "What you would like to ask"}
        help_texts = {
            "message": "Write nothing about your health beyond the area that hurts.",
            "phone": "If you would rather be called.",
        }
        error_messages = {
            "name": {"required": "Tell us your name, so that we know whom to ask for."},
            "email": {
                "required": "We need an email address to answer you.",
                "invalid": "This is not an email address. It looks like name@example.com.",
            },
            "clinic": {"invalid_choice": "This clinic is not open. Choose another, or any clinic."},
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["clinic"].queryset = Clinic.objects.open_on(today).order_by("name")
        self.fields["clinic"].empty_label = "Any clinic"
        if not self.is_bound:
            self.initial["token"] = uuid.uuid4()

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and sum(character.isdigit() for character in phone) < 7:
            raise forms.ValidationError("A phone number has at least 7 digits.")
        return phone

    def clean_token(self):
        """A token that somebody broke is no reason to lose what they wrote."""
        try:
            return uuid.UUID(self.cleaned_data["token"])
        except ValueError:
            return uuid.uuid4()

    @property
    def is_by_a_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))

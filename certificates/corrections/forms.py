"""What printing anew, asking for it and declining it need to be told."""

from django import forms


def words(label: str, most: int, hint: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 3}), help_text=hint)


class CorrectForm(forms.Form):
    reason = words("Reason", 2000, "Kept with the certificate and sent to the therapist. No public page shows it.")


class AskForm(forms.Form):
    reason = words("What is wrong on it?", 1000, "For the compliance managers: “My name changed on my license in May.”")


class DeclineForm(forms.Form):
    answer = words("Why it stays as it is", 1000, "The therapist reads this.")

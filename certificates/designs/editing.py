"""Drafting a design in the editor: a new one, a copy, a change. From each the way leads to where it is looked at."""

from django.urls import reverse
from wagtail.snippets.views.snippets import CopyView, CreateView, EditView

from certificates.designs.content import LANGUAGES, Kind
from certificates.designs.packaged import packaged
from training.actions import Refused
from training.forms.parts import refuse


class Acting:
    """Saves by an act, which may refuse what the form let through, because another window was first."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except Refused as refused:
            refuse(form, refused)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class AddDesign(Acting, CreateView):
    """It begins with the packaged words, in the language and for the kind that the address names."""

    inspect_url_name = None

    def get_initial_form_instance(self):
        row = super().get_initial_form_instance() or self.model()
        kind, language = self.request.GET.get("for", ""), self.request.GET.get("language", "")
        row.kind = kind if kind in set(Kind) else Kind.CERTIFICATION.value
        row.draft = packaged(row.kind, language if language in LANGUAGES else "en").to_json()
        return row

    def get_success_url(self):
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_success_message(self, instance):
        return f"{instance} is drafted. Look at it here, then put it to use."

    def get_success_buttons(self):
        return []


class EditDesign(Acting, EditView):
    inspect_url_name = None

    def get_success_url(self):
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_success_message(self):
        return f"The draft of {self.object} is saved. Look at it here, then put it to use."

    def get_success_buttons(self):
        return []


class CopyDesign(AddDesign, CopyView):
    """A copy is a design of its own, of which nothing is in use."""

    def get_initial_form_instance(self):
        row = CopyView.get_initial_form_instance(self)
        row.pk, row.name = None, f"Copy of {row.name}"[:80]
        row._state.adding = True
        return row

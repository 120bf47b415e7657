"""From a scheme to its versions, and from a version to the desk, where a manager adopts it."""

from django.urls import reverse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView

from training.keys import key_in
from training.models import Scheme
from training.queries.setup import version_url
from training.rule_admin import EditUnlessAdopted


def desk_url(scheme: Scheme) -> str:
    """Where the versions of the scheme are read and adopted."""
    return f"{reverse('desk:schemes')}#scheme-{scheme.pk}"


class AddScheme(CreateView):
    """A scheme says nothing before it has a version: its form comes next."""

    def get_success_url(self):
        return version_url(self.object)

    def get_success_message(self, instance):
        return f"{instance} is added. Write its first version; then it is adopted at the desk."


class AddVersion(CreateView):
    """The scheme is chosen already where the address names it (`?scheme=1`)."""

    def get_initial_form_instance(self):
        row = super().get_initial_form_instance() or self.model()
        row.scheme = Scheme.objects.filter(pk=key_in(self.request.GET.get("scheme", ""))).first()
        return row

    def get_success_url(self):
        return desk_url(self.object.scheme)

    def get_success_message(self, instance):
        return f"Version {instance.number} is drafted. Read it here as people will, then adopt it."

    def get_success_buttons(self):
        return []


class EditVersion(EditUnlessAdopted):
    def get_success_buttons(self):
        to_desk = messages.button(desk_url(self.object.scheme), "Read it and adopt it at the desk")
        return [*super().get_success_buttons(), to_desk]

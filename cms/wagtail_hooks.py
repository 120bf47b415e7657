"""What the editor shows besides pages: requests for a consultation, to read and never to change."""

from django.utils import formats, timezone
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from cms.models import ConsultationRequest
from training.admin_policies import Only

register_permission_policy(ConsultationRequest, Only(ConsultationRequest, {"view"}))


def received(asked: ConsultationRequest) -> str:
    return formats.date_format(timezone.localtime(asked.received_at), "M j, Y, g:i A")


class ConsultationViewSet(ModelViewSet):
    model = ConsultationRequest
    name = "consultations"
    url_prefix = "consultations"
    icon = "mail"
    menu_label = "Consultations"
    menu_order = 260
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    form_fields = []
    ordering = ["-received_at"]
    list_display = [
        "name",
        Column("received", label="Received", accessor=received),
        Column("clinic", label="Clinic"),
        Column("when", label="Call", accessor="get_when_display"),
    ]
    list_filter = ["clinic", "when"]
    search_fields = ["name", "email"]
    search_backend_name = None
    inspect_view_fields = ["name", "email", "phone", "clinic", "when", "message", "received_at", "agreed_at"]


@hooks.register("register_admin_viewset")
def consultations():
    return ConsultationViewSet()

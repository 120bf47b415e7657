"""Requests for a consultation in the editor: to read only, each by the managers of the clinic that was asked for."""

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from wagtail.admin.views.generic import IndexView, InspectView

from cms.models import ConsultationRequest
from training.permissions import is_administrator


def read_by(user) -> QuerySet[ConsultationRequest]:
    """Those that name a clinic of the manager's or none; all of them for an administrator."""
    rows = ConsultationRequest.objects.all()
    return rows if is_administrator(user) else rows.filter(Q(clinic=None) | Q(clinic__managers=user))


class Listed(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().filter(pk__in=read_by(self.request.user).values("pk"))


class Opened(InspectView):
    def get_object(self, queryset=None):
        return get_object_or_404(read_by(self.request.user), pk=self.pk)

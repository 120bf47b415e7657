"""Filters of a person's own licenses and evidence."""

import django_filters

from training.models import Evidence, EvidenceKind, EvidenceState, Jurisdiction, License

# What was withdrawn has left the list.
SHOWN = [(state.value, state.label) for state in EvidenceState if state != EvidenceState.WITHDRAWN]


def own_jurisdictions(request):
    if request is None:
        return Jurisdiction.objects.none()
    return Jurisdiction.objects.filter(licenses__practitioner=request.practitioner).distinct()


class LicenseFilter(django_filters.FilterSet):
    where = django_filters.ModelChoiceFilter(
        field_name="jurisdiction", queryset=own_jurisdictions, label="State or country", empty_label="Any place"
    )
    type = django_filters.ChoiceFilter(choices=License.Type.choices, label="License type", empty_label="Any type")

    class Meta:
        model = License
        fields = ["where", "type"]


class EvidenceFilter(django_filters.FilterSet):
    title = django_filters.CharFilter(lookup_expr="icontains", label="Name")
    kind = django_filters.ChoiceFilter(choices=EvidenceKind.choices, empty_label="Any kind")
    state = django_filters.ChoiceFilter(choices=SHOWN, empty_label="Any state")

    class Meta:
        model = Evidence
        fields = ["title", "kind", "state"]

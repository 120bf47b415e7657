import django_filters as df
from django.db.models import Q

from training.models import Assignment, Clinic, Jurisdiction
from training.models.fields import fold


def with_clinics(request):
    return Jurisdiction.objects.filter(clinics__in=Clinic.objects.open_on(request.today)).distinct()


class TherapistFilter(df.FilterSet):
    """The public list of therapists."""

    jurisdiction = df.ModelChoiceFilter(
        label="State or country",
        field_name="clinic__jurisdiction",
        queryset=with_clinics,
        to_field_name="code",
        empty_label="Anywhere",
    )
    place = df.CharFilter(label="City or clinic", method="by_place", max_length=80)
    name = df.CharFilter(label="Name", method="by_name", max_length=120)

    class Meta:
        model = Assignment
        fields = []

    def by_place(self, rows, name, value):
        words = value.strip()
        here = Q(clinic__city__icontains=words) | Q(clinic__name__icontains=words)
        return rows.filter(here | Q(clinic__postal_code__startswith=words))

    def by_name(self, rows, name, value):
        for word in fold(value).split():
            rows = rows.filter(practitioner__folded_name__contains=word)
        return rows

"""Which sessions the body map and the competencies count."""

import django_filters

from training.filters.sessions import day_filter
from training.models import SupervisedSession


class CoverageFilter(django_filters.FilterSet):
    """Signed ones alone unless those that wait are asked for; of all days unless some are."""

    count = django_filters.ChoiceFilter(
        label="Count", choices=[("waiting", "Signed and waiting")], empty_label="Signed only", method="unchanged"
    )
    since = day_filter("From", "gte")
    until = day_filter("Until", "lte")

    class Meta:
        model = SupervisedSession
        fields = ["count", "since", "until"]

    @property
    def with_waiting(self) -> bool:
        return self.form.is_valid() and self.form.cleaned_data["count"] == "waiting"

    def unchanged(self, rows, name, value):
        return rows

"""Filters of the supervisor's lists."""

import django_filters

from training.filters.sessions import day_filter
from training.models import Practitioner, SessionState, SignOff, SupervisedSession


class TraineeFilter(django_filters.FilterSet):
    """Sessions by the trainees of one supervisor."""

    practitioner = django_filters.ModelChoiceFilter(
        queryset=Practitioner.objects.none(), label="Trainee", empty_label="Any trainee"
    )

    class Meta:
        model = SupervisedSession
        fields = []

    def __init__(self, *args, supervisor, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["practitioner"].queryset = trainees(supervisor)


class SignedFilter(TraineeFilter):
    """What this supervisor signed or returned."""

    state = django_filters.ChoiceFilter(
        choices=[
            (state.value, state.label) for state in (SessionState.SIGNED, SessionState.RETURNED, SessionState.VOID)
        ],
        label="State",
        empty_label="Any state",
    )
    sort = django_filters.OrderingFilter(
        fields=[("happened_on", "day"), ("practitioner__list_key", "trainee"), ("done_at", "signed")]
    )


class WaitingFilter(TraineeFilter):
    """What waits for this supervisor."""


class LogFilter(TraineeFilter):
    """What this supervisor signed, by trainee and period."""

    since = day_filter("From", "gte")
    until = day_filter("Until", "lte")


def trainees(supervisor: Practitioner):
    """People who named this supervisor in a session that was submitted."""
    rows = SupervisedSession.objects.filter(supervisor=supervisor, submitted_at__isnull=False)
    return Practitioner.objects.filter(pk__in=rows.values("practitioner"))


def trainees_signed(supervisor: Practitioner):
    """People of whom this supervisor signed a session that stands, by name."""
    signed = SignOff.objects.filter(supervisor=supervisor, session__superseded_at=None)
    return Practitioner.objects.filter(pk__in=signed.values("session__practitioner")).order_by("list_key", "pk")

from datetime import timedelta

import django_filters as df
from django.db.models import Q

from training.lasting import effective
from training.models import LawStatus, PracticeRule, Profession

REVIEW = [("due", "Due now"), ("soon", "Due within 90 days")]
SOON = timedelta(days=90)
STAGES = [
    ("draft", "Draft"),
    ("adopted", "Adopted"),
    ("in_force", "In force"),
    ("coming", "Coming"),
    ("ended", "Ended"),
    ("withdrawn", "Withdrawn"),
]


class RuleFilter(df.FilterSet):
    """Practice rules at the desk."""

    name = df.CharFilter(label="Jurisdiction", field_name="jurisdiction__name", lookup_expr="icontains", max_length=80)
    status = df.ChoiceFilter(label="Law", choices=LawStatus.choices, empty_label="Any law")
    profession = df.ChoiceFilter(label="Profession", choices=Profession.choices, empty_label="Any profession")
    stage = df.ChoiceFilter(label="Stage", choices=STAGES, method="by_stage", empty_label="Any stage")
    review = df.ChoiceFilter(label="Review", choices=REVIEW, method="by_review", empty_label="Any day")
    sort = df.OrderingFilter(
        fields={"jurisdiction__name": "name", "effective_from": "from", "review_on": "review"}, label="Sort"
    )

    class Meta:
        model = PracticeRule
        fields = []

    def by_stage(self, rows, name, value):
        """Adopted versions by what they are today: in force, coming or ended."""
        today, adopted = self.request.today, rows.filter(state=PracticeRule.State.ADOPTED)
        ended = Q(effective_until__lt=today)
        found = {
            "in_force": adopted.filter(effective(today)),
            "coming": adopted.filter(effective_from__gt=today),
            "ended": adopted.filter(ended),
        }
        return found[value] if value in found else rows.filter(state=value)

    def by_review(self, rows, name, value):
        """Adopted rules whose review day has come, or comes soon."""
        last = self.request.today + (SOON if value == "soon" else timedelta())
        return rows.filter(state=PracticeRule.State.ADOPTED, review_on__lte=last)

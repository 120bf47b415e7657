from datetime import timedelta

import django_filters as df

from training.models import LawStatus, PracticeRule

REVIEW = [("due", "Due now"), ("soon", "Due within 90 days")]
SOON = timedelta(days=90)


class RuleFilter(df.FilterSet):
    """Practice rules at the desk."""

    name = df.CharFilter(label="Jurisdiction", field_name="jurisdiction__name", lookup_expr="icontains", max_length=80)
    status = df.ChoiceFilter(label="Law", choices=LawStatus.choices, empty_label="Any law")
    state = df.ChoiceFilter(label="State", choices=PracticeRule.State.choices, empty_label="Any state")
    review = df.ChoiceFilter(label="Review", choices=REVIEW, method="by_review", empty_label="Any day")
    sort = df.OrderingFilter(
        fields={"jurisdiction__name": "name", "effective_from": "from", "review_on": "review"}, label="Sort"
    )

    class Meta:
        model = PracticeRule
        fields = []

    def by_review(self, rows, name, value):
        """Adopted rules whose review day has come, or comes soon."""
        last = self.request.today + (SOON if value == "soon" else timedelta())
        return rows.filter(state=PracticeRule.State.ADOPTED, review_on__lte=last)

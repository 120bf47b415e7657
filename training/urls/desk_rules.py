"""Part of the desk: `desk.py` includes these."""

from django.urls import path

from training.views.desk import rules, schemes

urlpatterns = [
    path("rules/", rules.index, name="rules"),
    path("rules/<int:pk>/", rules.detail, name="rule"),
    path("rules/<int:pk>/next/", rules.draft_next, name="rule_next"),
    path("rules/<int:pk>/withdraw/", rules.withdraw, name="rule_withdraw"),
    path("policies/<int:pk>/adopt/", schemes.adopt_policy, name="policy_adopt"),
    path("schemes/", schemes.index, name="schemes"),
    path("schemes/<int:pk>/adopt/", schemes.adopt, name="scheme_adopt"),
]

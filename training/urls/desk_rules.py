"""Part of the desk: `desk.py` includes these."""

from django.urls import path

from training.views.desk import policies, refreshing, rules, schemes, whatif

urlpatterns = [
    path("rules/", rules.index, name="rules"),
    path("rules/<int:pk>/", rules.detail, name="rule"),
    path("rules/<int:pk>/next/", rules.draft_next, name="rule_next"),
    path("rules/<int:pk>/withdraw/", rules.withdraw, name="rule_withdraw"),
    path("policies/<int:pk>/", policies.page, name="policy"),
    path("policies/<int:pk>/adopt/", policies.adopt, name="policy_adopt"),
    path("policies/<int:pk>/end/", policies.end, name="policy_end"),
    path("policies/<int:pk>/next/", policies.draft_next, name="policy_next"),
    path("schemes/", schemes.index, name="schemes"),
    path("schemes/<int:pk>/adopt/", schemes.adopt, name="scheme_adopt"),
    path("refreshing/", refreshing.progress, name="refreshing"),
    path("what-if/", whatif.index, name="what_if"),
    path("what-if/<int:pk>/", whatif.result, name="what_if_result"),
    path("what-if/<int:pk>/progress/", whatif.progress, name="what_if_progress"),
    path("what-if/<int:pk>/cancel/", whatif.cancel, name="what_if_cancel"),
    path("what-if/<int:pk>/list.csv", whatif.csv, name="what_if_csv"),
]

from django.urls import include, path

from training.views.desk import (
    checks,
    decisions,
    evidence,
    joining,
    managers,
    people,
    practitioner,
    roster,
    sessions,
    today,
)

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("roster/", roster.page, name="roster"),
    path("roster.csv", roster.csv, name="roster_csv"),
    path("practitioners/new/", people.new, name="practitioner_new"),
    path("practitioners/<int:pk>/", practitioner.page, name="practitioner"),
    path("practitioners/<int:pk>/invite/", people.send_invitation, name="invite"),
    path("practitioners/<int:pk>/assign/", people.assign, name="assign"),
    path("practitioners/<int:pk>/assignments/<int:assignment>/end/", people.end_assignment, name="assignment_end"),
    path("practitioners/<int:pk>/admit-supervisor/", people.admit_supervisor, name="admit_supervisor"),
    path("practitioners/<int:pk>/retire/", people.retire, name="retire"),
    path("checks/", checks.queue, name="checks"),
    path("licenses/<int:pk>/check/", checks.new, name="check_new"),
    path("evidence/", evidence.queue, name="evidence"),
    path("evidence/<int:pk>/", evidence.item, name="evidence_item"),
    path("evidence/<int:pk>/accept/", evidence.accept_item, name="evidence_accept"),
    path("evidence/<int:pk>/return/", evidence.return_item, name="evidence_return"),
    path("renewals/", decisions.renewals, name="renewals"),
    path("ready/", decisions.waiting_for_award, name="ready"),
    path("joining/", joining.queue, name="joining"),
    path("joining/<int:pk>/decide/", joining.decide, name="join_decide"),
    path("people/managers/", managers.index, name="managers"),
    path("people/managers/<int:pk>/dismiss/", managers.dismiss_one, name="manager_dismiss"),
    path("sessions/", sessions.page, name="sessions"),
    path("sessions/<int:pk>/", sessions.item, name="session"),
    path("", include("training.urls.desk_rules")),
]

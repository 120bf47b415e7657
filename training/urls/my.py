"""The practitioner's own pages."""

from django.urls import path

from training.views.my import (
    certification,
    coverage,
    evidence,
    licenses,
    planner,
    profile,
    records,
    session_form,
    sessions,
    standing,
    statements,
)

app_name = "my"
urlpatterns = [
    path("", standing.standing, name="standing"),
    path("profile/", profile.profile, name="profile"),
    path("planner/", planner.planner, name="planner"),
    path("clearance/<str:code>/", standing.clearance, name="clearance"),
    path("schemes/<slug:slug>/", certification.certification, name="certification"),
    path("schemes/<slug:slug>/enroll/", certification.enroll, name="enroll"),
    path("schemes/<slug:slug>/renew/", certification.renew, name="renew"),
    path("sessions/", sessions.sessions, name="sessions"),
    path("sessions/coverage/", coverage.coverage, name="coverage"),
    path("sessions/new/", session_form.new, name="session_new"),
    path("sessions/save/", session_form.autosave, name="session_save_new"),
    path("sessions/<int:pk>/", sessions.session, name="session"),
    path("sessions/<int:pk>/edit/", session_form.edit, name="session_edit"),
    path("sessions/<int:pk>/save/", session_form.autosave, name="session_save"),
    path("sessions/<int:pk>/discard/", sessions.discard, name="session_discard"),
    path("sessions/<int:pk>/withdraw/", sessions.withdraw, name="session_withdraw"),
    path("statements/new/", statements.new, name="statement_new"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/withdraw/", statements.withdraw, name="statement_withdraw"),
    path("records/", records.records, name="records"),
    path("records/transcript/", records.transcript, name="transcript"),
    path("records/transcript.csv", records.transcript_csv, name="transcript_csv"),
    path("records/licenses/new/", licenses.new, name="license_new"),
    path("records/licenses/<int:pk>/", licenses.license, name="license"),
    path("records/licenses/<int:pk>/edit/", licenses.correct, name="license_edit"),
    path("records/licenses/<int:pk>/renewed/", licenses.file_renewal, name="license_renewed"),
    path("records/licenses/<int:pk>/renewed/withdraw/", licenses.take_back_renewal, name="license_not_renewed"),
    path("records/licenses/<int:pk>/withdraw/", licenses.withdraw, name="license_withdraw"),
    path("records/evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("records/evidence/<int:pk>/edit/", evidence.correct, name="evidence_edit"),
    path("records/evidence/<int:pk>/withdraw/", evidence.withdraw, name="evidence_withdraw"),
    path("records/<slug:kind>/new/", evidence.new, name="evidence_new"),
]

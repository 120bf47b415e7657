from django.urls import path

from training.views.supervise import coverage, link_door, link_sign, log, queue, session, several, statements

app_name = "supervise"
urlpatterns = [
    path("", queue.waiting, name="queue"),
    path("signed/", queue.signed, name="signed"),
    path("signed/log/", log.log, name="log"),
    path("signed/log.csv", log.csv, name="log_csv"),
    path("several/", several.several, name="several"),
    path("several/sign/", several.sign_all, name="sign_several"),
    path("statements/", statements.statements, name="statements"),
    path("statements/new/", statements.new, name="statement_new"),
    path("statements/<int:pk>/", statements.statement, name="statement"),
    path("statements/<int:pk>/sign/", statements.sign_statement, name="statement_sign"),
    path("statements/<int:pk>/return/", statements.return_statement, name="statement_return"),
    path("trainees/<int:pk>/coverage/", coverage.page, name="coverage"),
    path("<int:pk>/", session.session, name="session"),
    path("<int:pk>/sign/", session.sign_session, name="sign"),
    path("<int:pk>/return/", session.return_session, name="return"),
    path("link/", link_door.start, name="link"),
    path("link/code/", link_door.code, name="link_code"),
    path("link/prove/", link_door.write_code, name="link_prove"),
    path("link/not-me/", link_door.was_not_me, name="link_not_me"),
    path("link/again/", link_door.ask_again, name="link_again"),
    path("link/sign-in/", link_door.sign_in, name="link_sign_in"),
    path("link/statement/", link_sign.statement, name="link_statement"),
    path("link/entries/", link_sign.entries, name="link_entries"),
    path("link/entries/<int:pk>/", link_sign.entry, name="link_entry"),
    path("link/entries/<int:pk>/sign/", link_sign.sign_one, name="link_sign"),
    path("link/entries/<int:pk>/return/", link_sign.return_one, name="link_return"),
    path("link/finish/", link_sign.stop, name="link_finish"),
    path("link/done/", link_sign.done, name="link_done"),
    path("link/<str:token>/", link_door.exchange, name="link_token"),
]

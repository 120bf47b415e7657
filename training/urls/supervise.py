from django.urls import path

from training.views.supervise import queue, session

app_name = "supervise"
urlpatterns = [
    path("", queue.waiting, name="queue"),
    path("signed/", queue.signed, name="signed"),
    path("<int:pk>/", session.session, name="session"),
    path("<int:pk>/sign/", session.sign_session, name="sign"),
    path("<int:pk>/return/", session.return_session, name="return"),
]

"""The addresses of learning, logging, signing, the desk and the public look-ups."""

from django.urls import include, path

from training.views.home import home

urlpatterns = [
    path("home/", home, name="home_of_user"),
    path("my/", include("training.urls.my")),
    path("learn/", include("training.urls.learn")),
    path("supervise/", include("training.urls.supervise")),
    path("sessions/", include("training.urls.versions")),
    path("desk/", include("training.urls.desk")),
    path("join/", include("training.urls.join")),
    path("files/", include("training.urls.files")),
    path("where/", include("training.urls.where")),
    path("find/", include("training.urls.find")),
]

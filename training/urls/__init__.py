"""The addresses of learning, logging, signing, the desk and the public look-ups."""

from django.urls import include, path

urlpatterns = [
    path("where/", include("training.urls.where")),
    path("find/", include("training.urls.find")),
]

"""Voiding signed sessions, for all who have a part in them."""

from django.urls import path

from training.views import versions

app_name = "versions"
urlpatterns = [
    path("<int:pk>/void/", versions.ask, name="ask"),
    path("voids/<int:pk>/confirm/", versions.confirm, name="confirm"),
    path("voids/<int:pk>/keep/", versions.keep, name="keep"),
    path("voids/<int:pk>/take-back/", versions.take_back, name="take_back"),
]

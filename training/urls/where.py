from django.urls import path

from training.views.where import jurisdictions

app_name = "where"
urlpatterns = [
    path("", jurisdictions.index, name="map"),
    path("<str:code>/", jurisdictions.detail, name="jurisdiction"),
]

from django.urls import path

from training.views.find import therapists

app_name = "find"
urlpatterns = [path("", therapists.index, name="list")]

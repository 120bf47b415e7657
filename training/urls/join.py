from django.urls import path

from training.views import join

app_name = "join"
urlpatterns = [path("<str:token>/", join.accept, name="accept")]

"""Private files."""

from django.urls import path

from training.views import files

app_name = "files"
urlpatterns = [path("<str:public_id>/", files.download, name="download")]

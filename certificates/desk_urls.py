"""Addresses of certificates at the desk: those issued, and deciding about many."""

from django.urls import include, path

from certificates.views import bulk, issued

issued_urls = [
    path("desk/certificates/", issued.certificates, name="list"),
    path("desk/certificates/download/", issued.download, name="download"),
]
bulk_urls = [
    path("desk/certificates/bulk/", bulk.choose, name="choose"),
    path("desk/certificates/bulk/<int:pk>/", bulk.result, name="result"),
    path("desk/certificates/bulk/<int:pk>/progress/", bulk.progress, name="progress"),
    path("desk/certificates/bulk/<int:pk>/stop/", bulk.stop_rest, name="stop"),
]
urlpatterns = [
    path("", include((issued_urls, "issued"))),
    path("", include((bulk_urls, "bulk"))),
]

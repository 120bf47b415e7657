"""The addresses of the desk: deciding, about one and about many, and the certificates issued."""

from django.urls import include, path

from certificates.views import bulk, corrections_asked, decide, desk_certificate, issued

decide_urls = [path("desk/practitioners/<int:pk>/schemes/<slug:slug>/decide/", decide.decide, name="decide")]
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
certificate_urls = [
    path("desk/certificates/asked/", corrections_asked.queue, name="asked"),
    path("desk/certificates/asked/<int:pk>/decline/", corrections_asked.decline_one, name="decline"),
    path("desk/certificates/<str:code>/", desk_certificate.page, name="page"),
    path("desk/certificates/<str:code>/print/", desk_certificate.print_anew, name="print_anew"),
]

urlpatterns = [
    path("", include((decide_urls, "decide"))),
    path("", include((issued_urls, "issued"))),
    path("", include((bulk_urls, "bulk"))),
    path("", include((certificate_urls, "certificate"))),
]

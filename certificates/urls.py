"""The addresses of what a holder has and shares, of verification, and for verifiers; those of the desk stand apart."""

from django.urls import include, path

from certificates.views import (
    badges,
    completion,
    corrections_asked,
    mine,
    offline,
    session_log,
    share,
    shared,
    verify,
)

my_urls = [
    path("my/certificates/", mine.certificates, name="list"),
    path("my/certificates/<str:code>/pdf/", mine.pdf, name="pdf"),
    path("my/certificates/<str:code>/share/", share.share, name="share"),
    path("my/certificates/<str:code>/correction/", corrections_asked.ask_for_one, name="ask"),
    path("my/completions/<int:pk>/certificate/", completion.certificate, name="completion"),
]
log_urls = [
    path("my/sessions/export/", session_log.mine, name="mine"),
    path("desk/practitioners/<int:pk>/sessions/export/", session_log.theirs, name="theirs"),
]
verify_urls = [
    path("verify/", verify.start, name="start"),
    path("verify/offline/", offline.offline, name="offline"),
    path("verify/<str:code>/", verify.certificate, name="certificate"),
    path("verify/<str:code>/badge/", badges.badge, name="badge"),
]
shared_urls = [
    path("shared/<str:token>/", shared.page, name="page"),
    path("shared/<str:token>/picture.webp", shared.page_picture, name="picture"),
    path("shared/<str:token>/card.jpg", shared.link_card, name="card"),
    path("shared/<str:token>/pdf/", shared.pdf, name="pdf"),
]
badge_urls = [
    path(".well-known/did.json", badges.did, name="did"),
    path("badges/status/<str:purpose>/<int:number>/", badges.status, name="status"),
]

urlpatterns = [
    path("", include("certificates.desk_urls")),
    path("", include((my_urls, "my_certificates"))),
    path("", include((log_urls, "session_log"))),
    path("", include((verify_urls, "verify"))),
    path("", include((shared_urls, "shared"))),
    path("", include((badge_urls, "badges"))),
]

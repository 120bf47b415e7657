"""Every address of the product."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config import demo_mail, probes

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler500 = "config.errors.server_error"

# Images alone: views ask who reads documents (the library's: `cms.wagtail_hooks`). A folder each: `..` ends in it.
MEDIA = ["images", "original_images", "frozen"]

demo_addresses = [
    path("demo/mail/", demo_mail.mail_list, name="demo_mail"),
    path("demo/mail/<int:number>/", demo_mail.mail_message, name="demo_mail_message"),
]

urlpatterns = [
    # Wagtail's own sign-ins would be a way around ours (password only, no throttle), so these come first.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("admin/", include(wagtailadmin_urls)),
    path("accounts/", include("allauth.urls")),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("training.urls")),
    path("", include("certificates.urls")),
    path("", include("cms.urls")),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    *(
        re_path(rf"^media/{folder}/(?P<path>.+)$", serve, {"document_root": settings.MEDIA_ROOT / folder})
        for folder in MEDIA
    ),
    *(demo_addresses if settings.DEMO else []),
    path("", include(wagtail_urls)),
]

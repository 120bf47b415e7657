"""Addresses of the public site besides the pages themselves."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from cms import views
from cms.sitemaps import SITEMAPS

urlpatterns = [
    path("consultation/", views.consultation, name="consultation"),
    path("consultation/thanks/", views.consultation_thanks, name="consultation_thanks"),
    path("search/", views.search, name="site_search"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

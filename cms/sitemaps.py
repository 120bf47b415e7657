"""What search engines may know: all public pages, and the few fixed addresses that strangers use."""

from django.contrib.sitemaps import Sitemap
from django.urls import NoReverseMatch, reverse
from wagtail.contrib.sitemaps import Sitemap as PagesSitemap

FIXED = ["where:map", "find:list", "verify:start", "consultation"]


class FixedSitemap(Sitemap):
    def items(self):
        return [address for address in map(address_of, FIXED) if address]

    def location(self, item):
        return item


def address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


SITEMAPS = {"pages": PagesSitemap, "fixed": FixedSitemap}

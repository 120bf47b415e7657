"""Which page may stand where, and that each is shown."""

from datetime import date

import pytest
from django.test import Client

from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    CurriculumPage,
    HomePage,
    ModulePage,
    QuestionsPage,
    ServicePage,
    ServicesPage,
    StandardPage,
    TrainingIndexPage,
)
from tests.cms import site
from tests.training.counting import queries_of

pytestmark = pytest.mark.django_db
TREE = {
    HomePage: {ServicesPage, ArticleIndexPage, TrainingIndexPage, QuestionsPage, StandardPage},
    ServicesPage: {ServicePage},
    ServicePage: set(),
    ArticleIndexPage: {ArticlePage},
    ArticlePage: set(),
    TrainingIndexPage: {ModulePage, CurriculumPage},
    ModulePage: set(),
    CurriculumPage: set(),
    QuestionsPage: set(),
    StandardPage: {StandardPage},
}


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_a_page_stands_only_where_it_belongs(kind):
    assert set(kind.allowed_subpage_models()) == TREE[kind]


def test_a_new_installation_has_a_home_page_of_ours():
    home = site.home()
    assert home.get_site().is_default_site
    assert home.headline in Client().get("/").content.decode()


def test_a_second_home_page_cannot_be_made():
    assert not HomePage.can_create_at(site.home().get_parent())


def test_an_article_shows_its_date_whoever_wrote_it():
    page = Client().get(site.article(authors="", published_on=date(2026, 3, 14)).url).content.decode()
    assert '<time datetime="2026-03-14">March 14, 2026</time>' in page


def test_an_article_shows_its_contents_and_links_its_references():
    body = [
        {"type": "heading", "value": "What happens often"},
        site.text("Counted in 2020.[1]"),
        {"type": "heading", "value": "What happens rarely"},
        {"type": "references", "value": [{"type": "item", "value": {"text": "<p>Boyce 2020</p>", "address": ""}}]},
    ]
    page = Client().get(site.article(body=body).url).content.decode()
    assert '<h2 id="what-happens-often">' in page
    assert '<a href="#what-happens-rarely">' in page
    assert '<a href="#r1" aria-label="Reference 1">1</a>' in page
    assert '<li id="r1">' in page


@pytest.mark.parametrize(
    ("query", "shown"), [("topic=safety", 1), ("q=numbered", 2), ("year=2026", 1), ("q=nothing", 0)]
)
def test_articles_are_filtered(query, shown):
    site.article(1)
    site.article(2, topic="research", published_on="2025-05-05")
    found = Client().get(f"{site.article_index().url}?{query}").context["articles"]
    assert len(found) == shown


def test_a_list_of_articles_costs_the_same_with_one_and_with_thirty():
    address = site.article_index().url
    site.article(1)
    one = queries_of(lambda: Client().get(address))
    for number in range(2, 31):
        site.article(number)
    assert queries_of(lambda: Client().get(address)) == one


def test_modules_are_filtered_by_competency():
    site.published(site.module_page())
    site.published(site.module_page(competencies=["theory"]))
    address = site.training_index().url
    assert len(Client().get(f"{address}?competency=safety").context["entries"]) == 1
    assert len(Client().get(f"{address}?competency=safety&q=xyz").context["entries"]) == 0


@pytest.mark.parametrize(
    "query", ['"', "'", "*", "a AND (", "NEAR(a b)", "-x", "col:x", "^", "needle OR", "😀", "x" * 5000]
)
def test_a_search_takes_whatever_is_typed(query):
    assert Client().get("/search/", {"query": query}).status_code == 200


def test_a_nul_in_a_search_is_left_out():
    assert "held a character that no text may hold (NUL)" in Client().get("/search/?query=a%00b").content.decode()


def test_robots_and_the_sitemap_name_public_pages_only():
    site.article(1)
    client = Client()
    robots, sitemap = client.get("/robots.txt").content.decode(), client.get("/sitemap.xml").content.decode()
    assert "Disallow: /desk/" in robots
    assert "/articles/article-1/" in sitemap
    assert "/my/" not in sitemap

"""Build the public site: pages under the root, modules published, so that they are frozen."""

from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from wagtail.models import Page, Site
from wagtail.search.index import insert_or_update_object

from cms import models
from cms.demo.writing import raw_of, read

REVIEW_DAYS = 365


def load_content(*, by, today: date, before_changes: bool = False) -> None:
    """Build what is missing of the demo's pages and publish it in the name of `by`. A second run changes nothing.

    With `before_changes` the modules of `changes.yaml` are as they were before (`cms/demo/changed.py` changes them).
    """
    home = the_home(by)
    point_the_site(home)
    articles = index(models.ArticleIndexPage, home, "articles", by)
    for name in read("site")["article_files"]:
        article(articles, name, by, today)
    training = index(models.TrainingIndexPage, home, "training", by)
    for name in read("site")["module_files"]:
        module(training, name, by, today, read("changes").get(name) if before_changes else None)
    for slug, about in read("curricula")["curricula"].items():
        page(models.CurriculumPage, training, slug, by, in_menu=False, **about)
    services(home, by, today)
    questions(home, by, today)
    for slug, about in read("site")["standard"].items():
        page(models.StandardPage, home, slug, by, in_menu=False, **about)
    fill_home(home, by)
    order(home, read("site")["order"])
    for found in Page.objects.descendant_of(home, inclusive=True).specific():
        insert_or_update_object(found)  # the worker would do it too, but the demo is searched at once


def the_home(by) -> models.HomePage:
    """The home page of the installation, or a first one."""
    home = models.HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(
            instance=models.HomePage(title="Home", slug="home-page", headline="-", lead="-", owner=by)
        )
    return home


def point_the_site(home: models.HomePage) -> None:
    """The one site, at the address of this installation."""
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).exclude(root_page=home).update(root_page=home)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": port,
            "root_page": home,
            "site_name": settings.WAGTAIL_SITE_NAME,
        },
    )


def page(kind: type[Page], parent: Page, slug: str, by, *, in_menu: bool, **fields) -> Page:
    """The child `slug` of `parent`, made and published if it is not there."""
    known = kind.objects.child_of(parent).filter(slug=slug).first()
    if known:
        return known
    key = uuid5(NAMESPACE_URL, f"pinpoint-demo/{slug}")
    made = kind(slug=slug, show_in_menus=in_menu, owner=by, translation_key=key, **streams(kind, slug, fields))
    parent.add_child(instance=made)
    publish(made, by)
    return made


def publish(made: Page, by) -> None:
    made.save_revision(user=by).publish(user=by)


def streams(kind: type[Page], slug: str, fields: dict) -> dict:
    """`fields` with each StreamField's entries as blocks, checked as the editor's form checks them."""
    ready = dict(fields)
    for name in fields:
        block = getattr(kind._meta.get_field(name), "stream_block", None)
        if block is not None:
            ready[name] = block.clean(block.to_python(raw_of(block, fields[name], f"{slug}/{name}")))
    return ready


def reviewed(fields: dict, today: date) -> dict:
    """Authors and reviewer of the demo's pages; `days_ago` counts from the day of loading."""
    on = today - timedelta(days=fields.pop("days_ago"))
    return {**fields, "reviewed_on": on, "review_by": on + timedelta(days=REVIEW_DAYS)}


def index(kind: type[Page], home: Page, slug: str, by) -> Page:
    return page(kind, home, slug, by, in_menu=True, **read("site")["indexes"][slug])


def article(parent: Page, name: str, by, today: date) -> Page:
    fields = reviewed(read(name), today)
    return page(models.ArticlePage, parent, name, by, in_menu=False, published_on=fields["reviewed_on"], **fields)


def module(parent: Page, name: str, by, today: date, change: dict | None = None) -> Page:
    """A module in two files, what is read and what is asked; a third holds what it asks for first, and its sources.

    With a `change`, without the block that it brought.
    """
    beside = read("curricula")["modules"].get(name, {})
    fields = reviewed({**read(name), **read(f"{name}-quiz"), **beside}, today)
    if change:
        fields["lessons"] = [without(entry, change) for entry in fields["lessons"]]
    return page(models.ModulePage, parent, name, by, in_menu=False, **fields)


def without(entry: dict, change: dict) -> dict:
    lesson = entry["lesson"]
    if lesson["title"] != change["lesson"]:
        return entry
    body = [each for each in lesson["body"] if each.get("callout", {}).get("title") != change["brought"]]
    return {"lesson": lesson | {"body": body}}


def services(home: Page, by, today: date) -> None:
    parent = index(models.ServicesPage, home, "services", by)
    for name in read("site")["service_files"]:
        page(models.ServicePage, parent, name, by, in_menu=False, **reviewed(read(name), today))


def questions(home: Page, by, today: date) -> None:
    page(models.QuestionsPage, home, "questions", by, in_menu=True, **reviewed(read("questions"), today))


def fill_home(home: models.HomePage, by) -> None:
    """The bands of the home page, unless somebody has written it."""
    if home.body:
        return
    fields = read("home")
    next_page = models.ServicePage.objects.filter(slug=fields.pop("next_slug")).first()
    for name, value in streams(models.HomePage, "home", linked(fields)).items():
        setattr(home, name, value)
    home.next_page = next_page
    publish(home, by)


def linked(fields: dict) -> dict:
    """`page: slug` inside the home page's blocks becomes the page's number."""
    numbers = dict(Page.objects.values_list("slug", "pk"))
    for entry in fields["body"]:
        for value in entry.values():
            for part in [value, *value.get("entries", [])]:
                if "page" in part:
                    part["page"] = numbers[part["page"]]
    return fields


def order(home: models.HomePage, slugs: list[str]) -> None:
    """The menu is in the order of the tree; pages that somebody added come after the demo's."""
    children = list(home.get_children().values_list("slug", flat=True))
    wanted = [slug for slug in slugs if slug in children]
    if [slug for slug in children if slug in wanted] == wanted:
        return
    for slug in wanted:
        home.get_children().get(slug=slug).move(Page.objects.get(pk=home.pk), pos="last-child")

"""In a real browser: an editor puts the labels of a figure in their places by a click and by the arrow keys."""

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file

from cms.models import ModulePage
from tests.cms import lesson_story as story
from tests.factories import UserFactory
from tests.journeys import editor as hands
from tests.journeys.world import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LABELS = [{"name": "Skin", "x": 10, "y": 10}, {"name": "Rib", "x": 80, "y": 80}]
BODY = "lessons.0.body.1"  # after a text


@pytest.fixture
def form(transactional_db, people):
    """The editor's form of a module with a figure of two labels, and the page that it writes."""
    image = Image.objects.create(title="A grip", file=get_test_image_file(size=(640, 480)))
    page = story.module_with(story.labeled(*LABELS), story.labeled(*LABELS, drawing="", image=image.pk))
    UserFactory(email="ana@pinpoint.example", role="editor", password=PASSWORD)
    ana = people("ana@pinpoint.example")
    ana.go(f"/admin/pages/{page.pk}/edit/")
    ana.written = page
    return ana


def board(form, place: int):
    found = form.page.locator(".label-placing").nth(place)
    found.scroll_into_view_if_needed()
    found.locator(".picture > *").wait_for()
    return found


def click_at(form, found, x: float, y: float) -> None:
    box = found.locator(".picture").bounding_box()
    form.page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def places(form, figure: int) -> list[tuple[str, str]]:
    names = [f"lessons.0.body.{figure + 1}.labels.{label}" for label in range(2)]
    return [tuple(hands.field(form.page, f"{name}.{axis}").input_value() for axis in "xy") for name in names]


def stored(form, figure: int) -> list[tuple[int, int]]:
    page = ModulePage.objects.get(pk=form.written.pk).get_latest_revision_as_object()
    labels = page.lessons[0].value["body"][figure + 1].value["labels"]
    return [(label["x"], label["y"]) for label in labels]


@pytest.mark.parametrize("figure", [0, 1], ids=["drawing", "image"])
def test_a_click_puts_the_chosen_label_there_and_the_arrows_move_it(form, figure):
    found = board(form, figure)
    second = found.get_by_role("button", name="Label 2, Rib: 80% from the left, 80% from the top")
    second.click()
    click_at(form, found, 0.25, 0.5)
    assert places(form, figure) == [("10", "10"), ("25", "50")]
    found.get_by_role("button", name="Label 1").focus()
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowDown", "ArrowLeft", "ArrowLeft"):
        form.page.keyboard.press(key)
    assert places(form, figure) == [("9", "21"), ("25", "50")]
    assert found.get_by_role("status").inner_text() == "Label 1: 9% from the left, 21% from the top."
    hands.saves(form.page)
    assert stored(form, figure) == [(9, 21), (25, 50)]


def test_typed_numbers_move_the_label_and_a_new_one_waits_below(form):
    found = board(form, 0)
    hands.write(form.page, f"{BODY}.labels.0.x", "40")
    found.get_by_role("button", name="Label 1, Skin: 40% from the left, 10% from the top").wait_for()
    form.page.locator("[data-contentpath=labels]").first.locator("button.c-sf-add-button").last.click()
    new = found.get_by_role("button", name="Label 3: not placed yet")
    new.click()
    click_at(form, found, 0.6, 0.3)
    found.get_by_role("button", name="Label 3: 60% from the left, 30% from the top").wait_for()
    form.page.keyboard.press("Tab")


def test_another_drawing_shows_another_picture_and_none_hides_it(form):
    found = board(form, 0)
    before = found.locator(".picture").inner_html()
    choice = hands.field(form.page, f"{BODY}.drawing")
    choice.select_option("calf_section")
    form.page.wait_for_function(
        "([host, before]) => host.shadowRoot.querySelector('.picture').innerHTML !== before",
        arg=[found.element_handle(), before],
    )
    choice.select_option("")
    found.wait_for(state="hidden")

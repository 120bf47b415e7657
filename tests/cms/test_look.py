"""The parts of the look: what they say when nothing is known, and what a reader of the screen is told."""

import re
from datetime import date
from pathlib import Path

import django_filters
import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import get_template
from django.test import RequestFactory

from training.evaluation.outcomes import Certification, Clearance
from training.models import Clinic, User
from training.templatetags.look import symbols


def drawn(source: str, path: str = "/", **context) -> str:
    request = RequestFactory().get(path)
    return Template("{% load look lists %}" + source).render(Context({"request": request, **context}))


class Form(forms.Form):
    number = forms.CharField(label="License number", help_text="As the register <b>writes</b> it.")
    note = forms.CharField(label="Note", required=False)
    mode = forms.ChoiceField(label="Mode", choices=[("a", "In person")], widget=forms.RadioSelect)
    agree = forms.BooleanField(label="I agree")


@pytest.mark.parametrize("outcome", [*Clearance, *Certification])
def test_every_outcome_has_a_mark_and_a_word(outcome):
    text = drawn("{% status outcome %}", outcome=outcome)
    assert f"m-{outcome}" in symbols()
    assert f'data-status="{outcome}"' in text
    assert "Unknown" not in text


def test_an_unknown_status_is_its_raw_word_without_a_tone():
    text = drawn("{% status 'moon_phase' %}")
    assert text == '<span class="status"><span>Moon phase</span></span>'


def test_a_status_escapes_its_word():
    assert "<b>" not in drawn("{% status 'active' word %}", word="<b>")


def test_a_field_names_its_hint_and_its_error():
    form = Form({"note": ""})
    text = drawn("{{ form }}", form=form)
    assert 'aria-describedby="id_number_helptext id_number_error"' in text
    assert 'aria-invalid="true"' in text
    assert "Fill this in." in text
    assert "Check this box to go on." in text
    assert "&lt;b&gt;" in text


def test_only_what_may_stay_empty_is_marked():
    text = drawn("{{ form }}", form=Form())
    assert text.count(">optional<") == 1


def test_the_summary_is_for_narrow_screens_until_the_fourth_error():
    class Long(Form):
        more = forms.CharField(label="More")

    few, many = drawn("{{ form }}", form=Form({})), drawn("{{ form }}", form=Long({}))
    assert '<nav class="notice narrow-only" data-tone="stop"' in few
    assert '<nav class="notice" data-tone="stop"' in many
    assert '<a href="#id_more">More</a>: Fill this in.' in many


def test_a_choice_left_empty_says_what_to_choose():
    class Choosing(forms.Form):
        clinic = forms.ModelChoiceField(Clinic.objects.none(), empty_label="Choose a clinic")
        mode = forms.ChoiceField(choices=[("a", "A")])

    text = drawn("{{ form }}", form=Choosing({}))
    assert text.count("Choose a clinic.") == 2  # beside the field and in the summary
    assert text.count("Choose one.") == 2


def test_words_that_are_too_long_say_how_many_fit():
    class Reason(forms.Form):
        reason = forms.CharField(max_length=2000)

    form = Reason({"reason": "a" * 10000})
    text = drawn("{{ words|our_words }}", words=form.errors["reason"][0])
    assert text == "This has 10,000 characters. At most 2,000 fit."


def test_a_column_head_sorts_and_sorts_back():
    head = "{% sort_head 'name' 'Name' %}"
    assert 'href="?q=x&amp;sort=name"' in drawn(head, "/?q=x&page=3")
    again = drawn(head, "/?sort=name")
    assert 'aria-sort="ascending"' in again
    assert 'href="?sort=-name"' in again


def test_pages_keep_the_question():
    page = Paginator(range(30), 10).page(2)
    text = drawn("{% pager page 'people' %}", "/?q=x&page=2", page=page)
    assert "11 to 20 of 30 people" in text
    assert 'href="?q=x&amp;page=1"' in text
    assert 'href="?q=x&amp;page=3"' in text


def test_a_link_without_an_address_is_left_out():
    assert drawn("{% nav_link 'no:where' 'Nowhere' %}") == ""


def test_a_link_says_that_one_is_there():
    assert 'aria-current="page"' in drawn("{% nav_link 'account_login' 'Sign in' %}", "/accounts/login/")


def test_dates_are_written_out_in_sentences_and_short_in_tables():
    day = date(2029, 3, 14)
    assert drawn("{% day day %}", day=day) == '<time datetime="2029-03-14">March 14, 2029</time>'
    assert drawn("{% short_day day %}", day=day) == '<time datetime="2029-03-14">Mar 14, 2029</time>'
    assert drawn("{% day day %}", day=None) == "–"


@pytest.mark.parametrize(
    ("have", "need", "expected"), [(38, 50, "76"), (0, 200, "0"), (14, 10, "100"), (249, 250, "99.6")]
)
def test_a_gauge_stays_on_its_rail(have, need, expected):
    assert drawn("{% percent have need %}", have=have, need=need) == expected


def test_the_page_of_a_server_error_needs_no_database():
    assert "nothing was changed" in get_template("errors/500.html").render()


class People(django_filters.FilterSet):
    name = django_filters.CharFilter(field_name="email", lookup_expr="icontains", label="Name")
    open = django_filters.ChoiceFilter(field_name="is_active", label="Open", choices=[("1", "Yes"), ("0", "No")])
    since = django_filters.DateFilter(field_name="date_joined", label="Since")


def test_each_filter_in_use_is_a_chip_that_takes_it_away():
    path = "/?name=ann&open=1&since=2029-03-14&as_of=2027-01-01&page=2"
    people = People(RequestFactory().get(path).GET, queryset=User.objects.none())
    text = drawn("{% filters people %}", path, people=people)
    assert "Name: ann" in text
    assert "Open: Yes" in text
    assert "Since: Mar 14, 2029" in text
    assert 'href="?open=1&amp;since=2029-03-14&amp;as_of=2027-01-01"' in text
    assert '<input type="hidden" name="as_of" value="2027-01-01">' in text
    assert 'href="?as_of=2027-01-01"' in text


def test_without_a_filter_there_is_no_chip():
    assert "chip" not in drawn("{% filters people %}", people=People({}, queryset=User.objects.none()))


def test_a_long_status_wraps_on_a_phone():
    """Only in a table wide enough to have columns does a status stay on one line."""
    css = Path(finders.find("cms/css/components.css")).read_text()
    (rule,) = re.findall(r"^  \.status \{(.*)\}$", css, re.MULTILINE)
    assert "white-space" not in rule
    folded = Path(finders.find("cms/css/tables.css")).read_text().partition("max-width: 36rem")[2]
    assert ".table.fold .status { white-space: normal; }" in folded

"""From an empty database to somebody's sign-in: each step's own link, followed."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from tests.factories import UserFactory
from training.models import (
    Clinic,
    Jurisdiction,
    Organization,
    OutgoingMail,
    PracticeRule,
    Practitioner,
    Scheme,
    SchemeVersion,
    User,
)
from training.rule_fields import NOTHING, UNKNOWN

pytestmark = pytest.mark.django_db
ROOT = "root@clinic.example"
PASSWORD = "a-needle-in-a-haystack"


@pytest.fixture
def client(capsys):
    """The administrator of an installation that was made a moment ago."""
    call_command("create_administrator", ROOT)
    link = capsys.readouterr().out.splitlines()[-1]
    client = Client()
    return choose_password(client, link)


def choose_password(client, link):
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": PASSWORD, "password2": PASSWORD}, follow=True)
    email = User.objects.order_by("pk").last().email
    assert client.login(email=email, password=PASSWORD)
    return client


def steps(client) -> list:
    return client.get(reverse("desk:today")).context["steps"]


def done(client) -> list[str]:
    return [step.words for step in steps(client) if step.done]


def url_of(client, words: str) -> str:
    """The link of a step, which opens."""
    step = next(step for step in steps(client) if step.words.startswith(words))
    assert not step.done
    assert client.get(step.url, follow=True).status_code == 200, step.url
    return step.url


def posted(client, url, data):
    """Send the form; it is taken, and what follows opens."""
    reply = client.post(url, data)
    assert reply.status_code == 302, re.findall(r'class="error[^>]*>.*?</', reply.content.decode(), re.DOTALL)
    after = client.get(reply.url, follow=True)
    assert after.status_code == 200
    return after


def name_the_organization(client):
    url = client.get(url_of(client, "Name the organization"), follow=True).request["PATH_INFO"]
    given = {"name": "Bayside PT", "time_zone": "America/Chicago", "contact_email": "", "phone": ""}
    posted(client, url, given | {"check_good_for_days": "120", "review_tolerance_days": "90"})


def write_own_name(client):
    posted(client, url_of(client, "Write your own name"), {"first_name": "Alma", "last_name": "Brandt"})


def add_a_clinic(client):
    url = url_of(client, "Add the clinics")
    place = Jurisdiction.objects.get(code="US-CO")
    given = {"name": "Bayside Denver", "jurisdiction": place.pk, "time_zone": "America/Denver", "city": "Denver"}
    posted(client, url, given)


def appoint_a_manager(client):
    given = {
        "email": "mo@clinic.example",
        "first_name": "Mo",
        "last_name": "Diaz",
        "clinics": [Clinic.objects.get().pk],
    }
    posted(client, url_of(client, "Appoint the managers"), given)


def adopt_a_rule(client):
    page = client.get(url_of(client, "Adopt the rules")).content.decode()
    rule = PracticeRule.objects.get(jurisdiction__code="US-CO", citation__contains="Rule 1.5")
    assert client.get(f"{reverse('desk:rules')}?name=Colorado").status_code == 200
    assert reverse("desk:rules") in page
    address = reverse("desk:rule", args=[rule.pk])
    shown = client.get(address)
    posted(client, address, answers(shown.context["form"]) | {"seen_digest": shown.context["digest"]})


def answers(form) -> dict:
    """The adoption form as it is shown; whatever nobody knows yet is not required, as read at the board."""
    data = {bound.html_name: bound.value() for bound in form if bound.value() not in (None, False)}
    for name in [name for name in data if name.endswith("_kind")]:
        data[name] = NOTHING if data[name] == UNKNOWN else data[name]
        data[name.replace("_kind", "_read")] = "Read at the board"
    return data | {"effective_from": "2026-01-01"}


def write_and_adopt_a_scheme(client):
    url = url_of(client, "Write and adopt")
    given = {
        "name": "Dry needling",
        "slug": "dry-needling",
        "profession": "physical_therapist",
        "summary": "Who needles here.",
    }
    after = posted(client, url, given)
    assert url_of(client, "Write and adopt") == f"{after.request['PATH_INFO']}?{after.request['QUERY_STRING']}"
    assert f'<option value="{Scheme.objects.get().pk}" selected>' in after.content.decode()
    hold = streamfield([("active_license", {"label": "", "citation": "", "who": "", "jurisdiction": ""})])
    given = {"scheme": Scheme.objects.get().pk, "effective_from": "2026-01-01", "effective_until": ""}
    given |= {"initial": hold, "renewal": hold, "throughout": streamfield([]), "cycle_months": "24"}
    given |= {
        "window_months": "3",
        "grace_months": "0",
        "expiry_mode": "expiry",
        "minimum_months": "0",
        "certificate_words": "has met it",
        "scope": "",
    }
    read = posted(client, after.request["PATH_INFO"], nested_form_data(given))
    assert read.request["PATH_INFO"] == url_of(client, "Write and adopt").partition("#")[0] == reverse("desk:schemes")
    seen = re.search(r'name="seen_digest" value="(\w+)"', read.content.decode())
    address = reverse("desk:scheme_adopt", args=[SchemeVersion.objects.get().pk])
    posted(client, address, {"seen_digest": seen[1] if seen else ""})


def add_and_invite(client):
    given = {
        "full_name": "Maya Reyes",
        "sort_name": "Reyes, Maya",
        "profession": "physical_therapist",
        "clinic": Clinic.objects.get().pk,
    }
    given |= {"starts_on": "2026-01-01", "email": "maya@clinic.example", "invite": "on"}
    posted(client, url_of(client, "Add people"), given)


def test_an_empty_installation_has_the_jurisdictions_and_nothing_else(client):
    assert Jurisdiction.objects.count() > 50
    assert done(client) == []


def test_every_step_leads_on_and_is_ticked(client):
    walk = [name_the_organization, write_own_name, add_a_clinic, appoint_a_manager, adopt_a_rule]
    walk += [write_and_adopt_a_scheme]
    for number, step in enumerate(walk, 1):
        step(client)
        assert len(done(client)) == number, step.__name__
    add_and_invite(client)
    assert steps(client) == []
    assert Organization.objects.get().time_zone == "America/Chicago"
    accept_the_invitation()


def accept_the_invitation():
    """Whoever is invited follows the letter, signed in, to their own record."""
    letter = OutgoingMail.objects.get(to="maya@clinic.example").body
    path = re.search(r"http://testserver(/join/\S+)", letter)[1]
    user, guest = UserFactory(email="maya@clinic.example"), Client()
    guest.force_login(user)
    assert guest.post(path, follow=True).request["PATH_INFO"] == reverse("my:standing")
    assert Practitioner.objects.get().user == user


def test_each_link_in_the_editor_leads_back_to_the_desk(client):
    assert reverse("desk:today") in client.get("/admin/").content.decode()
    assert reverse("desk:schemes") in client.get(reverse("wagtailsnippets_training_scheme:add")).content.decode()
    assert reverse("desk:schemes") in client.get(reverse("wagtailsnippets_training_schemeversion:add")).content.decode()


def test_the_clinic_form_offers_every_jurisdiction_and_us_zones_first(client):
    page = client.get(reverse("wagtailsnippets_training_clinic:add")).content.decode()
    assert page.count("<option") > Jurisdiction.objects.count()
    assert page.index('value="America/Denver"') < page.index('value="Africa/Abidjan"')

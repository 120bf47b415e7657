"""What a signature shows on each screen, and that it cannot be moved to another row (modelled on 21 CFR 11.50 to
11.200; the rows of the yardstick are the names of the tests)."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F
from django.urls import reverse

from tests.factories import NOW, PASSWORD, PractitionerFactory, UserFactory
from tests.tampering import lifted
from tests.training.signing import supervising, waiting
from training.actions.session import submit
from training.actions.sign import MEANING, send_back, sign
from training.models import AuditEvent, SignOff, SupervisedSession
from training.queries.integrity import differences
from training.session_content import content_hash

pytestmark = pytest.mark.django_db
SCREENS = ("my:session", "supervise:session", "desk:session")


@pytest.fixture
def maya():
    return PractitionerFactory(login=True, full_name="Maya Reyes")


@pytest.fixture
def entry(maya):
    return waiting(supervising(), practitioner=maya, supervision="in_room", spots=["quad-left"], needle_count=3)


@pytest.fixture
def signed(entry):
    proof = {"proof": "password", "proved_at": NOW - timedelta(minutes=4)}
    sign(by=entry.supervisor.user, session=entry, content_hash=entry.content_hash, **proof, now=NOW)
    return entry


@pytest.fixture
def screen(client, signed, time_machine):
    time_machine.move_to(NOW, tick=False)

    def look(name):
        users = {"my": signed.practitioner.user, "supervise": signed.supervisor.user}
        client.force_login(users.get(name.partition(":")[0]) or UserFactory(role="administrator"))
        return client.get(reverse(name, args=[signed.pk])).content.decode()

    return look


@pytest.mark.parametrize("name", SCREENS)
def test_printed_name_date_and_time_with_zone_and_meaning(screen, signed, name):
    html = screen(name)
    assert "<dt>Name as printed</dt><dd>Daniel Okafor</dd>" in html
    assert "March 1, 2027, 12:00 PM EST (UTC−05:00)" in html
    assert MEANING in html


@pytest.mark.parametrize("name", SCREENS)
def test_linked_to_the_record_by_the_hash_whole_in_a_detail(screen, signed, name):
    html = screen(name)
    assert f"{signed.content_hash[:16]}…" in html
    assert f'<code class="code">{signed.content_hash}</code>' in html
    assert "The entry still is exactly what was signed." in html


@pytest.mark.parametrize("name", SCREENS)
def test_an_entry_changed_behind_the_signature_says_so(screen, signed, name):
    with lifted():
        SupervisedSession.objects.filter(pk=signed.pk).update(needle_count=F("needle_count") + 1)
    assert "The entry is not what was signed." in screen(name)


@pytest.mark.parametrize("name", SCREENS)
def test_the_license_at_signing_with_its_jurisdiction(screen, signed, name):
    license = signed.supervisor.licenses.get()
    kept = f"{license.number}, {license.jurisdiction}"
    signed.supervisor.licenses.update(number="PT 99999")
    assert f"<dt>License at signing</dt><dd>{kept}</dd>" in screen(name)


@pytest.mark.parametrize("name", SCREENS)
def test_two_components_and_when_they_were_proven(screen, name):
    assert "Signed in, then the password again, <time" in screen(name)
    assert "11:56 AM EST" in screen(name)


@pytest.mark.parametrize("name", SCREENS)
def test_unique_to_one_person(screen, name):
    assert "<dt>Login</dt><dd>Daniel Okafor, and nobody else’s</dd>" in screen(name)


@pytest.mark.parametrize("name", SCREENS)
def test_history_is_not_obscured_and_tells_the_order_of_steps(client, entry, time_machine, name):
    time_machine.move_to(NOW, tick=False)
    supervisor = entry.supervisor.user
    send_back(by=supervisor, session=entry, content_hash=entry.content_hash, comment="Which side?", now=NOW)
    SupervisedSession.objects.filter(pk=entry.pk).update(needle_gauge=25, needle_length_mm=40)
    row = SupervisedSession.objects.get(pk=entry.pk)
    row.content_hash = content_hash(row)
    row.save()
    submit(by=row.practitioner.user, session=row, now=NOW + timedelta(minutes=1))
    row.refresh_from_db()
    proof = {"proof": "password", "proved_at": NOW, "now": NOW + timedelta(minutes=2)}
    sign(by=supervisor, session=row, content_hash=row.content_hash, **proof)
    users = {"my": row.practitioner.user, "supervise": supervisor}
    client.force_login(users.get(name.partition(":")[0]) or UserFactory(role="administrator"))
    html = client.get(reverse(name, args=[row.pk])).content.decode()
    places = [html.index("Which side?"), html.rindex("12:01 PM"), html.rindex("12:02 PM")]
    assert places[0] < places[1]
    assert [step.state for step in row.steps.all()] == ["returned", "submitted", "signed"]
    assert "Returned" in html


def test_of_several_each_is_listed_before_and_after(client, entry, time_machine):
    time_machine.move_to(NOW, tick=False)
    second = waiting(entry.supervisor, needle_count=8)
    client.force_login(entry.supervisor.user)
    rows = [entry, second]
    before = client.get(reverse("supervise:several"), {"entry": [row.pk for row in rows]}).content.decode()
    given = {"entry": [f"{row.pk}:{row.content_hash}" for row in rows], "password": PASSWORD}
    after = client.post(reverse("supervise:sign_several"), given).content.decode()
    assert all(row.content_hash in before and row.content_hash in after for row in rows)


def test_the_trail_of_a_signature_is_computer_made(signed):
    event = AuditEvent.objects.get(action="session.sign")
    assert (event.actor_id, event.subject_id, event.at) == (signed.supervisor.user_id, str(signed.pk), NOW)
    assert "content_hash" in event.fields


# Cutting and copying a signature


def copied(signed, target, **changes):
    """The signature of one entry, written to the row of another behind our back."""
    kept = SignOff.objects.get(session=signed)
    values = {field.attname: getattr(kept, field.attname) for field in kept._meta.fields if field.name != "id"}
    SignOff.objects.create(**values | {"session_id": target.pk} | changes)


def test_a_signature_copied_to_another_entry_is_found(signed):
    other = waiting(signed.supervisor, needle_count=9)
    SupervisedSession.objects.filter(pk=other.pk).update(state="signed")
    copied(signed, other)
    assert f"Session {other.pk}: the signature is on another text." in list(differences())


def test_a_signature_copied_to_an_entry_that_says_the_same_is_found(signed):
    same = {"practitioner": signed.practitioner, "spots": ["quad-left"], "needle_count": 3, "supervision": "in_room"}
    twin = waiting(signed.supervisor, **same)
    assert twin.content_hash == signed.content_hash
    copied(signed, twin)
    assert f"Session {twin.pk} has a signature, but is not signed." in list(differences())
    SupervisedSession.objects.filter(pk=twin.pk).update(state="signed")
    twin.steps.create(state="submitted", at=NOW, by=signed.practitioner.user)
    assert f"Session {twin.pk} has a signature, but its history tells of no signing." in list(differences())


def test_a_signature_under_another_supervisor_is_found(signed):
    with lifted():
        SignOff.objects.filter(session=signed).update(supervisor=supervising("Somebody Else"))
    assert f"Session {signed.pk}: the signature is another supervisor’s." in list(differences())


def test_a_true_signature_is_no_fault(signed):
    assert [each for each in differences() if each.startswith("Session")] == []


def test_check_integrity_fails_on_a_copied_signature(signed):
    other = waiting(signed.supervisor, needle_count=9)
    copied(signed, other)
    with pytest.raises(CommandError):
        call_command("check_integrity")

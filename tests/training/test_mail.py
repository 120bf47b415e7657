"""The outbox: once for a key, by lease, parked after too many failures; one bad letter never stops the rest."""

from datetime import timedelta

import pytest
from django.core import mail as letters
from django.db import transaction

from training.actions import delivery
from training.actions.mail import body_of, insert, one_line, queue_mail
from training.models import OutgoingMail

pytestmark = pytest.mark.django_db


def queue(now, key="letter:1", to="ines@pinpoint.example", subject="Choose your password"):
    return queue_mail(
        key=key, to=to, subject=subject, template="password_link", context={"link": "https://x.example/a"}, now=now
    )


def refuse(monkeypatch, *, only=None):
    """Let the mail server refuse everything, or the letters to one address."""
    send = delivery.EmailMessage.send

    def refusing(self, **kwargs):
        if only is None or self.to == [only]:
            raise ConnectionRefusedError("no mail server")
        return send(self, **kwargs)

    monkeypatch.setattr(delivery.EmailMessage, "send", refusing)


def test_a_key_is_queued_once(now):
    assert queue(now) is not None
    assert queue(now) is None
    assert OutgoingMail.objects.count() == 1


def test_a_second_writer_gets_none_and_its_transaction_lives_on(now):
    first = queue(now)
    with transaction.atomic():
        assert insert(OutgoingMail(key=first.key, to=first.to, subject="", body="", created_at=now)) is None
        assert OutgoingMail.objects.count() == 1


def test_a_rolled_back_act_leaves_no_letter(now, django_capture_on_commit_callbacks):
    capture = django_capture_on_commit_callbacks(execute=True)
    with capture as callbacks, pytest.raises(RuntimeError), transaction.atomic():
        queue(now)
        raise RuntimeError
    assert (callbacks, letters.outbox, OutgoingMail.objects.count()) == ([], [], 0)


def test_the_commit_sends(now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        queue(now)
    [letter] = letters.outbox
    assert letter.to == ["ines@pinpoint.example"]
    assert "https://x.example/a" in letter.body


def test_what_was_said_is_not_kept_once_it_is_sent(now, monkeypatch):
    """A letter may hold a one-time link: a copy of the database must not open anything."""
    row = queue(now)
    with monkeypatch.context() as patch:
        refuse(patch)
        delivery.send_waiting(now=now)
    row.refresh_from_db()
    assert "https://x.example/a" in row.body, "it is tried again"
    delivery.send_waiting(now=now + timedelta(hours=1))
    row.refresh_from_db()
    assert (row.body, row.key, row.subject) == ("", "letter:1", "Choose your password")
    assert row.created_at == now
    assert row.sent_at >= now + timedelta(hours=1)
    assert "https://x.example/a" in letters.outbox[0].body


def test_sending_twice_sends_once_under_a_fixed_message_id(now):
    queue(now)
    assert delivery.send_waiting(now=now) == 1
    assert delivery.send_waiting(now=now + timedelta(days=1)) == 0
    [letter] = letters.outbox
    assert letter.message()["Message-ID"] == delivery.message_id("letter:1")
    assert delivery.message_id("letter:1") != delivery.message_id("letter:2")


def test_a_letter_held_by_another_worker_is_left_alone(now):
    queue(now)
    OutgoingMail.objects.update(claimed_until=now + timedelta(minutes=1))
    assert delivery.send_waiting(now=now) == 0
    assert delivery.send_waiting(now=now + timedelta(minutes=1)) == 1


def test_one_bad_letter_does_not_stop_the_rest(now, monkeypatch):
    refuse(monkeypatch, only="bad@pinpoint.example")
    queue(now, "letter:1", "bad@pinpoint.example")
    queue(now, "letter:2", "good@pinpoint.example")
    assert delivery.send_waiting(now=now) == 1
    bad = OutgoingMail.objects.get(key="letter:1")
    assert (bad.sent_at, bad.attempts) == (None, 1)
    assert bad.claimed_until - now == pytest.approx(timedelta(minutes=1), abs=timedelta(seconds=5))
    assert bad.last_error == "ConnectionRefusedError: no mail server"


def test_it_is_tried_for_three_days_then_parked(now, monkeypatch):
    refuse(monkeypatch)
    queue(now)
    at, tries = now, []
    while OutgoingMail.objects.filter(parked_at=None).exists():
        tries.append(at)
        delivery.send_waiting(now=at)
        at = OutgoingMail.objects.get().claimed_until
    assert len(tries) == 8
    assert tries[-1] - tries[0] > timedelta(days=3)
    monkeypatch.undo()
    assert delivery.send_waiting(now=now + timedelta(days=30)) == 0


def test_a_letter_that_kills_its_worker_is_parked_too(now):
    queue(now)
    for attempt in range(10):
        at = now + attempt * timedelta(hours=1)
        delivery.claim(OutgoingMail.objects.get().pk, now=at, lease=at + delivery.LEASE)
    row = OutgoingMail.objects.get()
    assert (row.attempts, row.parked_at) == (8, now + 8 * timedelta(hours=1))


def test_a_subject_cannot_carry_a_second_header(now):
    queue(now, subject="Hello\r\nBcc: everybody@pinpoint.example\x00\u2028!")
    delivery.send_waiting(now=now)
    [letter] = letters.outbox
    assert letter.subject == "Hello Bcc: everybody@pinpoint.example !"
    assert letter.recipients() == ["ines@pinpoint.example"]
    assert letter.message()["Bcc"] is None


@pytest.mark.parametrize("to", ["nobody", "a@b.example\r\nBcc: c@d.example", "a" * 300 + "@b.example"])
def test_what_is_not_an_address_is_parked_for_a_person_to_see(now, to):
    row = queue(now, to=to)
    assert row.parked_at == now
    assert delivery.send_waiting(now=now) == 0


def test_without_an_address_there_is_nothing_to_send(now):
    assert queue(now, to="") is None
    assert OutgoingMail.objects.count() == 0


def test_names_are_written_as_they_are(now):
    body = body_of("password_link", {"link": "https://x.example/?a=1&b=<O'Néill>"})
    assert "https://x.example/?a=1&b=<O'Néill>" in body
    assert "\n\n\n" not in body


def test_a_long_subject_fits():
    assert one_line("  a \n\n b ") == "a b"

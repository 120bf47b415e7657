"""What the demonstration promises about signing, on the pages of those who sign in to it."""

from datetime import date

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from training.models import AdverseEvent, LinkSignature, SigningLink, Statement, SupervisedSession, User
from training.queries.navigation import to_sign
from training.queries.review_tasks import named_by, open_tasks
from training.queries.voiding import to_decide


def signed_in(name: str) -> tuple[User, Client]:
    user, client = User.objects.get(email=f"{name}@pinpoint.example"), Client()
    client.force_login(user)
    return user, client


def html(client: Client, page: str, *args) -> str:
    return client.get(reverse(page, args=args)).content.decode()


def signing_is_shown(today: date) -> None:
    waits_at_the_supervisor()
    links_are_in_each_state()
    a_void_comes_up(today)
    events_run_and_are_closed(today)
    call_command("verify_audit")


def waits_at_the_supervisor() -> None:
    """Entries, an amendment, one that was returned before, and a statement; another is signed."""
    user, client = signed_in("supervisor")
    rows = list(to_sign(user.practitioner))
    assert sum(row.amends_id is not None for row in rows) == 1
    assert sum(row.steps.filter(state="returned").exists() for row in rows) == 1
    assert len(rows) >= 5
    (asked,) = Statement.objects.filter(supervisor=user.practitioner, state="asked")
    assert str(asked.practitioner) in html(client, "supervise:statements")
    assert "lacks" not in html(client, "supervise:statement", asked.pk)
    assert Statement.objects.filter(supervisor=user.practitioner, state="signed", jurisdiction__code="US-FL").exists()
    assert all(row.practitioner.full_name in html(client, "supervise:queue") for row in rows)


def links_are_in_each_state() -> None:
    """One person's word is verified, one's waits at the desk, one has just got the letter."""
    _, client = signed_in("manager")
    accepted = LinkSignature.objects.get(outcome="accepted")
    look = accepted.link.supervisor.licenses.get().checks.get()
    assert (accepted.address_proof, bool(look.capture)) == ("clinic", True)
    waiting = LinkSignature.objects.filter(outcome="")
    (link,) = {row.link for row in waiting}
    page = html(client, "desk:signature", link.pk)
    stated = waiting[0].statement
    assert all(words in page for words in (stated.number, stated.training, stated.workplace))
    running = SigningLink.objects.get(ended_at=None)
    assert (running.expires_at - running.created_at).days == 30
    addresses = SigningLink.objects.values_list("address", flat=True)
    assert all(each.endswith(".example") for each in addresses), "in domains that nobody owns"


def a_void_comes_up(today: date) -> None:
    """A void session, the decision and the statement that rest on it, and a request that waits."""
    user, client = signed_in("manager")
    (task,) = open_tasks(user, today)
    assert {each["kind"] for each in task.rests_on} == {"decision", "statement"}
    page = html(client, "desk:review", task.pk)
    assert all(each.url in page for each in named_by(task))
    assert to_decide(user, today).count() == 1
    assert SupervisedSession.objects.get(state="void").practitioner == task.practitioner


def events_run_and_are_closed(today: date) -> None:
    rows = AdverseEvent.objects.current()
    assert sorted(rows.values_list("state", "jurisdiction__code")) == [("closed", "US-CO"), ("open", "US-FL")]
    assert rows.get(state="open").due_on > today

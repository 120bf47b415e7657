"""Reading about signatures by link: who signs that way, which address is whose, what waits for a manager."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from training.models import (
    LinkEnding,
    LinkSignature,
    Looked,
    Practitioner,
    SessionState,
    SigningLink,
    SupervisedSession,
    SupervisorStatement,
    User,
)
from training.permissions import is_administrator
from training.queries.managers import administrators

PROVEN_FOR = timedelta(minutes=15)
GMAIL = ("gmail.com", "googlemail.com")


def signs_by_link(supervisor: Practitioner) -> bool:
    """Has no login, and an address that a letter can go to."""
    return supervisor.user_id is None and bool(supervisor.email)


def one_form(address: str) -> str:
    """An address as links keep it and find it."""
    return address.strip().lower()


def bare(address: str) -> str:
    """Without what a mail server leaves out: `maya+more@example.org` reaches `maya@example.org`, and Gmail, which has
    two domains, leaves out the dots."""
    local, _, domain = one_form(address).rpartition("@")
    local = local.partition("+")[0]
    return f"{local.replace('.', '')}@gmail.com" if domain in GMAIL else f"{local}@{domain}"


def owns(person: Practitioner, address: str) -> bool:
    """Whether mail to this address reaches the person, by what is on record and by their login."""
    return bare(address) in {bare(each) for each in [person.email, *addresses_of(person.user)] if each}


def addresses_of(user: User | None) -> list[str]:
    if user is None:
        return []
    return [user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)]


def is_blocked(address: str) -> bool:
    """Its holder said “this was not me”, and no manager has allowed letters again."""
    domain = one_form(address).rpartition("@")[2]
    same = Q(address__endswith=f"@{domain}")
    for each in GMAIL if domain in GMAIL else ():
        same |= Q(address__endswith=f"@{each}")
    rows = SigningLink.objects.filter(same, ending=LinkEnding.NOT_ME)
    barred = rows.exclude(looked=Looked.ALLOWED).values_list("address", flat=True)
    return bare(address) in {bare(each) for each in barred}


def is_alive(link: SigningLink | None, now: datetime) -> bool:
    """Opens something: not ended, not too old, and its supervisor has no login meanwhile."""
    return bool(link) and link.ended_at is None and now < link.expires_at and link.supervisor.user_id is None


def is_proven(link: SigningLink, browser_hash: str, now: datetime) -> bool:
    """The right code was written in this browser, less than 15 minutes ago."""
    proven = link.proved_at and now - link.proved_at < PROVEN_FOR
    return bool(proven and browser_hash and link.browser_hash == browser_hash)


def statement_of(supervisor: Practitioner) -> SupervisorStatement | None:
    """What they stated last."""
    rows = SupervisorStatement.objects.filter(supervisor=supervisor).select_related("jurisdiction")
    return rows.order_by("stated_at", "pk").last()


def signatures_to_verify(user, today: date) -> QuerySet[LinkSignature]:
    """Signatures by link of the people this manager acts on, the oldest first; never on sessions of one's own."""
    rows = LinkSignature.objects.filter(outcome=LinkSignature.Outcome.WAITING).managed_by(user, today)
    return rows.exclude(practitioner__user=user, practitioner__user__isnull=False).order_by("signed_at", "pk")


def reports_of_strangers(user, today: date) -> QuerySet[SigningLink]:
    """Links that ended by “this was not me” and that no manager has looked at; of the trainees of this manager."""
    rows = SigningLink.objects.filter(ending=LinkEnding.NOT_ME, looked="").order_by("ended_at", "pk")
    if is_administrator(user):
        return rows
    named = SupervisedSession.objects.managed_by(user, today).exclude(submitted_at=None)
    return rows.filter(supervisor__in=named.values("supervisor"))


def managers_of(trainees: QuerySet[Practitioner]) -> QuerySet[User]:
    """Who manages a clinic where one of them works; where nobody does, the administrators."""
    found = User.objects.filter(is_active=True, manager_rows__clinic__assignments__practitioner__in=trainees).distinct()
    return found if found.exists() else administrators()


def trainees_of(supervisor: Practitioner) -> QuerySet[Practitioner]:
    """Whose submitted sessions name this supervisor."""
    rows = SupervisedSession.objects.filter(supervisor=supervisor).exclude(submitted_at=None)
    rows = rows.exclude(state=SessionState.WITHDRAWN)
    return Practitioner.objects.filter(pk__in=rows.values("practitioner"))

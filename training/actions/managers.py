"""Compliance managers: who answers for the people of which clinics. An administrator appoints and dismisses them."""

from collections.abc import Iterable
from datetime import date, datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from training.actions import Refused, require
from training.actions.administrators import password_link
from training.actions.audit import record
from training.actions.mail import queue_mail
from training.models import Clinic, ClinicManager, User
from training.permissions import MANAGER, may_appoint, record_of


@transaction.atomic
def appoint(
    *,
    by,
    email: str,
    first_name: str = "",
    last_name: str = "",
    clinics: Iterable[Clinic],
    now: datetime,
    today: date,
) -> User:
    """The login of this address answers for the clinics, beside those it has; a missing login is made.

    Its holder is written to; a new one gets the link to choose a password, again at most once a day.
    """
    require(may_appoint(by))
    user = login_of(email.lower(), first_name, last_name)
    before = set(user.manager_rows.values_list("clinic", flat=True))
    added = [ClinicManager.objects.create(user=user, clinic=each) for each in clinics if each.pk not in before]
    if not before and not added:
        raise Refused("Choose at least one clinic.", field="clinics")
    user.groups.add(Group.objects.get_or_create(name=MANAGER)[0])
    if added:
        values = {"clinics": [row.clinic_id for row in added]}
        audit("manager.appoint", by, user, values, now)
    tell(by, user, added, now, today)
    return user


def login_of(email: str, first_name: str, last_name: str) -> User:
    """The login of the address, a new one if there is none. One whose address nobody confirmed may be a stranger's."""
    user = User.objects.select_for_update().filter(email=email).first()
    if user is None:
        user = User.objects.create_user(email, first_name=first_name, last_name=last_name)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if not user.is_active:
        raise Refused("This sign-in is closed.", field="email")
    if not EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists():
        raise Refused("Whoever made this sign-in has not confirmed the address yet. Ask them to first.", "email")
    return user


def tell(by, user: User, added: list[ClinicManager], now: datetime, today: date) -> None:
    """What they answer for now. The address is proven by the letter: the link in it is the only way in."""
    link = "" if user.has_usable_password() else password_link(user)
    if not added and not link:
        return
    queue_mail(
        key=f"manager:{user.pk}:{added[-1].pk if added else today}",
        to=user.email,
        subject="You are a compliance manager",
        template="manager_appointed",
        context={"by": record_of(by) or by, "clinics": user.clinics_managed.all(), "link": link},
        now=now,
    )


@transaction.atomic
def dismiss(*, by, user: User, clinic: Clinic | None, now: datetime) -> None:
    """Answers no longer for the clinic; `None`: for none at all. Who answers for no clinic is no manager any more."""
    require(may_appoint(by))
    rows = ClinicManager.objects.filter(user=user, **({"clinic": clinic} if clinic else {}))
    gone = list(rows.values_list("clinic", flat=True))
    rows.delete()
    Clinic.objects.filter(pk__in=gone, lead=user).update(lead=None)
    group = user.groups.filter(name=MANAGER).first()
    leaves = group and not user.manager_rows.exists()
    if leaves:
        user.groups.remove(group)
    if gone or leaves:
        audit("manager.dismiss", by, user, {"clinics": gone}, now)


def audit(action: str, by, user: User, values: dict, now: datetime) -> None:
    record(action=action, by=by, subject=user, fields=["groups", "clinics_managed"], values=values, now=now)

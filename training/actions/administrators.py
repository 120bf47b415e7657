"""Administrators, made by whoever runs the server."""

from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse

from training.actions.audit import record
from training.actions.mail import queue_mail
from training.models import User
from training.permissions import ADMINISTRATOR


@transaction.atomic
def create_administrator(*, email: str, now: datetime) -> str:
    """A login that may do everything, its address verified; an existing one is raised, its password kept.

    Mails the link to choose a password, and returns it. Whoever can run this can read the database anyway.
    """
    email = email.lower()
    user = User.objects.filter(email=email).first() or User.objects.create_user(email)
    user.is_staff = user.is_superuser = user.is_active = True
    user.save(update_fields=["is_staff", "is_superuser", "is_active"])
    user.groups.add(Group.objects.get_or_create(name=ADMINISTRATOR)[0])
    EmailAddress.objects.update_or_create(user=user, email=email, defaults={"verified": True, "primary": True})
    record(action="administrator.create", by=None, subject=user, fields=["is_superuser", "groups"], now=now)
    link = password_link(user)
    queue_mail(
        key=f"administrator:{user.pk}:{now.isoformat()}",
        to=email,
        subject="Choose your password",
        template="password_link",
        context={"link": link},
        now=now,
    )
    return link


def password_link(user: User) -> str:
    """allauth's own link, good for `PASSWORD_RESET_TIMEOUT` or until it is used."""
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": "uid", "key": "key"})
    return f"{settings.BASE_URL}{path.replace('uid-key', key)}"

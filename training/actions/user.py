"""A login's roles, and whether it is open. Its address belongs to its owner; nothing here deletes one."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from training.actions import require
from training.actions.audit import record
from training.models import User
from training.permissions import may_keep_login, record_of


@transaction.atomic
def update_login(*, by, user: User, is_active: bool, groups: Iterable[Group], now: datetime) -> User:
    """Open or close a login and give it these roles, on record. The same again changes nothing."""
    login = User.objects.select_for_update().get(pk=user.pk)
    require(may_keep_login(by, login))
    said = {"is_active": (login.is_active, is_active), "groups": ({*login.groups.all()}, {*groups})}
    fields = [name for name, (was, will) in said.items() if was != will]
    login.is_active = is_active
    login.save(update_fields=["is_active"])
    login.groups.set(groups)
    if fields:
        values = {"is_active": is_active, "groups": sorted(group.name for group in groups)}
        record(
            action="user.update",
            by=by,
            subject=login,
            practitioner=record_of(login),
            fields=fields,
            values=values,
            now=now,
        )
    return login

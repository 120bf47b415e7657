"""A login's roles, whether it is open, and its name. Its address belongs to its owner; nothing here deletes one."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Group
from django.db import transaction

from training.actions import require
from training.actions.audit import changed, record
from training.models import User
from training.permissions import may_keep_login, record_of


@transaction.atomic
def update_login(*, by, user: User, is_active: bool, groups: Iterable[Group], now: datetime) -> User:
    """Open or close a login and give it these roles, on record. The same again changes nothing."""
    login = User.objects.select_for_update(no_key=True).get(pk=user.pk)
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


@transaction.atomic
def name_login(*, by: User, first_name: str, last_name: str, now: datetime) -> User:
    """Write the name of one's own login, which the certificates that one decides print from now on."""
    login = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    login.first_name, login.last_name = first_name, last_name
    fields = changed(login, ["first_name", "last_name"])
    if fields:
        login.save(update_fields=fields)
        values = {name: getattr(login, name) for name in fields}
        record(action="user.name", by=by, subject=login, fields=fields, values=values, now=now)
    return login

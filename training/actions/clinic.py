"""Keeping a clinic: its name, its address, its lead."""

from datetime import datetime

from django.db import transaction

from training.actions import Refused, require
from training.actions.audit import changed, record
from training.models import Assignment, Clinic
from training.permissions import may_keep_clinic

KEPT = ("name", "jurisdiction", "time_zone", "street", "city", "postal_code", "phone", "lead", "closed_on")
FIXED = ("jurisdiction", "time_zone")
STAYS = "People work or worked here, so this stays: what is on record rests on it. A new place is a new clinic."


def is_fixed(clinic: Clinic) -> bool:
    """Whether anybody was ever assigned here."""
    return bool(clinic.pk) and Assignment.objects.filter(clinic=clinic).exists()


def flaws(clinic: Clinic) -> dict[str, str]:
    """What is wrong with a clinic as somebody wants it: a sentence for each field."""
    found = {name: STAYS for name in changed(clinic, FIXED) if is_fixed(clinic)}
    if changed(clinic, ["lead"]) and clinic.lead_id and not manages(clinic.lead_id, clinic):
        found["lead"] = "Choose one of this clinic's managers."
    return found


def manages(user_id: int, clinic: Clinic) -> bool:
    return bool(clinic.pk) and clinic.manager_rows.filter(user=user_id).exists()


@transaction.atomic
def save_clinic(*, by, clinic: Clinic, now: datetime) -> Clinic:
    """Write a clinic as a form has it, on record. Administrators add clinics; its managers keep it."""
    require(may_keep_clinic(by, clinic))
    for field, sentence in flaws(clinic).items():
        raise Refused(sentence, field=field)
    action = "clinic.update" if clinic.pk else "clinic.create"
    fields = changed(clinic, KEPT)
    clinic.save()
    if fields:
        values = {name: str(getattr(clinic, name)) for name in fields}
        record(action=action, by=by, subject=clinic, fields=fields, values=values, now=now)
    return clinic

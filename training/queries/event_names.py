"""What audit events are about, by name: the record itself holds ids only."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from training.evaluation.dates import long_date
from training.models import (
    Assignment,
    Attempt,
    AuditEvent,
    Completion,
    Decision,
    Enrollment,
    Erratum,
    ErratumNotice,
    Evidence,
    JoinRequest,
    License,
    LicenseCheck,
    Reattestation,
    Renewal,
    RenewalFiled,
    ReviewTask,
    Statement,
    StoredFile,
    SupervisedSession,
)

NAMED: dict[str, tuple[QuerySet, Callable]] = {
    "assignment": (Assignment.objects.select_related("clinic"), lambda row: row.clinic.name),
    "attempt": (Attempt.objects.select_related("module"), lambda row: f"“{row.module}”"),
    "completion": (Completion.objects.select_related("revision"), lambda row: f"“{row.revision.title}”"),
    "decision": (Decision.objects.select_related("scheme"), lambda row: row.scheme.name),
    "enrollment": (Enrollment.objects.select_related("scheme"), lambda row: row.scheme.name),
    "erratum": (Erratum.objects.select_related("module"), lambda row: f"“{row.module}”"),
    "erratumnotice": (
        ErratumNotice.objects.select_related("erratum__module"),
        lambda row: f"“{row.erratum.module}”",
    ),
    "evidence": (Evidence.objects.all(), lambda row: f"“{row.title}”"),
    "joinrequest": (JoinRequest.objects.select_related("clinic"), lambda row: row.clinic.name),
    "license": (License.objects.select_related("jurisdiction"), lambda row: f"{row.number}, {row.jurisdiction}"),
    "licensecheck": (LicenseCheck.entered.select_related("license"), lambda row: row.license.number),
    "renewalfiled": (RenewalFiled.objects.select_related("license"), lambda row: row.license.number),
    "reviewtask": (ReviewTask.objects.all(), lambda row: row.get_cause_display().lower()),
    "renewal": (Renewal.objects.select_related("scheme"), lambda row: row.scheme.name),
    "reattestation": (Reattestation.objects.select_related("module"), lambda row: f"“{row.module}”"),
    "statement": (Statement.objects.select_related("jurisdiction"), str),
    "storedfile": (StoredFile.objects.all(), lambda row: f"“{row.original_name}”"),
    "supervisedsession": (SupervisedSession.objects.all(), lambda row: long_date(row.happened_on)),
}


def names_of(events: Iterable[AuditEvent]) -> dict[tuple[str, str], str]:
    """The name of each event's subject by its type and id, in one query a type; what is gone has none."""
    asked = defaultdict(set)
    for event in events:
        if event.subject_type in NAMED:
            asked[event.subject_type].add(event.subject_id)
    return {
        (kind, str(row.pk)): NAMED[kind][1](row)
        for kind, ids in asked.items()
        for row in NAMED[kind][0].filter(pk__in=ids)
    }

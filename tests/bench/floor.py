"""The floor of the standings: the rows that they rest on, read by plain SQL and left as the driver's tuples."""

from django.db import connection

# One statement a table, with the columns that an answer needs, of a run of people by key.
STATEMENTS = (
    "SELECT id, profession, facts_version FROM training_practitioner WHERE id BETWEEN %s AND %s",
    "SELECT l.id, l.practitioner_id, l.type, l.profession, l.home_id, l.jurisdiction_id FROM training_license l"
    " WHERE l.superseded_at IS NULL AND l.practitioner_id BETWEEN %s AND %s",
    "SELECT c.id, c.license_id, c.checked_on, c.fresh_until, c.shows, c.in_good_standing, c.encumbered, c.issued_on,"
    " c.expires_on FROM training_licensecheck c JOIN training_license l ON l.id = c.license_id"
    " WHERE l.superseded_at IS NULL AND l.practitioner_id BETWEEN %s AND %s",
    "SELECT id, practitioner_id, completed_on, revision_id FROM training_completion"
    " WHERE superseded_at IS NULL AND practitioner_id BETWEEN %s AND %s",
    "SELECT s.id, s.practitioner_id, s.happened_on, s.mode, s.supervision, s.regions, s.first_with_patient,"
    " o.supervisor_id, o.eligibility FROM training_signoff o JOIN training_supervisedsession s ON s.id = o.session_id"
    " WHERE s.superseded_at IS NULL AND s.practitioner_id BETWEEN %s AND %s",
    "SELECT id, practitioner_id, kind, title, happened_on, ends_on, jurisdiction_id, score, taught"
    " FROM training_evidence"
    " WHERE superseded_at IS NULL AND state = 'accepted' AND practitioner_id BETWEEN %s AND %s",
    "SELECT c.evidence_id, c.subject, c.mode, c.minutes FROM training_creditline c"
    " JOIN training_evidence e ON e.id = c.evidence_id"
    " WHERE e.superseded_at IS NULL AND e.state = 'accepted' AND e.practitioner_id BETWEEN %s AND %s",
    "SELECT s.evidence_id, s.counts_as FROM training_evidencestep s JOIN training_evidence e ON e.id = s.evidence_id"
    " WHERE s.state = 'accepted' AND s.counts_as <> '' AND e.state = 'accepted' AND e.superseded_at IS NULL"
    " AND e.practitioner_id BETWEEN %s AND %s",
    "SELECT practitioner_id, scheme_id, version_id, enrolled_on FROM training_enrollment"
    " WHERE practitioner_id BETWEEN %s AND %s",
    "SELECT c.id, c.practitioner_id, c.scheme_id, c.version_id, c.starts_on, c.valid_until, c.window_opens_on,"
    " c.grace_until, d.decided_at, d.effective_on, d.imported FROM training_cycle c"
    " JOIN training_decision d ON d.id = c.decision_id WHERE c.practitioner_id BETWEEN %s AND %s",
    "SELECT practitioner_id, scheme_id, kind, effective_on, valid_until, about_id FROM training_decision"
    " WHERE kind IN ('suspend', 'reinstate', 'revoke', 'extend') AND practitioner_id BETWEEN %s AND %s",
    "SELECT DISTINCT a.practitioner_id, c.jurisdiction_id FROM training_assignment a"
    " JOIN training_clinic c ON c.id = a.clinic_id WHERE a.practitioner_id BETWEEN %s AND %s",
)


def read(people: list[int]) -> int:
    """Fetch them all, of people whose keys follow one another; returns how many rows."""
    return sum(len(fetched(statement, people[0], people[-1])) for statement in STATEMENTS)


def fetched(statement: str, first: int, last: int) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [first, last])
        return cursor.fetchall()

"""How each named constraint of ours is broken: a row, and the change that the database must refuse.

`broken(factory, change)` makes a row and updates it; `twice(factory, fields)` makes two rows that then agree in them.
"""

import uuid
from datetime import date, timedelta

from tests import factories as f
from tests.factories import NOW, TODAY, days
from tests.factories.statements import StatementFactory
from training import models as m
from training.actions.audit import record
from training.models.fields import random_id

BEFORE, AFTER = date(1999, 1, 1), date(9999, 1, 1)


def broken(factory, **change):
    """Update one row; a callable gets the row."""

    def act():
        row = factory()
        given = {name: value(row) if callable(value) else value for name, value in change.items()}
        type(row)._base_manager.filter(pk=row.pk).update(**given)

    return act


def twice(factory, *fields):
    """Make two rows, then give the second the first's values."""

    def act():
        first, second = factory(), factory()
        change = {name: getattr(first, name) for name in fields}
        type(first)._base_manager.filter(pk=second.pk).update(**change)

    return act


def session_of_a_page():
    return f.SessionFactory(made_on_page=uuid.uuid4())


def signed_statement():
    return StatementFactory(signed=True)


def event():
    user = f.UserFactory()
    return record(action="user.look", by=user, subject=user, now=NOW)


def checkpoint_nought():
    values = {"at": NOW, "events": 0, "up_to": 0, "heads": [], "digest": "a", "key": "b", "signature": "c"}
    m.AuditCheckpoint.objects.create(number=0, **values)


def event_again():
    first = event()
    values = {field.attname: getattr(first, field.attname) for field in first._meta.fields if field.name != "id"}
    m.AuditEvent.objects.create(**values | {"hash": "another"})


def renewal(**given):
    cycle = given.pop("cycle", None) or f.CycleFactory()
    pair = {"practitioner": cycle.practitioner, "scheme": cycle.scheme, "cycle": cycle}
    return m.Renewal.objects.create(**pair, submitted_on=TODAY, submitted_at=NOW, evaluation={}, **given)


def list_kept():
    return f.StoredFileFactory(practitioner=None, uploaded_by=None, sha256=random_id(64))


def renewal_filed():
    license, by = f.LicenseFactory(), f.UserFactory()
    return m.RenewalFiled.objects.create(
        license=license, filed_on=TODAY, ends_on=TODAY, recorded_at=NOW, recorded_by=by
    )


def credit_line():
    return f.EvidenceFactory().lines.get()


def policy():
    number = m.HousePolicy.objects.count()
    return m.HousePolicy.objects.create(name=f"House {number}", requirements=[], effective_from=TODAY)


def lesson_read():
    revision = f.ModuleRevisionFactory()
    return m.LessonRead.objects.create(
        practitioner=f.PractitionerFactory(), revision=revision, lesson="l1", read_at=NOW
    )


def place():
    """The first place of a curriculum of its own."""
    return f.CurriculumFactory(modules=[f.ModuleFactory()]).places.get()


def module_again():
    first = place()
    first.curriculum.places.create(module=first.module, position=2)


def same_content():
    first = f.ModuleRevisionFactory()
    f.ModuleRevisionFactory(module=first.module, content_hash=first.content_hash)


def attempt():
    return f.passed_attempt(f.PractitionerFactory(), f.ModuleRevisionFactory())


def erratum():
    return f.erratum_notice(attempt()).erratum


def erratum_notice():
    return f.erratum_notice(attempt())


def material_change():
    return f.material_change(f.PractitionerFactory())


def published_materially():
    return material_change().publication


def published_first():
    revision = f.ModuleRevisionFactory()
    return f.published(revision, "first", NOW)


def asked_twice():
    row = material_change()
    again = f.published(row.publication.revision, "material", NOW, note="Again.")
    again.reattestations.create(practitioner=row.practitioner, module=row.module, opened_at=NOW)


def open_attempt():
    row = attempt()
    m.Attempt.objects.filter(pk=row.pk).update(submitted_at=None, correct=None, passed=None)
    return row


def open_attempt_twice():
    row = open_attempt()
    m.Attempt.objects.create(
        practitioner=row.practitioner, module=row.module, revision=row.revision, number=2, questions=[], started_at=NOW
    )


def on_the_clock():
    row = open_attempt()
    m.Attempt.objects.filter(pk=row.pk).update(due_at=row.started_at + timedelta(minutes=20))
    return row


def answer():
    return m.Answer.objects.create(attempt=attempt(), question="q1", chosen=[], saved_at=NOW)


def clinic_manager():
    return m.ClinicManager.objects.create(user=f.UserFactory(), clinic=f.ClinicFactory())


def join_request():
    return m.JoinRequest.objects.create(
        practitioner=f.PractitionerFactory(), clinic=f.ClinicFactory(), requested_at=NOW
    )


def invitation():
    number = m.Invitation.objects.count()
    return m.Invitation.objects.create(
        practitioner=f.PractitionerFactory(), email="a@b.example", token_hash=f"hash {number}", created_at=NOW,
        created_by=f.UserFactory(), expires_at=NOW + timedelta(days=7),
    )  # fmt: skip


def pair(**about):
    about = about or {"jurisdiction": f.JurisdictionFactory()}
    return m.StandingPair.objects.create(
        practitioner=f.PractitionerFactory(), facts_version=0, rules_version=0, code_version=1, **about
    )


def scheme_pair():
    return pair(scheme=f.SchemeFactory())


def standing():
    return m.Standing.objects.create(
        practitioner=f.PractitionerFactory(), jurisdiction=f.JurisdictionFactory(), starts_on=TODAY, ends_on=TODAY,
        outcome="cleared",
    )  # fmt: skip


def scheme_standing():
    return m.Standing.objects.create(
        practitioner=f.PractitionerFactory(), scheme=f.SchemeFactory(), starts_on=TODAY, ends_on=TODAY, outcome="none"
    )


def refresh(**given):
    return m.Refresh.objects.create(asked_at=NOW, **given or {"jurisdiction": f.JurisdictionFactory()})


def refresh_of_another_place():
    number = m.Refresh.objects.count()
    return refresh(jurisdiction=f.JurisdictionFactory(code=f"US-A{number}", name=f"Place {number}"))


def refresh_of_a_scheme():
    return refresh(scheme=f.SchemeFactory())


def what_if():
    return m.WhatIf.objects.create(
        asked_by=f.UserFactory(), asked_at=NOW, policy=policy(), as_of=TODAY, effective_from=TODAY
    )


def what_if_change(**given):
    person = f.PractitionerFactory()
    return m.WhatIfChange.objects.create(
        what_if=what_if(), practitioner=person, direction="out", before="cleared", after="not_cleared", **given
    )


def what_if_change_there():
    return what_if_change(jurisdiction=f.JurisdictionFactory())


def user_in_another_case():
    first, second = f.UserFactory(), f.UserFactory()
    m.User.objects.filter(pk=second.pk).update(email=first.email.upper())


def license_again():
    first = f.LicenseFactory()
    f.LicenseFactory(number=first.number, jurisdiction=first.jurisdiction)


BROKEN = {
    "accommodation_adds_time": broken(f.AccommodationFactory, extra_percent=0),
    "accommodation_closed_when_and_by_whom": broken(f.AccommodationFactory, superseded_at=NOW),
    "accommodation_current_once": twice(f.AccommodationFactory, "practitioner"),
    "accommodation_ends_after_it_starts": broken(f.AccommodationFactory, ends_on=BEFORE),
    "answer_once_per_question": twice(answer, "attempt", "question"),
    "assignment_ends_after_it_starts": broken(f.AssignmentFactory, ends_on=BEFORE),
    "assignment_open_once_per_clinic": twice(f.AssignmentFactory, "practitioner", "clinic"),
    "attempt_graded_when_submitted": broken(attempt, correct=None),
    "attempt_number_once": twice(attempt, "practitioner", "module", "number"),
    "attempt_open_once": open_attempt_twice,
    "attempt_time_ends_after_it_starts": broken(on_the_clock, due_at=lambda row: row.started_at),
    "audit_checkpoint_counts_from_one": checkpoint_nought,
    "audit_event_once_per_place": event_again,
    "completion_by_quiz_has_its_attempt": broken(f.CompletionFactory, attempt=None),
    "credit_line_has_minutes": broken(credit_line, minutes=0),
    "cycle_ends_after_it_starts": broken(
        f.CycleFactory, starts_on=AFTER, window_opens_on=AFTER, valid_until=BEFORE, grace_until=AFTER
    ),
    "cycle_grace_after_it": broken(f.CycleFactory, grace_until=BEFORE),
    "cycle_once_in_its_series": twice(f.CycleFactory, "practitioner", "scheme", "anchor", "number"),
    "cycle_window_within_it": broken(f.CycleFactory, window_opens_on=BEFORE),
    "decision_extension_has_its_day": broken(f.DecisionFactory, kind="extend"),
    "decision_reduction_has_its_scope": broken(f.DecisionFactory, scope=["neck"]),
    "enrollment_once_per_scheme": twice(f.EnrollmentFactory, "practitioner", "scheme"),
    "erratum_notice_once_per_person": twice(erratum_notice, "erratum", "practitioner"),
    "erratum_says_what_is_right": broken(erratum, words=""),
    "evidence_begins_before_it_is_done": broken(f.EvidenceFactory, began_on=AFTER),
    "evidence_ends_after_it_starts": broken(f.EvidenceFactory, ends_on=BEFORE),
    "evidence_filing_names_its_board": broken(f.EvidenceFactory, kind="filing", jurisdiction=None),
    "house_policy_adopted_when_and_by_whom": broken(policy, adopted_at=NOW),
    "house_policy_ends_after_it_starts": broken(policy, effective_until=BEFORE),
    "invitation_used_when_and_by_whom": broken(invitation, used_at=NOW),
    "join_request_decided_when_and_by_whom": broken(join_request, decided_at=NOW),
    "join_request_waits_once": twice(join_request, "practitioner"),
    "lesson_read_once": twice(lesson_read, "practitioner", "revision", "lesson"),
    "license_check_by_a_named_person": broken(f.LicenseCheckFactory, checked_by=None),
    "license_check_dates_in_order": broken(f.LicenseCheckFactory, expires_on=BEFORE),
    "license_check_fresh_after_it": broken(f.LicenseCheckFactory, fresh_until=BEFORE),
    "license_check_not_shown_is_not_good": broken(f.LicenseCheckFactory, shows=False, in_good_standing=True),
    "license_ends_after_it_starts": broken(f.LicenseFactory, expires_on=BEFORE),
    "license_number_once": license_again,
    "license_renewal_filed_once": twice(renewal_filed, "license", "ends_on"),
    "license_privilege_has_a_home": broken(f.LicenseFactory, type="compact_privilege", home=None),
    "manager_once_per_clinic": twice(clinic_manager, "user", "clinic"),
    "curriculum_holds_a_module_once": module_again,
    "curriculum_position_once": twice(place, "curriculum", "position"),
    "module_revision_content_once": same_content,
    "module_revision_number_once": twice(f.ModuleRevisionFactory, "module", "number"),
    "pair_is_about_one_thing": broken(pair, jurisdiction=None),
    "pair_once_per_jurisdiction": twice(pair, "practitioner", "jurisdiction"),
    "pair_once_per_scheme": twice(scheme_pair, "practitioner", "scheme"),
    "practice_rule_adopted_is_complete": broken(f.PracticeRuleFactory, review_on=None),
    "practice_rule_adopted_when_and_by_whom": broken(f.PracticeRuleFactory, adopted_by=None),
    "practice_rule_ends_after_it_starts": broken(f.PracticeRuleFactory, effective_until=BEFORE),
    "practice_rule_number_once": twice(f.PracticeRuleFactory, "jurisdiction", "profession", "number"),
    "practitioner_admitted_when_and_by_whom": broken(f.PractitionerFactory, admitted_by=None),
    "practitioner_has_a_name": broken(f.PractitionerFactory, full_name=""),
    "practitioner_supervising_ends_that_began": broken(f.PractitionerFactory, supervisor_until=TODAY),
    "practitioner_supervisor_when_and_by_whom": broken(f.PractitionerFactory, supervisor_at=NOW, supervisor_by=None),
    "refresh_given_up_is_over": broken(refresh, gave_up=True),
    "refresh_is_about_one_thing": broken(refresh, scheme=lambda row: f.SchemeFactory()),
    "refresh_once_per_jurisdiction": twice(refresh_of_another_place, "jurisdiction"),
    "refresh_once_per_scheme": twice(refresh_of_a_scheme, "scheme"),
    "publication_first_once_per_module": twice(published_first, "module"),
    "publication_material_says_what_changed": broken(published_materially, note=""),
    "reattestation_closed_says_how": broken(material_change, closed_at=NOW),
    "reattestation_keeps_its_statement": broken(material_change, closed_at=NOW, closed="attested"),
    "reattestation_once_per_publication": twice(material_change, "practitioner", "publication"),
    "reattestation_open_once": asked_twice,
    "renewal_decided_by_a_decision": broken(renewal, state="decided"),
    "renewal_waits_once_per_cycle": twice(renewal, "cycle"),
    "scheme_version_adopted_when_and_by_whom": broken(f.SchemeVersionFactory, adopted_by=None),
    "scheme_version_ends_after_it_starts": broken(f.SchemeVersionFactory, effective_until=BEFORE),
    "scheme_version_minimum_in_fixed_mode": broken(f.SchemeVersionFactory, minimum_months=6),
    "scheme_version_number_once": twice(f.SchemeVersionFactory, "scheme", "number"),
    "scheme_version_window_within_cycle": broken(f.SchemeVersionFactory, window_months=99),
    "session_not_supervised_by_oneself": broken(f.SessionFactory, supervisor=lambda row: row.practitioner),
    "session_once_per_page": twice(session_of_a_page, "practitioner", "made_on_page"),
    "session_with_a_supervisor": broken(f.SessionFactory, supervisor=None),
    "session_submitted_when": broken(f.SessionFactory, submitted_at=None),
    "session_supervised_how": broken(f.SessionFactory, supervision=""),
    "statement_asked_once": twice(StatementFactory, "practitioner", "jurisdiction"),
    "statement_ended_when_and_by_whom": broken(StatementFactory, state="withdrawn"),
    "statement_in_force_once": twice(signed_statement, "practitioner", "jurisdiction"),
    "statement_not_about_oneself": broken(StatementFactory, supervisor=lambda row: row.practitioner),
    "statement_returned_with_comment": broken(
        StatementFactory, state="returned", ended_at=NOW, ended_by=lambda row: row.recorded_by
    ),
    "statement_signed_whole": broken(signed_statement, signed_by=None),
    "statement_superseded_once_signed": broken(StatementFactory, superseded_at=NOW),
    "standing_ends_after_it_starts": broken(standing, ends_on=days(-1)),
    "standing_is_about_one_thing": broken(standing, jurisdiction=None),
    "standing_once_per_place_and_start": twice(standing, "practitioner", "jurisdiction"),
    "standing_once_per_scheme_and_start": twice(scheme_standing, "practitioner", "scheme"),
    "stored_file_of_a_person_or_of_nobody": broken(f.StoredFileFactory, uploaded_by=None),
    "stored_file_of_nobody_once": twice(list_kept, "sha256"),
    "user_email_once_in_any_case": user_in_another_case,
    "what_if_asks_of_its_time": broken(what_if, as_of=days(-1)),
    "what_if_change_once": twice(what_if_change, "what_if", "practitioner"),
    "what_if_change_once_per_place": twice(what_if_change_there, "what_if", "practitioner"),
    "what_if_finished_when": broken(what_if, state="done"),
    "what_if_is_about_one_draft": broken(what_if, policy=None),
}

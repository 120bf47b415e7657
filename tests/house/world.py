"""One of everything that an address may name: two clinics, and people in every role."""

import hashlib
from dataclasses import dataclass
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document

from certificates.codes import new_code
from certificates.issue import issue
from certificates.models import CertificateShare, CorrectionRequest
from tests.factories import (
    NOW,
    TODAY,
    AdverseEventFactory,
    AssignmentFactory,
    ClinicFactory,
    CompletionFactory,
    CycleFactory,
    EvidenceFactory,
    JurisdictionFactory,
    LicenseCheckFactory,
    LicenseFactory,
    ModuleFactory,
    PracticeRuleFactory,
    PractitionerFactory,
    ReviewTaskFactory,
    SchemeVersionFactory,
    SessionFactory,
    SessionVoidFactory,
    StoredFileFactory,
    UserFactory,
    days,
    erratum_notice,
    link_signature,
    material_change,
    passed_attempt,
    signing_link,
    without_login,
)
from tests.factories.statements import StatementFactory
from tests.house.constraints_bulk import bulk, item
from training.lesson_files import kept_as
from training.models import HousePolicy, Invitation, JoinRequest, WhatIf

ROLES = (
    "stranger",
    "practitioner",
    "another",
    "supervisor",
    "manager",
    "manager_elsewhere",
    "editor",
    "administrator",
)
TOKEN = "one-time-token"


@dataclass
class World:
    """`users` by role, and `things` by the name that the table's rows use for what an address names."""

    users: dict
    things: SimpleNamespace


def build() -> World:
    here, elsewhere = ClinicFactory(name="Here"), ClinicFactory(name="Elsewhere")
    users = people(here, elsewhere)
    things = SimpleNamespace(
        **records(users["practitioner"].practitioner, users["supervisor"].practitioner),
        **rules(users["manager"]),
        **joining(here, users["manager"]),
        **signing(users["practitioner"].practitioner),
        manager=users["manager"],
        bulk=many_at_once(users),
    )
    return World({role: users.get(role) for role in ROLES}, things)


def people(here, elsewhere) -> dict:
    users = {
        "practitioner": PractitionerFactory(login=True, clinic=here).user,
        "another": PractitionerFactory(login=True, clinic=here).user,
        "supervisor": PractitionerFactory(login=True, clinic=here, supervisor=True).user,
        **{role: UserFactory(role=role) for role in ("manager", "editor", "administrator")},
        "manager_elsewhere": UserFactory(role="manager"),
    }
    here.managers.add(users["manager"])
    elsewhere.managers.add(users["manager_elsewhere"])
    return users


def many_at_once(users):
    """A decision about several that waits for its turn."""
    return item(bulk=bulk(asked_by=users["manager"]), practitioner=users["practitioner"].practitioner).bulk


def records(person, supervisor) -> dict:
    """What belongs to the practitioner."""
    version = SchemeVersionFactory()
    evidence = EvidenceFactory(practitioner=person)
    module = ModuleFactory()
    cycle = CycleFactory(practitioner=person, version=version)
    attempt = passed_attempt(person, module.current)
    asked = material_change(person)
    return {
        "person": person,
        "adverse": AdverseEventFactory(practitioner=person, clinic=person.assignments.get().clinic),
        "assignment": person.assignments.get(),
        "license": LicenseFactory(practitioner=person, checked=True),
        "evidence": evidence,
        "document": in_library("a.pdf", b"%PDF-1.7 what editors chose"),
        "lesson_file": kept(b"%PDF-1.7 what a lesson offers"),
        "file": StoredFileFactory(practitioner=person, evidence=evidence),
        "session": SessionFactory(practitioner=person, supervisor=supervisor),
        "statement": StatementFactory(practitioner=person, supervisor=supervisor),
        **voided(person, supervisor),
        "scheme": version.scheme,
        **paper(cycle),
        "module": module,
        "completion": CompletionFactory(practitioner=person),
        "attempt": attempt,
        "erratum_notice": erratum_notice(attempt),
        "asked": asked,
        "changed": asked.module,
    }


def paper(cycle) -> dict:
    """The certificate of a cycle, the page that its holder shares, and the correction that they ask for."""
    certificate = issue(decision=cycle.decision, cycle=cycle, by=cycle.decision.decided_by, now=NOW)
    share = CertificateShare(certificate=certificate, token=new_code(), with_pdf=True, opened_at=NOW)
    share.save()
    correction = CorrectionRequest(certificate=certificate, practitioner=cycle.practitioner, reason="My name changed.")
    correction.asked_by, correction.asked_at = cycle.practitioner.user, NOW
    correction.save()
    return {"certificate": certificate, "share": share, "correction": correction}


def voided(person, supervisor) -> dict:
    """Somebody asks to void a session; a look was voided on which something rests."""
    look = LicenseCheckFactory(license__practitioner=person)
    session = SessionFactory(practitioner=person, supervisor=supervisor, signed=True)
    return {
        "look": look,
        "void": SessionVoidFactory(session=session),
        "review": ReviewTaskFactory(check_of_license=look),
    }


def in_library(name: str, content: bytes) -> Document:
    """The first document of the library: `BY_PREFIX` names its address."""
    if not default_storage.exists(f"documents/{name}"):
        default_storage.save(f"documents/{name}", ContentFile(content))
    return Document.objects.create(pk=1, title=name, file=f"documents/{name}")


def kept(content: bytes) -> SimpleNamespace:
    """A file of a lesson, as publishing keeps it."""
    digest = hashlib.sha256(content).hexdigest()
    default_storage.save(kept_as(digest, "sheet.pdf"), ContentFile(content))
    return SimpleNamespace(digest=digest)


def rules(manager) -> dict:
    drafted = SchemeVersionFactory(adopted_at=None, adopted_by=None)
    given = {"as_of": TODAY, "effective_from": TODAY, "state": "done", "finished_at": NOW}
    return {
        "jurisdiction": JurisdictionFactory(),
        "rule": PracticeRuleFactory(),
        "draft": PracticeRuleFactory(state="draft", adopted_at=None, adopted_by=None),
        "policy": HousePolicy.objects.create(name="House", requirements=[], effective_from=TODAY),
        "scheme_draft": drafted,
        "what_if": WhatIf.objects.create(asked_by=manager, asked_at=NOW, version=drafted, **given),
    }


def signing(person) -> dict:
    """Signed by link, and an address whose holder says “this was not me”."""
    signature = link_signature(SessionFactory(practitioner=person, supervisor=without_login()))
    stranger = without_login(email="stranger@clinic.example")
    SessionFactory(practitioner=person, supervisor=stranger)
    return {"signature": signature, "reported": signing_link(stranger, "no", ending="not_me", ended_at=NOW)}


def joining(clinic, manager) -> dict:
    """Somebody who asks to join, and somebody who is invited."""
    newcomer = PractitionerFactory(login=True, admitted=False, admitted_by=None)
    invited = AssignmentFactory(clinic=clinic).practitioner
    invitation = Invitation.objects.create(
        practitioner=invited,
        email="invited@pinpoint.example",
        token_hash=hashlib.sha256(TOKEN.encode()).hexdigest(),
        created_at=NOW,
        created_by=manager,
        expires_at=NOW.replace(month=4),
    )
    request = JoinRequest.objects.create(practitioner=newcomer, clinic=clinic, requested_at=NOW)
    return {"on_paper": invited, "invitation": invitation, "join_request": request, "until": days(10)}

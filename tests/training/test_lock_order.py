"""Two acts at once that hold what the other wants: one waits for the other, and neither is broken off."""

import threading
import time

import pytest
from django.db import connection
from django.urls import reverse

from tests.cms.test_rule_preview import HOURS, RULE, form
from tests.factories import (
    NOW,
    TODAY,
    ClinicFactory,
    EnrollmentFactory,
    PractitionerFactory,
    SchemeVersionFactory,
    SessionFactory,
    UserFactory,
)
from tests.training.rule_story import adopted, draft, manager, place, therapist
from tests.training.test_jurisdictions import ROWS
from training.actions import Refused, joining, jurisdiction, license_ask, organization, rule
from training.actions.scheme import adopt_scheme_version
from training.actions.standing import changing, refresh_all
from training.models import JoinRequest, LicenseCheck, Organization, PracticeRule, Practitioner
from training.queries.integrity import differences

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite has one writer: nobody holds half of anything"),
]


class Beside:
    """An act in a thread of its own, begun once, that is let go until it ends or waits for a lock."""

    def __init__(self, act):
        self.act, self.thread, self.error = act, None, None

    def run(self):
        try:
            self.act()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def begin(self, *given, **named):
        if self.thread is None:
            self.thread = threading.Thread(target=self.run)
            self.thread.start()
            until = time.monotonic() + 20
            while self.thread.is_alive() and not waiting() and time.monotonic() < until:
                time.sleep(0.02)

    def end(self):
        assert self.thread, "it never began"
        self.thread.join(30)
        if self.error:
            raise self.error


def waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


def around(monkeypatch, module, name, beside, *, before):
    """Begin the other act where the first one calls `name` of its module."""
    real = getattr(module, name)

    def called(*given, **named):
        if before:
            beside.begin()
        answer = real(*given, **named)
        beside.begin()
        return answer

    monkeypatch.setattr(module, name, called)


def test_an_entry_that_names_a_supervisor_beside_a_rebuild_of_both():
    supervisor, trainee = PractitionerFactory(), PractitionerFactory()
    rebuild = Beside(lambda: refresh_all([supervisor.pk, trainee.pk]))
    with changing(trainee):
        rebuild.begin()
        SessionFactory(practitioner=trainee, supervisor=supervisor)
    rebuild.end()
    assert list(differences()) == []


def test_linking_a_login_beside_a_rebuild_of_both_records(monkeypatch):
    by = UserFactory(role="manager")
    clinic = ClinicFactory(manager=by)
    older = PractitionerFactory(clinic=clinic)
    fresh = PractitionerFactory(login=True, admitted=False)
    request = JoinRequest.objects.create(practitioner=fresh, clinic=clinic, requested_at=NOW)
    rebuild = Beside(lambda: refresh_all([older.pk, fresh.pk]))
    select = Practitioner.objects.select_for_update

    def held(*given, **named):
        rows = select(*given, **named)
        get = rows.get
        rows.get = lambda **key: (get(**key), rebuild.begin())[0]
        return rows

    with monkeypatch.context() as patch:
        patch.setattr(Practitioner.objects, "select_for_update", held)
        joining.link(by=by, request=request, to=older, now=NOW, today=TODAY)
    rebuild.end()
    assert Practitioner.objects.get(pk=older.pk).user == fresh.user


def test_a_source_that_answers_beside_an_adoption(monkeypatch, settings, tmp_path):
    by, row = manager(), draft(requirements=[])
    person = therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    license = person.licenses.get()
    license.checks.all().delete()
    settings.LICENSE_REGISTERS = str(tmp_path)
    head = "type,number,name,status,active,encumbered,issued_on,expires_on\n"
    line = f'license,{license.number},"{person.full_name}",Active,yes,no,2020-03-01,2027-11-30\n'
    (tmp_path / f"{row.jurisdiction.code}_{TODAY}.csv").write_text(head + line)
    adoption = Beside(lambda: adopted(row, by=by))
    around(monkeypatch, license_ask, "require_possible", adoption, before=False)
    license_ask.ask(by=None, license=license, now=NOW, today=TODAY)
    adoption.end()
    assert LicenseCheck.objects.count() == 1
    assert list(differences()) == []


def test_a_next_version_is_drafted_beside_the_adoption_of_a_scheme(monkeypatch):
    by, row = manager(), draft(requirements=[])
    adopted(row, by=by)
    person = therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    version = SchemeVersionFactory(adopted_at=None, adopted_by=None)
    EnrollmentFactory(practitioner=person, version=version)
    adoption = Beside(lambda: adopt_scheme_version(by=by, version=version, now=NOW, today=TODAY))
    around(monkeypatch, rule, "record", adoption, before=True)
    rule.draft_next(by=by, rule=row, now=NOW)
    adoption.end()
    assert list(differences()) == []


def test_settings_are_kept_beside_an_adoption(monkeypatch):
    by, row, settings = manager(), draft(requirements=[]), Organization.objects.create()
    therapist(ClinicFactory(jurisdiction=row.jurisdiction))
    settings.review_tolerance_days += 1
    adoption = Beside(lambda: adopted(row, by=by))
    around(monkeypatch, organization, "record", adoption, before=False)
    organization.save_organization(by=UserFactory(role="administrator"), organization=settings, now=NOW)
    adoption.end()
    assert list(differences()) == []


def test_research_is_loaded_beside_an_adoption(monkeypatch):
    by, row = manager(), draft(place("US-FL"), requirements=[])
    first, second = (next(each for each in ROWS if each["code"] == code) for code in ("US-CO", "US-FL"))
    adoption = Beside(lambda: adopted(row, by=by))
    around(monkeypatch, jurisdiction, "record", adoption, before=False)
    jurisdiction.load(rows=[first, second], now=NOW)
    adoption.end()
    row.refresh_from_db()
    assert row.state == "adopted"


def test_a_version_written_in_the_editor_beside_a_next_version_of_the_desk(monkeypatch, client):
    by, row = UserFactory(role="administrator"), draft(requirements=[])
    adopted(row, by=by)
    client.force_login(by)
    desk = Beside(lambda: rule.draft_next(by=by, rule=row, now=NOW))
    around(monkeypatch, PracticeRule, "save", desk, before=True)
    sent = form(row, requirements=[HOURS]) | {"effective_from": "", "review_on": ""}
    assert client.post(reverse(f"{RULE}:add"), sent).status_code == 302
    with pytest.raises(Refused, match="Version 2 is drafted already"):
        desk.end()
    assert sorted(PracticeRule.objects.values_list("number", flat=True)) == [1, 2]

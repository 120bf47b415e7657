"""Publishing at an hour: the tick brings a module out, and it is frozen then and there; at its end it is retired."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from cms.freezing import unfrozen_pages
from cms.models import ModulePage
from tests.cms import site
from training.models import Module, ModuleRevision

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine, now):
    time_machine.move_to(now, tick=False)
    return time_machine


def scheduled(**times):
    page = site.module_page()
    for name, moment in times.items():
        setattr(page, name, moment)
    page.save_revision().publish()
    return page


def test_the_tick_publishes_a_module_and_freezes_it(clock, now):
    page = scheduled(go_live_at=now + timedelta(hours=1))
    call_command("tick")
    assert (ModulePage.objects.get(pk=page.pk).live, ModuleRevision.objects.count()) == (False, 0)
    clock.move_to(now + timedelta(hours=1, seconds=1), tick=False)
    call_command("tick")
    assert ModulePage.objects.get(pk=page.pk).live
    module = Module.objects.get(key=page.translation_key)
    assert (module.current.number, module.current.published_at) == (1, now + timedelta(hours=1, seconds=1))
    assert unfrozen_pages() == []
    call_command("tick")
    assert ModuleRevision.objects.count() == 1


def test_a_scheduled_change_makes_the_second_revision(clock, now):
    page = site.published(site.module_page())
    page.summary, page.go_live_at = "Another approach.", now + timedelta(hours=1)
    page.save_revision().publish()
    assert Module.objects.get().current.number == 1
    clock.move_to(now + timedelta(hours=2), tick=False)
    call_command("tick")
    assert (Module.objects.get().current.number, Module.objects.get().current.summary) == (2, "Another approach.")


def test_the_tick_retires_a_module_whose_time_is_over(clock, now):
    scheduled(expire_at=now + timedelta(hours=1))
    assert Module.objects.get().current.number == 1
    clock.move_to(now + timedelta(hours=2), tick=False)
    call_command("tick")
    assert Module.objects.get().current is None
    assert ModuleRevision.objects.count() == 1

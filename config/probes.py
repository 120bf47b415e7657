"""Is the process alive, and can it serve? Answered before anything else: no host name, no sign-in, no redirect."""

import logging
from functools import cache

from django.core.cache import cache as shared_cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

log = logging.getLogger(__name__)


class AnswerProbes:
    """Stands first among the middleware, so that a probe is answered when the database is away."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path)
        return probe(request) if probe else self.get_response(request)


@require_safe
def healthz(request):
    """The process runs."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request):
    """200 when a request can be served, 503 with what is missing; the log says why."""
    questions = {"database": ask_database, "cache": ask_cache, "migrations": ask_migrations}
    checks = {name: works(name, ask) for name, ask in questions.items()}
    status = 200 if all(checks.values()) else 503
    return JsonResponse(
        {name: "ok" if well else "fails" for name, well in checks.items()},
        status=status,
        headers={"Cache-Control": "no-store"},
    )


def works(name: str, ask) -> bool:
    try:
        well = ask()
    except Exception as error:  # any failure is the answer to the question
        log.error("Not ready: %s: %s: %s", name, type(error).__name__, error)
        return False
    if not well:
        log.error("Not ready: %s: not in order", name)
    return well


def ask_database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def ask_cache() -> bool:
    shared_cache.set("readyz", "ok", 10)
    return shared_cache.get("readyz") == "ok"


def ask_migrations() -> bool:
    """Whether all are applied. Once they are they stay so for the life of the process."""
    applied = all_applied()
    if not applied:
        all_applied.cache_clear()
    return applied


@cache
def all_applied() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())

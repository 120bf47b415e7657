"""What one person did in one module, and which revision they play."""

from training.models import Attempt, Completion, LessonRead, Module, ModuleRevision, Practitioner


class Trail:
    """What one person did in one module, each kind of row read once: tries by number, lessons read, completions."""

    def __init__(self, practitioner: Practitioner, module: Module):
        mine = {"practitioner": practitioner}
        self.module = module
        self.tries = list(Attempt.objects.filter(module=module, **mine).order_by("number"))
        reads = LessonRead.objects.filter(revision__module=module, **mine)
        self.reads = list(reads.values_list("revision", "lesson", "read_at"))
        done = Completion.objects.current().filter(revision__module=module, **mine)
        self.completions = list(done.order_by("completed_on", "pk"))

    @property
    def open_attempt(self) -> Attempt | None:
        return next((each for each in self.tries if each.submitted_at is None), None)

    @property
    def done(self) -> Completion | None:
        """The newest completion."""
        return self.completions[-1] if self.completions else None

    def read_of(self, revision: ModuleRevision) -> frozenset[str]:
        return frozenset(lesson for pk, lesson, _ in self.reads if pk == revision.pk)

    def revision(self, pk: int) -> ModuleRevision:
        """The newest one is at hand; an older one is read."""
        is_newest = pk == self.module.current_id
        return self.module.current if is_newest else ModuleRevision.objects.get(pk=pk)


def revision_for(trail: Trail) -> ModuleRevision | None:
    """The revision that the person plays: the one begun, else the newest, else the one completed.

    One that is finished or used up is begun no more. None: nobody may start this module, and the person never did.
    """
    if trail.open_attempt:
        return trail.revision(trail.open_attempt.revision_id)
    completed = trail.done.revision_id if trail.done else None
    return begun(trail) or trail.module.current or (completed and trail.revision(completed))


def begun(trail: Trail) -> ModuleRevision | None:
    """The revision read or tried last, unless the person completed the module since, or used up its tries and there is
    a newer one to begin."""
    found = [(read_at, pk) for pk, _, read_at in trail.reads]
    found += [(each.started_at, each.revision_id) for each in trail.tries]
    if not found:
        return None
    at, pk = max(found, key=lambda each: each[0])
    if any(each.recorded_at >= at for each in trail.completions):
        return None
    revision = trail.revision(pk)
    is_replaced = trail.module.current_id not in (None, pk)
    return None if is_replaced and is_used_up(trail, revision) else revision


def is_used_up(trail: Trail, revision: ModuleRevision) -> bool:
    """Whether every try at this revision since the last completion failed, and no other is allowed.

    Tries that an erratum forgives are among them: nobody is led back to a question that was wrong.
    """
    failed = failed_since(trail.tries, revision, trail.done)
    return bool(revision.max_attempts) and len(failed) >= revision.max_attempts


def failed_since(tries: list[Attempt], revision: ModuleRevision, done: Completion | None) -> list[Attempt]:
    """Failed tries at this revision since the last completion of the module."""
    since = done.recorded_at if done else None
    mine = [each for each in tries if each.revision_id == revision.pk and each.passed is False]
    return [each for each in mine if since is None or each.submitted_at > since]

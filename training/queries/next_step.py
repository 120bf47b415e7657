"""The one next step, and who must take it: ordered rules, the first that applies leads."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from training.evaluation.dates import long_date
from training.evaluation.outcomes import Certification
from training.models import Attempt, Evidence, EvidenceState, JoinRequest, Practitioner, SessionState
from training.queries.license_steps import license_steps
from training.queries.my_standing import Certified, Place
from training.queries.step import MANAGER, SUPERVISOR, YOU, Step


def next_steps(
    practitioner: Practitioner, places: list[Place], schemes: list[Certified], today: date, most: int = 3
) -> list[Step]:
    """The steps that apply, the person's own first; at most so many, each address once."""
    found, seen = [], set()
    for step in every(practitioner, places, schemes, today):
        if step.action not in seen:
            seen.add(step.action)
            found.append(step)
    return sorted(found, key=lambda step: not step.is_mine)[:most]


def every(practitioner, places, schemes, today) -> Iterator[Step]:
    """All rules in order: what was returned, what ends, what is missing, what waits for others."""
    yield from not_admitted(practitioner)
    yield from unconfirmed(practitioner)
    yield from returned(practitioner)
    yield from begun(practitioner)
    yield from license_steps(practitioner, places, today)
    yield from renewals(schemes, today)
    if practitioner.admitted_at:
        yield from enrollments(schemes)
    yield from missing(practitioner, places, schemes)
    yield from waiting(practitioner, schemes)


def not_admitted(practitioner: Practitioner) -> Iterator[Step]:
    if practitioner.admitted_at:
        return
    last = practitioner.join_requests.select_related("clinic").order_by("requested_at").last()
    if last and last.outcome == JoinRequest.Outcome.WAITING:
        words = f"You asked {last.clinic} to admit you. You can already learn and add records."
        yield Step("Admit you to the clinic", MANAGER, words)
    else:
        words = f"{last.clinic} declined. {last.comment}".strip() if last else "No clinic knows about you yet."
        yield Step("Ask a clinic to admit you", YOU, words, reverse("my:profile"), "Choose a clinic")


def unconfirmed(practitioner: Practitioner) -> Iterator[Step]:
    if practitioner.name_confirmed_at is None:
        words = f"Is “{practitioner.full_name}” the name on your license, exactly? Nothing is certified before."
        yield Step("Confirm your name", YOU, words, reverse("my:profile"), "Confirm it")


def returned(practitioner: Practitioner) -> Iterator[Step]:
    session = (
        practitioner.sessions.current()
        .filter(state=SessionState.RETURNED)
        .select_related("supervisor")
        .prefetch_related("steps")
        .last()
    )
    if session:
        said = next((step.comment for step in reversed(session.steps.all()) if step.comment), "")
        words = f"{long_date(session.happened_on)}, {session.region_words}. {session.supervisor}: {said}"
        yield Step("Mend a returned session", YOU, words, reverse("my:session", args=[session.pk]), "Open the session")
    item = practitioner.evidence.current().filter(state=EvidenceState.RETURNED).prefetch_related("steps").first()
    if item:
        said = next((step.comment for step in reversed(item.steps.all()) if step.comment), "")
        url = reverse("my:evidence", args=[item.pk])
        yield Step(f"Mend “{item.title}”", YOU, said or "It was returned to you.", url, "Open it")


def begun(practitioner: Practitioner) -> Iterator[Step]:
    attempt = (
        Attempt.objects.filter(practitioner=practitioner, submitted_at=None).select_related("revision__module").first()
    )
    if attempt:
        url = reverse("learn:quiz", kwargs={"key": attempt.revision.module.key})
        yield Step(
            f"Finish the quiz of “{attempt.revision.title}”", YOU, "Your answers so far are saved.", url, "Go on"
        )


def renewals(schemes: list[Certified], today: date) -> Iterator[Step]:
    for each in schemes:
        outcome = each.evaluation.outcome
        if each.is_taken:
            yield taken(each)
        elif each.waiting:
            yield Step(f"Decide on your renewal of {each.scheme}", MANAGER, submitted_words(each))
        elif outcome in {Certification.RENEWAL_OPEN, Certification.GRACE}:
            yield renewal(each)


def renewal(each: Certified) -> Step:
    """Renewing, by the last day for it."""
    in_grace, open_lines = each.evaluation.outcome is Certification.GRACE, len(each.open_lines)
    last = long_date(each.evaluation.deadline)
    action = f"Renew by {last}" if in_grace else f"Renew {each.scheme}"
    first = f"{each.scheme} has expired; this is the last day to catch up." if in_grace else f"The last day is {last}."
    rest = f"{open_lines} of {each.needed} requirements are open." if open_lines else "All that it asks for is met."
    url = reverse("my:renew", args=[each.scheme.slug])
    return Step(action, YOU, f"{first} {rest}", url, "See what is open" if open_lines else "Renew")


def taken(each: Certified) -> Step:
    """A suspension or a revocation is a manager's to lift, or to talk about."""
    words = " ".join(filter(None, [each.explained.what, each.explained.reason, each.explained.way]))
    is_suspended = each.evaluation.outcome is Certification.SUSPENDED
    return Step(
        f"Reinstate {each.scheme}" if is_suspended else f"Say what comes next for {each.scheme}", MANAGER, words
    )


def submitted_words(each: Certified) -> str:
    return f"You submitted it on {long_date(each.waiting.submitted_on)}; that day counts."


def enrollments(schemes: list[Certified]) -> Iterator[Step]:
    if any(each.enrolled for each in schemes):
        return
    for each in schemes[:1]:
        words = f"{each.met} of {each.needed} requirements are met already." if each.met else each.scheme.summary
        url = reverse("my:certification", args=[each.scheme.slug])
        yield Step(f"Enroll in {each.scheme}", YOU, words, url, "See what it asks for")


DOORS = {
    "minute": ("Complete course hours", "learn:catalog", "See modules that count"),
    "session": ("Log supervised sessions", "my:session_new", "Log a session"),
    "module": ("Complete the modules that are asked for", "learn:catalog", "Open the training"),
    "exam": ("Add your exam result", "exam", "Add the exam"),
    "credential": ("Add your card or degree", "credential", "Add it"),
    "filing": ("Add the proof of your filing", "filing", "Add it"),
    "attestation": ("Sign the statement", "attestation", "Add it"),
    "license": ("Add your license", "my:license_new", "Add the license"),
}
PURSUED = {Certification.IN_PROGRESS, Certification.LAPSED, Certification.INACTIVE}


def missing(practitioner: Practitioner, places: list[Place], schemes: list[Certified]) -> Iterator[Step]:
    """The first open line of each kind that the person can act on, places before schemes."""
    doors = DOORS.keys() if practitioner.admitted_at else DOORS.keys() - {"session"}
    asked = [(place.evaluation, place.name) for place in places]
    asked += [(each.evaluation, each.scheme.name) for each in schemes if each.evaluation.outcome in PURSUED]
    for evaluation, where in asked:
        for finding in evaluation.findings:
            leaves = finding.children or (finding,)
            for leaf in leaves:
                told = leaf.unit == "license" and places  # by `license_steps`, for each place
                if finding.truth == "missing" and leaf.truth == "missing" and leaf.unit in doors and not told:
                    yield door(leaf, where)


def door(finding, where: str) -> Step:
    action, target, label = DOORS[finding.unit]
    url = reverse(target) if ":" in target else reverse("my:evidence_new", args=[target])
    return Step(action, YOU, f"{finding.label}, for {where}.", url, label)


def waiting(practitioner: Practitioner, schemes: list[Certified]) -> Iterator[Step]:
    for each in schemes:
        if each.is_ready:
            yield Step(f"Decide on {each.scheme}", MANAGER, "All requirements are met. Nothing is left for you to do.")
    sessions = practitioner.sessions.current().filter(state=SessionState.SUBMITTED).count()
    if sessions:
        words = "1 session waits" if sessions == 1 else f"{sessions} sessions wait"
        url = f"{reverse('my:sessions')}?state=submitted"
        yield Step("Sign your sessions", SUPERVISOR, f"{words} for a signature.", url, "See them")
    items = Evidence.objects.current().filter(practitioner=practitioner, state=EvidenceState.SUBMITTED).count()
    if items:
        words = "1 record waits" if items == 1 else f"{items} records wait"
        url = f"{reverse('my:records')}?state=submitted"
        yield Step("Read what you added", MANAGER, f"{words} to be accepted.", url, "See them")

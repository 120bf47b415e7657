"""The one next step, and who must take it: ordered rules, the first that applies leads."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from training.evaluation.dates import long_date
from training.evaluation.outcomes import Certification
from training.models import Attempt, ErratumNotice, EvidenceState, JoinRequest, Practitioner, SessionState
from training.queries import changed
from training.queries.adverse import adverse_steps
from training.queries.doors import doors
from training.queries.errata import to_read, to_try_again, unread
from training.queries.license_steps import license_steps
from training.queries.my_facts import MyFacts
from training.queries.my_records import MyRecords, current
from training.queries.my_standing import Certified, Place
from training.queries.navigation import to_sign
from training.queries.step import MANAGER, SUPERVISOR, YOU, Step
from training.queries.waits import sessions_words
from training.words import joined_words


def next_steps(known: MyFacts, places: list[Place], schemes: list[Certified], today: date, most: int = 3) -> list[Step]:
    """The steps that apply, the person's own first; at most so many, each action once."""
    found, seen = [], set()
    for step in every(known, places, schemes, today):
        if step.action not in seen:
            seen.add(step.action)
            found.append(step)
    return sorted(found, key=lambda step: not step.is_mine)[:most]


def every(known: MyFacts, places, schemes, today) -> Iterator[Step]:
    """All rules in order: who waits for you, what was returned, what ends, what is missing, what waits for others."""
    practitioner, records = known.practitioner, known.records
    yield from adverse_steps(practitioner, current(records.sessions), today)
    yield from signatures(practitioner)
    yield from not_admitted(practitioner)
    yield from unconfirmed(practitioner)
    yield from returned(records)
    yield from begun(practitioner)
    yield from corrections(practitioner)
    yield from changes(practitioner)
    yield from license_steps(records, places, today)
    yield from filings(places)
    yield from renewals(schemes)
    if practitioner.admitted_at:
        yield from enrollments(schemes)
    yield from missing(known, places, schemes, today)
    yield from waiting(records, schemes)


def signatures(practitioner: Practitioner) -> Iterator[Step]:
    count = to_sign(practitioner).count() if practitioner.is_supervisor else 0
    if count:
        words = "1 session waits" if count == 1 else f"{count} sessions wait"
        url, label = reverse("supervise:queue"), "Read and sign"
        yield Step(f"{words} for your signature", YOU, "A session counts once you have signed it.", url, label)


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


def returned(records: MyRecords) -> Iterator[Step]:
    for session in current(records.sessions, state=SessionState.RETURNED)[-1:]:
        said = next((step.comment for step in reversed(session.steps.all()) if step.comment), "")
        words = f"{long_date(session.happened_on)}, {session.region_words}. {session.supervisor}: {said}"
        yield Step("Mend a returned session", YOU, words, reverse("my:session", args=[session.pk]), "Open the session")
    for item in current(records.evidence, state=EvidenceState.RETURNED)[:1]:
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


def corrections(practitioner: Practitioner) -> Iterator[Step]:
    """Questions that were wrong: what is right, or that a failed try does not count."""
    notices = unread(practitioner)
    for each in to_read(notices):
        words = "A question that you answered was wrong. What is right stands beside your result."
        yield Step(f"Read a correction to “{each.erratum.module}”", YOU, words, result_of(each), "Read it")
    for each in to_try_again(notices):
        words = "A question of your failed try was wrong, so the try does not count."
        yield Step(f"Try the quiz of “{each.erratum.module}” again", YOU, words, result_of(each), "See the result")


def changes(practitioner: Practitioner) -> Iterator[Step]:
    """Modules completed that are something else now: one step, however many they are."""
    found = changed.waiting(practitioner)
    if len(found) == 1:
        url = reverse("learn:changes", kwargs={"key": found[0].module.key})
        words = found[0].publication.note
        yield Step(f"Read what changed in “{found[0].module}”", YOU, words, url, "Read it")
    elif found:
        words = f"{joined_words([f'“{each.module}”' for each in found])}. What you completed stays completed."
        yield Step(f"Read what changed in {len(found)} modules", YOU, words, reverse("learn:catalog"), "See them")


def result_of(notice: ErratumNotice) -> str:
    return f"{reverse('learn:result', args=[notice.attempt_id])}#question-{notice.erratum.question}"


def filings(places: list[Place]) -> Iterator[Step]:
    """Papers with a last day: until then the place is as if they were filed."""
    for place in places:
        for each in place.to_file:
            action = f"File with the board of {place.jurisdiction} by {long_date(each.due_on)}"
            words = f"{each.label}. From the day after, nothing counts there without it. Then add the proof here."
            yield Step(action, YOU, words, reverse("my:evidence_new", args=["filing"]), "Add the proof")


def renewals(schemes: list[Certified]) -> Iterator[Step]:
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


def missing(known: MyFacts, places: list[Place], schemes: list[Certified], today: date) -> Iterator[Step]:
    for each in doors(known, places, schemes, today):
        yield Step(each.action, YOU, each.words, each.url, each.label)


def waiting(records: MyRecords, schemes: list[Certified]) -> Iterator[Step]:
    for each in schemes:
        if each.is_ready:
            yield Step(f"Decide on {each.scheme}", MANAGER, "All requirements are met. Nothing is left for you to do.")
    sessions = current(records.sessions, state=SessionState.SUBMITTED)
    if sessions:
        words = sessions_words(sessions)
        url = f"{reverse('my:sessions')}?state=submitted"
        yield Step("Sign your sessions", SUPERVISOR, words, url, "See them")
    if unverified := current(records.sessions, state=SessionState.TO_VERIFY):
        url = f"{reverse('my:sessions')}?state=to_verify"
        yield Step("Verify a signature", MANAGER, sessions_words(unverified), url, "See them")
    items = len(current(records.evidence, state=EvidenceState.SUBMITTED))
    if items:
        words = "1 record waits" if items == 1 else f"{items} records wait"
        url = f"{reverse('my:records')}?state=submitted"
        yield Step("Read what you added", MANAGER, f"{words} to be accepted.", url, "See them")

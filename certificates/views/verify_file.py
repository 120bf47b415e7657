"""What somebody dropped or chose: the PDF or the badge, held against what we issued. It is read and forgotten."""

from django.http import JsonResponse

from certificates.documents import document_of
from certificates.dropped import badges
from certificates.dropped.kinds import Kind, NotRead
from certificates.dropped.look import Outcome, Seen, badge_of, look
from certificates.look_ups import count_look_up
from certificates.reading import read
from certificates.seal.check import Verdict
from certificates.seals import check_file
from certificates.throttle import count_miss, is_throttled
from certificates.views.verify_answers import answer, public, throttled, wants_json
from certificates.views.verify_record import as_json, find, page_of

NOT_CHOSEN = "Choose the PDF or the badge first."
MESSAGES = {
    Outcome.EXACT: "This is our file, byte for byte.",
    Outcome.SAME: "This badge says what ours says, word for word. Only the way it is written differs.",
    Outcome.CHANGED: "This is not the file that we issued: it was changed, or saved by another program.",
    Outcome.WITHOUT_CODE: (
        "The file bears the number of a certificate of ours, but not its code, and without the code we tell nothing. "
        "Ask for the file as it was issued, or type the code from the paper."
    ),
    Outcome.UNKNOWN: "We have issued nothing like this. If it claims to be a certificate of ours, do not rely on it.",
    Outcome.UNREADABLE: (
        "We have no such file, and we cannot read the words in it: it is damaged, locked, or a picture of a page. "
        "Type the code that is printed on it."
    ),
}
STATUSES = {Outcome.WITHOUT_CODE: 404, Outcome.UNKNOWN: 404, Outcome.UNREADABLE: 422}
PROOF_OF_OURS = "Its proof was made with our key over these words."
PROOF_IS_NOT_OF_THIS = "A proof of ours is over our own words, so none holds for this file."
PROOF_UNKNOWN = "The key of its proof is none that we name today. Ask us."


def answer_to_file(request):
    """The page about a file, or its JSON. What is not ours byte for byte counts as a guess: reading it is work."""
    if is_throttled(request):
        return throttled(request, "")
    file = request.FILES.get("file")
    if file is None:
        return refused(request, NOT_CHOSEN, 422)
    try:
        seen = look(file.read())
    except NotRead as why:
        return refused(request, str(why), why.status)
    if seen.outcome is not Outcome.EXACT:
        count_miss(request)
    if seen.certificate:
        count_look_up(seen.certificate, by=request.user, today=request.today)
    notes = [*seen.notes, *notes_on(seen, file)]
    return told(request, seen, notes)


def notes_on(seen: Seen, file) -> list[str]:
    """What the seal or the proof of a file says, in sentences."""
    if seen.outcome is Outcome.UNREADABLE:
        return []
    if seen.kind is Kind.PDF:
        file.seek(0)
        verdict = check_file(file.read()).verdict
        is_older = seen.outcome is Outcome.EXACT and verdict is Verdict.UNSEALED  # than seals are
        return [] if is_older else [verdict.words]
    if seen.outcome is Outcome.CHANGED:
        return [PROOF_IS_NOT_OF_THIS]
    stored = seen.certificate and badge_of(seen.certificate)
    return [PROOF_OF_OURS if badges.proof_holds(stored) else PROOF_UNKNOWN] if stored else []


def told(request, seen: Seen, notes: list[str]):
    """One word for the file first; of a file of ours, the status of the certificate."""
    message, status = MESSAGES[seen.outcome], STATUSES.get(seen.outcome, 200)
    found = find(seen.certificate.code) if seen.certificate else None
    reading = read(found, request.today) if found else None
    if wants_json(request):
        about = file_json(seen, message, notes)
        if found:
            about |= {"record": as_json(request, found, reading)}
            about |= {"status": reading.status.value} if seen.outcome.is_ours else {}
        return public(JsonResponse(about, status=status))
    unread = seen.outcome is Outcome.UNREADABLE
    context = {"seen": seen, "message": message, "notes": notes, "reading": reading, "unread": unread}
    if seen.outcome.is_ours:
        return page_of(request, found, reading, {"file": context})
    document = found and document_of(found)
    template = "certificates/verify/not_our_file.html"
    return answer(request, template, context | {"document": document, "certificate": found}, status=status)


def file_json(seen: Seen, message: str, notes: list[str]) -> dict:
    """The contract of docs/verify.md."""
    return {
        "status": seen.outcome.value,
        "message": message,
        "file": {
            "outcome": seen.outcome.value,
            "kind": seen.kind.value,
            "sha256": seen.sha256,
            "notes": notes,
            "differences": [{"what": each.what, "file": each.file, "record": each.record} for each in seen.differences],
        },
        "record": None,
    }


def refused(request, message: str, status: int):
    """A file that was not looked at, with the form again."""
    if wants_json(request):
        return public(JsonResponse({"status": "refused", "message": message}, status=status))
    return answer(request, "certificates/verify/start.html", {"file_error": message}, status=status)

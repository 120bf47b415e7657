"""The certificate of a completion: made once, when its holder asks; a correction is a new one that replaces it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from certificates.completion_document import Approval, CompletionDocument, CreditLine, contact_hours, held_words
from certificates.completions import may_print, newest_of, printable_licenses
from certificates.issue import identity, keep
from certificates.models import Certificate
from certificates.printing.faces import printable
from training.actions import Refused, require
from training.actions.once import held
from training.models import Competency, Completion, DeliveryMode, License, ModuleRevision, Practitioner, Subject, User
from training.queries.organization import organization


@transaction.atomic
def issue_completion(
    *,
    by: User,
    completion: Completion,
    license: License | None,
    seen_name: str,
    seen_code: str,
    now: datetime,
    today: date,
) -> Certificate:
    """Print the certificate of a completion, or print it anew with the present name and another license or none.

    `seen_name` is the name that the page showed, `seen_code` the code of the certificate that there was, or empty. A
    second click, and whoever comes second, gets the certificate that is there. Refused with the reason; IssueRefused
    when the words cannot be printed, and the caller's transaction must then roll back.
    """
    person = held(completion.practitioner)
    completion = Completion.objects.select_related("revision").get(pk=completion.pk)
    newest = newest_of(completion)
    if newest and newest.code != seen_code:
        return newest
    require(may_print(by, person, completion))
    require_seen(person, license, seen_name, today)
    words = words_of(completion, person, license, today)
    if newest and not CompletionDocument.from_json(newest.document).differs(words):
        raise Refused("That is what the certificate says already.", field="license")
    document = replace(words, **identity(now))
    return keep(document, newest, by, now, kind=Certificate.Kind.COMPLETION, completion=completion)


def require_seen(person: Practitioner, license: License | None, seen_name: str, today: date) -> None:
    """What is printed is what the holder saw and has."""
    if seen_name != person.full_name:
        raise Refused("Your name changed since this page was shown. Read what will be printed, then ask again.")
    if license and license not in printable_licenses(person, today):
        raise Refused("This license cannot be printed any more. Choose another one, or none.", field="license")


def words_of(completion: Completion, person: Practitioner, license: License | None, today: date) -> CompletionDocument:
    """Every word that will be printed but its own number and code: the person as of now, the revision as it was."""
    revision = completion.revision
    own = dict.fromkeys(("number", "code", "verify_address"), "")
    words = {
        "issuer": organization().name,
        "holder_name": person.full_name,
        "license": str(license) if license else "",
        "course": revision.title,
        "objectives": revision.summary,
        "presenter": revision.authors,
    }
    return CompletionDocument(
        **own,
        **{name: printable(text) for name, text in words.items()},
        **counted(revision),
        revision=str(revision.number),
        content_hash=revision.content_hash,
        competencies=tuple(labels(Competency).get(each, each) for each in revision.competencies),
        approvals=tuple(approved(each) for each in revision.approvals),
        completed_on=completion.completed_on,
        issued_on=today,
    )


def counted(revision: ModuleRevision) -> dict:
    """The hours, by subject and delivery mode."""
    subjects, modes = labels(Subject), labels(DeliveryMode)
    lines = [
        CreditLine(subject=subjects[line["subject"]], mode=modes[line["mode"]].lower(), minutes=line["minutes"])
        for line in revision.credit
    ]
    return {
        "credit": tuple(lines),
        "contact_hours": contact_hours(revision.minutes),
        "held": held_words({line["mode"] for line in revision.credit}),
    }


def approved(approval: dict) -> Approval:
    return Approval(body=printable(approval["body"]), number=printable(approval.get("number") or ""))


def labels(choices) -> dict[str, str]:
    return dict(choices.choices)

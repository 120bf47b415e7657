"""The certificate of a completion: made once, when its holder asks; a correction is a new one that replaces it."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from certificates.completion_document import Approval, CompletionDocument, CreditLine
from certificates.completions import may_print, newest_of, printable_licenses
from certificates.corrections.differences import differences
from certificates.designs.chosen import design_for
from certificates.designs.content import Chosen
from certificates.designs.given import given_by
from certificates.designs.languages import Language, language_of
from certificates.designs.wording import completed
from certificates.issue import identity, keep
from certificates.models import Certificate
from certificates.printing.faces import printable
from training.actions import Refused, require
from training.actions.once import held
from training.evaluation.describe import hours
from training.models import Completion, License, ModuleRevision, Practitioner, User
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
    words = words_of(completion, person, license, today, design_for(Certificate.Kind.COMPLETION))
    if newest and not differences(CompletionDocument.from_json(newest.document), words):
        raise Refused("That is what the certificate says already.", field="license")
    document = replace(words, **identity(now))
    return keep(document, newest, by, now, kind=Certificate.Kind.COMPLETION, completion=completion)


def require_seen(person: Practitioner, license: License | None, seen_name: str, today: date) -> None:
    """What is printed is what the holder saw and has."""
    if seen_name != person.full_name:
        raise Refused("Your name changed since this page was shown. Read what will be printed, then ask again.")
    if license and license not in printable_licenses(person, today):
        raise Refused("This license cannot be printed any more. Choose another one, or none.", field="license")


def words_of(
    completion: Completion, person: Practitioner, license: License | None, today: date, chosen: Chosen
) -> CompletionDocument:
    """Every word that will be printed but its own number and code: the person as of now, the revision as it was."""
    revision, language = completion.revision, language_of(chosen.content.language)
    own = dict.fromkeys(("number", "code", "verify_address"), "")
    words = {
        "issuer": organization().name,
        "holder_name": person.full_name,
        "license": str(license) if license else "",
        "course": revision.title,
        "objectives": revision.summary,
        "presenter": revision.authors,
        "sentence": completed(chosen.content, course=revision.title, completed_on=completion.completed_on),
    }
    return CompletionDocument(
        **own,
        **{name: printable(text) for name, text in words.items()},
        **counted(revision, language),
        **given_by(chosen, language.completion),
        revision=str(revision.number),
        content_hash=revision.content_hash,
        competencies=tuple(language.competencies.get(each, each) for each in revision.competencies),
        approvals=tuple(approved(each) for each in revision.approvals),
        completed_on=completion.completed_on,
        issued_on=today,
    )


def counted(revision: ModuleRevision, language: Language) -> dict:
    """The hours, by subject and delivery mode."""
    lines = (
        CreditLine(
            subject=language.subjects[line["subject"]], mode=language.modes[line["mode"]], minutes=line["minutes"]
        )
        for line in revision.credit
    )
    return {
        "credit": tuple(lines),
        "contact_hours": language.contact_hours(hours(revision.minutes), revision.minutes),
        "held": language.held_words({line["mode"] for line in revision.credit}),
    }


def approved(approval: dict) -> Approval:
    return Approval(body=printable(approval["body"]), number=printable(approval.get("number") or ""))

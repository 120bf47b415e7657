"""How the constraints of certificates and of logs taken out are broken."""

from dataclasses import dataclass
from datetime import timedelta

from certificates.models import (
    Certificate,
    CertificateBadge,
    CertificatePdf,
    CertificateShare,
    Design,
    DesignPicture,
    DesignPlacement,
    DesignVersion,
    LogExport,
    LookUpCount,
    SealingCertificate,
)
from tests import factories as f
from tests.factories import NOW, TODAY
from tests.house.constraints import BEFORE, event
from training.actions.checkpoint import make_checkpoint


@dataclass
class Paper:
    """A certificate before it is written: what is wrong with it is said at its making, as it is never changed."""

    changes: dict

    def __call__(self):
        cycle = f.CycleFactory()
        whole = {"code": "A" * 26, "number": "DN-1", "sha256": "0" * 64, "document": {}, "issued_at": NOW}
        by = cycle.decision.decided_by
        return Certificate.objects.create(**whole | self.changes, decision=cycle.decision, cycle=cycle, issued_by=by)


def paper_twice():
    first = Paper({})()
    Certificate.objects.create(
        decision=f.DecisionFactory(), cycle=first.cycle, code="B" * 26, number="DN-2", sha256="0" * 64, document={},
        issued_at=NOW, issued_by=first.issued_by,
    )  # fmt: skip


def paper_replacing_itself():
    row = Paper({"pk": 77})
    row.changes["replaces_id"] = 77
    row()


def log_taken_out(**changes):
    """What is kept of a log of sessions, before it is written."""
    event()
    whole = {"practitioner": f.PractitionerFactory(), "form": "pdf", "entries": 0, "rule_on": TODAY, "made_at": NOW}
    whole |= {"checkpoint": make_checkpoint(now=NOW), "made_by": f.UserFactory(), "with_unsigned": False}
    return LogExport.objects.create(**whole | {"content_sha256": "0" * 64, "file_sha256": "1" * 64} | changes)


def course_paper(**changes):
    """A certificate of completion before it is written."""
    completion = f.CompletionFactory()
    whole = {"kind": "completion", "completion": completion, "code": "C" * 26, "number": "DN-3", "sha256": "0" * 64}
    whole |= {"document": {}, "issued_at": NOW, "issued_by": f.UserFactory()}
    return Certificate.objects.create(**whole | changes)


def course_paper_twice():
    course_paper(completion=course_paper().completion, code="D" * 26, number="DN-4")


def empty_pdf():
    CertificatePdf.objects.create(certificate=Paper({})(), content=b"", size=0)


def badge(certificate=None, **changes):
    """A badge before it is written."""
    whole = {"certificate": certificate or Paper({})(), "content": "{}", "sha256": "0" * 64, "list_number": 1}
    return CertificateBadge.objects.create(**whole | {"place": 7, "made_at": NOW} | changes)


def badge_in_the_same_place():
    badge()
    badge(course_paper())


def sealing_certificate(**changes):
    whole = {"fingerprint": "0" * 64, "chain": "", "name": "CN=Larkspur", "is_self_made": True, "first_used_at": NOW}
    return SealingCertificate.objects.create(**whole | changes)


def looked_up(times: int):
    """A certificate that was looked up so often, told as two rows of one day or as one."""
    paper = Paper({})()
    for count in {0: [0], 2: [1, 1]}[times]:
        LookUpCount.objects.create(certificate=paper, day=TODAY, count=count)


def design_version(design=None, **changes):
    """A version of a design before it is written."""
    by = f.UserFactory()
    design = design or Design.objects.create(name="Formal", draft={}, drafted_at=NOW, drafted_by=by)
    whole = {"number": 1, "content": {}, "sha256": "0" * 64, "put_to_use_at": NOW, "put_to_use_by": by}
    return DesignVersion.objects.create(design=design, **whole | changes)


def design_picture(**changes):
    whole = {"name": "Logo", "sha256": "0" * 64, "media_type": "image/png", "content": b"", "width": 1, "height": 1}
    return DesignPicture.objects.create(**whole | {"added_at": NOW, "added_by": f.UserFactory()} | changes)


def scheme_of_a_completion():
    by = f.UserFactory()
    DesignPlacement.objects.create(kind="completion", scheme=f.SchemeFactory(), chosen_at=NOW, chosen_by=by)


def share(certificate=None, **changes):
    """The page of a certificate that is switched on."""
    whole = {"certificate": certificate or Paper({})(), "token": "A" * 26, "with_pdf": False, "opened_at": NOW}
    return CertificateShare.objects.create(**whole | changes)


def shared_twice():
    share(share().certificate, token="B" * 26)


def shares_at_one_address():
    share()
    share(course_paper())


BROKEN = {
    "certificate_badge_has_a_place_of_its_own": badge_in_the_same_place,
    "certificate_badge_has_a_whole_hash": lambda: badge(sha256="0"),
    "certificate_badge_stands_in_a_list": lambda: badge(place=131_072),
    "certificate_does_not_replace_itself": paper_replacing_itself,
    "certificate_has_a_number": Paper({"number": ""}),
    "certificate_has_a_whole_code_and_hash": Paper({"code": "A"}),
    "certificate_is_shared_once_at_a_time": shared_twice,
    "certificate_of_a_decision_or_of_a_completion": lambda: course_paper(kind="certification"),
    "certificate_once_per_completion": course_paper_twice,
    "certificate_once_per_cycle_and_kind": paper_twice,
    "certificate_pdf_is_not_empty": empty_pdf,
    "certificate_share_ends_after_it_begins": lambda: share(closed_at=NOW - timedelta(seconds=1)),
    "certificate_share_has_a_whole_token": lambda: share(token="A"),
    "certificate_share_has_its_own_token": shares_at_one_address,
    "design_of_a_scheme_is_of_a_certification": scheme_of_a_completion,
    "design_picture_has_a_whole_hash": lambda: design_picture(sha256="0"),
    "design_picture_is_not_empty": lambda: design_picture(width=0),
    "design_version_has_a_number": lambda: design_version(number=0),
    "design_version_has_a_whole_hash": lambda: design_version(sha256="0"),
    "design_versions_are_numbered": lambda: design_version(design=design_version().design),
    "log_export_ends_after_it_begins": lambda: log_taken_out(since=TODAY, until=BEFORE),
    "log_export_has_whole_hashes": lambda: log_taken_out(file_sha256="1"),
    "look_ups_are_at_least_one": lambda: looked_up(0),
    "look_ups_are_counted_once_a_day": lambda: looked_up(2),
    "sealing_certificate_has_a_whole_fingerprint": lambda: sealing_certificate(fingerprint="0"),
}

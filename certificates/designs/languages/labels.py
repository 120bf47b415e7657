"""The printed words that no design changes: labels beside the facts, and what is read instead of a picture.

The defaults are what papers said before they stored their labels. They never change: those would read otherwise.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Of every certificate. `qr`, `logo` and `signature` are read aloud instead of the picture, before its address,
    issuer or name.
    """

    number: str = "Certificate number"
    scan: str = "Scan, or enter at"
    qr: str = "QR code that opens"
    logo: str = "Logo of"
    signature: str = "Signature of"


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificationLabels(Labels):
    """Of a certification. `decided_on` is chosen by the kind of decision; empty, it is made of the document's word."""

    decided_by: str = "Decided by"
    decided_on: str = ""
    certified_from: str = "Certified from"
    valid_until: str = "Valid until"
    scheme: str = "Scheme"
    version: str = "version"
    scope: str = "Scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionLabels(Labels):
    """Of a completion. `hours_of` follows the contact hours, `minutes` each number of minutes."""

    hours_of: str = "of 60 minutes"
    minutes: str = "minutes"
    objectives: str = "Objectives"
    competencies: str = "Competencies"
    presenter: str = "Presenter"
    approved_by: str = "Approved by"
    approval: str = "Approval"
    provider: str = "For the provider"
    completed_on: str = "Completed on"
    issued_on: str = "Issued on"
    revision: str = "Revision of the course"
    content_hash: str = "SHA-256 of this revision"

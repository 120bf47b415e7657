"""What a profile elsewhere asks of a certificate, as fields to copy and as a link that fills them in at LinkedIn."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from certificates.completion_document import CompletionDocument
from certificates.document import PrintedDocument

LINKEDIN = "https://www.linkedin.com/profile/add"


@dataclass(frozen=True, slots=True)
class ProfileFields:
    """The entry of a certificate in a profile; a completion has no last day."""

    name: str
    organization: str
    first: date
    last: date | None
    number: str
    address: str

    @property
    def linkedin(self) -> str:
        """A plain link that opens LinkedIn's own form with these fields filled in: nothing is sent by us."""
        fields = {
            "startTask": "CERTIFICATION_NAME",
            "name": self.name,
            "organizationName": self.organization,
            "issueYear": self.first.year,
            "issueMonth": self.first.month,
        }
        if self.last:
            fields |= {"expirationYear": self.last.year, "expirationMonth": self.last.month}
        return f"{LINKEDIN}?{urlencode(fields | {'certUrl': self.address, 'certId': self.number})}"


def profile_fields(document: PrintedDocument, address: str) -> ProfileFields:
    """Of a document, with the address of its public page."""
    if isinstance(document, CompletionDocument):
        name, days = document.course, (document.completed_on, None)
    else:
        name, days = document.scheme, (document.valid_from, document.valid_until)
    return ProfileFields(name, document.issuer, *days, document.number, address)

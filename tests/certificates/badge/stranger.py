"""A verifier that is not ours, with our pages as its only web."""

import json
from urllib.parse import urlsplit

from django.test import Client
from openbadgeslib.ob3.ldp import OB3LdpVerifier, OB3VerificationError

from certificates.badge import keys


def read(address: str) -> bytes:
    """What a stranger gets at an address of ours."""
    response = Client().get(urlsplit(address).path)
    assert response.status_code == 200, address
    assert not response.cookies, address
    return response.content


def badge_of(certificate) -> dict:
    """The badge at its public address."""
    return json.loads(read(f"/verify/{certificate.code}/badge/"))


def judged(certificate) -> str:
    """What openbadgeslib says of its badge: empty when it accepts it."""
    judge = OB3LdpVerifier.for_issuer_did(keys.issuer())
    try:
        judge.verify(badge_of(certificate), check_status=True, download=read, verify_status_list=False)
    except OB3VerificationError as error:
        return str(error)
    return ""

"""Proving again who one is, by allauth: a password here, or another way on its own page; 15 minutes count."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows import reauthentication
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import ratelimit
from django.conf import settings
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Proof:
    """How somebody proved who they are, and when."""

    method: str
    at: datetime


def recent_proof(request) -> Proof | None:
    """The last proof by this login within the time that counts (`ACCOUNT_REAUTHENTICATION_TIMEOUT`)."""
    records = get_authentication_records(request, request.user)
    proofs = [record for record in records if record.get("reauthenticated")]
    if not proofs:
        return None
    at = datetime.fromtimestamp(proofs[-1]["at"], UTC)
    fresh = (request.now - at).total_seconds() < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    return Proof(proofs[-1]["method"][:24], at) if fresh else None


def proof_with(request, form) -> Proof | None:
    """The proof that counts, by the password of the form where there is none yet; None where that is wrong, which the
    form says then."""
    if proof := recent_proof(request):
        return proof
    if problem := prove_by_password(request):
        form.add_error("password", problem)
        return None
    return recent_proof(request)


def prove_by_password(request) -> str:
    """Take the password of the form as proof. Returns what is wrong with it, or nothing; tries are limited."""
    if not request.POST.get("password"):
        return "Write your password: a signature asks for proof again."
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        return "Too many tries. Wait a few minutes, then try again."
    form = ReauthenticateForm(request.POST, user=request.user)
    if not form.is_valid():
        return "This is not your password."
    reauthentication.reauthenticate_by_password(request)
    return ""


def other_way(request, back: str) -> str:
    """The page for a proof by something else than a password, which comes back here; empty if there is none."""
    flows = reauthentication.get_reauthentication_flows(request.user)
    others = [flow["id"] for flow in flows if flow["id"] != "reauthenticate"]
    return f"{reverse(others[0])}?{urlencode({'next': back})}" if others else ""

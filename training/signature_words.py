"""The words of a signature that the screens, the printed log and its files share."""

from hashlib import sha256

# The two things that a signature asks for, by the method that proved the second one (`views.proof`).
PROOFS = {
    "password": "Signed in, then the password again",
    "mfa": "Signed in, then a code or a passkey",
    "socialaccount": "Signed in, then the organization’s sign-in again",
    "emailed code": "Opened a mailed link, then a code mailed to the same address",
}
LETTERS = 12


def proof_words(proof: str) -> str:
    """How the signer proved who they are; a method that is not listed by its own name."""
    return PROOFS.get(proof) or f"{proof[:1].upper()}{proof[1:]}"


def version_of(wording: str) -> str:
    """The version of the words that were agreed to: the start of their SHA-256, so that other words have another."""
    return sha256(wording.encode()).hexdigest()[:LETTERS]

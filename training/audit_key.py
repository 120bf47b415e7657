"""The key that signs checkpoints (Ed25519): from the settings, or made at first use and kept beside the data."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def signing_key() -> Ed25519PrivateKey:
    """The key of the setting AUDIT_KEY (32 bytes, hex), or that of the file `keys/audit.key` in the data folder."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(settings.AUDIT_KEY or kept_key()))


def kept_key(name: str = "audit.key") -> str:
    """The key in a file; made, for the owner's eyes alone, if there is none. Two processes make one."""
    path = settings.VAR_DIR / "keys" / name
    if not path.exists():
        write_once(path, Ed25519PrivateKey.generate().private_bytes_raw().hex())
    return path.read_text(encoding="ascii").strip()


def write_once(path: Path, text: str) -> None:
    """Put the whole file there in one step; the first writer wins."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as file:  # made with mode 0600
        file.write(text)
        file.flush()
        try:
            os.link(file.name, path)
        except FileExistsError:
            return


def public_of(key: Ed25519PrivateKey) -> str:
    """The public key, hex."""
    return key.public_key().public_bytes_raw().hex()


def known_keys() -> set[str]:
    """The public keys (hex) whose word counts: the present one and those of the setting AUDIT_FORMER_KEYS."""
    return {public_of(signing_key()), *settings.AUDIT_FORMER_KEYS}


def is_signed(key: str, digest: str, signature: str) -> bool:
    """Whether `signature` is that of `digest` (its hex letters, ASCII) by the public `key`; all in hex."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(bytes.fromhex(signature), digest.encode())
    except (InvalidSignature, ValueError):
        return False
    return True

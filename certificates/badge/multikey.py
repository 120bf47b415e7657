"""Keys and signatures as text: multibase base58-btc, and the Multikey form of an Ed25519 public key."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
ED25519 = b"\xed\x01"  # the multicodec of an Ed25519 public key


def encode(data: bytes) -> str:
    """Bytes as base58-btc with its multibase letter, `z`. Each leading zero byte is a leading `1`."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = ALPHABET[digit] + text
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def decode(text: str) -> bytes:
    """The bytes of such text; ValueError if it is none."""
    if not text.startswith("z"):
        raise ValueError("Not multibase base58-btc: it begins with “z”.")
    digits, number = text[1:], 0
    for letter in digits:
        number = number * 58 + ALPHABET.index(letter)
    zeros = len(digits) - len(digits.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def multikey(key: Ed25519PublicKey) -> str:
    """A public key as text: `z6Mk…`."""
    return encode(ED25519 + key.public_bytes_raw())


def public_key(text: str) -> Ed25519PublicKey:
    """The public key of a Multikey; ValueError if it is not that of an Ed25519 key."""
    data = decode(text)
    if not data.startswith(ED25519):
        raise ValueError("Not the Multikey of an Ed25519 key.")
    return Ed25519PublicKey.from_public_bytes(data.removeprefix(ED25519))

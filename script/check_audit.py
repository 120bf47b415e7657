#!/usr/bin/env python3
"""Check an audit record that `manage.py export_audit FILE` wrote. Needs Python 3 and nothing else.

    python3 check_audit.py FILE [NUMBER:DIGEST ...]

Each NUMBER:DIGEST is a checkpoint as a paper or a backup shows it. Compare the key that is printed with the one that
the organization gave you. Signatures are Ed25519 (RFC 8032).
"""

import hashlib
import json
import sys
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def sha256(value):
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + y1 * x2) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(n, point):
    total = (0, 1)
    while n:
        total, point, n = add(total, point) if n & 1 else total, add(point, point), n >> 1
    return total


def point(data):
    number = int.from_bytes(data, "little")
    y, sign = number % 2**255, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if x * x % P != square or y >= P:
        raise ValueError("not a point of the curve")
    return (x if x % 2 == sign else P - x), y


def is_signed(key, digest, signature):
    try:
        key, signature = bytes.fromhex(key), bytes.fromhex(signature)
        s, hashed = int.from_bytes(signature[32:], "little"), hashlib.sha512(signature[:32] + key + digest.encode())
        h, base = int.from_bytes(hashed.digest(), "little"), point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
        return s < L and times(s, base) == add(point(signature[:32]), times(h, point(key)))
    except ValueError:
        return False


def check(lines, anchors=()):
    """Every fault as a sentence, and the keys that signed."""
    faults, last, events, digests, heads, keys = [], {}, set(), {0: ""}, set(), set()
    for line in map(json.loads, lines):
        if "event" in line:
            *content, digest = line["event"]
            chain, place, before = content[0], content[1], content[-1]
            expected, last[chain] = last.get(chain, (0, "")), (place, digest)
            if (place - 1, before) != expected:
                faults.append(f"{chain}#{place} does not follow from the event before it")
            if sha256(content) != digest:
                faults.append(f"{chain}#{place} was changed")
            events.add((chain, place, digest))
        else:
            row = line["checkpoint"]
            number, before = row["number"], row["previous_digest"]
            signed = [number, row["at"], row["events"], row["heads"], before]
            if digests.get(number - 1) != before or sha256(signed) != row["digest"]:
                faults.append(f"checkpoint {number} was changed, or one before it is gone")
            if not is_signed(row["key"], row["digest"], row["signature"]):
                faults.append(f"checkpoint {number} is not signed by the key that it names")
            digests[number] = row["digest"]
            keys.add(row["key"])
            heads |= {tuple(head) for head in row["heads"]}
    faults += [] if keys else ["no checkpoint is in the file, so nobody vouches for it"]
    faults += [f"{chain}#{place} is not what a checkpoint saw" for chain, place, _ in sorted(heads - events)]
    faults += [
        f"checkpoint {number} is not the one given" for number, digest in anchors if digests.get(number) != digest
    ]
    return faults, keys


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    given = [(int(number), digest) for number, digest in (text.split(":") for text in sys.argv[2:])]
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        found, signers = check(file, given)
    told = [*(found or ["The record is whole."]), *(f"Signed by {key}" for key in sorted(signers))]
    print(*(repr(line)[1:-1] for line in told), sep="\n")  # a crafted name moves no cursor
    sys.exit(bool(found))

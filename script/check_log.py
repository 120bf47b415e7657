#!/usr/bin/env python3
"""Check a log of supervised sessions that was taken out as JSON. Needs Python 3 and nothing else.

    python3 check_log.py FILE [NUMBER]

NUMBER is the SHA-256 at the foot of each page of the printed log. Found are: an entry that was changed, a signature
that was copied from another entry or put under another person, one given before it was proven, steps out of order, and
a replaced version that counts. Whether the record behind the file was rewritten, `check_audit.py` tells.
"""

import hashlib
import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

PROOF_LASTS = timedelta(minutes=15)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def of_entry(entry):
    """What is wrong with one version of one session."""
    content, signed, steps = entry["content"], entry["signature"], entry["steps"]
    if sha256(canonical(content)) != entry["content_sha256"]:
        yield "was changed after it was hashed"
    if [at(step["at"]) for step in steps] != sorted(at(step["at"]) for step in steps):
        yield "has its steps out of order"
    if entry["counts"] and (entry["replaced_by"] or entry["void"] or not signed):
        yield "counts, but was replaced, voided or never signed"
    if signed:
        yield from of_signature(entry, content, signed, steps)


def of_signature(entry, content, signed, steps):
    if signed["content_sha256"] != entry["content_sha256"]:
        yield "bears a signature on another text"
    if signed["signer"] != content["supervisor_id"] or signed["signer"] == content["practitioner_id"]:
        yield "bears the signature of somebody else than its supervisor"
    if sha256(signed["meaning"])[: len(signed["meaning_version"])] != signed["meaning_version"]:
        yield "bears a signature with other words than were agreed to"
    if not at(signed["proved_at"]) <= at(signed["signed_at"]) <= at(signed["proved_at"]) + PROOF_LASTS:
        yield "bears a signature outside the time of its proof"
    given = {step["at"] for step in steps if step["state"] in ("signed", "to_verify")}
    if steps and signed["signed_at"] not in given:
        yield "bears a signature that its steps do not tell of"


def check(data, number=""):
    """Every fault of the bytes of a file, as a sentence."""
    log, found = json.loads(data), hashlib.sha256(data).hexdigest()
    faults = [f"The file is not the log with the number {number}"] if number and number.lower() != found else []
    if canonical(log).encode() != data:
        faults.append("The file is not spelled as it was taken out")
    counting = {each["entry"] for each in log["entries"] if each["counts"]}
    for each in log["entries"]:
        faults += [f"Entry {each['entry']} {words}" for words in of_entry(each)]
        if each["entry"] in counting and each["amends"] in counting:
            faults.append(f"Entry {each['entry']} counts beside the version that it amends")
    for line in log["totals"]:
        if line["signed"] != len(line["entries"]) or not counting.issuperset(line["entries"]):
            faults.append(f"The total of “{line['label']}” is not what its entries come to")
    return faults, found, len(counting)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    told, digest, count = check(Path(sys.argv[1]).read_bytes(), *sys.argv[2:])
    print("\n".join(told) or f"The log is whole: {count} signed sessions count.", f"SHA-256 {digest}", sep="\n")
    sys.exit(bool(told))

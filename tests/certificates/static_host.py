"""The exported site at a plain web server, and verifiers that read nothing else."""

import json
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.core.management import call_command
from openbadgeslib.ob3.ldp import OB3LdpVerifier, OB3VerificationError

from certificates.badge import keys
from certificates.badge.status_list import Purpose


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Nothing is said of a request."""


def export(folder: Path) -> Path:
    call_command("export_verification", str(folder), verbosity=0)
    return folder


@contextmanager
def served(folder: Path):
    """The address of a server that knows files and nothing of us."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def read(host: str, address: str) -> bytes:
    """What stands at an address of ours when that host answers for us."""
    with urlopen(host + urlsplit(address).path, timeout=10) as answer:
        return answer.read()


def judged(badge: dict, host: str) -> str:
    """What openbadgeslib says of a badge; empty when it accepts it."""
    judge = OB3LdpVerifier.for_issuer_did(keys.issuer())
    try:
        judge.verify(badge, check_status=True, download=partial(read, host), verify_status_list=False)
    except OB3VerificationError as error:
        return str(error)
    return ""


def web_at(host: str) -> dict:
    """All that Digital Bazaar's verifier may read."""
    lists = [f"http://testserver/badges/status/{purpose}/1/" for purpose in Purpose]
    return {each: json.loads(read(host, each)) for each in ("https://testserver/.well-known/did.json", *lists)}

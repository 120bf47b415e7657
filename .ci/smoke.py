"""From nothing to a living demo, and again: the addresses answer, the second start is quick, nothing stays behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["/", "/admin/", "/my/", "/desk/", "/verify/", "/where/", "/find/", "/demo/mail/", "/readyz"]
FIRST, SECOND = 300, 10  # seconds that a start may take


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answer(url: str) -> tuple[int, str]:
    """The status and the final address of a page, redirects followed as a browser would."""
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return response.status, response.url
    except urllib.error.HTTPError as error:
        return error.code, url
    except OSError as error:
        return 0, str(error)


def start(port: int, var: str) -> subprocess.Popen:
    env = {**os.environ, "PORT": str(port), "PINPOINT_VAR": var}
    return subprocess.Popen([ROOT / "script" / "server"], env=env, start_new_session=True)


def wait(server: subprocess.Popen, base: str, limit: float) -> float:
    """Seconds until the first page answers 200."""
    began = time.monotonic()
    while time.monotonic() - began < limit:
        if server.poll() is not None:
            sys.exit(f"script/server ended with {server.returncode}.")
        if answer(f"{base}/")[0] == 200:
            return time.monotonic() - began
        time.sleep(0.1)
    sys.exit(f"No answer within {limit} seconds.")


def stop(server: subprocess.Popen) -> None:
    """Stop as Ctrl+C on a service does; whatever of its session is left after that is a fault."""
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=30)
    for _ in range(50):
        try:
            os.killpg(server.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    os.killpg(server.pid, signal.SIGKILL)
    sys.exit("Something was left running.")


def check_pages(base: str) -> None:
    for page in PAGES:
        status, url = answer(base + page)
        print(f"{status} {page} {'' if url == base + page else url.removeprefix(base)}")
        if status != 200:
            sys.exit(f"{page} answers {status}.")


def check_demo_is_whole(var: str) -> None:
    env = {**os.environ, "PINPOINT_VAR": var}
    for command in ("check_integrity", "verify_audit"):
        subprocess.run([sys.executable, "manage.py", command], cwd=ROOT, env=env, check=True)


def main() -> None:
    var, port = tempfile.mkdtemp(prefix="pinpoint-smoke-"), free_port()
    base = f"http://localhost:{port}"
    try:
        for limit in (FIRST, SECOND):
            server = start(port, var)
            try:
                print(f"Answers after {wait(server, base, limit):.1f} seconds.")
                check_pages(base)
            finally:
                if server.poll() is None:
                    stop(server)
        check_demo_is_whole(var)
    finally:
        shutil.rmtree(var, ignore_errors=True)


if __name__ == "__main__":
    main()

"""The benchmarks, one after the other: `script/bench [NAME] [--people N]`. A database for each number of people.

BENCH_DATABASE_URL is an address with {people} in it; a PostgreSQL database that is not there yet is made.
"""

import argparse
import json
import os
import subprocess
import sys

import dj_database_url
import psycopg

NAMES = ("standings", "roster", "audit", "certificates")
WITHOUT_PEOPLE = ("certificates",)
SMALL = 1000  # what a larger roster is compared with
TURNS = "turns"


def main() -> None:
    asked = arguments()
    for name in [asked.name] if asked.name else NAMES:
        if name == "roster" and asked.people > SMALL:
            grown(name, SMALL, asked.people)
        else:
            alone(name, 0 if name in WITHOUT_PEOPLE else asked.people)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description="Benchmarks; one JSON object a line.")
    parser.add_argument("name", nargs="?", choices=NAMES, help="One of them alone.")
    parser.add_argument("--people", type=int, default=10_000, help="How many practitioners (default: 10000).")
    return parser.parse_args()


def alone(name: str, people: int) -> None:
    with started(name, people) as running:
        for words in running.stdout:
            say(json.loads(words))
    if running.returncode:
        sys.exit(running.returncode)


def grown(name: str, small: int, large: int) -> None:
    """Both sizes in turn, page by page, and what each page costs against the same page of the small roster."""
    with started(name, small, TURNS) as few, started(name, large, TURNS) as many:
        while (less := next_of(few)) and (more := next_of(many)):
            for result in (less, more, growth(less, more)):
                say(result)
        few.stdin.close()
        many.stdin.close()
    if few.returncode or many.returncode:
        sys.exit(few.returncode or many.returncode)


def started(name: str, people: int, *turns: str) -> subprocess.Popen:
    """The benchmark in a process of its own, on a database that is filled."""
    address = os.environ["BENCH_DATABASE_URL"].replace("{people}", str(people))
    make_database(address)
    environment = {**os.environ, "DATABASE_URL": address, "PINPOINT_MODE": "demo"}
    subprocess.run(command("prepare", people), env=environment, check=True)
    pipe = subprocess.PIPE
    return subprocess.Popen([*command(name, people), *turns], env=environment, stdin=pipe, stdout=pipe, text=True)


def next_of(running: subprocess.Popen) -> dict | None:
    """Ask for one more result; None after the last."""
    try:
        running.stdin.write("\n")
        running.stdin.flush()
    except BrokenPipeError:
        return None
    words = running.stdout.readline()
    return json.loads(words) if words else None


def command(name: str, people: int) -> list[str]:
    return [sys.executable, "-m", "tests.bench.run", name, str(people)]


def make_database(address: str) -> None:
    """Make a PostgreSQL database of that name, if there is none; SQLite makes its own."""
    parts = dj_database_url.parse(address)
    if not parts["ENGINE"].endswith("postgresql"):
        return
    about = {"host": parts["HOST"], "port": parts["PORT"], "user": parts["USER"], "password": parts["PASSWORD"]}
    given = {name: value for name, value in about.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [parts["NAME"]]).fetchone()
        if known is None:
            server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(parts["NAME"])))


def growth(less: dict, more: dict) -> dict:
    """The fastest rounds of a page, of the large roster against the small one."""
    return {
        **more,
        "bench": f"{more['bench']}, against {less['people']}",
        "value": more["fastest"],
        "floor": less["fastest"],
        "ratio": round(more["fastest"] / less["fastest"], 2),
    }


def say(result: dict) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

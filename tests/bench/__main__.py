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

NAMES = ("standings", "roster")
SMALL = 1000  # what a larger roster is compared with


def main() -> None:
    asked = arguments()
    for name in [asked.name] if asked.name else NAMES:
        sizes = dict.fromkeys([min(SMALL, asked.people), asked.people]) if name == "roster" else [asked.people]
        found = [result for people in sizes for result in bench(name, people)]
        for result in grown(found, asked.people) if name == "roster" else ():
            say(result)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description="Benchmarks; one JSON object a line.")
    parser.add_argument("name", nargs="?", choices=NAMES, help="One of them alone.")
    parser.add_argument("--people", type=int, default=10_000, help="How many practitioners (default: 10000).")
    return parser.parse_args()


def bench(name: str, people: int) -> list[dict]:
    """Print the results as they come, and return them."""
    address = os.environ["BENCH_DATABASE_URL"].replace("{people}", str(people))
    make_database(address)
    environment = {**os.environ, "DATABASE_URL": address, "PINPOINT_MODE": "demo"}
    subprocess.run(command("prepare", people), env=environment, check=True)
    found = []
    with subprocess.Popen(command(name, people), env=environment, stdout=subprocess.PIPE, text=True) as running:
        for words in running.stdout:
            found.append(json.loads(words))
            say(found[-1])
    if running.returncode:
        sys.exit(running.returncode)
    return found


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


def grown(found: list[dict], people: int) -> list[dict]:
    """What each page costs against the same page of the small roster."""
    small = {result["bench"]: result["value"] for result in found if result["people"] != people}
    large = [result for result in found if result["people"] == people and result["bench"] in small]
    return [
        {**result, "bench": f"{result['bench']}, against {SMALL}", "floor": small[result["bench"]],
         "ratio": round(result["value"] / small[result["bench"]], 2)}
        for result in large
    ]  # fmt: skip


def say(result: dict) -> None:
    sys.stdout.write(json.dumps(result) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""One benchmark in a process of its own, on the database of DATABASE_URL: `python -m tests.bench.run roster 1000`."""

import os
import sys


def main(name: str, people: int, turns: str = "") -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    for words in asked(results(name, people)) if turns else results(name, people):
        sys.stdout.write(words + "\n")
        sys.stdout.flush()


def asked(found):
    """One result for each line on the standard input: two sizes take turns."""
    for _ in sys.stdin:
        words = next(found, None)
        if words is None:
            return
        yield words


def results(name: str, people: int):
    """The lines of a benchmark; `prepare` fills the database first, in a process whose memory is not measured."""
    from tests.bench import audit, certificates, house, roster, standings

    if name == "prepare":
        house.prepare(people)
        return iter(())
    found = {"standings": standings, "roster": roster, "audit": audit, "certificates": certificates}
    return found[name].run(people)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *sys.argv[3:])

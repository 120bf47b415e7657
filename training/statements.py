"""The statements that supervisors sign for a board, in fixed words (`data/statements.yaml`), and the hash of one."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import yaml

from training.chain import canonical
from training.evaluation.dates import long_date

FILE = Path(__file__).parent / "data" / "statements.yaml"


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of statement. With `needs_log` it is signed once the sessions beside it in the rule are complete."""

    jurisdiction: str
    name: str
    kind: str
    citation: str
    ask: str
    needs_log: bool
    wording: str

    def filled(self, therapist: str, supervisor: str, counted: dict) -> str:
        """The statement with what the log says. `counted` holds count, mine, need, and the first and last day."""
        days = {name: day_words(counted[name]) for name in ("first", "last")}
        count = counted["count"]
        sessions = "1 signed session" if count == 1 else f"{count} signed sessions"
        return self.wording.format(therapist=therapist, supervisor=supervisor, sessions=sessions, **counted | days)


def day_words(written: str) -> str:
    return long_date(date.fromisoformat(written)) if written else "no day"


@lru_cache(maxsize=1)
def wordings() -> dict[tuple[str, str], Wording]:
    """By the code of the jurisdiction and the name that its rule has for the statement."""
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {(row["jurisdiction"], row["name"]): Wording(**row) for row in rows}


def content_hash(content: dict) -> str:
    """SHA-256 (hex) of the canonical JSON of what is signed."""
    return sha256(canonical(content).encode()).hexdigest()

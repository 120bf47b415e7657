"""Keys of rows: one as an address or a form says it, many as one parameter of a statement."""

import json
from collections.abc import Collection

from django.db.models import BooleanField, F, Func, Q, Value

MOST_DIGITS = 18  # of a key that every database holds


def key_in(text: str) -> int | None:
    """The key that a text names, or None: thousands of digits are decimal, too, and no number (`int`)."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


class AmongKeys(Func):
    """True where a column holds one of the keys, which are one parameter.

    `IN` writes out each key: for the fifty people of a page that takes longer than to read their rows.
    """

    arity = 2
    output_field = BooleanField()

    def as_sqlite(self, compiler, connection, **extra):
        column, keys = self.get_source_expressions()
        listed = AmongKeys(column, Value(json.dumps(keys.value)))
        return listed.as_sql(
            compiler, connection, template="%(expressions)s))", arg_joiner=" IN (SELECT value FROM json_each("
        )

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="%(expressions)s::bigint[])", arg_joiner=" = ANY(")


def among_keys(keys: Collection[int], name: str = "practitioner") -> Q:
    """Rows whose column `name` holds one of the keys."""
    return Q(AmongKeys(F(name), Value(list(keys))))

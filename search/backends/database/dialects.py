"""Where SQLite and PostgreSQL say it differently; everything else is the same for both."""

from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

Sql = tuple[str, list[Any]]


class Dialect(Protocol):
    def match(self, groups: tuple[tuple[str, ...], ...]) -> Sql:
        """Return a query of ``entry_id``: entries with a token of each group."""

    def begin(self, prefix: str) -> str:
        """Return what stands in a group for every token that begins so."""

    def age_in_days(self, column: str) -> str:
        """Return the days from a moment to the one that is given as parameter."""

    def lock_words(self, *, alone: bool) -> None:
        """Wait until nobody forgets words, or until nobody learns any."""


class SQLite:
    def match(self, groups: tuple[tuple[str, ...], ...]) -> Sql:
        ways = (f"({' OR '.join(dict.fromkeys(group))})" for group in groups)
        sql = (
            "SELECT rowid AS entry_id FROM verbund_search_entrytext_index"
            " WHERE verbund_search_entrytext_index MATCH %s"
        )
        return sql, [" AND ".join(ways)]

    def begin(self, prefix: str) -> str:
        return f"{prefix}*"

    def age_in_days(self, column: str) -> str:
        return f"(julianday(%s) - julianday({column}))"

    def lock_words(self, *, alone: bool) -> None:
        """Do nothing: SQLite has one writer at a time."""


class PostgreSQL:
    # Any number that nobody else takes: the lock is known by it.
    WORDS = 5_346_291

    def match(self, groups: tuple[tuple[str, ...], ...]) -> Sql:
        ways = (f"({' | '.join(dict.fromkeys(group))})" for group in groups)
        sql = (
            "SELECT entry_id FROM verbund_search_entrytext WHERE"
            " verbund_search_tokens(tokens) @@ %s::tsquery"
        )
        return sql, [" & ".join(ways)]

    def begin(self, prefix: str) -> str:
        return f"{prefix}:*"

    def age_in_days(self, column: str) -> str:
        return f"(EXTRACT(EPOCH FROM (%s::timestamptz - {column})) / 86400.0)"

    def lock_words(self, *, alone: bool) -> None:
        shared = "" if alone else "_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(%s)", [self.WORDS])


DIALECTS: dict[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


@dataclass(frozen=True)
class UnknownDatabaseError(Exception):
    vendor: str


def get_dialect() -> Dialect:
    """Return how the database in use wants to be asked.

    Raises:
        UnknownDatabaseError: it is neither SQLite nor PostgreSQL.
    """
    try:
        return DIALECTS[connection.vendor]
    except KeyError:
        raise UnknownDatabaseError(connection.vendor) from None

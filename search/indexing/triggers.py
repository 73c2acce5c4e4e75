"""Triggers that note which rows of a source were written (F16).

Signals miss `QuerySet.update`, bulk writes and SQL; the database misses nothing.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from search.models import Mark
from search.registry import Source, search_kinds

PREFIX = "verbund_mark_"
"""Begins no other trigger: those of the database's own word index stay."""
KNOWN = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
        "WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)"
    ),
}
FUNCTIONS = "SELECT proname FROM pg_proc WHERE pg_function_is_visible(oid)"


@dataclass(frozen=True)
class Watch:
    """A table, the column whose values are noted, and the columns whose change counts."""

    table: str
    column: str
    columns: tuple[str, ...]

    @property
    def source(self) -> str:
        return f"{self.table}.{self.column}"


def find_column(source: Source) -> models.Field[Any, Any]:
    """Return the field whose values a source notes."""
    meta = source.model._meta
    name = meta.pk.name if source.column == "pk" else source.column
    field: models.Field[Any, Any] = meta.get_field(name)  # type: ignore[assignment]  # -- a column
    return field


def name_source(source: Source) -> str:
    """Return how marks name what a source notes: ``cms_newspage.article_id``."""
    return f"{source.model._meta.db_table}.{find_column(source).column}"


def list_watches() -> list[Watch]:
    """Return what all kinds watch, once for each table and noted column."""
    found: dict[tuple[str, str], set[str]] = {}
    for kind in search_kinds.entries():
        for source in kind.sources:
            meta = source.model._meta
            noted = str(find_column(source).column)
            fields = [meta.get_field(name) for name in source.watched] or list(
                meta.local_concrete_fields
            )
            columns = found.setdefault((meta.db_table, noted), {noted})
            columns |= {str(getattr(field, "column", "")) for field in fields}
    return [
        Watch(table, noted, tuple(sorted(columns)))
        for (table, noted), columns in sorted(found.items())
    ]


def install_triggers(connection: Any) -> None:
    """Make the triggers that are missing, and take away those that nobody needs any more."""
    tables = set(connection.introspection.table_names())
    if Mark._meta.db_table not in tables:
        return
    with connection.cursor() as cursor:
        known = dict(_list_known(cursor, connection.vendor))
        wanted = {
            name: statements
            for watch in list_watches()
            if watch.table in tables
            for name, statements in _write_triggers(watch, connection)
        }
        for name in known.keys() - wanted.keys():
            cursor.execute(_write_drop(name, known[name], connection))
        for name in wanted.keys() - known.keys():
            for statement in wanted[name]:
                cursor.execute(statement)


def drop_triggers(connection: Any) -> None:
    """Take all of them away: columns that a trigger names cannot be changed."""
    with connection.cursor() as cursor:
        for name, table in list(_list_known(cursor, connection.vendor)):
            cursor.execute(_write_drop(name, table, connection))
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTIONS)
            for (name,) in cursor.fetchall():
                if name.startswith(PREFIX):
                    cursor.execute(f"DROP FUNCTION {connection.ops.quote_name(name)}()")


def _list_known(cursor: Any, vendor: str) -> Iterator[tuple[str, str]]:
    cursor.execute(KNOWN[vendor])
    for name, table in cursor.fetchall():
        if name.startswith(PREFIX):
            yield name, table


def _write_drop(name: str, table: str, connection: Any) -> str:
    quote = connection.ops.quote_name
    place = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER {quote(name)}{place}"


def _write_triggers(
    watch: Watch, connection: Any
) -> Iterator[tuple[str, tuple[str, ...]]]:
    write = _WRITERS[connection.vendor]
    for operation in ("INSERT", "UPDATE", "DELETE"):
        body = write(watch, operation, connection.ops.quote_name)
        digest = hashlib.sha256("".join(body).encode()).hexdigest()[:16]
        name = f"{PREFIX}{operation.lower()}_{digest}"
        yield name, tuple(part.replace("%name%", name) for part in body)


def _write_change(columns: Iterable[str], word: str, quote: Any) -> str:
    return " OR ".join(
        f"OLD.{quote(column)} {word} NEW.{quote(column)}" for column in columns
    )


def _write_for_sqlite(watch: Watch, operation: str, quote: Any) -> tuple[str, ...]:
    mark = quote(Mark._meta.db_table)
    noted = quote(watch.column)
    sides = {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}
    inserts = " ".join(
        f"INSERT INTO {mark} (source, key) SELECT '{watch.source}', {side}.{noted} "
        f"WHERE {side}.{noted} IS NOT NULL;"
        for side in sides[operation]
    )
    condition = ""
    if operation == "UPDATE":
        condition = f"WHEN {_write_change(watch.columns, 'IS NOT', quote)} "
    trigger = (
        f"CREATE TRIGGER %name% AFTER {operation} ON {quote(watch.table)} "
        f"FOR EACH ROW {condition}BEGIN {inserts} END"
    )
    return (trigger,)


def _write_for_postgresql(watch: Watch, operation: str, quote: Any) -> tuple[str, ...]:
    mark = quote(Mark._meta.db_table)
    noted, function = quote(watch.column), quote(f"{PREFIX}mark_{watch.column}")
    values = f"INSERT INTO {mark} (source, key) VALUES (TG_ARGV[0], "  # noqa: S608  # nosec B608 -- names of our own tables
    condition = ""
    if operation == "UPDATE":
        change = _write_change(watch.columns, "IS DISTINCT FROM", quote)
        condition = f"WHEN ({change}) "
    mark_row = (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN IF TG_OP <> 'INSERT' AND OLD.{noted} IS NOT NULL THEN "
        f"{values} OLD.{noted}); END IF; "
        f"IF TG_OP <> 'DELETE' AND NEW.{noted} IS NOT NULL THEN "
        f"{values} NEW.{noted}); END IF; RETURN NULL; END $$"
    )
    trigger = (
        f"CREATE TRIGGER %name% AFTER {operation} ON {quote(watch.table)} "
        f"FOR EACH ROW {condition}EXECUTE FUNCTION {function}('{watch.source}')"
    )
    return mark_row, trigger


_WRITERS = {"sqlite": _write_for_sqlite, "postgresql": _write_for_postgresql}

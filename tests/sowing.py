"""Give a test database back what the migrations, or an opened portal, left in it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Page

from cms.operations.portal import open_portal

Row = tuple[object, ...]
FULL_TEXT = "wagtailsearch_indexentry_fts"
Tables = dict[str, list[Row]]


@cache
def read_sown_rows() -> Tables:
    """Return what the migrations left, by table; asked before the first test, then kept."""
    return _read_rows()


def sow_if_flushed() -> None:
    """Put root page, groups, workflow, portal and terms back, unless they are there.

    A test with `transaction=True` ends with a flush, and xdist may hand the same worker
    any test after it. Rows go in as they were: a save would run the signals of the apps.
    """
    if Page.objects.exists():
        return
    with transaction.atomic():
        # The flush has made content types and permissions anew, under other keys.
        for table in read_sown_rows():
            _delete(table)
        for table, rows in read_sown_rows().items():
            _insert(table, rows)
    ContentType.objects.clear_cache()
    know_content_types()


def know_content_types() -> None:
    """Read all content types: else the first test to ask for one counts a query more."""
    ContentType.objects.get_for_models(*apps.get_models())


@dataclass(frozen=True)
class Change:
    """The rows that an operation takes from sown tables and puts into them."""

    gone: Tables
    come: Tables

    def fits(self) -> bool:
        """Tell whether the tables that the change touches are as the migrations left them."""
        return all(
            _count(table) == len(read_sown_rows()[table])
            for table in {*self.gone, *self.come}
        )

    @transaction.atomic
    def replay(self) -> None:
        for table, rows in self.gone.items():
            _delete(table, [row[0] for row in rows])
        for table, rows in self.come.items():
            _insert(table, rows)


@cache
def record_portal(hostname: str) -> Change:
    """Return what opening a portal changes; asked before the first test, then kept.

    Every page of it costs forty queries, and more than a thousand tests begin with one.
    """
    return _record(lambda: open_portal(hostname=hostname))


def _record(operation: Callable[[], object]) -> Change:
    with transaction.atomic():
        operation()
        after = _read_rows()
        transaction.set_rollback(True)
    before = read_sown_rows()
    return Change(gone=_subtract(before, after), come=_subtract(after, before))


def _subtract(some: Tables, others: Tables) -> Tables:
    found = {}
    for table, rows in some.items():
        known = set(others[table])
        if left := [row for row in rows if row not in known]:
            found[table] = left
    return found


def _read_rows() -> Tables:
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            if table == FULL_TEXT:  # its triggers fill it
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
        return cursor.fetchone()[0]


def _delete(table: str, keys: list[object] | None = None) -> None:
    """Delete all rows of a table, or those with keys in its first column, the primary key."""
    name = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        if keys is None:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
            return
        column = connection.introspection.get_table_description(cursor, table)[0].name
        key = connection.ops.quote_name(column)
        cursor.executemany(f"DELETE FROM {name} WHERE {key} = %s", [(k,) for k in keys])  # noqa: S608


def _insert(table: str, rows: list[Row]) -> None:
    if rows:
        places = ", ".join(["%s"] * len(rows[0]))
        name = connection.ops.quote_name(table)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608

"""Give a test database back what the migrations, or an opened portal, left in it."""

from collections import defaultdict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, transaction
from time_machine import escape_hatch
from wagtail.models import Page

from cms.operations.portal import open_portal

Row = tuple[object, ...]
FULL_TEXT = "wagtailsearch_indexentry_fts"
PROJECTED = "verbund_search_"
"""Tables of search follow from the others; where upkeep is on, they do so after a replay."""
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

    def replace_exactly(self) -> None:
        """Replay; every row that goes must be as it was, and no key that comes be taken.

        Raises:
            UnlikeError: a row that goes is another one.
            IntegrityError: a row that comes is there already, or what it points to is not.
        """
        for table, rows in self.gone.items():
            if _find(table, [row[0] for row in rows]) != set(rows):
                raise UnlikeError
        self.replay()
        connection.check_constraints(table_names=list(self.come))

    @transaction.atomic
    def replay(self) -> None:
        for table, rows in self.gone.items():
            _delete(table, [row[0] for row in rows])
        for table, rows in self.come.items():
            _insert(table, rows)


STATES = 3
"""In how many states of the tables one and the same thing is recorded."""


class Repeated:
    """What tests make again and again: done once for each key, then put in as rows.

    A branch has twenty pages, and a thousand tests begin with one.
    """

    def __init__(self) -> None:
        self._known: dict[Hashable, list[tuple[Change, object]]] = defaultdict(list)

    def do(self, key: Hashable, operation: Callable[[], object]) -> object:
        """Return what the operation returns, or returned when it was recorded.

        It is done for real where the tables are as in no recording, and while a test
        stands in another time.
        """
        if escape_hatch.is_travelling():
            return operation()
        for change, result in self._known[key]:
            with suppress(IntegrityError, UnlikeError), transaction.atomic():
                change.replace_exactly()
                return result
        if len(self._known[key]) == STATES:
            return operation()
        before = _read_rows()
        result = operation()
        after = _read_rows()
        change = Change(_subtract(before, after), _subtract(after, before))
        self._known[key].append((change, result))
        return result


class UnlikeError(Exception):
    """The rows to be replaced are not those that were recorded."""


repeated = Repeated()


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
            # Their triggers fill them.
            if table == FULL_TEXT or table.startswith(PROJECTED):
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchall()
    return found


@cache
def _get_key_name(table: str) -> str:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
    return connection.ops.quote_name(columns[0].name)


def _find(table: str, keys: list[object]) -> set[Row]:
    """Return the rows with these keys in the first column, the primary key."""
    name, key = connection.ops.quote_name(table), _get_key_name(table)
    with connection.cursor() as cursor:
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(f"SELECT * FROM {name} WHERE {key} IN ({places})", keys)  # noqa: S608
        return set(cursor.fetchall())


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
        key = _get_key_name(table)
        cursor.executemany(f"DELETE FROM {name} WHERE {key} = %s", [(k,) for k in keys])  # noqa: S608


def _insert(table: str, rows: list[Row]) -> None:
    if rows:
        places = ", ".join(["%s"] * len(rows[0]))
        name = connection.ops.quote_name(table)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608

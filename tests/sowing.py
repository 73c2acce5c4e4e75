"""Give a flushed test database back what the migrations have sown."""

from functools import cache

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from wagtail.models import Page


@cache
def read_sown_rows() -> dict[str, list[tuple[object, ...]]]:
    """Return what the migrations left, by table; asked before the first test, then kept."""
    sown = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            sown[table] = cursor.fetchall()
    return sown


def sow_if_flushed() -> None:
    """Put root page, groups, workflow, portal and terms back, unless they are there.

    A test with `transaction=True` ends with a flush, and xdist may hand the same worker
    any test after it. Rows go in as they were: a save would run the signals of the apps.
    """
    if Page.objects.exists():
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # The flush has made content types and permissions anew, under other keys.
        for table in read_sown_rows():
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
        for table, rows in read_sown_rows().items():
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                name = connection.ops.quote_name(table)
                cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
    ContentType.objects.clear_cache()

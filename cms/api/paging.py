"""Keyset paging: a cursor says after which row to go on, whatever was added meanwhile."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.db.models import Q

from cms.api.problems import UnknownValueError
from cms.queries.published import take_first

Row = TypeVar("Row")

LIMIT_MAX = 100
LIMIT_DEFAULT = 20
CURSOR_LENGTH = 500
KEY_LIMIT = 2**63


def encode_cursor(value: Any, key: int) -> str:
    text = value.isoformat() if isinstance(value, dt.datetime) else value
    packed = json.dumps([text, key]).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode_cursor(cursor: str, *, is_date: bool) -> tuple[Any, int]:
    """Return the value and key of the last row seen.

    Raises: UnknownValueError where the text was not made by ``encode_cursor``.
    """
    try:
        packed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        value, key = json.loads(packed)
        value = dt.datetime.fromisoformat(value) if is_date else value
    except (ValueError, TypeError, RecursionError) as error:
        raise UnknownValueError("cursor", [cursor[:40]]) from error
    is_whole = type(key) is int and abs(key) < KEY_LIMIT
    is_date_whole = isinstance(value, dt.datetime) and value.tzinfo is not None
    is_text = isinstance(value, str) and "\x00" not in value
    if not (is_whole and (is_date_whole or is_text)):
        raise UnknownValueError("cursor", [cursor[:40]])
    return value, key


def cut_page(
    rows: Any, *, fields: tuple[str, str], cursor: str | None, limit: int
) -> tuple[list[Any], str | None]:
    """Return one page of rows, ordered by ``fields``, and the cursor of the next one.

    ``fields`` are a sort column and a unique key, both with ``-`` in descending order.
    """
    column, key_column = (name.lstrip("-") for name in fields)
    if cursor:
        is_date = column.endswith("_at")
        value, key = decode_cursor(cursor, is_date=is_date)
        side = "lt" if fields[0].startswith("-") else "gt"
        rows = rows.filter(
            Q(**{f"{column}__{side}": value})
            | Q(**{column: value, f"{key_column}__{side}": key})
        )
    found = list(take_first(rows, limit + 1))
    if len(found) <= limit:
        return found, None
    last = found[limit - 1]
    return found[:limit], encode_cursor(_read(last, column), _read(last, key_column))


def cut_list(
    rows: Iterable[Row],
    *,
    read_key: Callable[[Row], tuple[str, int]],
    cursor: str | None,
    limit: int,
) -> tuple[list[Row], str | None]:
    """Return one page of rows that are no table, in the order of their keys."""
    after = decode_cursor(cursor, is_date=False) if cursor else None
    left = [row for row in rows if after is None or read_key(row) > after]
    left.sort(key=read_key)
    found = left[:limit]
    return found, encode_cursor(*read_key(found[-1])) if left[limit:] else None


def _read(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row

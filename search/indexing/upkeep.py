"""When entries follow: before the transaction of their cause commits (F16).

Each connection listens to what is written. If that may concern an entry, the outermost
block of a transaction asks the marks before it ends. Without a transaction the next
statement of the same connection asks them, or the end of the request.
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from threading import Event
from typing import Any

from django.db import connection, connections
from django.db.transaction import Atomic, get_connection
from django.utils import timezone

from search.conf import get_setting
from search.indexing.marks import follow_marks
from search.registry import search_kinds

WRITE = re.compile(
    r"(?:INSERT INTO|INSERT OR (?:IGNORE|REPLACE) INTO|REPLACE INTO|UPDATE|DELETE FROM)"
    r"\s+\"?(\w+)",
    re.IGNORECASE,
)
paused = Event()
"""Set while tables change: there may be no marks yet, and no columns to read."""
LEAVING = ("ROLLBACK", "RELEASE")
"""What must not wait for us: a block that fails, or a test that ends."""


class Listener:
    """Hears the statements of one connection; Django calls it for each of them."""

    def __init__(self) -> None:
        self.is_pending = False
        self.is_following = False

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: Any,
        context: dict[str, Any],
    ) -> Any:
        text = str(sql)
        if self.is_pending and not text.startswith(LEAVING):
            self.follow_outside(context["connection"])
        result = execute(sql, params, many, context)
        if not self.is_following and _may_concern(text):
            self.is_pending = True
        return result

    def follow_outside(self, database: Any) -> None:
        """Follow what was written without a transaction."""
        if not _list_deeds(database) and not database.needs_rollback:
            self.follow()

    def follow(self) -> None:
        """Write the entries of what was written, once."""
        if not self.is_pending or self.is_following:
            return
        self.is_pending, self.is_following = False, True
        try:
            follow_marks(timezone.now())
        finally:
            self.is_following = False


def _may_concern(sql: str) -> bool:
    match = WRITE.match(sql)
    if match is None or paused.is_set() or not get_setting("SEARCH_UPKEEP"):
        return False
    names = tuple(kind.name for kind in search_kinds.entries())
    return match.group(1) in _list_tables(names)


@lru_cache(maxsize=4)
def _list_tables(names: tuple[str, ...]) -> frozenset[str]:
    kinds = (search_kinds.get(name) for name in names)
    return frozenset(
        source.model._meta.db_table for kind in kinds if kind for source in kind.sources
    )


def _list_deeds(database: Any) -> list[Atomic]:
    """Return the open blocks, without those that a test keeps around itself."""
    return [
        block
        for block in database.atomic_blocks
        if not getattr(block, "_from_testcase", False)
    ]


def find_listener(database: Any) -> Listener | None:
    """Return what listens to a connection."""
    return next(
        (each for each in database.execute_wrappers if isinstance(each, Listener)), None
    )


def listen(database: Any) -> None:
    """Hear the statements of a connection, once."""
    if find_listener(database) is None:
        database.execute_wrappers.append(Listener())


def follow_pending() -> None:
    """Follow what was written outside a transaction, at the end of a request."""
    if "default" not in {
        database.alias for database in connections.all(initialized_only=True)
    }:
        return
    listener = find_listener(connection)
    if listener is not None and listener.is_pending:
        listener.follow_outside(connection)


def follow_before_commit() -> None:
    """Ask the marks as the last thing inside each transaction.

    Django tells what has been committed, not what is about to be; leaving the outermost
    block is the one moment when all is written and nothing is visible yet.
    """
    leave = Atomic.__exit__
    if getattr(leave, "follows", False):
        return

    @wraps(leave)
    def leave_after_following(
        self: Atomic, exc_type: Any, exc_value: Any, traceback: Any
    ) -> None:
        database: Any = get_connection(self.using)
        listener = find_listener(database)
        if (
            listener is not None
            and listener.is_pending
            and _list_deeds(database) == [self]
        ):
            if exc_type is not None or database.needs_rollback:
                listener.is_pending = False
            else:
                try:
                    listener.follow()
                except BaseException as error:
                    leave(self, type(error), error, error.__traceback__)
                    raise
        leave(self, exc_type, exc_value, traceback)

    leave_after_following.follows = True  # type: ignore[attr-defined]  # -- our own mark
    Atomic.__exit__ = leave_after_following  # type: ignore[method-assign]  # -- see above

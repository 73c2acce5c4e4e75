"""Facts heard: a connection was made, a request ended, the schema changed."""

from typing import Any

from django.core.signals import request_finished
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

from search.indexing.triggers import drop_triggers, install_triggers
from search.indexing.upkeep import (
    follow_before_commit,
    follow_pending,
    listen,
    paused,
)

DATABASE = "default"


def listen_to_connection(connection: Any, **_facts: Any) -> None:
    if connection.alias == DATABASE:
        listen(connection)


def follow_after_request(**_facts: Any) -> None:
    follow_pending()


def free_columns(using: str, plan: Any = (), **_facts: Any) -> None:
    """Take the triggers away while tables change; a column that one names cannot."""
    if using == DATABASE and plan:
        paused.set()
        drop_triggers(connections[using])


def watch_rows(using: str, **_facts: Any) -> None:
    if using == DATABASE:
        install_triggers(connections[using])
        paused.clear()


def connect(config: Any) -> None:
    """Listen; called once, when the apps are ready."""
    connection_created.connect(
        listen_to_connection, dispatch_uid="verbund_search.listen_to_connection"
    )
    for database in connections.all(initialized_only=True):
        listen_to_connection(database)
    follow_before_commit()
    request_finished.connect(
        follow_after_request, dispatch_uid="verbund_search.follow_after_request"
    )
    pre_migrate.connect(
        free_columns, sender=config, dispatch_uid="verbund_search.free_columns"
    )
    post_migrate.connect(
        watch_rows, sender=config, dispatch_uid="verbund_search.watch_rows"
    )

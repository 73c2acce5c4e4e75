"""Files that no row names, and rows whose file is gone (R29).

Only the interface of Django's storages is used, so a bucket is searched like a folder.
Nothing is ever deleted: what looks lost may be what somebody needs back.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

YOUNG = dt.timedelta(hours=1)
"""A file is written before its row: younger ones may still get theirs."""


@dataclass(frozen=True)
class Orphans:
    """Names in the default storage: ``files`` without a row, ``rows`` without a file."""

    files: list[str]
    rows: list[str]


def find_orphans(*, now: dt.datetime) -> Orphans:
    """Compare what lies in the default storage with what the rows name."""
    stored = set(walk_storage())
    named = set(find_named_files())
    # Asked again one by one: between the two lists somebody may have uploaded or deleted.
    return Orphans(
        files=sorted(name for name in stored - named if _is_old(name, now)),
        rows=sorted(
            name for name in named - stored if not default_storage.exists(name)
        ),
    )


def walk_storage(folder: str = "") -> Iterator[str]:
    """Yield the name of every file, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        # A fresh site has no folder yet.
        return
    prefix = f"{folder}/" if folder else ""
    for name in files:
        # A bucket may list the folder itself as a file without a name.
        if name:
            yield prefix + name
    for name in folders:
        yield from walk_storage(prefix + name)


def find_named_files() -> Iterator[str]:
    """Yield every name that a row of any model keeps in the default storage."""
    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if is_stored_by_default(field):
                rows: Any = model._base_manager.filter(  # noqa: SLF001 -- drafts too
                    **{f"{field.name}__gt": ""}
                )
                yield from rows.values_list(field.name, flat=True).iterator()


def is_stored_by_default(field: Any) -> bool:
    """Tell a field whose files lie in the default storage."""
    return isinstance(field, models.FileField) and field.storage == default_storage


def _is_old(name: str, now: dt.datetime) -> bool:
    try:
        written_at = default_storage.get_modified_time(name)
    except FileNotFoundError:
        return False
    if timezone.is_naive(written_at):
        written_at = timezone.make_aware(written_at)
    return written_at < now - YOUNG

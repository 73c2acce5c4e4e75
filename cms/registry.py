"""The one way in which upper apps answer a question of a lower one (conventions, section 4)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

Label = str | Promise
"""A text in the language of whoever reads it."""


class Entry(Protocol):
    """What every entry has; entries are frozen dataclasses."""

    @property
    def name(self) -> str: ...


EntryT = TypeVar("EntryT", bound=Entry)


class Registry(Generic[EntryT]):
    """Entries by name, in the order of their ``order``, then of their registration."""

    def __init__(self, question: str) -> None:
        self.question = question
        self._entries: dict[str, EntryT] = {}

    def register(self, entry: EntryT) -> EntryT:
        """Add an entry; called from `<owner>_<registry>.py` when the apps are ready."""
        if entry.name in self._entries:
            raise ImproperlyConfigured(
                f"“{entry.name}” is registered twice as answer to: {self.question}"
            )
        self._entries[entry.name] = entry
        return entry

    def get(self, name: str) -> EntryT | None:
        return self._entries.get(name)

    def entries(self) -> list[EntryT]:
        return sorted(
            self._entries.values(), key=lambda entry: getattr(entry, "order", 0)
        )

    @contextmanager
    def registered(self, *entries: EntryT) -> Iterator[None]:
        """Register entries for the length of a test and take them back."""
        before = dict(self._entries)
        try:
            for entry in entries:
                self.register(entry)
            yield
        finally:
            self._entries = before

    @contextmanager
    def replaced_by(self, *entries: EntryT) -> Iterator[None]:
        """Hold these entries only, for the length of a test."""
        before, self._entries = self._entries, {}
        try:
            for entry in entries:
                self.register(entry)
            yield
        finally:
            self._entries = before

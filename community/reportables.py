"""What anybody may report; apps fill it in `community_reportables.py` (CO49, P7)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cms.registry import Label, Registry


@dataclass(frozen=True)
class Snapshot:
    """An item as it was when it was reported, for those who decide."""

    title: str
    text: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Reportable:
    """A kind of item: how to find one, whom it belongs to, how it goes out of sight.

    ``find`` gets the key of the address and returns the row that somebody may report, or
    None. ``get_public_title`` says to everybody which one it is and names no person.
    ``get_author`` returns the Member whom a decision concerns, or None.
    ``hide`` gets the row and who does it and returns what ``restore`` needs, as JSON;
    empty where nothing was to be seen. Both are None for what cannot be hidden.
    ``remove`` deletes the row's content for good and tells whether it could; None where
    that is not offered. ``can_be_removed`` says so about one row.
    ``bears_labels`` tells whether its pages show a label with a reason.
    ``is_own`` tells whether a user must not decide, beside the author.
    """

    name: str
    label: Label
    model: str
    find: Callable[[str], Any]
    take_snapshot: Callable[[Any], Snapshot]
    get_public_title: Callable[[Any], str]
    get_network: Callable[[Any], Any]
    get_author: Callable[[Any], Any]
    hide: Callable[[Any, Any], list[Any]] | None = None
    restore: Callable[[list[Any], Any], None] | None = None
    is_own: Callable[[Any, Any], bool] | None = None
    bears_labels: bool = False
    remove: Callable[[Any, Any], bool] | None = None
    can_be_removed: Callable[[Any], bool] | None = None


reportables: Registry[Reportable] = Registry("what can be reported?")

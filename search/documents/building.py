"""From an entry to its document, as plain values: a class instance would cost a third more."""

import datetime as dt
import unicodedata
from collections.abc import Iterable
from typing import Any

from search.enums import ValueName
from search.models import Entry
from search.ranking import BOOST_STEP

MARKS = str.maketrans("", "", "\ue000\ue001\0")
"""Signs around what was found; no text may bring them along."""

STAMP = 1_000_003

TEXTS = ("title", "summary", "body", "names")


def make_id(entry: Entry) -> str:
    """Return the id of an entry's document in the index of its language."""
    return f"{entry.thing}:{entry.level}"


def build_document(entry: Entry, values: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return the document of an entry with these values (name, value)."""
    document: dict[str, Any] = {
        "entry": entry.pk,
        "thing": entry.thing,
        "kind": entry.kind,
        "level": entry.level,
        "language": entry.language,
        "version": entry.version,
        "stamp": entry.version % STAMP,
        "url": entry.url,
        "appeared": to_microseconds(entry.appeared_at),
        "weight": max(BOOST_STEP, 1 + BOOST_STEP * entry.boost),
        **{name: clean(getattr(entry, name)) for name in TEXTS},
    }
    if entry.owner:
        document["owner"] = entry.owner
    lists: dict[str, list[str]] = {}
    for name, value in values:
        lists.setdefault(name, []).append(value)
    # Without audience it is found by nobody.
    document |= {name: lists[name] for name in ValueName.values if name in lists}
    first = entry.starts_at or entry.ends_at or entry.published_at
    last = entry.ends_at or entry.starts_at or entry.published_at
    dates = {
        "published": entry.published_at,
        "first": first,
        "last": last,
        "ends": entry.ends_at,
    }
    document |= {name: date.isoformat() for name, date in dates.items() if date}
    if entry.latitude is not None and entry.longitude is not None:
        document["point"] = {"lat": entry.latitude, "lon": entry.longitude}
    return document


def clean(text: str) -> str:
    """Return a text in one spelling of its accents, without our own signs."""
    return unicodedata.normalize("NFC", text).translate(MARKS)


def to_microseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1_000_000)

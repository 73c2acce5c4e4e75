"""Which part of the feed an address asks for (CO26)."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from community.activity import activity_kinds, find_followable

EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
MICROSECOND = dt.timedelta(microseconds=1)


class NoSuchPlaceError(ValueError):
    """An address names a place, a kind or a source of the feed that there is not."""


@dataclass(frozen=True)
class Chosen:
    """What of the feed somebody wants to read."""

    of: str = ""
    kind: str = ""
    before: tuple[dt.datetime, int] | None = None
    source_type: int | None = None
    source_key: int | None = None


def parse_chosen(of: str, kind: str, before: str) -> Chosen:
    """Return what an address asks for.

    Raises:
        NoSuchPlaceError: it names what there is not.
    """
    if kind and activity_kinds.get(kind) is None:
        raise NoSuchPlaceError(kind)
    place = parse_place(before) if before else None
    if not of:
        return Chosen(kind=kind, before=place)
    name, _colon, key = of.partition(":")
    thing = find_followable(name)
    if thing is None:
        raise NoSuchPlaceError(of)
    source_type = ContentType.objects.get_for_model(thing.model).pk
    source_key = None
    if key:
        row = thing.find(key) if thing.find else None
        if row is None:
            raise NoSuchPlaceError(of)
        source_key = row.pk
    return Chosen(of, kind, place, source_type, source_key)


def parse_place(text: str) -> tuple[dt.datetime, int]:
    """Return moment and key that an address names.

    Raises:
        NoSuchPlaceError: they are none.
    """
    moment, _dash, key = text.partition("-")
    if not all(_is_number(part) for part in (moment, key)):
        raise NoSuchPlaceError(text)
    try:
        return EPOCH + int(moment) * MICROSECOND, int(key)
    except OverflowError as error:
        raise NoSuchPlaceError(text) from error


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18  # noqa: PLR2004 -- digits of a key

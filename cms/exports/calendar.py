"""Dates as iCal (RFC 5545), line by line, so that a feed of any length is streamed.

The frame comes from the library icalendar. Its components would take 0.3 ms a date, which
5,000 of them do not have; so the lines of a date are written, folded and escaped here, and
the tests read them with two parsers that are not ours.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

from cms.queries.calendar import CalendarEntry
from cms.validators.times import BERLIN

ZONE = "Europe/Berlin"
PRODUCT = "-//Verbund//Events//EN"
MAX_OCTETS = 75
REFRESH = "PT6H"
CHUNK = 200
"""Dates in one piece of the answer."""

END = "END:VCALENDAR\r\n"
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def write_calendar(
    entries: Iterable[CalendarEntry], *, name: str, url: str
) -> Iterator[bytes]:
    """Yield the calendar in pieces; ``url`` is where it is fetched anew."""
    head = _make_frame()
    head += _write_text("NAME", name) + _write_text("X-WR-CALNAME", name)
    head += _fold(f"SOURCE;VALUE=URI:{_clean_line(url)}")
    head += f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}\r\n"
    head += f"X-PUBLISHED-TTL:{REFRESH}\r\n"
    head += _make_zone()
    yield head.encode()
    piece: list[str] = []
    for entry in entries:
        piece.append(write_entry(entry))
        if len(piece) == CHUNK:
            yield "".join(piece).encode()
            piece.clear()
    yield ("".join(piece) + END).encode()


def write_entry(entry: CalendarEntry) -> str:
    """Return one date as a VEVENT, with the line end behind it."""
    lines = [
        "BEGIN:VEVENT\r\n",
        f"UID:{entry.uid}\r\n",
        f"DTSTAMP:{_write_utc(entry.changed_at)}\r\n",
        f"LAST-MODIFIED:{_write_utc(entry.changed_at)}\r\n",
        f"SEQUENCE:{entry.sequence}\r\n",
        f"DTSTART;TZID={ZONE}:{_write_local(entry.starts_at)}\r\n",
        f"DTEND;TZID={ZONE}:{_write_local(entry.ends_at)}\r\n",
        f"STATUS:{entry.status}\r\n",
        _write_text("SUMMARY", entry.title),
        _write_text("DESCRIPTION", entry.description),
        _fold(f"URL:{_clean_line(entry.url)}"),
        _write_text("LOCATION", entry.location),
        _write_organiser(entry.organiser, entry.organiser_email),
    ]
    if entry.point:
        latitude, longitude = entry.point
        lines.append(f"GEO:{latitude};{longitude}\r\n")
    lines.append("END:VEVENT\r\n")
    return "".join(lines)


def _write_text(name: str, text: str) -> str:
    if not text:
        return ""
    text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text))
    return _fold(f"{name}:{text.translate(_ESCAPES)}")


def _write_organiser(name: str, email: str) -> str:
    """A parameter has no escapes: quotation marks become apostrophes (RFC 5545, 3.2)."""
    name = _clean_line(name).replace('"', "'")
    return _fold(f'ORGANIZER;CN="{name}":mailto:{_clean_line(email)}')


def _clean_line(text: str) -> str:
    return _NOT_TEXT.sub("", " ".join(text.split()))


def _fold(line: str) -> str:
    """Return the line in pieces of at most 75 octets, parted between letters (3.1)."""
    if len(line.encode()) <= MAX_OCTETS:
        return f"{line}\r\n"
    pieces, start, size = [], 0, 0
    for position, letter in enumerate(line):
        octets = len(letter.encode())
        if size + octets > MAX_OCTETS:
            pieces.append(line[start:position])
            # The space that begins the next piece counts.
            start, size = position, 1
        size += octets
    pieces.append(line[start:])
    return "\r\n ".join(pieces) + "\r\n"


def _write_utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _write_local(moment: dt.datetime) -> str:
    return moment.astimezone(BERLIN).strftime("%Y%m%dT%H%M%S")


@functools.cache
def _make_frame() -> str:
    """Return what stands before the components, which RFC 7986 wants below it."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    return calendar.to_ical().decode().removesuffix(END)


@functools.cache
def _make_zone() -> str:
    """Return the rules that hold in Germany since 1996."""
    zone = Timezone()
    zone.add("tzid", ZONE)
    for part, name, first, hours in (
        (TimezoneDaylight(), "CEST", dt.datetime(1996, 3, 31, 2), (1, 2)),  # noqa: DTZ001 -- wall time
        (TimezoneStandard(), "CET", dt.datetime(1996, 10, 27, 3), (2, 1)),  # noqa: DTZ001 -- as above
    ):
        before, after = (dt.timedelta(hours=number) for number in hours)
        part.add("dtstart", first)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        part.add("rrule", vRecur(freq="yearly", bymonth=first.month, byday="-1su"))
        zone.add_component(part)
    return zone.to_ical().decode()

"""Events around today: single ones, series, one of several days, parts of a larger one."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    find_day,
    get_moment,
    make_moment,
    publish_page,
    read_written_items,
)
from cms.cms_demo.things import get_thing_fields, make_dates
from cms.enums import RegistrationKind
from cms.models import EventIndexPage, EventPage
from cms.operations.events import cancel_event, postpone_event
from cms.recurrence import Span, expand
from cms.validators.times import BERLIN

MOVES = {"cancelled": cancel_event, "postponed": postpone_event}
WORDS = ("subline", "organiser", "supervision", "bring", "privacy_note")


def load_events(now: dt.datetime) -> int:
    """Add what is missing, then bodies and relations: events belong to one another."""
    added = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        new = [
            item
            for item in read_written_items("events", language)
            if item["key"] not in shelf.page_ids
        ]
        pages = [(item, add_event(shelf, item, now)) for item in new]
        for item, page in pages:
            page.body = shelf.make_body(item)
            page.related = [
                ("page", shelf.get_page(key).specific) for key in item["related"]
            ]
            if item["parent"]:
                page.parent_event = shelf.get_page(item["parent"]).specific
            publish_page(page)
            if language == LANGUAGES[0] and (state := item["state"]):
                MOVES[state["to"]](
                    event=page.event,
                    actor=None,
                    now=now,
                    reason=state["reason"],
                    translations=state["translations"],
                )
        added += len(pages)
    return added


def add_event(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> EventPage:
    index = shelf.get_branch_index(EventIndexPage, item["network"])
    texts = item[shelf.language]
    page = EventPage(
        **shelf.get_common_fields(item),
        **get_thing_fields(item, shelf.language),
        **get_time_fields(item, now),
        **get_registration_fields(item, now),
        **{name: texts[name] for name in WORDS},
        live=False,
        mode=item["mode"],
        conference_url=item["conference_url"],
        programme=make_programme(item, texts["programme"], now),
    )
    added: EventPage = shelf.add_page(index, item, page)
    return added


def get_time_fields(item: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    """Return the dates and the rule; exceptions are told by their number in the series."""
    day = find_day(now, item["starts"])
    first = Span(
        make_moment(day, item["starts"]["time"]),
        make_moment(day + dt.timedelta(days=item["lasts_days"]), item["ends_time"]),
    )
    rule = item["repeats_until"]
    until = find_day(now, rule) if rule else None
    series = expand(first, repeats=item["repeats"], until=until)
    return {
        "starts_at": first.starts_at,
        "ends_at": first.ends_at,
        "repeats": item["repeats"],
        "repeats_until": until,
        "more_dates": make_dates(now, item["more_dates"]),
        "exceptions": [
            (
                "day",
                {
                    "day": series[row["number"] - 1]
                    .starts_at.astimezone(BERLIN)
                    .date(),
                    "is_cancelled": row["is_cancelled"],
                },
            )
            for row in item["exceptions"]
        ],
    }


def get_registration_fields(item: dict[str, Any], now: dt.datetime) -> dict[str, Any]:
    registration = item["registration"]
    if registration is None:
        return {"seats": item["seats"]}
    closes = registration["closes"]
    return {
        "seats": item["seats"],
        "registration_kind": RegistrationKind.OUTSIDE,
        "registration_url": registration["url"],
        "registration_opens_at": get_moment(now, registration["opens_in_days"]),
        "registration_closes_at": make_moment(find_day(now, closes), closes["time"]),
    }


def make_programme(
    item: dict[str, Any], texts: list[dict[str, str]], now: dt.datetime
) -> list[tuple[str, Any]]:
    """Return the entries: their times are the same in every language."""
    first = find_day(now, item["starts"])
    return [
        (
            "entry",
            {
                "starts_at": make_moment(
                    first + dt.timedelta(days=entry["day"]), entry["time"]
                ),
                **words,
            },
        )
        for entry, words in zip(item["programme"], texts, strict=True)
    ]

"""What the demo's offers and events have in common: where, for whom, whom to ask."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import find_day, make_moment
from cms.geo import choose_point, find_postcode

WORDS = ("languages", "cost", "directions", "accessibility_note")


def get_thing_fields(item: dict[str, Any], language: str) -> dict[str, Any]:
    return {
        "is_free": item["is_free"],
        "age_from": item["age_from"],
        "age_to": item["age_to"],
        "contact_name": item["contact"]["name"],
        "contact_email": item["contact"]["email"],
        "contact_phone": item["contact"]["phone"],
        **{name: item[language][name] for name in WORDS},
        **get_place_fields(item),
    }


def get_place_fields(item: dict[str, Any]) -> dict[str, Any]:
    """Return the address and its point; neither for what takes place online only."""
    spot = find_postcode(item["postcode"])
    if spot is None:
        return {}
    latitude, longitude = choose_point(item["postcode"], given=(None, None))
    return {
        "venue_name": item["venue_name"],
        "venue_address": f"{item['street']}\n{spot.label}",
        "latitude": latitude,
        "longitude": longitude,
    }


def make_dates(now: dt.datetime, rows: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """Return the blocks of dates that begin and end on one day."""
    return [
        (
            "date",
            {
                "starts_at": make_moment(find_day(now, row), row["time"]),
                "ends_at": make_moment(find_day(now, row), row["ends_time"]),
            },
        )
        for row in rows
    ]

"""Editor wiring: one module a topic, imported here so that Wagtail finds the hooks."""

from cms.wagtail_hooks import (
    editors_home,
    events,
    fields,
    isolation,
    machinery,
    moves,
    network_calendar,
    proposals,
    publishing,
    rich_text,
    staff,
    translations,
    versions,
)

__all__ = [
    "editors_home",
    "events",
    "fields",
    "isolation",
    "machinery",
    "moves",
    "network_calendar",
    "proposals",
    "publishing",
    "rich_text",
    "staff",
    "translations",
    "versions",
]

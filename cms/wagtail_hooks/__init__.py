"""Editor wiring: one module a topic, imported here so that Wagtail finds the hooks."""

from cms.wagtail_hooks import (
    announcements,
    fields,
    isolation,
    proposals,
    publishing,
    rich_text,
    staff,
    translations,
)

__all__ = [
    "announcements",
    "fields",
    "isolation",
    "proposals",
    "publishing",
    "rich_text",
    "staff",
    "translations",
]

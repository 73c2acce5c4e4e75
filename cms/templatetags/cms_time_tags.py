"""Days and moments in the words of the site (W52)."""

import datetime as dt

from django import template

from cms.queries.cards import format_day, format_moment

register = template.Library()


@register.filter
def day(value: dt.datetime | dt.date | None) -> str:
    """Return “3. März 2027”; nothing for nothing."""
    return format_day(value) if value else ""


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return “Mittwoch, 3. März 2027, 14:00 Uhr”; nothing for nothing."""
    return format_moment(value) if value else ""

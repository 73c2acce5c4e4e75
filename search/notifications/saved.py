"""Mails of saved searches: confirm the address, what is new, and the links that end it (F13)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.links import find_working_links, get_link_url, make_link
from cms.outbox import enqueue_mail
from community.notifications.mails import get_unsubscribe_headers
from search.conf import get_days
from search.models import SavedSearch

ALERT_KIND = "search-alert"
CONFIRM_KIND = "search-confirm"
CONFIRM_PURPOSE = "saved-search-confirm"
STOP_PURPOSE = "saved-search-stop"
STOP_ALL_PURPOSE = "saved-search-stop-all"
LINK_LIFETIME = dt.timedelta(days=400)
LEAST_LEFT = dt.timedelta(days=100)
"""A link in a mail works at least this long; then a new one is made."""


def ask_to_confirm(*, saved: SavedSearch, now: dt.datetime) -> None:
    """Ask an address whether it wants the alert; nothing else comes before the yes."""
    link = make_link(
        purpose=CONFIRM_PURPOSE,
        thing=saved,
        now=now,
        lifetime=get_days("SAVED_SEARCH_CONFIRM_DAYS"),
    )
    enqueue_mail(
        recipient=saved.address,
        kind=CONFIRM_KIND,
        event_key=f"{CONFIRM_KIND}:{link.pk}",
        language=saved.language,
        template="verbund_search/mail/saved_confirm",
        context={
            "url": get_link_url(link),
            "days": get_days("SAVED_SEARCH_CONFIRM_DAYS").days,
        },
        expires_at=saved.expires_at,
    )


def mail_alert(
    *,
    rows: Sequence[SavedSearch],
    things: Mapping[int, Sequence[str]],
    since: Mapping[int, dt.datetime],
    recipient: str,
    language: str,
    name: str,
    now: dt.datetime,
) -> None:
    """Write one mail about all that is new for one person.

    ``things`` and ``since`` are by key of the saved search. The lines are made when it is
    sent, for what the person may see then.
    """
    told: list[dict[str, Any]] = [
        {
            "saved": row.pk,
            "things": list(things[row.pk]),
            "since": since[row.pk].isoformat(),
            "stop_url": get_stop_url(row, STOP_PURPOSE, now),
        }
        for row in rows
    ]
    first = rows[0]
    is_one = len(rows) == 1
    all_url = told[0]["stop_url"]
    if not is_one:
        all_url = get_stop_url(first, STOP_ALL_PURPOSE, now)
    with override(language):
        path = reverse("verbund_search:saved_list")
    enqueue_mail(
        recipient=recipient,
        kind=ALERT_KIND,
        event_key=f"{ALERT_KIND}:{first.pk}:{now.isoformat()}",
        language=language,
        template="verbund_search/mail/saved_alert",
        context={
            "told": told,
            "member": first.member_id,
            "address": first.address,
            "name": name,
            "stop_url": "" if is_one else all_url,
            "list_url": "" if first.address else settings.WAGTAILADMIN_BASE_URL + path,
        },
        headers=get_unsubscribe_headers(all_url),
    )


def get_stop_url(saved: SavedSearch, purpose: str, now: dt.datetime) -> str:
    """Return the link that was sent before while it works for long enough."""
    working = find_working_links(purpose=purpose, thing=saved, now=now)
    link = working.filter(expires_at__gt=now + LEAST_LEFT).first()
    if link is None:
        link = make_link(purpose=purpose, thing=saved, now=now, lifetime=LINK_LIFETIME)
    return get_link_url(link)

"""What links of saved searches do: begin one, end one, end all (F13)."""

import contextlib
import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext, gettext_lazy

from cms.links import LinkPurpose, UsedLinkError, link_purposes
from cms.models import LinkToken
from cms.queries.cards import format_day
from cms.registry import Label
from search.conf import get_days
from search.models import SavedSearch
from search.notifications.saved import (
    CONFIRM_PURPOSE,
    LINK_LIFETIME,
    STOP_ALL_PURPOSE,
    STOP_PURPOSE,
)
from search.operations.saving import (
    NotRunningError,
    confirm_search,
    end_all_searches,
    end_search,
)
from search.queries.saved import describe


def list_facts(saved: SavedSearch) -> Sequence[tuple[Label, str]]:
    """Return what is looked for, in words, and how often is written."""
    return [
        (gettext_lazy("Saved search"), describe(saved.params)),
        (gettext_lazy("How often"), str(saved.get_frequency_display())),
    ]


def get_reading_language(saved: SavedSearch) -> str:
    return saved.member.language if saved.member else saved.language


def confirm_by_link(_token: LinkToken, saved: SavedSearch, now: dt.datetime) -> Label:
    """Begin; say until when it runs."""
    try:
        row = confirm_search(saved=saved, now=now)
    except NotRunningError as error:
        raise UsedLinkError from error
    return gettext(
        "Done. We write to you when something new is found, until %(day)s. Each mail has "
        "a link that ends it."
    ) % {"day": format_day(row.expires_at) if row.expires_at else ""}


def stop_by_link(_token: LinkToken, saved: SavedSearch, now: dt.datetime) -> Label:
    """End one; a second click says the same."""
    with contextlib.suppress(NotRunningError):
        end_search(saved=saved, now=now)
    return gettext("Done. We write to you no more about this search.")


def stop_all_by_link(_token: LinkToken, saved: SavedSearch, now: dt.datetime) -> Label:
    """End all of the same person; a second click says the same."""
    end_all_searches(saved=saved, now=now)
    return gettext("Done. We write to you no more about any saved search.")


link_purposes.register(
    LinkPurpose(
        name=CONFIRM_PURPOSE,
        sentence=gettext_lazy("Save this search?"),
        button=gettext_lazy("Yes, write to me"),
        lifetime=get_days("SAVED_SEARCH_CONFIRM_DAYS"),
        act=confirm_by_link,
        list_facts=list_facts,
        get_language=get_reading_language,
        is_allowed=lambda _token, saved: saved.ended_at is None,
    )
)
link_purposes.register(
    LinkPurpose(
        name=STOP_PURPOSE,
        sentence=gettext_lazy("No more mails about this search?"),
        button=gettext_lazy("Send me no more of these mails"),
        lifetime=LINK_LIFETIME,
        is_single_use=False,
        is_one_click=True,
        act=stop_by_link,
        list_facts=list_facts,
        get_language=get_reading_language,
    )
)
link_purposes.register(
    LinkPurpose(
        name=STOP_ALL_PURPOSE,
        sentence=gettext_lazy("No more mails about saved searches?"),
        button=gettext_lazy("End all my saved searches"),
        lifetime=LINK_LIFETIME,
        is_single_use=False,
        is_one_click=True,
        act=stop_all_by_link,
        get_language=get_reading_language,
    )
)

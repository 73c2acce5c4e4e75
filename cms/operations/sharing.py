"""Showing a draft to somebody outside (ED52)."""

import datetime as dt
from typing import Any

from django.db import transaction

from cms.links import find_working_links, make_link, revoke_links
from cms.models import LinkToken

SHARE_DRAFT = "share-draft"


@transaction.atomic
def share_draft(*, page: Any, user: Any, now: dt.datetime) -> LinkToken:
    """Make a link that shows the latest draft of one page for seven days."""
    return make_link(purpose=SHARE_DRAFT, thing=page.specific, now=now, created_by=user)


def stop_sharing_draft(*, page: Any, now: dt.datetime) -> int:
    """Take back all links to the drafts of a page; return how many worked until now."""
    return revoke_links(purpose=SHARE_DRAFT, thing=page.specific, now=now)


def find_draft_links(*, page: Any, now: dt.datetime) -> list[LinkToken]:
    """Return the links that show the draft of this page now, newest first."""
    return list(find_working_links(purpose=SHARE_DRAFT, thing=page.specific, now=now))

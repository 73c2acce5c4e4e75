"""The weekly look at the addresses of the funding directory (ED42)."""

import datetime as dt

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from cms.conf import get_setting
from cms.enums import LeaseState, LinkState
from cms.fetch import FetchError, TooLargeError, fetch
from cms.jobs.rows import fail, finish, get_pause_seconds, work_off
from cms.models import FundingEntry, FundingPage, LinkCheck

WEEK = dt.timedelta(days=7)
SECONDS_A_RUN = 20.0
FIRST_ERROR = 400
KEPT_OUT = {401, 403, 405, 429}
"""The server lives and wants no programs: that says nothing about the page."""


def check_links(_now: dt.datetime) -> int:
    """Look at addresses that nobody has looked at for a week; return how many.

    A demo asks nobody: half of its addresses are invented.
    """
    if get_setting("DEMO"):
        return 0
    enqueue_link_checks()
    return work_off(LinkCheck, check_link, seconds=SECONDS_A_RUN)


def enqueue_link_checks() -> int:
    """Make the checks due whose week is over, of entries that visitors see."""
    unchecked = Q(last_checked_at__isnull=True) | Q(last_checked_at__lt=Now() - WEEK)
    live = FundingPage.objects.filter(entry=OuterRef("pk"), live=True)
    entries = FundingEntry.objects.filter(unchecked, Exists(live))
    made = LinkCheck.objects.bulk_create(
        [
            LinkCheck(entry_id=pk, key=f"funding:{pk}")
            for pk in entries.filter(link_check__isnull=True).values_list(
                "pk", flat=True
            )
        ],
        ignore_conflicts=True,
    )
    again = LinkCheck.objects.filter(state=LeaseState.DONE, entry__in=entries).update(
        state=LeaseState.DUE, due_at=Now(), attempts=0, finished_at=None
    )
    return len(made) + again


def check_link(row: LinkCheck) -> bool:
    """Ask one address; what does not answer is asked again before it counts as dead."""
    url = FundingEntry.objects.values_list("url", flat=True).get(pk=row.entry_id)
    state, reason = probe(url)
    if state == LinkState.DEAD and get_pause_seconds(row) is not None:
        fail(row, reason)
        return True
    with transaction.atomic():
        # Whoever has changed the address meanwhile gets a check of the new one.
        FundingEntry.objects.filter(pk=row.entry_id, url=url).update(
            link_state=state, last_checked_at=Now()
        )
        finish(row)
    return True


def probe(url: str) -> tuple[LinkState, str]:
    """Say whether an address answers, and why not."""
    try:
        answer = fetch(url, trusted_origins=get_setting("LINK_CHECK_ORIGINS"))
    except TooLargeError:
        return LinkState.OK, ""
    except FetchError as error:
        return LinkState.DEAD, str(error)
    if answer.status in KEPT_OUT:
        return LinkState.UNKNOWN, ""
    if answer.status >= FIRST_ERROR:
        return LinkState.DEAD, f"answer {answer.status}"
    return LinkState.OK, ""

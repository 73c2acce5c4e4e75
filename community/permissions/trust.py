"""How much of whom: new members begin with less, and so does whoever broke a rule (CO54).

Posts ask here, and messages do: the one place where trust is computed.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from community.conf import get_days, get_setting
from community.consent import find_standing
from community.enums import DecisionStage, Outcome
from community.models import CaseDecision, Member, Membership

DAY_ONE = dt.timedelta(days=1)
MENTIONS_MAX = 10
"""How many people a text names at most, whoever writes it."""


@dataclass(frozen=True, kw_only=True)
class Trust:
    """What somebody may do now; None stands for no limit.

    ``replies`` and ``threads`` count from ``since`` on. ``may_message``: whether messages
    go to others than staff.
    """

    links: int | None
    pictures: int
    mentions: int
    replies: int | None
    threads: int | None
    since: dt.datetime
    may_message: bool


def get_trust(member: Member, now: dt.datetime) -> Trust:
    """Return how much a member may do now.

    Limited is who joined less than 14 days ago and was confirmed by no network, and for 14
    days whoever had a notice upheld. Below 18 links and pictures stay off, whatever else.
    """
    is_minor = find_standing(member, now).is_protected
    is_limited = is_new(member, now) or was_sanctioned(member, now)
    is_first_day = is_limited and now < member.joined_at + DAY_ONE
    mentions = get_setting("TRUST_MENTIONS")
    links: int | None = get_setting("TRUST_LINKS") if is_limited else None
    return Trust(
        links=0 if is_minor else links,
        pictures=0 if is_minor else 1,
        mentions=mentions if is_limited or is_minor else MENTIONS_MAX,
        replies=get_setting("TRUST_REPLIES") if is_first_day else None,
        threads=get_setting("TRUST_THREADS") if is_first_day else None,
        since=member.joined_at,
        may_message=not is_limited,
    )


def is_new(member: Member, now: dt.datetime) -> bool:
    """Tell whether nobody has confirmed a member who came not long ago."""
    if now >= member.joined_at + get_days("TRUST_DAYS"):
        return False
    return not Membership.objects.confirmed().filter(member=member).exists()


def was_sanctioned(member: Member, now: dt.datetime) -> bool:
    """Tell whether a notice about the member was upheld of late, and not reversed since."""
    reversals = CaseDecision.objects.filter(
        case=OuterRef("case"), stage=DecisionStage.APPEAL, outcome=Outcome.NOTHING
    )
    upheld = CaseDecision.objects.restricting().filter(
        ~Exists(reversals),
        member=member,
        stage=DecisionStage.FIRST,
        decided_at__gt=now - get_days("TRUST_DAYS"),
    )
    return upheld.exists()

"""What the demo accounts follow, and a feed for each of them."""

import datetime as dt

from cms.audiences import find_viewer
from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Taxonomy
from cms.models import Network, Term
from community.activity import list_follows
from community.consent import find_participants
from community.models import FeedDelivery, Member, Notification
from community.operations.feed import deliver_due
from community.operations.follows import NotFollowableError, allow_followers, follow
from community.operations.notifications import read_all

TOPICS = ("physics", "computer-science", "biology")
FOLLOWED = ("mentor", "teacher", "sponsor")
"""Who lets others follow."""


UNREAD = 4


def load_feed(now: dt.datetime) -> int:
    """Let the demo accounts follow the demo network, topics and each other; fill the feeds."""
    accounts = Member.objects.filter(user__username__endswith="@example.org")
    members = list(
        find_participants(now.date()).filter(pk__in=accounts).select_related("user")
    )
    if not members or any(list_follows(member.user) for member in members):
        return 0
    rows = [
        Network.objects.get(source_key=DEMO_NETWORK),
        Network.objects.get_site(),
        *Term.objects.of(Taxonomy.TOPIC).filter(slug__in=TOPICS),
        *_let_follow(),
    ]
    count = 0
    for member in members:
        viewer = find_viewer(member.user)
        for row in rows:
            try:
                count += follow(member=member, row=row, viewer=viewer, now=now)
            except NotFollowableError:
                continue  # oneself, or somebody whom minors do not see
    _spread(now)
    deliver_due(now)
    for member in members:
        _read_most(member, now)
    return count


def _read_most(member: Member, now: dt.datetime) -> None:
    """Leave the newest notifications unread, as with somebody who looks in now and then."""
    rows = Notification.objects.told_to(member).unread().order_by("-pk")
    keys = rows.values_list("pk", flat=True)[UNREAD : UNREAD + 1]
    if keys:
        read_all(member=member, until=keys[0], now=now)


def _let_follow() -> list[Member]:
    names = [f"{name}@example.org" for name in FOLLOWED]
    found = list(Member.objects.filter(user__username__in=names).order_by("pk"))
    for member in found:
        allow_followers(member=member, is_allowed=True)
    return found


def _spread(now: dt.datetime) -> None:
    """Let what the demo has published at once have happened on different days."""
    rows = FeedDelivery.objects.select_related("action").order_by("-pk")
    for number, row in enumerate(rows):
        row.action.timestamp = now - number * dt.timedelta(hours=7)
        row.action.save(update_fields=["timestamp"])


demo_parts.register(DemoPart(name="community.feed", load=load_feed, order=200))

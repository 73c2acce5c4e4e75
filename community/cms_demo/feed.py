"""What the demo accounts follow, and a feed for each of them."""

import datetime as dt

from django.db import transaction
from django.db.models import F

from cms.audiences import find_viewer
from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Taxonomy, ThingChange
from cms.models import Network, Term
from community.activity import list_follows
from community.consent import find_participants
from community.models import FeedDelivery, Member, Notification
from community.models.notification import LETTER_FREQUENCIES
from community.operations.feed import deliver_due
from community.operations.follows import NotFollowableError, allow_followers, follow

TOPICS = ("physics", "computer-science", "biology")
FOLLOWED = ("mentor", "teacher", "sponsor")
"""Who lets others follow."""


UNREAD = 4
A_MONTH = dt.timedelta(days=30)
READ_AFTER = dt.timedelta(hours=5)
A_WEEK = dt.timedelta(days=7)


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
    # What is older than a week has been in a letter.
    old = Notification.objects.filter(created_at__lte=now - A_WEEK, mailed_at=None)
    old.filter(mail__in=LETTER_FREQUENCIES).update(mailed_at=now)
    return count


def _read_most(member: Member, now: dt.datetime) -> None:
    """Leave the newest notifications unread, as with somebody who looks in now and then."""
    rows = Notification.objects.told_to(member).unread()
    newest = list(
        rows.order_by("-created_at", "-pk").values_list("pk", flat=True)[:UNREAD]
    )
    old = rows.exclude(pk__in=newest).filter(created_at__lte=now - READ_AFTER)
    old.update(read_at=F("created_at") + READ_AFTER)
    rows.exclude(pk__in=newest).update(read_at=now)


def _let_follow() -> list[Member]:
    names = [f"{name}@example.org" for name in FOLLOWED]
    found = list(Member.objects.filter(user__username__in=names).order_by("pk"))
    for member in found:
        allow_followers(member=member, is_allowed=True)
    return found


def _spread(now: dt.datetime) -> None:
    """Let what the demo has published at once have happened all over the month."""
    rows = FeedDelivery.objects.filter(action__verb__in=ThingChange.values)
    found = list(rows.select_related("action").order_by("-pk"))
    with transaction.atomic():
        for number, row in enumerate(found):
            row.action.timestamp = now - number * A_MONTH / len(found)
            row.action.save(update_fields=["timestamp"])


demo_parts.register(DemoPart(name="community.feed", load=load_feed, order=200))

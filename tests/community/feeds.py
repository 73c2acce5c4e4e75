"""Following and delivering for tests."""

from django.utils import timezone

from cms.audiences import find_viewer
from community.activity.feed import get_feed
from community.activity.places import Chosen
from community.models import FeedDelivery
from community.operations.feed import deliver_due
from community.operations.follows import follow


def let_follow(member, *rows, now=None):
    now = now or timezone.now()
    for row in rows:
        follow(member=member, row=row, viewer=find_viewer(member.user), now=now)


def deliver(now=None):
    """Put into the feeds what has happened; what earlier tests left is not there."""
    count = deliver_due(now or timezone.now())
    assert not FeedDelivery.objects.waiting().exists()
    return count


def read(member, chosen=None, now=None):
    """Return the lines of somebody's feed."""
    page = get_feed(
        member=member,
        viewer=find_viewer(member.user),
        chosen=chosen or Chosen(),
        now=now or timezone.now(),
    )
    return page.lines


def list_kinds(member):
    return [line.kind.name for line in read(member)]

"""What the demo's members have done in the last 30 days, counted."""

import datetime as dt
from collections import Counter

from django.contrib.auth import get_user_model

from cms.cms_demo.people import DEMO_NETWORK
from cms.models import Network
from cms.todos import todos
from community.activity import list_follows
from community.models import (
    BirthCorrection,
    Bookmark,
    Circular,
    Clearance,
    Contact,
    GroupMembership,
    Invitation,
    Member,
    Membership,
    Message,
    ModerationCase,
    Notification,
    OrganisationClaim,
    Post,
    TeamMembership,
    Thanks,
    Thread,
)

DAYS = set(range(30))


def count_by(rows, column):
    return dict(Counter(rows.order_by().values_list(column, flat=True)))


def list_days(now, *columns):
    """Return how many days ago something happened; ``columns`` are rows and a column each."""
    moments = [
        moment
        for rows, column in columns
        for moment in rows.values_list(column, flat=True)
    ]
    return {(now - moment).days for moment in moments if moment} & DAYS


def list_todos(name, now):
    user = get_user_model().objects.get(username=f"{name}@example.org")
    counts = {todo.name: todo.count(user, now) for todo in todos.entries()}
    return {todo: counts[todo] for todo in MONTH[name]}


def count_month(now):
    """Return all figures by what they are about."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    posts = Post.objects.filter(network=network)
    accounts = Member.objects.filter(user__username__endswith="@example.org")
    told = Notification.objects.filter(recipient__in=accounts, is_listed=True)
    month = now - dt.timedelta(days=30)
    return {
        "roles": count_by(Member.objects.all(), "role"),
        "joined": Member.objects.filter(joined_at__gt=month).count(),
        "memberships": count_by(Membership.objects.all(), "state"),
        "posts": posts.beginning().count(),
        "comments": posts.filter(parent__isnull=False).count(),
        "post states": count_by(posts, "state"),
        "thanks": Thanks.objects.count(),
        "places in groups": count_by(GroupMembership.objects.all(), "state"),
        "places in teams": count_by(TeamMembership.objects.all(), "state"),
        "claims": count_by(OrganisationClaim.objects.all(), "state"),
        "contacts": count_by(Contact.objects.all(), "state"),
        "threads": Thread.objects.count(),
        "messages": count_by(Message.objects.all(), "state"),
        "bookmarks": Bookmark.objects.count(),
        "cases": count_by(ModerationCase.objects.all(), "state"),
        "clearances": count_by(Clearance.objects.all(), "state"),
        "corrections": count_by(BirthCorrection.objects.all(), "state"),
        "circulars": count_by(Circular.objects.all(), "state"),
        "invitations": count_by(Invitation.objects.all(), "state"),
        "followers": sum(bool(list_follows(row.user)) for row in Member.objects.all()),
        "unread": [
            told.unread().filter(recipient=one).count()
            for one in accounts.order_by("pk")
        ],
        "days of posts": list_days(now, (posts, "created_at")) == DAYS,
        "days of joins": len(list_days(now, (Member.objects.all(), "joined_at"))),
        "days of thanks": len(list_days(now, (Thanks.objects.all(), "said_at"))),
        "days of messages": len(list_days(now, (Message.objects.all(), "sent_at"))),
        "coordinator": list_todos("coordinator", now),
        "moderator": list_todos("moderator", now),
    }


MONTH = {
    "roles": {
        "friend": 12,
        "alumnus": 19,
        "pupil": 38,
        "teacher": 17,
        "company": 13,
        "trainee": 14,
        "guardian": 7,
    },
    "joined": 63,
    "memberships": {"confirmed": 113, "claimed": 6, "asked": 1},
    "posts": 36,
    "comments": 53,
    "post states": {"visible": 88, "hidden": 1},
    "thanks": 63,
    "places in groups": {"active": 60, "asked": 1},
    "places in teams": {"active": 4, "asked": 1},
    "claims": {"open": 1},
    "contacts": {"accepted": 22, "asked": 4, "declined": 2},
    "threads": 14,
    "messages": {"delivered": 32, "held": 1},
    "bookmarks": 17,
    "cases": {"appealed": 1, "closed": 2, "decided": 1, "received": 2},
    "clearances": {"approved": 5, "entered": 2, "refused": 1},
    "corrections": {"granted": 1, "asked": 1},
    "circulars": {"sent": 2, "scheduled": 1, "draft": 1},
    "invitations": {"pending": 3},
    "followers": 83,
    # The young member who waits for a guardian reads but one.
    "unread": [4, 4, 4, 4, 4, 4, 4, 4, 1, 4, 4],
    "days of posts": True,
    "days of joins": 26,
    "days of thanks": 25,
    "days of messages": 13,
    "coordinator": {
        "community.cases": 3,
        "community.claims": 6,
        "community.organisations": 1,
        "community.births": 1,
        "community.organisation_claims": 1,
        "community.clearances_ending": 1,
    },
    "moderator": {"community.cases": 3},
}
"""120 members, something on each of 30 days, and what waits for the staff."""

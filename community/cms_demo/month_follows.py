"""What the crowd has begun to follow and to keep in the last 30 days."""

import datetime as dt

from django.db import models, transaction

from cms.audiences import find_viewer
from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Taxonomy
from cms.models import Event, Network, Offer, Term
from community.activity import list_follows
from community.cms_demo.feed import FOLLOWED, TOPICS
from community.cms_demo.members import find_person
from community.consent import find_participants
from community.enums import OrganisationState
from community.models import Bookmark, Member, Organisation
from community.operations.bookmarks import keep_thing
from community.operations.follows import NotFollowableError, follow

DAYS = 30
EVERY_SECOND = 2
KEEPERS = ("mentor", "alumna", "coordinator", "mai-exempel", "ida-vorlage")


@transaction.atomic
def load_month_follows(now: dt.datetime) -> int:
    """Let adults of the crowd follow the network, a topic, and somebody who allows it.

    They begin after the feeds were filled: nothing of what was before comes to them.
    """
    grown = Member.objects.adults_on(now.date())
    people = find_participants(now.date()).filter(
        pk__in=grown.values("pk"), user__username__startswith="demo-"
    )
    members = list(people.select_related("user").order_by("pk"))
    if not members or any(list_follows(one.user) for one in members):
        return 0
    network = Network.objects.get(source_key=DEMO_NETWORK)
    topics = list(
        Term.objects.of(Taxonomy.TOPIC).filter(slug__in=TOPICS).order_by("pk")
    )
    liked = [find_person(name) for name in FOLLOWED]
    count = 0
    for number, member in enumerate(members):
        rows: list[models.Model] = [network]
        rows += topics[number % 3 : number % 3 + 1]
        if number % EVERY_SECOND:
            rows.append(liked[number % len(liked)])
        then = now - dt.timedelta(days=number * 7 % DAYS, hours=number % 9)
        count += _follow(member, rows, max(then, member.joined_at), now)
    return count


def _follow(
    member: Member, rows: list[models.Model], then: dt.datetime, now: dt.datetime
) -> int:
    viewer = find_viewer(member.user)
    count = 0
    for row in rows:
        try:
            count += follow(member=member, row=row, viewer=viewer, now=then)
        except NotFollowableError:
            continue  # a topic that no page has, or somebody who is not open to all
    return count


@transaction.atomic
def load_month_bookmarks(now: dt.datetime) -> int:
    """Let some keep one thing every other day: an event, an offer or an organisation."""
    keepers = [find_person(name) for name in KEEPERS]
    if Bookmark.objects.filter(member__in=keepers).exists():
        return 0
    live = Organisation.objects.filter(state=OrganisationState.LIVE)
    kinds = [
        list(rows.order_by("pk")[:DAYS])
        for rows in (Event.objects.all(), Offer.objects.all(), live)
    ]
    count = 0
    for day in range(0, DAYS, EVERY_SECOND):
        rows = kinds[day // EVERY_SECOND % len(kinds)]
        if rows:
            keep_thing(
                member=keepers[day // EVERY_SECOND % len(keepers)],
                thing=rows[day % len(rows)],
                now=now - dt.timedelta(days=day, hours=2),
            )
            count += 1
    return count


for name, load, order in (
    ("community.month_bookmarks", load_month_bookmarks, 197),
    ("community.month_follows", load_month_follows, 201),
):
    demo_parts.register(DemoPart(name=name, load=load, order=order))

"""The feed beside a million things that happened, with 200 follows: page 1 against page 50.

Smaller: `python bench/feed.py 200 2000` (actions before and after).
"""

import datetime as dt
import sys
from typing import Any

from measure import WORK, Result, measure_cpu_ms, p95, report, start_django

SMALL, LARGE = 10_000, 1_000_000
NETWORKS, FOLLOWS, LINES = 1_000, 200, 500
ALIKE, LIMIT_MS, QUERIES = 1.3, 150, 15
RUNS, PAGES = 40, 50


def add_networks(count: int) -> None:
    from wagtail.models import Locale

    from cms.models import Network

    locale = Locale.objects.get(language_code="de")
    Network.objects.bulk_create(
        [
            Network(
                source_key=f"netz-{number}",
                slug=f"netz-{number}",
                name=f"Netz {number}",
                kind="mint-region",
                source_locale=locale,
            )
            for number in range(count)
        ],
        batch_size=500,
    )


def add_actions(first: int, last: int, now: dt.datetime) -> None:
    """Let networks say something about themselves, one second after the other."""
    from actstream.models import Action
    from django.contrib.contenttypes.models import ContentType

    from cms.models import Network

    kind = ContentType.objects.get_for_model(Network)
    keys = list(Network.objects.order_by("pk").values_list("pk", flat=True))
    batch: list[Action] = []
    for number in range(first, last):
        key = str(keys[number % len(keys)])
        batch.append(
            Action(
                verb="published",
                actor_content_type=kind,
                actor_object_id=key,
                action_object_content_type=kind,
                action_object_object_id=key,
                timestamp=now + dt.timedelta(seconds=number),
            )
        )
        if len(batch) == 10_000 or number == last - 1:
            Action.objects.bulk_create(batch, batch_size=500)
            batch = []


def add_member(now: dt.datetime) -> Any:
    """Make somebody who follows 200 networks."""
    from django.contrib.auth import get_user_model

    from cms.models import Network
    from community.activity import add_follow
    from community.models import Member

    user = get_user_model().objects.create(username="kim")
    member = Member.objects.create(
        user=user,
        slug="kim",
        display_name="Kim",
        role="friend",
        birth_year=1990,
        birth_month=5,
        language="de",
        joined_at=now,
    )
    for network in Network.objects.order_by("pk")[:FOLLOWS]:
        add_follow(user=user, row=network, now=now)
    return member


def deliver_again(member: Any) -> None:
    """Fill the feed with the newest that the 200 networks have said."""
    from actstream.models import Action

    from community.activity import list_follows
    from community.models import FeedItem

    sources = list_follows(member.user)
    kind = sources[0][0]
    FeedItem.objects.all().delete()
    newest = Action.objects.filter(
        actor_content_type=kind, actor_object_id__in=[str(key) for _, key in sources]
    ).order_by("-timestamp")[:LINES]
    FeedItem.objects.bulk_create(
        [
            FeedItem(
                member=member,
                action=action,
                happened_at=action.timestamp,
                kind=action.verb,
                source_type_id=kind,
                source_id=int(action.actor_object_id),
            )
            for action in newest
        ],
        batch_size=500,
    )


def measure(member: Any, now: dt.datetime) -> dict[str, tuple[float, int]]:
    """Return p95 of the CPU milliseconds, and queries, of the first page and a late one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from cms.audiences import find_viewer
    from community.activity.feed import get_feed
    from community.activity.places import parse_chosen

    viewer = find_viewer(member.user)

    def read(before: str) -> Any:
        chosen = parse_chosen("", "", before)
        return get_feed(member=member, viewer=viewer, chosen=chosen, now=now)

    places = [""]
    while len(places) < PAGES and (older := read(places[-1]).older):
        places.append(older)
    found = {}
    for name, before in (("page 1", places[0]), ("last page", places[-1])):
        figures = measure_cpu_ms(lambda before=before: read(before), RUNS)
        with CaptureQueriesContext(connection) as queries:
            read(before)
        found[name] = (p95(figures), len(queries))
    return found


def measure_write(now: dt.datetime) -> float:
    """Return the CPU milliseconds of one delivery to a follower."""
    from cms.models import Network
    from community.activity import record_activity
    from community.operations.feed import deliver_due

    network = Network.objects.order_by("pk").first()

    def write() -> None:
        record_activity(kind="published", actor=network, thing=network, now=now)
        deliver_due(now)

    return p95(measure_cpu_ms(write, 10))


def main() -> None:
    small, large = (
        (int(one) for one in sys.argv[1:3]) if sys.argv[1:] else (SMALL, LARGE)
    )
    for suffix in ("", "-wal", "-shm"):
        (WORK / f"feed.sqlite3{suffix}").unlink(missing_ok=True)
    start_django("feed")

    from django.db import connection
    from django.utils import timezone

    from cms.operations.portal import open_portal

    open_portal(hostname="localhost", port=80)
    now = timezone.now()
    add_networks(NETWORKS)
    member = add_member(now)
    figures, writes = [], []
    for first, last in ((0, small), (small, large)):
        add_actions(first, last, now)
        deliver_again(member)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        figures.append(measure(member, now))
        writes.append(measure_write(now))
    before, after = figures
    for name, (cost, queries) in after.items():
        report(
            Result(
                f"feed, {name}: {large} against {small} actions",
                cost / before[name][0],
                "times",
                ALIKE,
            ),
            Result(f"feed, {name}: CPU, p95", cost, "ms", LIMIT_MS),
            Result(f"feed, {name}: queries", queries, "", QUERIES),
        )
    report(
        Result(
            f"feed, last page against page 1 at {large} actions",
            after["last page"][0] / after["page 1"][0],
            "times",
            ALIKE,
        ),
        Result("feed, one delivery: CPU, p95", writes[1], "ms", LIMIT_MS),
    )


main()

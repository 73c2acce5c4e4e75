"""The feed beside a million things that happened, with 200 follows: page 1 against page 50.

Smaller: `python bench/feed.py 2000 20000` (actions before and after).
"""

import datetime as dt
import sys
from typing import Any

from measure import (
    Result,
    measure_cpu_ms,
    median,
    p95,
    report,
    start_django,
    write_statistics,
)
from turns import Side, serve, take_turns

SMALL, LARGE = 10_000, 1_000_000
NETWORKS, FOLLOWS = 1_000, 200
PAGES, LINES = 50, 1_200
"""A feed keeps 500 lines; here it has more, so that there is a page 50 with some below."""

GROWN, FURTHER, LIMIT_MS, QUERIES = 1.5, 1.2, 150, 15
NAMES = ("page 1", "page 50")


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


def add_actions(count: int, now: dt.datetime) -> None:
    """Let networks say something about themselves, one second after the other until now."""
    from actstream.models import Action
    from django.contrib.contenttypes.models import ContentType
    from rows import insert_plain

    from cms.models import Network

    kind = ContentType.objects.get_for_model(Network).pk
    keys = [str(key) for key in _list_networks()]
    insert_plain(
        Action,
        (
            "verb",
            "actor_content_type",
            "actor_object_id",
            "action_object_content_type",
            "action_object_object_id",
            "timestamp",
            "public",
        ),
        (
            ("published", kind, key, kind, key, now - dt.timedelta(seconds=ago), True)
            for ago in range(count, 0, -1)
            for key in [keys[ago % len(keys)]]
        ),
    )


def _list_networks() -> Any:
    from cms.models import Network

    return Network.objects.filter(slug__startswith="netz-").values_list("pk", flat=True)


def add_member(now: dt.datetime) -> Any:
    """Make somebody who follows 200 networks."""
    from django.contrib.auth import get_user_model

    from cms.models import Network
    from community.activity import add_follow
    from community.models import Member, Profile

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
    Profile.objects.create(member=member, changed_at=now)
    for network in Network.objects.filter(pk__in=_list_networks()[:FOLLOWS]):
        add_follow(user=user, row=network, now=now)
    return member


def fill_feed(member: Any) -> None:
    """Fill the feed with the newest that the 200 networks have said."""
    from actstream.models import Action

    from community.activity import list_follows
    from community.models import FeedItem

    sources = list_follows(member.user)
    kind = sources[0][0]
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


def find_place(member: Any, page: int, now: dt.datetime) -> str:
    """Return where a page of the feed begins."""
    from cms.audiences import find_viewer
    from community.activity.feed import get_feed
    from community.activity.places import parse_chosen

    viewer, place = find_viewer(member.user), ""
    for _number in range(1, page):
        chosen = parse_chosen("", "", place)
        found = get_feed(member=member, viewer=viewer, chosen=chosen, now=now)
        if not found.older:
            break
        place = found.older
    return place


def measure_write(now: dt.datetime) -> float:
    """Return the CPU milliseconds of one delivery to a follower."""
    from cms.models import Network
    from community.activity import record_activity
    from community.operations.feed import deliver_due

    network = Network.objects.get(slug="netz-0")

    def write() -> None:
        record_activity(kind="published", actor=network, thing=network, now=now)
        deliver_due(now)

    return p95(measure_cpu_ms(write, 20))


def run_side(count: int) -> None:
    start_django(f"feed_{count}", is_fresh=True)
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone, translation

    from cms.operations.portal import open_portal

    open_portal(hostname="testserver")
    now = timezone.now()
    add_networks(NETWORKS)
    member = add_member(now)
    add_actions(count, now)
    fill_feed(member)
    write_statistics()
    client = Client()
    client.force_login(member.user)
    with translation.override("de"):
        feed = reverse("community_feed:feed")
    place = find_place(member, PAGES, now)

    def visit(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    serve(
        {
            "page 1": lambda: visit(feed),
            "page 50": lambda: visit(f"{feed}?before={place}"),
            "write": lambda: measure_write(now),
        }
    )


def main(arguments: list[str]) -> None:
    small, large = map(int, arguments) if arguments else (SMALL, LARGE)
    sides = [Side("feed.py", str(count)) for count in (small, large)]
    found = take_turns(sides, NAMES)
    for name in NAMES:
        before, after = found[name]
        numbers = {side.count(name) for side in sides}
        report(
            Result(
                f"feed, {name}: p95 at {large:,} against {small:,} actions",
                p95(after) / p95(before),
                "×",
                GROWN,
            ),
            Result(f"feed, {name}: CPU, p95", p95(after), "ms", LIMIT_MS),
            Result(f"feed, {name}: queries", max(numbers), "", QUERIES),
            Result(f"feed, {name}: different numbers of queries", len(numbers), "", 1),
        )
    report(
        Result(
            f"feed, page 50 against page 1 at {large:,} actions",
            median(found["page 50"][1]) / median(found["page 1"][1]),
            "×",
            FURTHER,
        ),
        Result("feed, one delivery: CPU, p95", sides[1].call("write"), "ms", LIMIT_MS),
    )
    for side in sides:
        side.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        run_side(int(sys.argv[2]))
    else:
        main(sys.argv[1:])

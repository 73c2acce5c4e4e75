"""What a member who has logged in costs, against the home page of a fresh Wagtail project."""

from typing import Any

from measure import Result, report, start_django
from pages import Baseline, compare

READER = "mentor@example.org"
MAX_QUERIES, OF_PROFILE, OF_FEED = 15, 3.0, 6.0
LINES = 20


def fill_feed(member: Any) -> None:
    """Let what the demo has published happen now, for somebody who follows its network."""
    from django.utils import timezone

    from cms.models import Article, Call, Event, Offer
    from community.activity import add_follow, record_activity
    from community.operations.feed import deliver_due

    now = timezone.now()
    kinds = (
        Article.objects.filter(kind="news"),
        Call.objects,
        Event.objects,
        Offer.objects,
    )
    for rows in kinds:
        for row in rows.order_by("pk")[:LINES]:
            add_follow(user=member.user, row=row.network, now=now)
            record_activity(kind="published", actor=row.network, thing=row, now=now)
    while deliver_due(now):
        pass


def main() -> None:
    baseline = Baseline()
    start_django("members", is_fresh=True)
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils import timezone, translation

    call_command("load_demo", verbosity=0)
    from cms.audiences import find_viewer
    from community.activity.feed import get_feed
    from community.activity.places import Chosen
    from community.models import Member

    own = Member.objects.select_related("user").get(user__username=READER)
    fill_feed(own)
    viewer, now = find_viewer(own.user), timezone.now()
    page = get_feed(member=own, viewer=viewer, chosen=Chosen(), now=now)
    assert len(page.lines) == LINES, len(page.lines)
    seen = Member.objects.listed_for(viewer, timezone.localdate(now)).exclude(pk=own.pk)
    other = seen.get(user__username="teacher@example.org")
    with translation.override("de"):
        pages = {
            "profile": (
                reverse("community:member_detail", args=[other.slug]),
                OF_PROFILE,
            ),
            "feed of 20": (reverse("community_feed:feed"), OF_FEED),
            "directory": (reverse("community:member_list"), None),
            "own account": (reverse("community_me:account"), None),
        }
    client = Client()
    client.force_login(own.user)
    for name, (url, limit) in pages.items():

        def visit(url: str = url) -> None:
            answer = client.get(url)
            assert answer.status_code == 200, (url, answer.status_code)

        visit()
        with CaptureQueriesContext(connection) as queries:
            visit()
            number = len(queries)
        ratio, baseline_ms = compare(baseline, visit)
        report(
            Result(
                f"{name}, logged in: queries",
                number,
                "",
                MAX_QUERIES if limit else None,
            ),
            Result(f"{name}, logged in: CPU against the baseline", ratio, "×", limit),
            Result(f"{name}, logged in: the baseline meanwhile", baseline_ms, "ms CPU"),
        )
    baseline.stop()


if __name__ == "__main__":
    main()

"""What a member who has logged in costs, against the home page of a fresh Wagtail project."""

import directory
import feed
from measure import Result, report, start_django, write_statistics
from pages import Baseline, compare

MEMBERS, NETWORKS, ACTIONS = 200, 400, 4_000
MAX_QUERIES, OF_PROFILE, OF_FEED = 15, 3.0, 6.0


def main() -> None:
    baseline = Baseline()
    start_django("members", is_fresh=True)
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils import timezone, translation

    from cms.operations.portal import open_portal
    from community.models import Member

    open_portal(hostname="testserver")
    now = timezone.now()
    feed.add_networks(NETWORKS)
    own = feed.add_member(now)
    feed.add_actions(ACTIONS, now)
    feed.fill_feed(own)
    directory.add_members(0, MEMBERS, now)
    write_statistics()
    other = Member.objects.exclude(pk=own.pk).order_by("pk")[MEMBERS // 2]
    with translation.override("de"):
        profile = reverse("community:member_detail", args=[other.slug])
        pages = {
            "profile": (profile, OF_PROFILE),
            "feed of 20 lines": (reverse("community_feed:feed"), OF_FEED),
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

"""The directory of members: list, paging, profile and facets, small against large.

Smaller: `python bench/directory.py 500 5000`.
"""

import datetime as dt
import sys
import time
from typing import Any

from measure import WORK, Result, measure_cpu_ms, p95, report, start_django

SMALL, LARGE = 500, 50_000
ALIKE, WITH_FACETS, LIMIT_MS, QUERIES = 1.3, 4, 150, 12
RUNS = 40
FACETS = "?offer=networking&language=de&is=talks"
LANGUAGES, OFFERS = ("de", "en", "pl", "tr"), ("networking", "lecturing")


def add_members(first: int, last: int, now: dt.datetime) -> None:
    from django.contrib.auth import get_user_model

    from cms.models import Term
    from community.models import Member, Profile, ProfileTerm, ProfileValue
    from community.models.member import make_sort_name

    users = get_user_model().objects.bulk_create(
        [get_user_model()(username=f"kim{number}") for number in range(first, last)],
        batch_size=500,
    )
    names = [f"Kim {chr(65 + n % 26)}{n:06d}" for n in range(first, last)]
    members = Member.objects.bulk_create(
        [
            Member(
                user=user,
                slug=f"kim-{user.pk}",
                display_name=name,
                sort_name=make_sort_name(name),
                role=("friend", "teacher", "alumnus")[user.pk % 3],
                birth_year=1990,
                birth_month=5,
                language="de",
                joined_at=now - dt.timedelta(days=user.pk % 400),
            )
            for user, name in zip(users, names, strict=True)
        ],
        batch_size=500,
    )
    profiles = Profile.objects.bulk_create(
        [
            Profile(
                member=member,
                changed_at=now,
                position="Baut Brücken",
                gives_talks=member.pk % 3 == 0,
            )
            for member in members
        ],
        batch_size=300,
    )
    offers = list(Term.objects.filter(taxonomy="offer-or-need", slug__in=OFFERS))
    ProfileTerm.objects.bulk_create(
        [
            ProfileTerm(profile=row, kind="offer", term=offers[row.pk % len(offers)])
            for row in profiles
        ],
        batch_size=500,
    )
    ProfileValue.objects.bulk_create(
        [
            ProfileValue(
                profile=row, kind="language", value=LANGUAGES[row.pk % len(LANGUAGES)]
            )
            for row in profiles
        ],
        batch_size=500,
    )


def measure(client: Any) -> dict[str, tuple[float, int]]:
    """Return p95 of the CPU milliseconds, and queries, by page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from community.models import Member

    slug = Member.objects.order_by("-pk").values_list("slug", flat=True)[1]
    paths = {
        "list": "/de/members/",
        "page 20": "/de/members/?page=20",
        "profile": f"/de/members/{slug}/",
        "three facets": f"/de/members/{FACETS}",
    }
    found = {}
    for name, path in paths.items():
        assert client.get(path).status_code == 200, path
        figures = measure_cpu_ms(lambda path=path: client.get(path), RUNS)
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        found[name] = (p95(figures), len(queries))
    return found


def main() -> None:
    small, large = (
        (int(one) for one in sys.argv[1:3]) if sys.argv[1:] else (SMALL, LARGE)
    )
    for suffix in ("", "-wal", "-shm"):
        (WORK / f"directory.sqlite3{suffix}").unlink(missing_ok=True)
    start_django("directory")

    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from cms.operations.portal import open_portal

    open_portal(hostname="localhost", port=80)
    now = timezone.now()
    add_members(0, small, now)
    client = Client()
    client.force_login(get_user_model().objects.get(username="kim0"))
    before = measure(client)
    add_members(small, large, now + dt.timedelta(seconds=1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    cache.clear()
    start = time.process_time()
    client.get("/de/members/")
    counted = (time.process_time() - start) * 1000
    after = measure(client)
    for name, (cost, queries) in after.items():
        is_faceted = name == "three facets"
        report(
            Result(
                f"directory, {name}: {large} against {small} members",
                cost / before[name][0],
                "times",
                WITH_FACETS if is_faceted else ALIKE,
            ),
            Result(
                f"directory, {name}: CPU, p95",
                cost,
                "ms",
                LIMIT_MS if is_faceted else None,
            ),
            Result(
                f"directory, {name}: queries",
                queries,
                "",
                15 if name == "profile" else QUERIES,
            ),
        )
    report(Result("directory, counted anew after a change: CPU", counted, "ms"))


main()

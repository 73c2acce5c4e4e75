"""The directory of members: list, paging, profile and facets, small against large.

Smaller: `python bench/directory.py 500 5000`.
"""

import datetime as dt
import sys

from measure import (
    Result,
    p95,
    read_cpu_ms,
    report,
    start_django,
    write_statistics,
)
from turns import Side, serve, take_turns

SMALL, LARGE = 500, 50_000
ALIKE, WITH_FACETS, LIMIT_MS = 1.3, 4, 150
QUERIES, OF_PROFILE = 12, 15
LIST, FACETS = "/de/members/", "?offer=networking&language=de&is=talks"
NAMES = ("list", "page 20", "profile", "three facets")
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


def run_side(count: int) -> None:
    start_django(f"directory_{count}", is_fresh=True)
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.test import Client
    from django.utils import timezone

    from cms.operations.portal import open_portal
    from community.models import Member

    open_portal(hostname="testserver")
    add_members(0, count, timezone.now())
    write_statistics()
    client = Client()
    client.force_login(get_user_model().objects.get(username="kim0"))
    slug = Member.objects.order_by("pk").values_list("slug", flat=True)[count // 2]

    def visit(path: str) -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    def count_anew() -> float:
        cache.clear()
        start = read_cpu_ms()
        visit(LIST)
        return read_cpu_ms() - start

    serve(
        {
            "list": lambda: visit(LIST),
            "page 20": lambda: visit(f"{LIST}?page=20"),
            "profile": lambda: visit(f"{LIST}{slug}/"),
            "three facets": lambda: visit(f"{LIST}{FACETS}"),
            "count anew": count_anew,
        }
    )


def main(arguments: list[str]) -> None:
    small, large = map(int, arguments) if arguments else (SMALL, LARGE)
    sides = [Side("directory.py", str(count)) for count in (small, large)]
    found = take_turns(sides, NAMES)
    for name in NAMES:
        before, after = found[name]
        is_faceted = name == "three facets"
        report(
            Result(
                f"members, {name}: p95 at {large:,} against {small:,}",
                p95(after) / p95(before),
                "×",
                WITH_FACETS if is_faceted else ALIKE,
            ),
            Result(
                f"members, {name}: CPU, p95",
                p95(after),
                "ms",
                LIMIT_MS if is_faceted else None,
            ),
            Result(
                f"members, {name}: queries",
                max(side.count(name) for side in sides),
                "",
                OF_PROFILE if name == "profile" else QUERIES,
            ),
        )
    report(
        Result(
            "members, counted anew after a change: CPU",
            sides[1].call("count anew"),
            "ms",
        )
    )
    for side in sides:
        side.stop()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--side"]:
        run_side(int(sys.argv[2]))
    else:
        main(sys.argv[1:])

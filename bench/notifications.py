"""The figure in the menu beside a million notifications, and letters to ten thousand people.

Smaller: `python bench/notifications.py 20000 200` (notifications, members).
"""

import datetime as dt
import resource
import sys
import time

from measure import (
    Result,
    median,
    p95,
    read_cpu_ms,
    report,
    start_django,
    write_statistics,
)

NOTIFICATIONS, MEMBERS = 1_000_000, 10_000
LIMIT_MB, LEAST_RATE, LIMIT_MS = 300, 50, 2
WAITING = 5
RUNS = 300


def add_members(count: int, now: dt.datetime) -> None:
    from django.contrib.auth import get_user_model

    from community.models import Member

    users = get_user_model().objects.bulk_create(
        [
            get_user_model()(username=f"kim{number}", email=f"kim{number}@example.org")
            for number in range(count)
        ],
        batch_size=500,
    )
    Member.objects.bulk_create(
        [
            Member(
                user=user,
                slug=f"kim-{user.pk}",
                display_name="Kim",
                role="friend",
                birth_year=1990,
                birth_month=5,
                language=("de", "en")[user.pk % 2],
                joined_at=now,
            )
            for user in users
        ],
        batch_size=500,
    )


def add_notifications(count: int, now: dt.datetime) -> None:
    """Add rows of which each member has some unread; the five newest wait for a letter."""
    from rows import insert_plain

    from community.models import Member, Notification

    keys = list(Member.objects.values_list("pk", flat=True))
    each = count // len(keys)
    insert_plain(
        Notification,
        (
            "recipient",
            "kind",
            "event_key",
            "group_key",
            "payload",
            "words",
            "is_listed",
            "mail",
            "read_at",
            "created_at",
        ),
        (
            (
                key,
                "membership-claimed",
                str(number),
                str(number // 2),
                '{"network": "Musterland"}',
                "",
                True,
                "daily" if number >= each - WAITING else "never",
                now if number < each // 2 else None,
                now,
            )
            for key in keys
            for number in range(each)
        ),
    )


def measure_figure(now: dt.datetime) -> None:
    from django.contrib.auth import get_user_model
    from django.db import connection

    from community.notifications.centre import find_unread_count

    users = list(get_user_model().objects.order_by("pk")[:: max(1, MEMBERS // 500)])
    spent: list[float] = []
    counts: list[int] = []

    def take(execute: object, *arguments: object) -> object:
        start = time.perf_counter()
        answer = execute(*arguments)  # type: ignore[operator]
        spent.append((time.perf_counter() - start) * 1000)
        return answer

    for number in range(RUNS):
        before = len(spent)
        with connection.execute_wrapper(take):
            assert find_unread_count(users[number % len(users)], now)
        counts.append(len(spent) - before)
    report(
        Result("figure in the menu: queries", max(counts), "", 1),
        Result(
            "figure in the menu: time in the database, p95", p95(spent), "ms", LIMIT_MS
        ),
        Result("figure in the menu: time in the database, median", median(spent), "ms"),
    )


def measure_letters(count: int, now: dt.datetime) -> None:
    from django.conf import settings

    from cms.models import OutboxMail
    from cms.outbox import deliver_due_mails
    from community.operations.notifications import send_due_letters

    settings.VERBUND_MAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    start = read_cpu_ms()
    assert send_due_letters(now) == count
    written = (read_cpu_ms() - start) / 1000
    start = read_cpu_ms()
    while deliver_due_mails():
        pass
    sent = (read_cpu_ms() - start) / 1000
    assert OutboxMail.objects.filter(outcome="sent").count() == count
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        Result(
            f"letters to {count:,} members: written", count / written, "a second of CPU"
        ),
        Result(
            f"letters to {count:,} members: rendered and handed over",
            count / sent,
            "a second of CPU",
            LEAST_RATE,
            at_least=True,
        ),
        Result(f"letters to {count:,} members: memory", peak, "MB", LIMIT_MB),
    )


def main(arguments: list[str]) -> None:
    total, members = map(int, arguments) if arguments else (NOTIFICATIONS, MEMBERS)
    start_django("notifications", is_fresh=True)
    from django.utils import timezone

    from community.models import NotificationSettings
    from community.models.member import Member

    now = timezone.now()
    add_members(members, now)
    # No quiet hours: whenever the bench runs, its mails leave.
    NotificationSettings.objects.bulk_create(
        [
            NotificationSettings(member=member, quiet_from=0, quiet_until=0)
            for member in Member.objects.all()
        ],
        batch_size=500,
    )
    add_notifications(total, now - dt.timedelta(days=2))
    write_statistics()
    measure_figure(now)
    measure_letters(members, now)


if __name__ == "__main__":
    main(sys.argv[1:])

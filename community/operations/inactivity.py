"""Unused accounts: noted once a day, warned three times, then erased (P42, P43, CO67)."""

import calendar
import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.enums import MailOutcome
from cms.links import make_link, use_up_links
from cms.models import OutboxMail
from community.conf import get_days, get_setting
from community.enums import AccountState, AgeStep, GuardianAnswer
from community.models import Guardian, InactivityNotice, Member
from community.models.inactivity import LAST_NUMBER
from community.models.member import ADULT_AGE, MONTHS, MemberQuerySet
from community.notifications.inactivity import warn_guardian, warn_member
from community.operations.accounts import GRACE, close_account
from community.operations.members import lock_member

STAY_PURPOSE = "stay-member"
LAST_WORD = dt.timedelta(days=2)
"""How long the last mail lies in the box at least before the account goes."""

UNUSED = (AccountState.ACTIVE, AccountState.PAUSED)


def note_activity(*, user_id: int, now: dt.datetime) -> bool:
    """Write down that a member was here today, at most once; it takes every warning back."""
    day = timezone.localdate(now)
    earlier = Q(last_seen_date__isnull=True) | Q(last_seen_date__lt=day)
    if not Member.objects.filter(earlier, user_id=user_id).update(last_seen_date=day):
        return False
    InactivityNotice.objects.filter(member__user_id=user_id).delete()
    return True


@transaction.atomic
def stay_member(*, member: Member, now: dt.datetime) -> None:
    """Keep the account, by the link in a warning; the other links are used up with it."""
    note_activity(user_id=member.user_id, now=now)
    use_up_links(purpose=STAY_PURPOSE, thing=member, now=now)


def warn_inactive(now: dt.datetime) -> int:
    """Write the next of the three mails to everybody whose turn it is."""
    due = _list_inactive(timezone.localdate(now), "MONTHS")
    # Who came back, or came of age and has more time, begins anew some day.
    InactivityNotice.objects.exclude(member__in=due.values("pk")).delete()
    return sum(_warn(key, now) for key in due.values_list("pk", flat=True))


def erase_inactive(now: dt.datetime) -> int:
    """Close accounts whose time is over, and who were written to three times.

    An address that no mail reaches keeps nothing for ever: the three tries count by their
    dates. The warnings were the grace: what is closed here is due for erasing at once.
    """
    warned = InactivityNotice.objects.warned_before(
        now - LAST_WORD, tried=now - get_days("INACTIVITY_MAIL_DAYS")
    )
    rows = _list_ended(now).filter(pk__in=warned.values("member"))
    return sum(_end(key, now) for key in rows.values_list("pk", flat=True))


def shift_months(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later, or the last one of a shorter month."""
    count = day.year * MONTHS + day.month - 1 + months
    year, month = count // MONTHS, count % MONTHS + 1
    last = calendar.monthrange(year, month)[1]
    return day.replace(year=year, month=month, day=min(day.day, last))


def _list_inactive(day: dt.date, period: str) -> MemberQuerySet:
    grown = Member.objects.aged_at_least(ADULT_AGE, day)
    minors = Member.objects.exclude(pk__in=grown.values("pk"))
    found = Q()
    for step, rows in (("MINOR", minors), ("ADULT", grown)):
        months = get_setting(f"INACTIVE_{step}_{period}")
        unseen = rows.unseen_since(shift_months(day, -months))
        found |= Q(pk__in=unseen.values("pk"))
    return Member.objects.filter(found, state__in=UNUSED)


def _list_ended(now: dt.datetime) -> MemberQuerySet:
    return _list_inactive(timezone.localdate(now), "END_MONTHS")


@transaction.atomic
def _warn(key: int, now: dt.datetime) -> bool:
    member = lock_member(key)
    if not _list_inactive(timezone.localdate(now), "MONTHS").filter(pk=key).exists():
        return False  # somebody came back while we looked
    pause = get_days("INACTIVITY_MAIL_DAYS")
    last = member.inactivity_notices.select_related("mail").order_by("number").last()
    if last is not None and not _is_next_due(last, now - pause):
        return False
    number = last.number + 1 if last else 1
    if number > LAST_NUMBER:
        return False
    _write(member, number, now)
    return True


def _is_next_due(notice: InactivityNotice, limit: dt.datetime) -> bool:
    """Tell whether a mail has left and lain long enough, or was tried that long ago.

    Where our own mail stood still meanwhile, the same warning is written once more.
    """
    mail = notice.mail
    if notice.sent_at is None and mail is not None:
        if mail.outcome == MailOutcome.SENT:
            notice.sent_at = mail.finished_at
            notice.save(update_fields=["sent_at"])
        elif not mail.outcome:
            return False
    if (notice.sent_at or notice.written_at) > limit:
        return False
    if notice.sent_at is None and _was_our_fault(notice):
        notice.delete()
        notice.number -= 1
    return True


def _was_our_fault(notice: InactivityNotice) -> bool:
    """Tell whether a mail ran out of time while none left this house at all."""
    if notice.mail is None or notice.mail.outcome != MailOutcome.EXPIRED:
        return False
    left = OutboxMail.objects.filter(outcome=MailOutcome.SENT)
    return not left.filter(finished_at__gte=notice.written_at).exists()


def _write(member: Member, number: int, now: dt.datetime) -> None:
    end = _find_end(member, number, now)
    link = make_link(purpose=STAY_PURPOSE, thing=member, now=now)
    has_address = bool(member.user.email)
    mail = warn_member(member=member, link=link, end=end) if has_address else None
    InactivityNotice.objects.create(
        member=member, number=number, written_at=now, mail=mail
    )
    agreed = Guardian.objects.filter(member=member, answer=GuardianAnswer.YES)
    guardian = agreed.first()
    if guardian is not None and _is_minor(member, now):
        warn_guardian(guardian=guardian, link=link, end=end)


def _find_end(member: Member, number: int, now: dt.datetime) -> dt.date:
    """Return the first day on which the account can go."""
    seen = member.last_seen_date or timezone.localdate(member.joined_at)
    name = "MINOR" if _is_minor(member, now) else "ADULT"
    limit = shift_months(seen, get_setting(f"INACTIVE_{name}_END_MONTHS"))
    rest = (LAST_NUMBER - number) * get_days("INACTIVITY_MAIL_DAYS") + LAST_WORD
    return max(limit, timezone.localdate(now) + rest)


def _is_minor(member: Member, now: dt.datetime) -> bool:
    return member.step_on(timezone.localdate(now)) != AgeStep.ADULT


@transaction.atomic
def _end(key: int, now: dt.datetime) -> bool:
    member: Any = lock_member(key)
    if not _list_ended(now).filter(pk=key).exists():
        return False  # somebody came back while we looked
    last = member.inactivity_notices.select_related("mail").order_by("number").last()
    if last is None or (last.sent_at is None and _was_our_fault(last)):
        return False  # it is written once more
    close_account(member=member, actor=None, reason="inactive", now=now)
    member.closed_at = now - get_days(GRACE)
    member.save(update_fields=["closed_at"])
    return True

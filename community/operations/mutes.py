"""Muting a person, and taking it back; nobody else learns of either (CO53, P17)."""

import datetime as dt

from django.db import transaction

from community.models import Member, Mute


class OwnMuteError(Exception):
    """Nobody mutes themselves."""


@transaction.atomic
def mute_member(*, member: Member, muted: Member, now: dt.datetime) -> None:
    """Keep what a person writes and does out of a member's feeds and notifications.

    Doing it twice does nothing more.

    Raises:
        OwnMuteError: somebody tries to mute themselves.
    """
    if member == muted:
        raise OwnMuteError
    Mute.objects.bulk_create(
        [Mute(member=member, muted=muted, since=now)], ignore_conflicts=True
    )


@transaction.atomic
def unmute_member(*, member: Member, muted: Member) -> None:
    """Take that back: what was left out of lists stands there again."""
    Mute.objects.made_by(member.pk).filter(muted=muted).delete()

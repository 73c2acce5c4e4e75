"""Reasons, clearances and conversations for tests."""

import datetime as dt
from contextlib import contextmanager

from django.utils import timezone

from community.contact_reasons import ContactReason, contact_reasons
from community.enums import (
    ClearanceState,
    ClearanceTier,
    ConsentScope,
    GroupMembershipState,
)
from community.models import Clearance, Group, GroupMembership
from community.operations.messages import start_thread
from tests.community.people import consent_to

PHONE = "Ruf mich an: 0171 2345678"


class Matches:
    """Approved pairs as an upper app would state them: key, key, network."""

    def __init__(self, *pairs):
        self.pairs = set(pairs)

    def list_partners(self, member, _now):
        for one, other, network in self.pairs:
            if member.pk in (one, other):
                yield (other if member.pk == one else one), network


@contextmanager
def matching(*pairs):
    """State these matches for a while; each is member, member, network."""
    matches = Matches(*((a.pk, b.pk, network.pk) for a, b, network in pairs))
    reason = ContactReason(
        name="match", label="Tandem", list_partners=matches.list_partners
    )
    with contact_reasons.registered(reason):
        yield matches


def clear(member, network, *, tier=ClearanceTier.ONLINE, days=365):
    today = timezone.localdate()
    return Clearance.objects.create(
        member=member,
        network=network,
        tier=tier,
        state=ClearanceState.APPROVED,
        certificate_date=today - dt.timedelta(days=800),
        inspected_on=today - dt.timedelta(days=790),
        valid_until=today + dt.timedelta(days=days),
    )


def allow_mentoring(child):
    consent_to(child, ConsentScope.MENTORING)


def make_group(network, *members, name="Robotik"):
    group = Group.objects.create(
        network=network, name=name, kind="theme", created_at=timezone.now()
    )
    GroupMembership.objects.bulk_create(
        GroupMembership(
            group=group,
            member=member,
            state=GroupMembershipState.ACTIVE,
            since=timezone.now(),
        )
        for member in members
    )
    return group


def write(author, *others, text="Hallo", now=None):
    return start_thread(
        starter=author, others=others, text=text, now=now or timezone.now()
    )

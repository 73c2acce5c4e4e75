"""What an open case of child protection holds: contact, people, rows (ME39, ME40, P46)."""

import datetime as dt
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from community.enums import SafeguardingState
from community.models import CaseEvidence, CaseParty, Freeze, Member
from community.models.contact import ContactQuerySet


def is_frozen(one: Member, other: Member) -> bool:
    """Tell whether no contact may be between two members now; messages ask this too."""
    rows = Freeze.objects.in_force()
    alone = Q(other__isnull=True, member__in=[one.pk, other.pk])
    pair = Q(member=one.pk, other=other.pk) | Q(member=other.pk, other=one.pk)
    return rows.filter(alone | pair).exists()


def has_frozen_contact(member: Member) -> bool:
    """Tell whether any contact of a member is frozen: all that coordinators learn."""
    return Freeze.objects.in_force().of(member.pk).exists()


def leave_out_frozen(contacts: ContactQuerySet) -> ContactQuerySet:
    """Keep contacts in which nobody is frozen now, neither the two nor one of them."""
    alone = Q(other__isnull=True, member=OuterRef("low")) | Q(
        other__isnull=True, member=OuterRef("high")
    )
    pair = Q(member=OuterRef("low"), other=OuterRef("high"))
    turned = Q(member=OuterRef("high"), other=OuterRef("low"))
    frozen = Freeze.objects.in_force().filter(alone | pair | turned)
    return contacts.exclude(Exists(frozen))


def list_frozen(member: Member, _now: dt.datetime) -> set[int]:
    """Return with whom a member may have no contact now; both sides get the same answer.

    Whoever is frozen alone is so for everybody, and everybody for that person.
    """
    rows = Freeze.objects.in_force()
    pairs = rows.filter(Q(member=member) | Q(other=member), other__isnull=False)
    found = {key for pair in pairs.values_list("member", "other") for key in pair}
    alone = set(rows.filter(other__isnull=True).values_list("member", flat=True))
    if member.pk in alone:
        return set(Member.objects.exclude(pk=member.pk).values_list("pk", flat=True))
    return (found | alone) - {member.pk}


def is_held(user_id: int) -> bool:
    """Tell whether an open case keeps a person's data against erasure (ME40)."""
    return get_held_parties().filter(member__user=user_id).exists()


def get_held_parties() -> QuerySet[CaseParty]:
    """Return the people of all open cases."""
    return CaseParty.objects.exclude(case__state=SafeguardingState.CLOSED)


def get_held_keys(model: type[Model]) -> QuerySet[Any]:
    """Return the keys of rows of a table that open cases keep; for jobs that forget."""
    rows = CaseEvidence.objects.exclude(case__state=SafeguardingState.CLOSED)
    kind = ContentType.objects.get_for_model(model)
    return rows.filter(content_type=kind).values("object_id")

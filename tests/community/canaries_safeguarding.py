"""What puts the person into the tables of child protection."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType

from community.enums import ReadReason, SafeguardingState
from community.models import (
    CaseEntry,
    CaseEvidence,
    CaseParty,
    CaseStep,
    Clearance,
    Freeze,
    SafeguardingCase,
    SafeguardingContact,
    SafeguardingRead,
)

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def seed_clearance(world):
    Clearance.objects.create(
        member=world.member,
        network=world.network,
        tier=1,
        certificate_date=NOW.date(),
        inspected_on=NOW.date(),
        inspected_by=world.colleague,
        valid_until=NOW.date() + dt.timedelta(days=365),
    )


def seed_case(world):
    """A closed case that names the person: what others need stays without the name."""
    case = SafeguardingCase.objects.create(
        number=f"F{world.user.pk}",
        network=world.network,
        state=SafeguardingState.CLOSED,
        source="phone",
        received_at=NOW,
        delete_on=NOW.date() + dt.timedelta(days=365),
    )
    CaseParty.objects.create(case=case, member=world.member)
    CaseEntry.objects.create(
        case=case,
        author=world.user,
        words=f"{world.word} hat angerufen, zu erreichen unter {world.address}",
        written_at=NOW,
    )
    CaseStep.objects.create(case=case, step="heard", done_by=world.user, done_at=NOW)
    CaseEvidence.objects.create(
        case=case,
        content_type=ContentType.objects.get_for_model(world.member),
        object_id=world.member.pk,
        kept_at=NOW,
    )
    Freeze.objects.create(
        case=case, member=world.member, other=world.neighbour, frozen_at=NOW
    )
    SafeguardingRead.objects.create(
        reader=world.user,
        network=world.network,
        what=case.number,
        reason=ReadReason.WORK,
        read_at=NOW,
    )
    SafeguardingContact.objects.create(
        user=world.user, network=world.network, phone=f"{world.word} 1"
    )


SAFEGUARDING_SEEDS = (seed_clearance, seed_case)

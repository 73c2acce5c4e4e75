"""Demo of child protection: three clearances, and one closed case without drama; all invented."""

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Role
from cms.models import Network
from cms.operations.roles import RoleAlreadyHeldError, grant_network_role
from community.enums import ClearanceTier, SafeguardingSource, SafeguardingStep
from community.models import Member, SafeguardingCase
from community.operations.clearances import (
    approve_clearance,
    enter_clearance,
)
from community.operations.safeguarding import (
    CLARIFY,
    CLOSE,
    TRIAGE,
    Concern,
    move_case,
    open_safeguarding_case,
    save_officer_contact,
    tick_step,
)

DAY = dt.timedelta(days=1)
PHONE = "06331 000000"
WORDS = (
    "Beim Labortag wusste niemand, wer die Jüngeren zum Bus bringt. Zwei haben allein "
    "gewartet. Es ist nichts passiert."
)
MOVES = (
    (TRIAGE, "Niemand ist in Gefahr. Ich kläre, wer an dem Tag zuständig war."),
    (CLARIFY, "Mit der Leitung des Labors und der Schule gesprochen."),
    (CLOSE, "Ab jetzt steht auf jedem Ablaufplan, wer bis zur Abfahrt bleibt."),
)
STEPS = (SafeguardingStep.DANGER, SafeguardingStep.HEARD, SafeguardingStep.AFTER)


@dataclass(frozen=True)
class DemoClearance:
    """Whose it is, for how many days it still holds, and whether a second one has looked."""

    name: str
    tier: ClearanceTier
    days: int
    is_approved: bool = True


CLEARANCES = (
    DemoClearance("mentor", ClearanceTier.IN_PERSON, 3 * 365),
    DemoClearance("alumna", ClearanceTier.ONLINE, 4 * 365, is_approved=False),
    DemoClearance("teacher", ClearanceTier.GROUP, 40),
)


def load_safeguarding(now: dt.datetime) -> int:
    """Load what coordination, officer and second person find when they log in."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    if SafeguardingCase.objects.filter(network=network).exists():
        return 0
    users = get_user_model().objects
    coordinator = users.get(username="coordinator@example.org")
    second = users.get(username="admin@example.org")
    _make_second(second, now)
    for demo in CLEARANCES:
        _load_clearance(demo, network, (coordinator, second), now)
    officer = users.get(username="safeguarding@example.org")
    save_officer_contact(user=officer, network=network, phone=PHONE, is_deputy=False)
    _load_case(network, officer, now)
    return len(CLEARANCES) + 1


def _make_second(second: Any, now: dt.datetime) -> None:
    """Let the portal be the second person of a network that one person coordinates (ME18)."""
    with contextlib.suppress(RoleAlreadyHeldError):
        grant_network_role(
            user=second,
            network=Network.objects.get_site(),
            role=Role.COORDINATOR,
            today=timezone.localdate(now),
            now=now,
        )


def _load_clearance(
    demo: DemoClearance, network: Network, staff: tuple[Any, Any], now: dt.datetime
) -> None:
    day = timezone.localdate(now)
    row = enter_clearance(
        member=Member.objects.get(user__username=f"{demo.name}@example.org"),
        network=network,
        tier=demo.tier,
        certificate_date=day - 20 * DAY,
        inspected_on=day,
        valid_until=day + demo.days * DAY,
        actor=staff[0],
        now=now,
    )
    if demo.is_approved:
        approve_clearance(clearance=row, actor=staff[1], now=now)


def _load_case(network: Network, officer: Any, now: dt.datetime) -> None:
    case = open_safeguarding_case(
        concern=Concern(network=network, source=SafeguardingSource.PHONE, words=WORDS),
        author=officer,
        now=now - 30 * DAY,
    )
    for number, (move, words) in enumerate(MOVES):
        then = now - (29 - number) * DAY
        move_case(
            case=case,
            move=move,
            words=words,
            is_critical=False,
            actor=officer,
            now=then,
        )
        tick_step(case=case, step=STEPS[number], actor=officer, now=then)


demo_parts.register(
    DemoPart(name="community.safeguarding", load=load_safeguarding, order=195)
)

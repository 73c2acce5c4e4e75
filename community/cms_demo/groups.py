"""Demo groups: six of the demo network, one hidden, one for young people, one archived."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.consent import find_participants
from community.enums import (
    ClearanceState,
    ClearanceTier,
    GroupJoining,
    GroupKind,
    GroupVisibility,
    MemberRole,
)
from community.models import Clearance, Group, Member, Membership
from community.operations.group_members import join_as_invited, join_group
from community.operations.groups import (
    GroupContent,
    add_group_file,
    archive_group,
    create_group,
    create_group_for_minors,
)

COHORT = "Jahrgang 2026"
COHORT_SIZE = 6
COHORT_DAYS = 13
ARCHIVED_AFTER = dt.timedelta(days=6)
DAY = dt.timedelta(days=1)
PAUSE = dt.timedelta(hours=4)
IN_CHARGE = "teacher@example.org"
CLOUD = "https://cloud.example.org/musterregion"


@dataclass(frozen=True)
class DemoGroup:
    """``roles``: so many of the crowd of each role join; ``files``: titles by address."""

    name: str
    kind: GroupKind
    summary: str
    owner: str
    visibility: GroupVisibility = GroupVisibility.MEMBERS
    joining: GroupJoining = GroupJoining.REQUEST
    roles: dict[MemberRole, int] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    welcome: str = ""
    days: int = 20
    """So many days ago it was made; a member joined nearly every day since."""

    is_archived: bool = False


GROUPS = (
    DemoGroup(
        "Löten am Freitag",
        GroupKind.WORKING,
        "Wir reparieren Messboxen, tauschen Bauteile und planen den nächsten Werkstatttag.",
        "mentor@example.org",
        visibility=GroupVisibility.PUBLIC,
        joining=GroupJoining.OPEN,
        roles={MemberRole.COMPANY: 4, MemberRole.FRIEND: 3, MemberRole.TRAINEE: 5},
        files={f"{CLOUD}/loetplan": "Lötplan", f"{CLOUD}/teile": "Liste der Bauteile"},
        welcome="Schön, dass du da bist. Bring eine Schutzbrille mit, Kaffee gibt es.",
        days=29,
    ),
    DemoGroup(
        "Lehrkräfte der Musterregion",
        GroupKind.REGION,
        "Was an unseren Schulen läuft, wer was verleiht, und wer Vertretung braucht.",
        IN_CHARGE,
        roles={MemberRole.TEACHER: 12},
        files={f"{CLOUD}/verleih": "Was man ausleihen kann"},
        days=28,
    ),
    DemoGroup(
        "Wasserstoff erklären",
        GroupKind.THEME,
        "Wir sammeln Versuche, die mit Küchenzubehör gehen, und prüfen sie aneinander.",
        "alumna@example.org",
        visibility=GroupVisibility.PUBLIC,
        roles={MemberRole.ALUMNUS: 9, MemberRole.COMPANY: 3},
        days=21,
    ),
    DemoGroup(
        "Vorbereitung Sommerakademie",
        GroupKind.EVENT,
        "Programm, Räume und Verpflegung; nur wer mitplant.",
        "coordinator@example.org",
        visibility=GroupVisibility.HIDDEN,
        joining=GroupJoining.INVITE,
        roles={MemberRole.FRIEND: 2, MemberRole.TEACHER: 2},
        days=16,
    ),
    DemoGroup(
        "Tag der Technik 2025",
        GroupKind.EVENT,
        "Der Tag ist vorbei; was wir gelernt haben, steht hier zum Nachlesen.",
        "mentor@example.org",
        roles={MemberRole.COMPANY: 6},
        files={f"{CLOUD}/rueckblick": "Rückblick"},
        is_archived=True,
        days=30,
    ),
)


def load_groups(now: dt.datetime) -> int:
    """Add those that are not there yet; whoever stands is left alone."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    known = set(Group.objects.values_list("name", flat=True))
    missing = [one for one in GROUPS if one.name not in known]
    for one in missing:
        load_group(one, network, now)
    if COHORT in known:
        return len(missing)
    load_cohort(network, now)
    return len(missing) + 1


def load_group(one: DemoGroup, network: Network, now: dt.datetime) -> None:
    owner = find_demo_member(one.owner)
    facts = {
        name: getattr(one, name)
        for name in ("name", "kind", "summary", "visibility", "joining", "welcome")
    }
    made = now - one.days * DAY
    group = create_group(
        creator=owner, network=network, content=GroupContent(facts=facts), now=made
    )
    end = made + ARCHIVED_AFTER if one.is_archived else now
    people = [
        member
        for role, count in one.roles.items()
        for member in find_crowd(role, network).filter(joined_at__lt=end - DAY)[:count]
    ]
    for number, member in enumerate(people):
        then = find_entry(made, number, member, now)
        join_group(group=group, member=member, is_by_link=True, now=then)
    for url, title in one.files.items():
        add_group_file(group=group, title=title, url=url, member=owner, now=made)
    if one.is_archived:
        archive_group(group=group, actor=owner.user, now=end)


def find_entry(
    made: dt.datetime, number: int, member: Member, now: dt.datetime
) -> dt.datetime:
    """Return when somebody joined: at the start, or a day after coming to the network."""
    return min(max(made + (number + 1) * PAUSE, member.joined_at + DAY), now)


def load_cohort(network: Network, now: dt.datetime) -> None:
    """Make a group for young people with a teacher in charge, who is cleared (CO31)."""
    teacher = find_demo_member(IN_CHARGE)
    day = timezone.localdate(now)
    Clearance.objects.get_or_create(
        member=teacher,
        network=network,
        tier=ClearanceTier.GROUP,
        defaults={
            "state": ClearanceState.APPROVED,
            "certificate_date": day - dt.timedelta(days=60),
            "inspected_on": day - dt.timedelta(days=30),
            "inspected_by": find_user("coordinator@example.org"),
            "approved_by": find_user("admin@example.org"),
            "valid_until": day + dt.timedelta(days=700),
        },
    )
    content = GroupContent(
        facts={
            "name": COHORT,
            "kind": GroupKind.COHORT,
            "summary": "Wer 2026 angefangen hat: gemeinsam lernen, fragen und feiern.",
            "welcome": "Hallo. Hier liest nur mit, wer zum Jahrgang gehört.",
        }
    )
    actor = find_user("coordinator@example.org")
    made = now - COHORT_DAYS * DAY
    group = create_group_for_minors(
        network=network, content=content, in_charge=teacher, actor=actor, now=made
    )
    first = find_demo_member("pupil@example.org")
    others = find_crowd(MemberRole.PUPIL, network).aged_at_least(16, day)
    for number, member in enumerate([first, *others[:COHORT_SIZE]]):
        then = find_entry(made, number, member, now)
        join_as_invited(group=group, member=member, inviter=teacher.user, now=then)


def find_user(email: str) -> Any:
    return get_user_model().objects.get(email=email)


def find_demo_member(email: str) -> Member:
    return Member.objects.select_related("user").get(user__email=email)


def find_crowd(role: MemberRole, network: Network) -> Any:
    """Return invented members of one role whom the network knows, in a fixed order."""
    known = Membership.objects.confirmed().filter(network=network)
    rows = find_participants(timezone.localdate()).filter(
        role=role, pk__in=known.values("member"), user__username__startswith="demo-"
    )
    return rows.select_related("user").order_by("pk")


demo_parts.register(DemoPart(name="community.groups", load=load_groups, order=130))

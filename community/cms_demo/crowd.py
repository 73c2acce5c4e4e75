"""A hundred and ten more members of the demo network, so that it looks like one (all invented).

They have no password: nobody can log in as one of them.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import cycle, islice, product

from django.contrib.auth import get_user_model

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.cms_demo.members import ask_parents, find_birth
from community.cms_demo.profiles import DemoProfile, make_details
from community.enums import MemberRole, MembershipState, ProfileTermKind
from community.models import Member, Membership
from community.models.member import CONSENT_AGE
from community.operations.accounts import AccountDetails, open_account
from community.operations.memberships import decide_membership
from community.operations.profiles import change_profile

# Last names that are none: whoever reads them knows that nobody is called so.
LAST_NAMES = ("Beispiel", "Muster", "Probe", "Exempel", "Vorlage", "Schablone")
FIRST_NAMES = (
    "Aylin", "Ben", "Carla", "David", "Elif", "Finn", "Greta", "Hassan", "Ida", "Jakub",
    "Kira", "Leon", "Mai", "Noah", "Olga", "Paul", "Quirin", "Rosa", "Samir", "Tilda",
)  # fmt: skip
A_MONTH = 30


@dataclass(frozen=True)
class Kind:
    """So many members of one role, with ages and what adults say of themselves."""

    role: MemberRole
    count: int
    ages: tuple[int, ...]
    positions: tuple[str, ...] = ()
    offers: tuple[tuple[str, ...], ...] = ((),)
    seeks: tuple[tuple[str, ...], ...] = ((),)


KINDS = (
    Kind(MemberRole.PUPIL, 36, (11, 12, 13, 14, 15, 16, 17)),
    Kind(
        MemberRole.TRAINEE,
        14,
        (18, 19, 20, 22),
        ("Lernt Mechatronik", "Studiert Biologie", "Lernt im Chemielabor"),
        seeks=(("contact-with-companies",), ("networking",)),
    ),
    Kind(
        MemberRole.ALUMNUS,
        18,
        (19, 21, 24, 28, 33),
        (
            "Forscht an Batterien",
            "Programmiert Ampeln",
            "Baut Windräder",
            "Pflegt Server",
        ),
        offers=(("volunteering",), ("lecturing", "networking")),
    ),
    Kind(
        MemberRole.TEACHER,
        16,
        (29, 38, 46, 57),
        ("Unterrichtet Mathematik", "Leitet eine Technik-AG", "Unterrichtet Sachkunde"),
        offers=(("contact-with-schools",),),
        seeks=(("lecturing",), ("contact-with-companies",)),
    ),
    Kind(
        MemberRole.COMPANY,
        12,
        (31, 42, 55),
        ("Bildet aus", "Leitet die Entwicklung", "Führt durch das Werk"),
        offers=(("contact-with-companies",),),
        seeks=(("contact-with-schools",),),
    ),
    Kind(MemberRole.GUARDIAN, 8, (36, 44)),
    Kind(
        MemberRole.FRIEND,
        6,
        (48, 63, 70),
        ("Repariert im Repair-Café", "War lange Ingenieurin"),
        offers=(("volunteering",),),
    ),
)
TOPICS = (
    ("physics",),
    ("biology", "chemistry"),
    ("computer-science",),
    ("technology",),
)


def load_crowd(now: dt.datetime) -> int:
    """Add those who are missing, over the last month."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    names = product(LAST_NAMES, FIRST_NAMES)
    known = set(
        Member.objects.filter(user__username__startswith="demo-").values_list(
            "user__username", flat=True
        )
    )
    added = 0
    for kind in KINDS:
        for number, (last, first) in enumerate(islice(names, kind.count)):
            name = f"{first} {last}"
            if make_login(name) not in known:
                joined = now - dt.timedelta(days=(number * 7 + kind.count) % A_MONTH)
                load_one(kind, number, name, network, joined)
                added += 1
    return added


def make_login(name: str) -> str:
    return f"demo-{name}".lower().replace(" ", "-")


def load_one(
    kind: Kind, number: int, name: str, network: Network, now: dt.datetime
) -> None:
    user = get_user_model().objects.create_user(username=make_login(name))
    year, month = find_birth(kind.ages[number % len(kind.ages)], now)
    member = open_account(
        user=user,
        details=AccountDetails(
            display_name=name,
            role=kind.role,
            birth_year=year,
            birth_month=month,
            network=network,
        ),
        language="de",
        now=now,
    )
    # Three of them wait for an answer, as in life.
    if number % 40:
        decide_membership(
            membership=Membership.objects.get(member=member),
            decision=MembershipState.CONFIRMED,
            words="",
            actor=None,
            now=now,
        )
    if kind.role == MemberRole.PUPIL:
        if kind.ages[number % len(kind.ages)] < CONSENT_AGE:
            ask_parents(member, has_consent=number % 9 > 0, now=now)
        return
    change_profile(
        member=member, details=make_details(name, say(kind, number)), now=now
    )


def say(kind: Kind, number: int) -> DemoProfile:
    def pick(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        return next(islice(cycle(values), number, None))

    position = kind.positions[number % len(kind.positions)] if kind.positions else ""
    return DemoProfile(
        {"position": position, "gives_talks": number % 5 == 0},
        {
            ProfileTermKind.OFFER: pick(kind.offers),
            ProfileTermKind.SEEK: pick(kind.seeks),
            ProfileTermKind.DISCIPLINE: TOPICS[
                (number * 3 + kind.count) // 4 % len(TOPICS)
            ],
        },
        ("de",) if number % 3 else ("de", "en", "uk")[: 2 + number % 2],
        is_public=number % 4 == 0,
    )


demo_parts.register(DemoPart(name="community.crowd", load=load_crowd, order=120))

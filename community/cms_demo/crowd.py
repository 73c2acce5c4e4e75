"""A hundred and nine more members, who make the demo network one of 120 (all invented).

They have no password: nobody can log in as one of them. Half of them joined in the last
month, one nearly every day.
"""

import datetime as dt
from dataclasses import dataclass
from itertools import cycle, islice, product

from django.contrib.auth import get_user_model
from django.db import transaction

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
PLACES = ("67655", "66953", "66482", "66849", "66869", "67657", "")
"""Postcodes around the demo network; who has none says nothing about where."""

A_MONTH = 28
A_SEASON = 100
WAITING = 11
"""Days within which the coordination, or a guardian, has not answered yet."""

CONFIRMED_AFTER = dt.timedelta(hours=20)
QUESTION = "Magst du kurz schreiben, bei welchem Programm du mitgemacht hast?"


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
    Kind(MemberRole.GUARDIAN, 7, (36, 44)),
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


@transaction.atomic
def load_crowd(now: dt.datetime) -> int:
    """Add those who are missing, over the last months."""
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
                load_one(kind, number, name, network, now)
                added += 1
    return added


def make_login(name: str) -> str:
    return f"demo-{name}".lower().replace(" ", "-")


def find_join(kind: Kind, number: int, now: dt.datetime) -> dt.datetime:
    """Return when somebody joined: whoever still waits for an answer not long ago.

    Of the others every second one was there before the month began.
    """
    if waits(number) or lacks_consent(kind, number):
        days = (number + kind.count) % WAITING + 1
    elif number % 2:
        days = (number // 2 * 9 + kind.count) % A_MONTH + 2
    else:
        days = 31 + (number * 17 + kind.count) % A_SEASON
    return now - dt.timedelta(days=days, hours=number % 5)


def waits(number: int) -> bool:
    """Tell whether the coordination has still to answer: one of each role, as in life."""
    return number == 0


def lacks_consent(kind: Kind, number: int) -> bool:
    return kind.role == MemberRole.PUPIL and number % 9 == 0


def load_one(
    kind: Kind, number: int, name: str, network: Network, now: dt.datetime
) -> None:
    joined = find_join(kind, number, now)
    # Without a login that was used an account of two weeks is taken for forgotten (P40).
    user = get_user_model().objects.create_user(
        username=make_login(name), last_login=joined
    )
    age = kind.ages[number % len(kind.ages)]
    year, month = find_birth(age, now)
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
        now=joined,
    )
    membership = Membership.objects.get(member=member)
    if not waits(number):
        decide(membership, MembershipState.CONFIRMED, "", joined)
    elif kind.role == MemberRole.ALUMNUS:
        decide(membership, MembershipState.ASKED, QUESTION, joined)
    if kind.role == MemberRole.PUPIL:
        if age < CONSENT_AGE:
            has_consent = not lacks_consent(kind, number)
            ask_parents(member, has_consent=has_consent, now=joined)
        return
    change_profile(
        member=member, details=make_details(name, say(kind, number)), now=joined
    )


def decide(
    membership: Membership, decision: MembershipState, words: str, joined: dt.datetime
) -> None:
    coordinators = get_user_model().objects.filter(username="coordinator@example.org")
    decide_membership(
        membership=membership,
        decision=decision,
        words=words,
        actor=coordinators.first(),
        now=joined + CONFIRMED_AFTER,
    )


def say(kind: Kind, number: int) -> DemoProfile:
    def pick(values: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
        return next(islice(cycle(values), number, None))

    position = kind.positions[number % len(kind.positions)] if kind.positions else ""
    return DemoProfile(
        {
            "position": position,
            "gives_talks": number % 5 == 0,
            "place": PLACES[(number + kind.count) % len(PLACES)],
        },
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

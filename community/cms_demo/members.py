"""Demo members: every role of the fixed interface, all invented, one password."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK, PASSWORD
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.enums import GuardianAnswer, MemberRole, MembershipState
from community.models import (
    Member,
    Membership,
)
from community.operations.accounts import AccountDetails, open_account
from community.operations.guardians import answer_as_guardian, ask_guardian
from community.operations.memberships import decide_membership

MONTHS = 12
LONG_AGO = dt.timedelta(days=40)
"""The accounts were there before the month of which the demo tells; who waits came lately."""

LATELY = dt.timedelta(days=3)
WELCOME = "Schön, dass du dabei bist. Im Kalender steht, was als Nächstes kommt."


@dataclass(frozen=True)
class DemoMember:
    display_name: str
    role: MemberRole
    age: int
    has_consent: bool = True


PEOPLE = {
    "admin": DemoMember("Ada Beispiel", MemberRole.FRIEND, 41),
    "editor": DemoMember("Emil Muster", MemberRole.FRIEND, 34),
    "coordinator": DemoMember("Clara Probe", MemberRole.FRIEND, 45),
    "moderator": DemoMember("Momo Muster", MemberRole.FRIEND, 38),
    "safeguarding": DemoMember("Sami Beispiel", MemberRole.FRIEND, 39),
    "mentor": DemoMember("Mira Muster", MemberRole.FRIEND, 29),
    "alumna": DemoMember("Alma Beispiel", MemberRole.ALUMNUS, 23),
    "pupil": DemoMember("Pia Probe", MemberRole.PUPIL, 15),
    "pupil-pending": DemoMember("Jona Probe", MemberRole.PUPIL, 14, has_consent=False),
    "teacher": DemoMember("Theo Tafel", MemberRole.TEACHER, 50),
    "sponsor": DemoMember("Sven Muster", MemberRole.COMPANY, 47),
}


def load_members(now: dt.datetime) -> int:
    """Give each demo account a member in the demo network; whoever has one keeps it."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    return sum(load_member(name, network, now) for name in PEOPLE)


def load_member(name: str, network: Network, now: dt.datetime) -> int:
    person, email = PEOPLE[name], f"{name}@example.org"
    user, is_new = get_user_model().objects.get_or_create(
        username=email, defaults={"email": email}
    )
    if is_new:
        user.set_password(PASSWORD)
        user.save()
    if hasattr(user, "emailaddress_set"):
        user.emailaddress_set.get_or_create(
            email=email, defaults={"verified": True, "primary": True}
        )
    if Member.objects.filter(user=user).exists():
        return 0
    year, month = find_birth(person.age, now)
    joined = now - (LONG_AGO if person.has_consent else LATELY)
    member = open_account(
        user=user,
        details=AccountDetails(
            display_name=person.display_name,
            role=person.role,
            birth_year=year,
            birth_month=month,
            network=network,
        ),
        language="de",
        now=joined,
    )
    membership = Membership.objects.get(member=member, network=network)
    decide_membership(
        membership=membership,
        decision=MembershipState.CONFIRMED,
        words=WELCOME,
        actor=None,
        now=joined,
    )
    if person.role == MemberRole.PUPIL:
        ask_parents(member, has_consent=person.has_consent, now=joined)
    return 1


def ask_parents(member: Member, *, has_consent: bool, now: dt.datetime) -> None:
    guardian = ask_guardian(member=member, email="eltern@example.org", now=now)
    if has_consent:
        answer_as_guardian(
            guardian=guardian, answer=GuardianAnswer.YES, scopes=[], now=now
        )


def find_birth(age: int, now: dt.datetime) -> tuple[int, int]:
    """Return year and month of birth of who has been of this age for half a year."""
    day = timezone.localdate(now)
    months = (day.year - age) * MONTHS + day.month - 1 - MONTHS // 2
    return months // MONTHS, months % MONTHS + 1


def find_person(name: str) -> Member:
    """Return a member by the name of a demo account, or by that of one of the crowd."""
    login = f"{name}@example.org" if name in PEOPLE else f"demo-{name}"
    return Member.objects.select_related("user").get(user__username=login)


demo_parts.register(DemoPart(name="community.members", load=load_members, order=100))

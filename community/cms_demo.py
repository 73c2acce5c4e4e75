"""Demo members: every role of the fixed interface, all invented, one password."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK, PASSWORD
from cms.demo import DemoPart, demo_parts
from cms.enums import ArticleKind
from cms.models import Article, Network
from cms.transitions import apply_transition
from community.enums import Basis, GuardianAnswer, MemberRole, NoticeReason, Outcome
from community.models import Member, Membership, ModerationCase, Statement
from community.operations.accounts import AccountDetails, open_account
from community.operations.guardians import answer_as_guardian, ask_guardian
from community.operations.moderation import (
    NoticeDetails,
    Verdict,
    appeal_decision,
    decide_case,
    report_item,
)
from community.reportables import reportables
from community.transitions import CONFIRM_MEMBERSHIP

MONTHS = 12


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
        now=now,
    )
    membership = Membership.objects.get(member=member, network=network)
    apply_transition(row=membership, transition=CONFIRM_MEMBERSHIP, actor=None, now=now)
    if person.role == MemberRole.PUPIL:
        ask_parents(member, has_consent=person.has_consent, now=now)
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


demo_parts.register(DemoPart(name="community.members", load=load_members, order=100))


@dataclass(frozen=True)
class DemoCase:
    """A notice about a page of the demo network; how far it got."""

    reason: NoticeReason
    words: str
    outcome: Outcome | None = None
    basis: Basis | None = None
    facts: str = ""
    appeal: str = ""


CASES = (
    DemoCase(
        NoticeReason.PRIVACY,
        "Auf dem Bild sind Kinder zu sehen. Sind die Eltern gefragt worden?",
    ),
    DemoCase(
        NoticeReason.FALSE,
        "Die Adresse stimmt seit dem Umzug nicht mehr.",
        outcome=Outcome.NOTHING,
    ),
    DemoCase(
        NoticeReason.FRAUD,
        "Der Text wirbt für einen Laden.",
        outcome=Outcome.HIDE,
        basis=Basis.FRAUD,
        facts="Der zweite Absatz nennt Preise und einen Laden (alles erfunden).",
        appeal="Der Laden ist Gastgeber des Kurses; Preise stehen dort keine.",
    ),
)


def load_cases(now: dt.datetime) -> int:
    """Make three notices about pages of the demo network: open, decided, appealed."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    if ModerationCase.objects.filter(network=network).exists():
        return 0
    kind = reportables.get("article")
    articles = Article.objects.filter(network=network, kind=ArticleKind.NEWS)
    found = [row for row in articles.order_by("-pk") if kind and kind.find(key_of(row))]
    for number, (demo, row) in enumerate(zip(CASES, found, strict=False)):
        load_case(demo, row, number, now)
    return min(len(CASES), len(found))


def key_of(row: Article) -> str:
    return str(row.translation_key)


def load_case(demo: DemoCase, row: Article, number: int, now: dt.datetime) -> None:
    kind = reportables.get("article")
    assert kind is not None  # noqa: S101 -- registered by this app
    moderator = get_user_model().objects.get(username="moderator@example.org")
    link = report_item(
        kind=kind,
        row=row,
        details=NoticeDetails(
            reason=demo.reason,
            place="",
            words=demo.words,
            name="Rita Beispiel",
            email=f"leserin-{number}@example.org",
            key="",
        ),
        reporter=None,
        language="de",
        now=now - dt.timedelta(hours=30),
    )
    case = ModerationCase.objects.get(notices__pk=link.object_id)
    if demo.outcome is None:
        return
    decision = decide_case(
        case=case,
        verdict=Verdict(outcome=demo.outcome, basis=demo.basis, facts=demo.facts),
        actor=moderator,
        now=now - dt.timedelta(hours=20),
    )
    if demo.appeal:
        appeal_decision(
            statement=Statement.objects.get(decision=decision),
            words=demo.appeal,
            now=now - dt.timedelta(hours=2),
        )


demo_parts.register(DemoPart(name="community.cases", load=load_cases, order=190))

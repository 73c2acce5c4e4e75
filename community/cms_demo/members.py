"""Demo members: every role of the fixed interface, all invented, one password."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK, PASSWORD
from cms.demo import DemoPart, demo_parts
from cms.enums import Role
from cms.models import Network
from community.enums import GuardianAnswer, MemberRole, MembershipState, RulesKind
from community.models import (
    ClassCode,
    Invitation,
    Member,
    Membership,
    RulesText,
    RulesVersion,
)
from community.operations.accounts import AccountDetails, open_account
from community.operations.class_codes import CodeTerms, make_class_code
from community.operations.guardians import answer_as_guardian, ask_guardian
from community.operations.invitations import invite_by_mail
from community.operations.memberships import decide_membership

MONTHS = 12
WELCOME = "Schön, dass du dabei bist. Im Kalender steht, was als Nächstes kommt."
DEMO_CODE = "VERBUND2"
INVITED = (
    ("neue-lehrkraft@example.org", "network-member", MemberRole.TEACHER),
    ("neue-redaktion@example.org", "network-role", Role.EDITOR),
)


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
    decide_membership(
        membership=membership,
        decision=MembershipState.CONFIRMED,
        words=WELCOME,
        actor=None,
        now=now,
    )
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


def load_invitations(now: dt.datetime) -> int:
    """Give the demo network a class code and two open invitations, each once."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    people = get_user_model().objects
    teacher = people.get(username="teacher@example.org")
    count = 0
    if not ClassCode.objects.filter(code=DEMO_CODE).exists():
        terms = CodeTerms(
            label="8b, Musterschule", max_uses=30, lifetime=dt.timedelta(days=30)
        )
        row = make_class_code(network=network, terms=terms, actor=teacher, now=now)
        ClassCode.objects.filter(pk=row.pk).update(code=DEMO_CODE)
        count += 1
    for email, kind, option in INVITED:
        rows = Invitation.objects.filter(kind=kind, option=option)
        if not rows.addressed_to([email]).exists():
            invite_by_mail(
                kind=kind,
                thing=network,
                option=option,
                email=email,
                language="de",
                actor=people.get(username="coordinator@example.org"),
                now=now,
            )
            count += 1
    return count


demo_parts.register(DemoPart(name="community.members", load=load_members, order=100))


@dataclass(frozen=True)
class DemoRules:
    """Rules of the demo: a start for a network's own, which a lawyer must read."""

    kind: RulesKind
    texts: dict[str, str]


RULES = (
    DemoRules(
        RulesKind.TERMS,
        {
            "de": "Dein Konto ist kostenlos. Du kannst es jederzeit schließen.\n\n"
            "Nimm einen Namen, den du magst. Gib dein Passwort nicht weiter.\n\n"
            "Was du schreibst, bleibt deins. Andere dürfen es hier lesen, so lange du es "
            "stehen lässt.\n\n"
            "Wir zeigen keine Werbung und geben nichts über dich weiter. Wer unter 16 "
            "ist, braucht das Ja der Eltern.",
            "en": "Your account is free. You can close it at any time.\n\n"
            "Take a name that you like. Do not pass on your password.\n\n"
            "What you write stays yours. Others may read it here as long as you leave it "
            "there.\n\n"
            "We show no adverts and pass on nothing about you. If you are under 16, you "
            "need the yes of your parents.",
        },
    ),
    DemoRules(
        RulesKind.HOUSE_RULES,
        {
            "de": "Sei freundlich. Frag nach, wenn du etwas nicht verstehst.\n\n"
            "Schreib nichts, was andere verletzt oder ihnen Angst macht.\n\n"
            "Zeig keine Bilder von anderen, wenn sie nicht Ja gesagt haben.\n\n"
            "Gib nie deine Adresse oder Telefonnummer an Leute, die du nur von hier "
            "kennst.\n\n"
            "Ist dir etwas unheimlich? Dann melde es uns. Wir helfen dir.",
            "en": "Be kind. Ask when you do not understand something.\n\n"
            "Write nothing that hurts others or scares them.\n\n"
            "Show no pictures of others if they have not said yes.\n\n"
            "Never give your address or phone number to people whom you only know from "
            "here.\n\n"
            "Does something feel wrong? Then report it to us. We help you.",
        },
    ),
)
FIRST_VERSION = "1"


def load_rules(now: dt.datetime) -> int:
    """Put the first version of the rules into force; one that stands is left alone."""
    return sum(load_version(rules, now) for rules in RULES)


def load_version(rules: DemoRules, now: dt.datetime) -> int:
    version, is_new = RulesVersion.objects.get_or_create(
        kind=rules.kind,
        version=FIRST_VERSION,
        defaults={"valid_from": timezone.localdate(now)},
    )
    if is_new:
        RulesText.objects.bulk_create(
            RulesText(version=version, language=language, text=text)
            for language, text in rules.texts.items()
        )
    return int(is_new)


# Before the members, so that joining accepts them.
demo_parts.register(DemoPart(name="community.rules", load=load_rules, order=99))
demo_parts.register(
    DemoPart(name="community.invitations", load=load_invitations, order=101)
)

"""What the staff of the demo network decided in the last 30 days, and what waits for them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.models import Network
from community.cms_demo.members import find_person
from community.cms_demo.month_posts import TEACHERS
from community.enums import (
    Basis,
    ClearanceTier,
    CorrectionState,
    NoticeReason,
    Outcome,
)
from community.models import (
    BirthCorrection,
    Clearance,
    Group,
    Member,
    ModerationCase,
    Organisation,
    OrganisationClaim,
    Post,
    TeamMembership,
)
from community.operations.births import ask_birth_correction, decide_birth_correction
from community.operations.clearances import (
    approve_clearance,
    enter_clearance,
    refuse_clearance,
)
from community.operations.group_leading import decide_requests
from community.operations.group_members import join_group
from community.operations.moderation import (
    NoticeDetails,
    Verdict,
    decide_case,
    report_item,
)
from community.operations.organisation_claims import claim_organisation
from community.operations.organisation_team import ask_to_join, decide_request
from community.operations.organisations import OrganisationContent, create_organisation
from community.reportables import reportables

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)


@dataclass(frozen=True)
class DemoNotice:
    """Somebody reports a post by the day on which it was written; what is decided, if so."""

    author: str
    post_days: int
    reporter: str
    days: int
    reason: NoticeReason
    words: str
    outcome: Outcome | None = None
    basis: Basis | None = None
    facts: str = ""


NOTICES = (
    DemoNotice(
        "greta-vorlage",
        26,
        "samir-vorlage",
        25,
        NoticeReason.FRAUD,
        "Das liest sich wie eine Anzeige.",
        Outcome.NOTHING,
    ),
    DemoNotice(
        "finn-vorlage",
        13,
        "carla-schablone",
        12,
        NoticeReason.FRAUD,
        "Das ist Werbung für einen Laden.",
        Outcome.HIDE,
        Basis.FRAUD,
        "Der Text wirbt für einen Laden und bittet um Bestellungen (alles erfunden).",
    ),
    DemoNotice(
        "mai-vorlage",
        9,
        "olga-probe",
        1,
        NoticeReason.FRAUD,
        "Gehören Stellen nicht in eine eigene Liste?",
    ),
)
CLEARANCES = (
    ("hassan-schablone", 27, True),
    ("samir-probe", 18, False),
    ("kira-vorlage", 5, True),
    ("finn-schablone", 2, None),
)
"""Whose, so many days ago, and what the second person said; None: nothing yet."""

CLAIMED = (
    "ida-vorlage",
    3,
    "Ich leite dort die Werkstatt und halte den Eintrag aktuell.",
)
TEAM = (
    ("kira-vorlage", 20, True, "Ich arbeite im selben Haus."),
    ("mai-vorlage", 2, None, "Wir teilen uns die Ausbildung."),
)
GROUP_REQUESTS = (
    (TEACHERS, "david-vorlage", 8, True),
    (TEACHERS, "carla-vorlage", 9, True),
    (TEACHERS, "ben-vorlage", 1, None),
)
CORRECTIONS = (("elif-probe", 19, True), ("greta-probe", 2, None))


@transaction.atomic
def load_month_notices(now: dt.datetime) -> int:
    """Report three posts: one stays, one is hidden, one waits."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    if ModerationCase.objects.filter(network=network, kind="post").exists():
        return 0
    return sum(load_notice(demo, network, now) for demo in NOTICES)


def load_notice(demo: DemoNotice, network: Network, now: dt.datetime) -> int:
    kind = reportables.get("post")
    author = find_person(demo.author)
    day = timezone.localdate(now - demo.post_days * DAY)
    posts = Post.objects.beginning().filter(
        author=author, network=network, created_at__date__gte=day - DAY
    )
    post = posts.order_by("created_at").first()
    if kind is None or post is None:
        return 0
    then = now - demo.days * DAY
    reporter = find_person(demo.reporter)
    link = report_item(
        kind=kind,
        row=post,
        details=NoticeDetails(
            reason=demo.reason,
            place="",
            words=demo.words,
            name=reporter.display_name,
            email="",
            key="",
        ),
        reporter=reporter,
        language="de",
        now=then,
    )
    if demo.outcome is not None:
        decide_case(
            case=ModerationCase.objects.get(notices__pk=link.object_id),
            verdict=Verdict(outcome=demo.outcome, basis=demo.basis, facts=demo.facts),
            actor=find_user("moderator"),
            now=then + 9 * HOUR,
        )
    return 1


@transaction.atomic
def load_month_clearances(now: dt.datetime) -> int:
    """Enter four for people of the crowd: two approved, one refused, one waiting."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    members = {name: find_person(name) for name, _days, _answer in CLEARANCES}
    if Clearance.objects.filter(member__in=members.values()).exists():
        return 0
    for name, days, answer in CLEARANCES:
        then = now - days * DAY
        day = timezone.localdate(then)
        row = enter_clearance(
            member=members[name],
            network=network,
            tier=ClearanceTier.GROUP,
            certificate_date=day - 30 * DAY,
            inspected_on=day,
            valid_until=day + 3 * 365 * DAY,
            actor=find_user("coordinator"),
            now=then,
        )
        if answer is not None:
            decide = approve_clearance if answer else refuse_clearance
            decide(clearance=row, actor=find_user("admin"), now=then + 20 * HOUR)
    return len(CLEARANCES)


@transaction.atomic
def load_month_requests(now: dt.datetime) -> int:
    """Let people ask for entries, for places in teams and groups, for another month."""
    if OrganisationClaim.objects.filter(member=find_person(CLAIMED[0])).exists():
        return 0
    name, days, words = CLAIMED
    alone = Organisation.objects.filter(source_url__gt="", had_admin=False)
    for organisation in alone.order_by("pk")[:1]:
        claim_organisation(
            organisation=organisation,
            member=find_person(name),
            words=words,
            now=now - days * DAY,
        )
    _add_organisation(now)
    _ask_teams(now)
    _ask_groups(now)
    for name, days, answer in CORRECTIONS:
        _ask_correction(find_person(name), now - days * DAY, answer=answer)
    return 2 + len(TEAM) + len(GROUP_REQUESTS) + len(CORRECTIONS)


def _add_organisation(now: dt.datetime) -> None:
    """Let somebody whom the network does not know yet add an entry: it waits (CO21)."""
    facts = {
        "name": "Muster-Solar Landstuhl",
        "postcode": "66849",
        "town": "Landstuhl",
        "about": "<p>Wir bauen Dächer, die Strom machen, und zeigen gern, wie.</p>",
        "about_language": "de",
    }
    create_organisation(
        creator=find_person("elif-vorlage"),
        network=Network.objects.get(source_key=DEMO_NETWORK),
        content=OrganisationContent(facts=facts),
        now=now - 4 * DAY,
    )


def _ask_teams(now: dt.datetime) -> None:
    led = TeamMembership.objects.admins().filter(member=find_person("sponsor"))
    organisation = led.select_related("organisation").get().organisation
    for name, days, answer, words in TEAM:
        then = now - days * DAY
        row = ask_to_join(
            organisation=organisation, member=find_person(name), words=words, now=then
        )
        if answer is not None:
            decide_request(
                row=row,
                accepts=answer,
                actor=find_user("sponsor"),
                now=then + 5 * HOUR,
            )


def _ask_groups(now: dt.datetime) -> None:
    for title, name, days, answer in GROUP_REQUESTS:
        group = Group.objects.get(name=title)
        then = now - days * DAY
        row = join_group(group=group, member=find_person(name), now=then)
        if answer is not None:
            decide_requests(
                group=group,
                row_ids=[row.pk],
                accepts=answer,
                actor=find_user("teacher"),
                now=then + 7 * HOUR,
            )


def _ask_correction(member: Member, now: dt.datetime, *, answer: bool | None) -> None:
    row: BirthCorrection = ask_birth_correction(
        member=member,
        birth_year=member.birth_year - 1,
        birth_month=member.birth_month,
        words="Beim Anmelden habe ich mich im Jahr vertan.",
        now=now,
    )
    if answer is not None:
        decide_birth_correction(
            correction=row,
            decision=CorrectionState.GRANTED if answer else CorrectionState.REFUSED,
            words="",
            actor=find_user("coordinator"),
            now=now + 30 * HOUR,
        )


def find_user(name: str) -> Any:
    return get_user_model().objects.get(username=f"{name}@example.org")


for name, load, order in (
    ("community.month_notices", load_month_notices, 191),
    ("community.month_clearances", load_month_clearances, 198),
    ("community.month_requests", load_month_requests, 199),
):
    demo_parts.register(DemoPart(name=name, load=load, order=order))

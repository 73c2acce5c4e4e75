"""Demo cases of moderation: one open, one decided, one appealed; all invented."""

import datetime as dt
from dataclasses import dataclass

from django.contrib.auth import get_user_model

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import ArticleKind
from cms.models import Article, Network
from community.enums import Basis, NoticeReason, Outcome
from community.models import ModerationCase, Statement
from community.operations.moderation import (
    NoticeDetails,
    Verdict,
    appeal_decision,
    decide_case,
    report_item,
)
from community.reportables import reportables


@dataclass(frozen=True)
class DemoCase:
    """A notice about a page of the demo network; how far it got."""

    reason: NoticeReason
    words: str
    outcome: Outcome | None = None
    basis: Basis | None = None
    facts: str = ""
    appeal: str = ""
    days: int = 0
    """So many days earlier than yesterday."""


CASES = (
    DemoCase(
        NoticeReason.PRIVACY,
        "Auf dem Bild sind Kinder zu sehen. Sind die Eltern gefragt worden?",
    ),
    DemoCase(
        NoticeReason.FALSE,
        "Die Adresse stimmt seit dem Umzug nicht mehr.",
        outcome=Outcome.NOTHING,
        days=18,
    ),
    DemoCase(
        NoticeReason.FRAUD,
        "Der Text wirbt für einen Laden.",
        outcome=Outcome.HIDE,
        basis=Basis.FRAUD,
        facts="Der zweite Absatz nennt Preise und einen Laden (alles erfunden).",
        appeal="Der Laden ist Gastgeber des Kurses; Preise stehen dort keine.",
        days=6,
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
    then = now - dt.timedelta(days=demo.days)
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
        now=then - dt.timedelta(hours=30),
    )
    case = ModerationCase.objects.get(notices__pk=link.object_id)
    if demo.outcome is None:
        return
    decision = decide_case(
        case=case,
        verdict=Verdict(outcome=demo.outcome, basis=demo.basis, facts=demo.facts),
        actor=moderator,
        now=then - dt.timedelta(hours=20),
    )
    if demo.appeal:
        appeal_decision(
            statement=Statement.objects.get(decision=decision),
            words=demo.appeal,
            now=now - dt.timedelta(hours=2),
        )


demo_parts.register(DemoPart(name="community.cases", load=load_cases, order=190))

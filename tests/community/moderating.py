"""Notices, moderators and pages that can be reported, for the tests of CO49–CO52."""

import datetime as dt
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.enums import Role
from cms.links import get_link_path
from cms.models import GenericPage, LinkToken, OutboxMail, RegionPage
from community.enums import Basis, NoticeReason, Outcome
from community.forms.traps import sign_opening
from community.models import ModerationCase, Notice
from community.operations.moderation import (
    APPEAL_PURPOSE,
    NoticeDetails,
    Verdict,
    report_item,
)
from community.reportables import reportables
from tests.cms.pages import publish_unchecked
from tests.cms.staff import give, make_user
from tests.community.people import make_member

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
REPORTER = "rita@example.org"


def make_page(network, title="Ferien im Labor", owner=None, **values):
    region = RegionPage.objects.get(network=network, locale__language_code="de")
    page = region.add_child(
        instance=GenericPage(
            title=title, summary="Ein Satz.", owner=owner, locale=region.locale
        )
    )
    return publish_unchecked(GenericPage.objects.get(pk=page.pk))


def make_moderator(name, network, role=Role.MODERATOR):
    user = make_user(name)
    give(user, network, role)
    return user


def make_browser(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def get_report_url(kind, key, language="en"):
    with override(language):
        return reverse("community_moderation:report", args=[kind, key])


def get_page_url(page, language="en"):
    return get_report_url("article", page.article.translation_key, language)


def say(**values) -> dict[str, Any]:
    """Return what a browser sends; the form was opened a minute ago."""
    return {
        "opened": sign_opening(timezone.now() - dt.timedelta(minutes=1)),
        "homepage": "",
        "reason": "dignity",
        "place": "Absatz 2",
        "words": "Das beleidigt Kim.",
        "name": "Rita Beispiel",
        "email": REPORTER,
        "is_honest": "on",
    } | values


def note(
    kind_name,
    row,
    *,
    reason=NoticeReason.DIGNITY,
    email=REPORTER,
    reporter=None,
    now=NOW,
    key="form",
    words="Das beleidigt Kim.",
) -> ModerationCase:
    link = report_item(
        kind=reportables.get(kind_name),
        row=row,
        details=NoticeDetails(
            reason=reason,
            place="",
            words=words,
            name="Rita Beispiel" if email else "",
            email=email,
            key=key,
        ),
        reporter=reporter,
        language="en",
        now=now,
    )
    return Notice.objects.get(pk=link.object_id).case


def judge(outcome=Outcome.HIDE, **values) -> Verdict:
    if outcome == Outcome.NOTHING:
        return Verdict(outcome=outcome)
    return Verdict(
        **{
            "outcome": outcome,
            "basis": Basis.DIGNITY,
            "facts": "Der zweite Absatz nennt Kim dumm.",
        }
        | values
    )


def list_mails():
    rows = OutboxMail.objects.filter(kind="moderation").order_by("pk")
    return [
        (mail.recipient, mail.template.removeprefix("community/mail/moderation_"))
        for mail in rows
    ]


def find_appeal_path():
    links = LinkToken.objects.filter(purpose=APPEAL_PURPOSE, used_at__isnull=True)
    return get_link_path(links.latest("pk"))


def make_author(name="anna", **values):
    return make_member(name, **values)

"""Mails about notices and decisions: to who reported, who decides, whom it concerns."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from cms.links import get_link_url
from cms.models import LinkToken
from cms.outbox import enqueue_mail
from community.models import CaseDecision, ModerationCase, Notice, Statement

KIND = "moderation"


def tell_reporter(
    *,
    notice: Notice,
    event: str,
    link: LinkToken,
    objection: LinkToken | None = None,
    until: dt.datetime | None = None,
) -> None:
    """Send the receipt or the result with the link that shows how it stands (P7).

    ``objection`` and ``until``: by which link and how long somebody may object to it.
    """
    if not notice.email:
        return
    enqueue_mail(
        recipient=notice.email,
        kind=KIND,
        event_key=f"{KIND}:notice:{notice.pk}:{event}",
        language=notice.language,
        template=f"community/mail/moderation_{event}",
        context={
            "number": notice.case.number,
            "title": notice.case.public_title,
            "url": get_link_url(link),
            "objection_url": get_link_url(objection) if objection else "",
            "day": _format_day(until, notice.language),
        },
    )


def tell_deciders(*, case: ModerationCase, people: Iterable[Any], event: str) -> None:
    """Ask those who decide; the mail names neither item nor person."""
    path = reverse("moderation:inspect", args=[case.pk])
    for person in people:
        if not person.email:
            continue
        enqueue_mail(
            recipient=person.email,
            kind=KIND,
            event_key=f"{KIND}:case:{case.pk}:{event}",
            language=settings.LANGUAGE_CODE,
            template=f"community/mail/moderation_{event}",
            context={
                "number": case.number,
                "is_urgent": case.is_urgent,
                "network": case.network.display_name,
                "url": settings.WAGTAILADMIN_BASE_URL + path,
            },
        )


def send_statement(
    *, statement: Statement, addresses: Iterable[str], lines: list[str], link: Any
) -> None:
    """Send the statement of reasons; with ``link`` it says how to appeal (P8, CO51)."""
    for address in addresses:
        enqueue_mail(
            recipient=address,
            kind=KIND,
            event_key=f"{KIND}:statement:{statement.pk}",
            language=statement.language,
            template="community/mail/moderation_statement",
            context={
                "lines": lines,
                "stage": statement.decision.stage,
                "day": _format_day(statement.appeal_until, statement.language),
                "url": get_link_url(link) if link else "",
            },
        )


def _format_day(moment: dt.datetime | None, language: str) -> str:
    if moment is None:
        return ""
    with override(language):
        return date_format(timezone.localdate(moment), "DATE_FORMAT")


def tell_about_lifting(
    *, decision: CaseDecision, addresses: Iterable[str], language: str
) -> None:
    """Say that a restriction holds no more."""
    for address in addresses:
        enqueue_mail(
            recipient=address,
            kind=KIND,
            event_key=f"{KIND}:lifted:{decision.pk}",
            language=language,
            template="community/mail/moderation_lifted",
            context={
                "number": decision.case.number,
                "title": decision.case.title or decision.case.public_title,
                "url": settings.WAGTAILADMIN_BASE_URL,
            },
        )


def tell_banned_address(*, address: str, language: str, moment: str) -> None:
    """Tell who tries to join with an address that is shut out, by mail alone (A8)."""
    enqueue_mail(
        recipient=address,
        kind=KIND,
        event_key=f"{KIND}:banned:{moment}",
        language=language,
        template="community/mail/moderation_banned",
    )

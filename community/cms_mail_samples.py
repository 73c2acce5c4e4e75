"""The mails of community with invented values."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.mail_samples import MailSample, mail_samples
from community.models import Notification
from community.notifications.catalogue import (
    CONTACT_ASKED,
    MEMBERSHIP_CLAIMED,
    MEMBERSHIP_CONFIRMED,
    NotificationKind,
)
from community.notifications.centre import Line

EVENTS = (
    "account_guessing",
    "guardian_ask",
    "guardian_reminder",
    "guardian_page",
    "guardian_closed",
    "guardian_file",
    "consent_given",
    "consent_refused",
    "membership_confirmed",
    "membership_asked",
    "membership_declined",
    "membership_ended",
    "address_changed",
    "age_adult",
    "age_guardian",
    "age_youth",
    "birth_granted",
    "birth_refused",
    "claim_accepted",
    "claim_lapsed",
    "claim_proof",
    "claim_rejected",
    "claim_taken",
    "data_export_ready",
    "inactivity_guardian",
    "inactivity_member",
    "invitation_accepted",
    "invitation_declined",
    "invitation_expired",
    "invitation_invited",
    "invitation_reminder",
    "invitation_withdrawn",
    "moderation_appeal",
    "moderation_banned",
    "moderation_case",
    "moderation_lifted",
    "moderation_passed_on",
    "moderation_receipt",
    "moderation_result_closed",
    "moderation_result_decided",
    "moderation_statement",
    "organisation_hidden",
    "organisation_left_alone",
    "organisation_live",
    "team_accepted",
    "organisation_made",
    "organisation_refusal",
    "organisation_refused",
    "team_admin",
    "team_asked",
    "team_declined",
    "team_ended",
    "group_left_alone",
    "clearance_waits",
    "clearance_ends",
    "safeguarding_case",
    "safeguarding_passed_on",
    "safeguarding_nobody",
    "enquiry_confirm",
)
WORDS = "Bis bald in der Musterwerkstatt."
NETWORK = "Sternenregion Musterstadt"


def make_context() -> dict[str, Any]:
    """Return what the templates of community name; nobody of this exists."""
    return {
        "name": "Kim Beispiel",
        "network": NETWORK,
        "words": WORDS,
        "day": timezone.localdate().isoformat(),
        "url": make_link(),
        "objection_url": make_link(),
        "page_url": make_link(),
        "login_url": make_link(),
        "reset_url": make_link(),
        "refuse_url": make_link(),
        "new_address": "kim.neu@example.org",
        "organisation": "Muster-Werke",
        "group": "Löten am Freitag",
        "other": "Ada Muster",
        "to": "Ada Muster",
        "by": "Ada Muster",
        "what": NETWORK,
        "days": 7,
        "number": "2027-0042",
        "title": "Ein Nachmittag im Musterlabor",
        "is_urgent": False,
        "stage": "decision",
        "lines": [WORDS],
    }


def make_told_context() -> dict[str, Any]:
    """Return one line as the centre would tell it."""
    return {
        "name": "Kim Beispiel",
        "lines": [make_line(CONTACT_ASKED, 1) | {"words": WORDS}],
        "mutes": {CONTACT_ASKED.name: make_link()},
    }


def make_letter_context() -> dict[str, Any]:
    """Return two lines, one of them a group."""
    return {
        "name": "Kim Beispiel",
        "lines": [make_line(MEMBERSHIP_CLAIMED, 3), make_line(MEMBERSHIP_CONFIRMED, 1)],
        "choices_url": f"{settings.WAGTAILADMIN_BASE_URL}/…/",
        "stop_url": make_link(),
    }


def make_line(kind: NotificationKind, count: int) -> dict[str, Any]:
    row = Notification(kind=kind.name, payload={"network": NETWORK})
    line = Line(newest=row, kind=kind, count=count, is_unread=True)
    return {
        "sentence": line.sentence,
        "reason": line.reason,
        "url": settings.WAGTAILADMIN_BASE_URL + line.url,
        "mute_url": make_link(),
    }


def make_link() -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL}/l/…/"


for event in EVENTS:
    mail_samples.register(
        MailSample(name=f"community/mail/{event}", make_context=make_context)
    )
mail_samples.register(
    MailSample(name="community/mail/told", make_context=make_told_context)
)
mail_samples.register(
    MailSample(name="community/mail/letter", make_context=make_letter_context)
)

"""Mails about organisations: to members, to their admins, to the coordination, for a proof."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.links import get_link_url
from cms.models import LinkToken, Network
from cms.outbox import enqueue_mail
from cms.permissions.roles import find_coordinators
from community.enums import RefusalAnswer
from community.models import Member, Organisation, OrganisationClaim, TeamMembership
from community.notifications.accounts import get_language_of

KIND = "organisation"


def tell_member(
    *,
    member: Member,
    organisation: Organisation,
    event: str,
    key: str,
    words: str = "",
    name: str = "",
) -> None:
    """Write to a member about an organisation; once for each key of an event.

    ``name`` is that of another member whom the mail is about. Nobody is written to who
    has no address or is on the way out.
    """
    if not member.user.email or not member.user.is_active:
        return
    enqueue_mail(
        recipient=member.user.email,
        kind=KIND,
        event_key=f"{KIND}:{event}:{key}:{member.pk}",
        language=member.language,
        template=f"community/mail/{event}",
        context={
            "name": member.display_name,
            "other": name,
            "organisation": organisation.name,
            "words": words,
            "url": get_url("organisation_team", organisation, member.language),
            "page_url": get_url("organisation_detail", organisation, member.language),
        },
    )


def tell_admins(
    *,
    organisation: Organisation,
    event: str,
    key: str,
    words: str = "",
    name: str = "",
) -> None:
    """Write the same to each admin of an organisation."""
    admins = TeamMembership.objects.admins().filter(organisation=organisation)
    for row in admins.select_related("member__user").order_by("pk"):
        tell_member(
            member=row.member,
            organisation=organisation,
            event=event,
            key=key,
            words=words,
            name=name,
        )


def tell_coordinators(*, organisation: Organisation, now: dt.datetime) -> None:
    """Tell the coordination, else the portal's, that an organisation has no admin now."""
    day = timezone.localdate(now)
    people = find_coordinators(organisation.network, day)
    people = people or find_coordinators(Network.objects.get_site(), day)
    for person in people:
        _tell_coordinator(person, organisation, day)


def _tell_coordinator(person: Any, organisation: Organisation, day: dt.date) -> None:
    if not person.email:
        return
    enqueue_mail(
        recipient=person.email,
        kind=KIND,
        event_key=f"{KIND}:left-alone:{organisation.pk}:{day}:{person.pk}",
        language=get_language_of(person),
        template="community/mail/organisation_left_alone",
        context={
            "organisation": organisation.name,
            "url": settings.WAGTAILADMIN_BASE_URL
            + reverse("organisations:inspect", args=[organisation.pk]),
        },
    )


def ask_for_proof(*, claim: OrganisationClaim, link: LinkToken) -> None:
    """Write to the address of the organisation: whoever reads it there may confirm."""
    enqueue_mail(
        recipient=claim.proof_email,
        kind=KIND,
        event_key=f"{KIND}:proof:{claim.pk}:{link.pk}",
        language=claim.member.language,
        template="community/mail/claim_proof",
        context={
            "name": claim.member.display_name,
            "organisation": claim.organisation.name,
            "url": get_link_url(link),
        },
    )


def tell_organisation(
    *,
    organisation: Organisation,
    address: str,
    event: str,
    key: str,
    link: LinkToken,
) -> None:
    """Write to the organisation itself about an entry that we have made (SP47, SP50)."""
    language = get_entry_language(organisation)
    enqueue_mail(
        recipient=address,
        kind=KIND,
        event_key=f"{KIND}:{organisation.pk}:{key}",
        language=language,
        template=f"community/mail/{event}",
        context={
            "organisation": organisation.name,
            "page_url": get_url("organisation_detail", organisation, language),
            "url": get_link_url(link),
        },
    )


def tell_refusal(
    *, organisation: Organisation, answer: RefusalAnswer, now: dt.datetime
) -> None:
    """Tell the coordination, else the portal's, that an entry was refused and is gone."""
    day = timezone.localdate(now)
    people = find_coordinators(organisation.network, day)
    people = people or find_coordinators(Network.objects.get_site(), day)
    for person in people:
        language = get_language_of(person)
        if not person.email:
            continue
        with override(language):
            words = str(answer.label)
        enqueue_mail(
            recipient=person.email,
            kind=KIND,
            event_key=f"{KIND}:refused:{organisation.pk}:{person.pk}",
            language=language,
            template="community/mail/organisation_refused",
            context={
                "organisation": organisation.name,
                "words": words,
                "url": settings.WAGTAILADMIN_BASE_URL
                + reverse("organisations:inspect", args=[organisation.pk]),
            },
        )


def get_entry_language(organisation: Organisation) -> str:
    """Return in which language we write to an organisation: that of its text, if ours."""
    known = {code for code, _name in settings.LANGUAGES}
    language = organisation.about_language
    return language if language in known else settings.LANGUAGE_CODE


def get_url(route: str, organisation: Organisation, language: str) -> str:
    """Return the whole address of a page of an organisation, for mails."""
    with override(language):
        path = reverse(f"community_organisations:{route}", args=[organisation.slug])
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"

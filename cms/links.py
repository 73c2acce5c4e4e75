"""Acting without an account: signed links for one purpose and one thing, with an end."""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cms.models import LinkToken
from cms.registry import Label, Registry

SALT = "cms.links"
NONCE_BYTES = 16
FORGOTTEN = 0
"""Stands for the thing of a link that has expired: its page still says so."""


class LinkError(Exception):
    """The link does not work."""


class UnknownLinkError(LinkError):
    """No such link: mistyped, forged, or for a thing that is gone."""


class EndedLinkError(LinkError):
    """The link was good and is not any more."""


class ExpiredLinkError(EndedLinkError):
    """Its time is over."""


class RevokedLinkError(EndedLinkError):
    """Somebody took it back."""


class UsedLinkError(EndedLinkError):
    """It worked once and that was all."""


@dataclass(frozen=True, kw_only=True)
class LinkPurpose:
    """What links of one kind do.

    ``sentence`` and ``button`` stand on the page that a GET shows. ``act`` gets the link,
    the thing and now and returns the sentence that says what happened; it runs in the
    transaction that uses the link up, and only on POST, since mail scanners open links.
    ``show`` instead of ``act`` makes a link that shows something on GET and acts on nothing.
    ``answer`` instead of ``act`` needs words: ``form`` is the dotted path of the form on the
    page, made with ``thing``, and ``answer`` gets its cleaned values besides.
    ``list_facts`` says above the button what it is about, as label and value;
    ``get_language`` in which language the page speaks, where the thing knows it.
    ``is_allowed`` is asked again each time: a right that ended ends the link.
    ``is_one_click`` lets mail programs act without the page, as RFC 8058 wants it: by a POST
    that has neither cookie nor token of a form. Only for what takes nothing but mails away.
    """

    name: str
    sentence: Label
    lifetime: dt.timedelta
    button: Label = ""
    is_single_use: bool = True
    act: Callable[[LinkToken, Any, dt.datetime], Label] | None = None
    show: Callable[[HttpRequest, LinkToken, Any], HttpResponse] | None = None
    form: str = ""
    answer: Callable[[LinkToken, Any, Mapping[str, Any], dt.datetime], Label] | None = (
        None
    )
    list_facts: Callable[[Any], Sequence[tuple[Label, str]]] | None = None
    get_language: Callable[[Any], str] | None = None
    is_allowed: Callable[[LinkToken, Any], bool] | None = None
    is_one_click: bool = False


link_purposes: Registry[LinkPurpose] = Registry("what can a link do?")


@dataclass(frozen=True)
class OpenedLink:
    """A link that works, with its purpose and its thing."""

    token: LinkToken
    purpose: LinkPurpose
    thing: Any


def make_link(
    *,
    purpose: str,
    thing: models.Model,
    now: dt.datetime,
    created_by: Any = None,
    lifetime: dt.timedelta | None = None,
) -> LinkToken:
    """Make a link for one purpose and one thing; an undeclared purpose is a KeyError."""
    declared = link_purposes.get(purpose)
    if declared is None:
        raise KeyError(purpose)
    return LinkToken.objects.create(
        nonce=secrets.token_urlsafe(NONCE_BYTES),
        purpose=purpose,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        is_single_use=declared.is_single_use,
        created_by=created_by,
        created_at=now,
        expires_at=now + (lifetime or declared.lifetime),
    )


def get_link_path(token: LinkToken) -> str:
    """Return the path of the link: ``/l/<token>/``. The signature is made here, never stored."""
    signed = signing.Signer(salt=SALT).sign(token.nonce)
    return reverse("cms:link", args=[signed])


def get_link_url(token: LinkToken) -> str:
    """Return the whole address, for mails."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{get_link_path(token)}"


def open_link(signed: str, now: dt.datetime) -> OpenedLink:
    """Return the link behind a token, if it works now.

    Raises:
        UnknownLinkError: forged, mistyped, of a purpose or thing that is gone.
        RevokedLinkError: taken back, or the right behind it has ended.
        UsedLinkError: used up.
        ExpiredLinkError: its time is over.
    """
    token = _find(signed)
    purpose = link_purposes.get(token.purpose)
    thing = token.thing
    is_gone = thing is None and token.object_id != FORGOTTEN
    if purpose is None or is_gone:
        raise UnknownLinkError
    if token.revoked_at:
        raise RevokedLinkError
    if token.is_single_use and token.used_at:
        raise UsedLinkError
    if token.expires_at <= now:
        raise ExpiredLinkError
    if not _is_maker_active(token) or not _is_allowed(purpose, token, thing):
        raise RevokedLinkError
    return OpenedLink(token, purpose, thing)


def use_link(
    opened: OpenedLink, now: dt.datetime, answers: Mapping[str, Any] | None = None
) -> Label:
    """Act, once where the link works once; return the sentence that says what happened.

    ``answers``: the cleaned values of the purpose's form, where it has one.

    Raises:
        UsedLinkError: somebody else was quicker.
        UnknownLinkError: links of this purpose only show something.
    """
    purpose, token = opened.purpose, opened.token
    if purpose.act is None and (purpose.answer is None or answers is None):
        raise UnknownLinkError
    with transaction.atomic():
        # The thing before its links, as operations on it do: else two lock crosswise.
        _lock(opened.thing)
        working = Q(pk=token.pk, revoked_at__isnull=True, expires_at__gt=now)
        if token.is_single_use:
            working &= Q(used_at__isnull=True)
        if not LinkToken.objects.filter(working).update(used_at=now):
            raise UsedLinkError
        if purpose.act is not None:
            return purpose.act(token, opened.thing, now)
        assert purpose.answer is not None  # noqa: S101 -- asked above
        return purpose.answer(token, opened.thing, answers or {}, now)


def use_up_links(*, purpose: str, thing: models.Model, now: dt.datetime) -> int:
    """End the links to a thing that was settled another way: they say that all is done."""
    return find_working_links(purpose=purpose, thing=thing, now=now).update(used_at=now)


def revoke_links(*, purpose: str, thing: models.Model, now: dt.datetime) -> int:
    """Take back all links of a purpose to a thing; return how many worked until now."""
    return find_working_links(purpose=purpose, thing=thing, now=now).update(
        revoked_at=now
    )


def find_working_links(
    *, purpose: str, thing: models.Model, now: dt.datetime
) -> models.QuerySet[LinkToken]:
    """Return the links to a thing that are neither used up, revoked nor expired."""
    unused = Q(is_single_use=False) | Q(used_at__isnull=True)
    return LinkToken.objects.filter(
        unused,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        purpose=purpose,
        revoked_at__isnull=True,
        expires_at__gt=now,
    )


def forget_expired_links(now: dt.datetime) -> int:
    """Take from expired links whom and what they were for (P55)."""
    expired = LinkToken.objects.filter(expires_at__lte=now)
    return expired.exclude(object_id=FORGOTTEN).update(
        object_id=FORGOTTEN, created_by=None
    )


def _lock(thing: models.Model) -> None:
    manager = type(thing)._base_manager  # noqa: SLF001 -- documented by Django
    rows = manager.select_for_update(of=("self",))
    rows.filter(pk=thing.pk).first()


def _find(signed: str) -> LinkToken:
    try:
        nonce = signing.Signer(salt=SALT).unsign(signed)
        return LinkToken.objects.select_related("content_type", "created_by").get(
            nonce=nonce
        )
    except (signing.BadSignature, LinkToken.DoesNotExist) as error:
        raise UnknownLinkError from error


def _is_maker_active(token: LinkToken) -> bool:
    # A disabled person's links die with the account (A25).
    return token.created_by is None or bool(token.created_by.is_active)


def _is_allowed(purpose: LinkPurpose, token: LinkToken, thing: Any) -> bool:
    return purpose.is_allowed is None or purpose.is_allowed(token, thing)

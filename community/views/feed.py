"""The feed, what one follows, and the button for it (CO25, CO26)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from community.activity import (
    Source,
    activity_kinds,
    find_followable,
    get_source,
    get_thing,
    is_followed,
    list_follows,
)
from community.activity.feed import get_feed
from community.activity.follows import (
    list_followed,
    list_muted_kinds,
    suggest_follows,
)
from community.activity.places import NoSuchPlaceError, parse_chosen
from community.models import Member
from community.operations.follows import (
    NotFollowableError,
    allow_followers,
    find_shown,
    follow,
    mute_kind,
    mute_source,
    unfollow,
    unmute_kind,
    unmute_source,
)
from community.permissions.follows import can_be_followed
from community.views.notifications import participant

KEY_DIGITS, PARTS = 18, 2
MUTED = "community_feed_muted"
"""Where the session keeps what was just muted, to take it back."""


@participant
@require_safe
def feed(request: HttpRequest, member: Member) -> HttpResponse:
    """Show one page, with what was just muted to be taken back."""
    now = timezone.now()
    asked = (request.GET.get(name, "") for name in ("of", "kind", "before"))
    try:
        chosen = parse_chosen(*asked)
    except NoSuchPlaceError as error:
        raise Http404(_("There is no such part of the feed.")) from error
    page = get_feed(member=member, viewer=get_viewer(request), chosen=chosen, now=now)
    is_empty = not page.lines and not chosen.before
    context = {
        "page": page,
        "older_query": urlencode(
            {
                name: value
                for name, value in (
                    ("of", chosen.of),
                    ("kind", chosen.kind),
                    ("before", page.older),
                )
                if value
            }
        ),
        "muted": request.session.pop(MUTED, None),
        "suggestions": suggest_follows(member) if is_empty else [],
        "follows_something": is_empty and bool(list_follows(member.user)),
    }
    return render(request, "community/feed.html", context)


@participant
@require_POST
def feed_mute(request: HttpRequest, member: Member) -> HttpResponse:
    """Leave a kind or a source out."""
    now, what = timezone.now(), request.POST.get("what", "")
    _change(
        what,
        kind=lambda name: mute_kind(member=member, kind=name, now=now),
        source=lambda source: mute_source(member=member, source=source, now=now),
    )
    request.session[MUTED] = what
    return redirect(_get_way_back(request))


@participant
@require_POST
def feed_unmute(request: HttpRequest, member: Member) -> HttpResponse:
    """Take that back."""
    _change(
        request.POST.get("what", ""),
        kind=lambda name: unmute_kind(member=member, kind=name),
        source=lambda source: unmute_source(member=member, source=source),
    )
    messages.success(request, _("It is in your feed again."))
    return redirect(_get_way_back(request))


@participant
@require_http_methods(["GET", "HEAD", "POST"])
def follow_page(
    request: HttpRequest, member: Member, kind_name: str, key: str
) -> HttpResponse:
    """Say what following means, and do or end it; pages link here, so that they stay the same."""
    thing = find_followable(kind_name)
    row: Any = thing.find(key) if thing and thing.find else None
    now, viewer = timezone.now(), get_viewer(request)
    shown = find_shown(row, viewer=viewer, now=now) if row is not None else None
    if thing is None or shown is None or row == member:
        raise Http404(_("There is nothing here that you could follow."))
    if request.method == "POST":
        if request.POST.get("deed") == "unfollow":
            unfollow(member=member, source=get_source(row))
            messages.success(request, _("You do not follow it any more."))
        else:
            _follow(member, row, viewer, now)
            messages.success(
                request, _("You follow it: what happens stands in your feed.")
            )
        return redirect("community_follow:follow", kind_name=kind_name, key=key)
    context = {
        "shown": shown,
        "label": thing.label,
        "is_followed": is_followed(user=member.user, row=row),
    }
    return render(request, "community/feed_follow.html", context)


@participant
@require_safe
def follow_list(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what one follows and has muted; nobody else ever sees it."""
    now, viewer = timezone.now(), get_viewer(request)
    labels = {kind.name: kind.label for kind in activity_kinds.entries()}
    context = {
        "groups": list_followed(member, viewer=viewer, now=now),
        "muted_kinds": [
            (f"kind:{name}", labels[name])
            for name in list_muted_kinds(member)
            if name in labels
        ],
        "suggestions": suggest_follows(member),
        "member": member,
        "can_be_followed": can_be_followed(member, timezone.localdate(now)),
    }
    return render(request, "community/feed_follows.html", context)


@participant
@require_POST
def follow_end(request: HttpRequest, member: Member) -> HttpResponse:
    """Unfollow from the list: also what the member cannot see any more."""
    source = parse_source(request.POST.get("what", ""))
    if unfollow(member=member, source=source):
        messages.success(request, _("You do not follow it any more."))
    return redirect("community_me:follow_list")


@participant
@require_POST
def follow_allow(request: HttpRequest, member: Member) -> HttpResponse:
    """Let others follow oneself, or not any more; minors are followed by nobody."""
    if not can_be_followed(member, timezone.localdate()):
        raise Http404
    is_allowed = request.POST.get("is_allowed") == "yes"
    allow_followers(member=member, is_allowed=is_allowed)
    sentence = (
        _("Others can follow you now.")
        if is_allowed
        else _("Nobody follows you any more.")
    )
    messages.success(request, sentence)
    return redirect("community_me:follow_list")


def parse_source(text: str) -> Source:
    """Return the source that a form names.

    Raises:
        Http404: it is none.
    """
    parts = text.split(":")
    are_numbers = all(
        part.isascii() and part.isdigit() and len(part) <= KEY_DIGITS for part in parts
    )
    if len(parts) != PARTS or not are_numbers:
        raise Http404
    source = (int(parts[0]), int(parts[1]))
    try:
        thing = get_thing(source[0])
    except LookupError:
        thing = None
    if thing is None:
        raise Http404
    return source


def _follow(member: Member, row: Any, viewer: Any, now: Any) -> None:
    try:
        follow(member=member, row=row, viewer=viewer, now=now)
    except NotFollowableError as error:
        raise Http404 from error


def _change(
    what: str, *, kind: Callable[[str], None], source: Callable[[Source], None]
) -> None:
    name, _colon, key = what.partition(":")
    if name != "kind":
        source(parse_source(what))
    elif activity_kinds.get(key) is None:
        raise Http404
    else:
        kind(key)


def _get_way_back(request: HttpRequest) -> str:
    if request.POST.get("back") == "follows":
        return reverse("community_me:follow_list")
    return reverse("community_feed:feed")

"""The notification centre, its counter, and how somebody wants to be told (CO40–CO44)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from django.views.decorators.vary import vary_on_headers

from community.consent import find_standing
from community.forms.notifications import NotificationsForm
from community.models import Member, Notification
from community.notifications.centre import find_unread_count, get_centre_page
from community.notifications.choices import find_choices
from community.operations.notifications import (
    NothingUnreadError,
    read_all,
    read_line,
    save_choices,
    take_reading_back,
)
from community.views.account import own_member, personal

KEY_DIGITS = 18
"""More are no key of any row, and more than databases count to."""

View = Callable[..., HttpResponseBase]


def participant(view: View) -> View:
    """Give a view the own member; who takes no part is led to the own account (P2)."""

    def find(
        request: HttpRequest, member: Member, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        if not find_standing(member, timezone.now()).takes_part:
            return redirect("community_me:account")
        return view(request, member, *args, **kwargs)

    return own_member(find)


@participant
@require_safe
def notification_list(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the lines, with what was just marked as read to be taken back."""
    before = request.GET.get("before")
    page = get_centre_page(member, None if before is None else parse_key(before))
    context = {"page": page, "read_at": request.GET.get("read", "")}
    return render(request, "community/notifications.html", context)


@participant
@require_POST
def notification_read(request: HttpRequest, member: Member) -> HttpResponse:
    """Mark one line as read."""
    key = parse_key(request.POST.get("line", ""))
    row = Notification.objects.told_to(member).filter(pk=key).first()
    if row is None:
        raise Http404(_("There is no such notification."))
    now = timezone.now()
    return _mark(
        request, now, lambda: read_line(member=member, notification=row, now=now)
    )


@participant
@require_POST
def notification_read_all(request: HttpRequest, member: Member) -> HttpResponse:
    """Mark as read what the page has shown, and all before it."""
    now, until = timezone.now(), parse_key(request.POST.get("until", ""))
    return _mark(request, now, lambda: read_all(member=member, until=until, now=now))


@participant
@require_POST
def notification_unread(request: HttpRequest, member: Member) -> HttpResponse:
    """Take back what was marked as read a moment ago."""
    read_at = parse_moment(request.POST.get("read", ""))
    try:
        take_reading_back(member=member, read_at=read_at)
    except NothingUnreadError:
        messages.warning(request, _("Nothing was changed: it is unread already."))
    else:
        messages.success(request, _("It is unread again."))
    return redirect("community_notifications:list")


@personal
@require_safe
@vary_on_headers("HX-Request")
def notification_count(request: HttpRequest) -> HttpResponse:
    """Answer the figure of the menu alone; opened by hand it leads to the list.

    Whose login has ended, or who takes no part any more, keeps the figure that stood there.
    """
    if request.headers.get("HX-Request") != "true":
        return redirect("community_notifications:list")
    is_known = request.user.is_authenticated
    count = find_unread_count(request.user, timezone.now()) if is_known else None
    if count is None:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    context = {"count": count, "count_url": request.path}
    return render(request, "components/live_count.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def notification_choices(request: HttpRequest, member: Member) -> HttpResponse:
    """Let somebody choose what comes by mail, how often, and when it is quiet."""
    choices = find_choices(member, timezone.now())
    form = NotificationsForm(
        request.POST if request.method == "POST" else None, choices=choices
    )
    if request.method == "POST" and form.is_valid():
        save_choices(
            member=member,
            choices=form.get_choices(),
            quiet_hours=form.get_quiet_hours(),
        )
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("community_me:notifications")
    context = {"form": form, "choices": choices}
    return render(request, "community/notifications_choices.html", context)


def parse_key(text: str) -> int:
    """Return the key of a row that a form or an address names.

    Raises:
        Http404: it is none.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= KEY_DIGITS):
        raise Http404(_("There is no such notification."))
    return int(text)


def parse_moment(text: str) -> Any:
    """Return the moment at which something was marked.

    Raises:
        Http404: it is none.
    """
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Http404(_("There is no such moment."))
    return moment


def _mark(request: HttpRequest, now: Any, read: Callable[[], None]) -> HttpResponse:
    url = reverse("community_notifications:list")
    try:
        read()
    except NothingUnreadError:
        messages.warning(request, _("Nothing was changed: it was read already."))
        return redirect(url)
    return redirect(f"{url}?{urlencode({'read': now.isoformat()})}")

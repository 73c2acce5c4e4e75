"""The calendar of a group: shown, an event put in, taken out, put back (CO30)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.models import Group, GroupEvent
from community.operations.group_events import add_group_event, remove_group_event
from community.operations.groups import AddedAlreadyError, ArchivedError
from community.permissions.group_events import can_change_calendar
from community.queries.group_events import (
    PAST,
    find_event,
    find_events,
    get_group_calendar,
    read_words,
)
from community.views.account import personal
from community.views.groups import find_group, make_frame


@login_required
@personal
@require_safe
def group_events(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what comes, or with ``period=past`` what is over; offer to put back."""
    now, group = timezone.now(), find_group(request, slug)
    frame = make_frame(request, group)
    if not frame["has_events"]:
        raise Http404
    can_change = can_change_calendar(request.user, group, now)
    removed = find_event(request.GET.get("removed", "")) if can_change else None
    kept = GroupEvent.objects.filter(group=group, event=removed)
    if removed is not None and kept.exists():
        removed = None
    context = frame | {
        "tab": "events",
        "calendar": get_group_calendar(
            group=group,
            viewer=get_viewer(request),
            is_past=request.GET.get("period") == PAST,
            page=request.GET.get("page"),
            path=request.path,
            now=now,
        ),
        "can_change": can_change,
        "removed": removed,
    }
    return render(request, "community/group_events.html", context)


@login_required
@personal
@limited("group")
@require_http_methods(["GET", "HEAD", "POST"])
def group_event_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Find an event by words or by its address, and put it in with one button."""
    now, group = timezone.now(), find_group(request, slug)
    if not can_change_calendar(request.user, group, now):
        raise Http404
    if request.method == "POST":
        _add(request, group)
        return redirect("community_groups:group_events", slug)
    words = read_words(request.GET.get("q", ""))
    context = make_frame(request, group) | {
        "tab": "events",
        "words": words,
        "found": find_events(words=words, group=group, now=now),
    }
    return render(request, "community/group_event_add.html", context)


def _add(request: HttpRequest, group: Group) -> None:
    event = find_event(request.POST.get("event", ""))
    if event is None:
        messages.warning(request, _("There is no page of this event any more."))
        return
    place = make_frame(request, group)["place"]
    try:
        add_group_event(
            group=group,
            event=event,
            member=place.member if place else None,
            now=timezone.now(),
        )
    except AddedAlreadyError:
        messages.info(request, _("The event is in the calendar already."))
    except ArchivedError:
        messages.warning(request, _("The group is archived: it can only be read."))
    else:
        messages.success(request, _("The event is in the group’s calendar now."))


@login_required
@personal
@require_POST
def group_event_remove(request: HttpRequest, slug: str, entry_id: int) -> HttpResponse:
    """Take an event out; the page that follows offers to put it back."""
    group = find_group(request, slug)
    if not can_change_calendar(request.user, group, timezone.now()):
        raise Http404
    rows = GroupEvent.objects.visible_to(get_viewer(request)).filter(group=group)
    entry = get_object_or_404(rows.select_related("event"), pk=entry_id)
    remove_group_event(entry=entry)
    path = reverse("community_groups:group_events", args=[slug])
    return redirect(f"{path}?removed={entry.event.translation_key}")

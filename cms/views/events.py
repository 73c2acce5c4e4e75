"""What becomes of an event, for its network's staff: status and the copy for next year."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.forms.events import EventResumeForm, EventStatusForm
from cms.models import EventPage
from cms.operations.events import (
    NewDateMissingError,
    cancel_event,
    copy_event_for_next_year,
    postpone_event,
    resume_event,
)
from cms.permissions.events import can_move_event
from cms.registry import Label
from cms.transitions import WrongStateError


@dataclass(frozen=True)
class StatusAction:
    """One way in which an event moves, as its screen says it."""

    title: Label
    explanation: Label
    done: Label
    move: Callable[..., None]
    form: type[EventStatusForm | EventResumeForm] = EventStatusForm


ACTIONS = {
    "cancel": StatusAction(
        gettext_lazy("Cancel the event"),
        gettext_lazy(
            "It stays visible and is marked as cancelled until its date has passed."
        ),
        gettext_lazy("The event is marked as cancelled."),
        cancel_event,
    ),
    "postpone": StatusAction(
        gettext_lazy("Postpone the event"),
        gettext_lazy("It stays visible and says that the new date is not fixed yet."),
        gettext_lazy("The event is marked as postponed."),
        postpone_event,
    ),
    "resume": StatusAction(
        gettext_lazy("Plan the event again"),
        gettext_lazy(
            "Publish the page with the new date first. Then it takes place on that date."
        ),
        gettext_lazy("The event takes place on the dates of its page."),
        resume_event,
        EventResumeForm,
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def move_event(request: HttpRequest, page_id: int, action: str) -> HttpResponse:
    """Ask for a reason, then cancel, postpone or plan again."""
    page = get_object_or_404(EventPage, pk=page_id)
    if not can_move_event(request.user, page.event):
        raise PermissionDenied
    if action not in ACTIONS:
        raise Http404
    wanted = ACTIONS[action]
    form = wanted.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            wanted.move(
                event=page.event,
                actor=request.user,
                now=timezone.now(),
                **form.get_words(),
            )
        except WrongStateError:
            messages.warning(request, _("Somebody else was quicker: look again."))
        except NewDateMissingError:
            form.add_error(None, _("Publish the page with its new date first."))
        else:
            messages.success(request, str(wanted.done))
        if not form.errors:
            return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page_title": wanted.title,
        "explanation": wanted.explanation,
        "page": page,
        "form": form,
        "button": wanted.title,
        "is_serious": action == "cancel",
    }
    return TemplateResponse(request, "cms/admin/event_status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def copy_event(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make a draft for the next year, after a question."""
    page = get_object_or_404(EventPage, pk=page_id)
    allowed = page.get_parent().permissions_for_user(request.user)
    own: Any = page.permissions_for_user(request.user)
    if not (allowed.can_add_subpage() and own.can_edit()):
        raise PermissionDenied
    if request.method == "POST":
        copy = copy_event_for_next_year(page=page, actor=request.user)
        messages.success(request, _("This is the draft for the next year."))
        return redirect("wagtailadmin_pages:edit", copy.pk)
    context = {
        "page_title": _("Copy for the next year"),
        "explanation": _(
            "A draft with the same texts and all dates 52 weeks later, so that the "
            "weekdays stay. Registrations and the conference link do not come along."
        ),
        "page": page,
        "form": forms.Form(),
        "button": _("Copy for the next year"),
        "is_serious": False,
    }
    return TemplateResponse(request, "cms/admin/event_status.html", context)

"""Supervised conversations and messages that wait, in Wagtail's admin (CO34, CO35, P16).

Lists and forms show no word of a message. The page of one asks for a reason first; the text
is in the answer to that form and in no other, and the entry is committed before it is read.
"""

from typing import Any, ClassVar

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.transitions import WrongStateError
from cms.viewsets.base import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnRowsMixin,
    OwnUsageView,
    StaffViewSet,
)
from community.contact_data import mark_contact_data
from community.enums import HeldDecision
from community.forms.messages import DecideHeldForm, ReasonForm
from community.models import Message, Thread
from community.operations.message_checks import (
    note_look,
    redact_message,
    release_message,
    return_message,
)
from community.permissions.message_checks import (
    can_decide_held_message,
    get_checked_messages,
    get_looked_into_threads,
)
from community.queries.messages import (
    get_message_context,
    get_staff_page,
    list_accesses,
)


class FoundThreadMixin:
    """Answers a conversation of others like one that does not exist (A2)."""

    request: Any
    kwargs: dict[str, Any]

    def get_object(self, *_args: Any, **_kwargs: Any) -> Thread:
        rows = get_looked_into_threads(self.request.user).select_related("network")
        thread = rows.filter(pk=self.kwargs["pk"]).first()
        if thread is None:
            raise Http404
        return thread


class FoundMessageMixin:
    """Answers a message of others like one that does not exist (A2)."""

    request: Any
    kwargs: dict[str, Any]

    def get_object(self, *_args: Any, **_kwargs: Any) -> Message:
        rows = get_checked_messages(self.request.user)
        message = rows.select_related("thread__network").filter(pk=self.kwargs["pk"])
        found = message.first()
        if found is None:
            raise Http404
        return found


class LookView(OwnRowsMixin, generic.InspectView):
    """Asks why; the answer to the form, and nothing else, shows the text."""

    object: Any
    http_method_names: ClassVar[list[str]] = ["get", "head", "options", "post"]
    template_name = "community/admin/message_reason.html"
    read_template_name = ""

    def get_fields_context(self) -> list[dict[str, Any]]:
        thread = self.get_thread()
        found = [(_("Network"), thread.network), (_("since"), thread.started_at)]
        return [{"label": label, "value": value} for label, value in found]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("reason_form", ReasonForm())
        kwargs["accesses"] = list_accesses(self.get_thread())
        return super().get_context_data(**kwargs)

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(reason_form=form))
        row = self.object
        note_look(
            thread=self.get_thread(),
            message=row if isinstance(row, Message) else None,
            reader=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        # Only now: the entry stands, whatever becomes of this answer.
        context = self.get_context_data() | self.get_text_context()
        return render(request, self.read_template_name, context)

    def get_thread(self) -> Thread:
        raise NotImplementedError

    def get_text_context(self) -> dict[str, Any]:
        raise NotImplementedError


class LookIntoThreadView(FoundThreadMixin, LookView):
    read_template_name = "community/admin/message_thread.html"

    def get_thread(self) -> Thread:
        thread: Thread = self.object
        return thread

    def get_text_context(self) -> dict[str, Any]:
        before = self.request.POST.get("before", "")
        key = int(before) if before.isascii() and before.isdigit() else None
        return {"page": get_staff_page(self.object, key)}


class LookAtMessageView(FoundMessageMixin, LookView):
    read_template_name = "community/admin/message_checked.html"

    def get_thread(self) -> Thread:
        thread: Thread = self.object.thread
        return thread

    def get_text_context(self) -> dict[str, Any]:
        message = self.object
        can_decide = can_decide_held_message(self.request.user, message)
        return {
            "parts": mark_contact_data(message.text),
            "lines": [] if message.is_held else get_message_context(message),
            "can_decide": can_decide,
            "decide_form": DecideHeldForm(instance=message) if can_decide else None,
        }


class DecideHeldView(FoundMessageMixin, OwnEditView):
    sentences = {WrongStateError: gettext_lazy("Somebody has decided in the meantime.")}

    def get_object(self, *args: Any, **kwargs: Any) -> Message:
        message = super().get_object(*args, **kwargs)
        if not can_decide_held_message(self.request.user, message):
            raise Http404
        return message

    def save_instance(self) -> Message:
        said = self.form.cleaned_data
        shared: dict[str, Any] = {
            "message": self.object,
            "actor": self.request.user,
            "now": timezone.now(),
        }
        if said["decision"] == HeldDecision.RELEASE:
            release_message(**shared)
        elif said["decision"] == HeldDecision.REDACT:
            redact_message(**shared)
        else:
            return_message(reason=said["words"], **shared)
        found: Message = self.object
        return found


class ThreadIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return (
            super().get_base_queryset().select_related("network").order_by("-last_at")
        )


class MessageIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows: Any = super().get_base_queryset()
        return rows.select_related("thread__network").order_by("sent_at", "pk")

    def order_queryset(self, queryset: Any) -> Any:
        # What waits longest comes first; no other order is offered.
        return queryset


class ThreadHistoryView(FoundThreadMixin, OwnHistoryView):
    pass


class ThreadUsageView(FoundThreadMixin, OwnUsageView):
    pass


class ThreadEditView(FoundThreadMixin, OwnEditView):
    """Nobody changes a conversation."""

    def get_object(self, *_args: Any, **_kwargs: Any) -> Thread:
        raise Http404


class ThreadDeleteView(FoundThreadMixin, OwnDeleteView):
    pass


class MessageHistoryView(FoundMessageMixin, OwnHistoryView):
    pass


class MessageUsageView(FoundMessageMixin, OwnUsageView):
    pass


class MessageDeleteView(FoundMessageMixin, OwnDeleteView):
    pass


class ThreadViewSet(StaffViewSet):
    model = Thread
    icon = "comment"
    menu_label = gettext_lazy("Supervised conversations")
    menu_order = 342
    inspect_view_enabled = True
    index_view_class = ThreadIndexView
    edit_view_class = ThreadEditView
    inspect_view_class = LookIntoThreadView
    history_view_class = ThreadHistoryView
    usage_view_class = ThreadUsageView
    delete_view_class = ThreadDeleteView
    list_display = [
        TitleColumn(
            "pk",
            label=gettext_lazy("Number"),
            url_name="supervised_threads:inspect",
        ),
        Column("network", label=gettext_lazy("Network")),
        Column("started_at", label=gettext_lazy("Since")),
        Column("last_at", label=gettext_lazy("Last message")),
    ]
    list_filter = ["network"]
    form_fields = ["network"]


class CheckedMessageViewSet(StaffViewSet):
    model = Message
    icon = "mail"
    menu_label = gettext_lazy("Messages to check")
    menu_order = 341
    inspect_view_enabled = True
    index_view_class = MessageIndexView
    edit_view_class = DecideHeldView
    inspect_view_class = LookAtMessageView
    history_view_class = MessageHistoryView
    usage_view_class = MessageUsageView
    delete_view_class = MessageDeleteView
    list_display = [
        TitleColumn(
            "pk", label=gettext_lazy("Number"), url_name="checked_messages:inspect"
        ),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("sent_at", label=gettext_lazy("Waiting since")),
    ]
    list_filter = ["state"]
    edit_handler = ObjectList(
        [FieldPanel("decision"), FieldPanel("words")], base_form_class=DecideHeldForm
    )


thread_viewset = ThreadViewSet("supervised_threads", url_prefix="supervised-threads")
checked_message_viewset = CheckedMessageViewSet(
    "checked_messages", url_prefix="checked-messages"
)

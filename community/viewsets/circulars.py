"""Circulars in Wagtail's admin: written, read as recipients will, sent, taken back (CO39)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.limits import LimitExceededError, check_limit
from cms.models import StateChange
from cms.transitions import WrongStateError
from cms.viewsets.base import OwnEditView, OwnIndexView, OwnRowsMixin, StaffViewSet
from community.enums import CircularState
from community.forms.circulars import (
    DISCARD,
    SEND,
    TAKE_BACK,
    ChangeCircularForm,
    CircularForm,
    StepForm,
)
from community.models import Circular
from community.operations.circulars import (
    NobodyToTellError,
    change_circular,
    discard_circular,
    send_circular,
    take_circular_back,
    write_circular,
)
from community.permissions.circulars import get_readable_circulars
from community.queries.circulars import find_recipients, get_title, list_letters

STEPS = {
    SEND: (send_circular, gettext_lazy("It leaves in a few minutes.")),
    TAKE_BACK: (take_circular_back, gettext_lazy("It is a draft again.")),
    DISCARD: (discard_circular, gettext_lazy("It was discarded.")),
}
SENTENCES: dict[type[Exception], Any] = {
    NobodyToTellError: gettext_lazy(
        "Nobody would get it. Please choose others to write to."
    ),
    WrongStateError: gettext_lazy(
        "Too late: it is on its way, or somebody was quicker."
    ),
    LimitExceededError: gettext_lazy(
        "You have sent many circulars today. Please go on tomorrow."
    ),
}


class CircularIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("network")
        return rows.prefetch_related("texts").order_by("-written_at", "-pk")


class AfterwardsPreviewMixin:
    """Shows what was written as its recipients will read it."""

    object: Any

    def get_success_url(self) -> str:
        return reverse("circulars:inspect", args=[self.object.pk])


class WriteCircularView(AfterwardsPreviewMixin, generic.CreateView):
    def save_instance(self) -> Circular:
        return write_circular(
            content=self.form.get_content(),
            actor=self.request.user,
            now=timezone.now(),
        )


class ChangeCircularView(AfterwardsPreviewMixin, OwnEditView):
    sentences = {WrongStateError: SENTENCES[WrongStateError]}

    def save_instance(self) -> Circular:
        return change_circular(circular=self.object, content=self.form.get_content())


class InspectCircularView(OwnRowsMixin, generic.InspectView):
    template_name = "community/admin/circular.html"

    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Network"), row.network),
            (_("To"), row.get_target_display()),
            (_("Role"), row.get_role_display()),
            (_("Everybody must know it"), _("yes") if row.is_service else _("no")),
            (_("Status"), row.get_state_display()),
            (_("Written by"), row.written_by),
            (_("leaves"), row.leaves_at),
            (_("Recipients when it was sent"), row.recipient_count),
        ]
        if row.state in (CircularState.SENDING, CircularState.SENT):
            found.append((_("Told so far"), row.told_count))
        return [{"label": label, "value": value} for label, value in found if value]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.object
        is_draft = row.state == CircularState.DRAFT
        today = timezone.localdate()
        changes = StateChange.objects.filter(
            content_type__app_label="community",
            content_type__model="circular",
            object_id=row.pk,
        )
        return super().get_context_data(**kwargs) | {
            "letters": list(list_letters(row).values()),
            "recipient_count": find_recipients(row, today).count()
            if is_draft
            else None,
            "is_draft": is_draft,
            "is_scheduled": row.state == CircularState.SCHEDULED,
            "history": changes.select_related("actor").order_by("pk"),
        }


@require_POST
def move_circular(request: HttpRequest, pk: int) -> HttpResponse:
    """Send, take back or discard; the page of the circular says how it stands."""
    circular = get_object_or_404(get_readable_circulars(request.user), pk=pk)
    form = StepForm(request.POST)
    if form.is_valid():
        operation, sentence = STEPS[form.cleaned_data["step"]]
        try:
            if form.cleaned_data["step"] == SEND:
                check_limit("circular", person=request.user)
            operation(circular=circular, actor=request.user, now=timezone.now())
        except tuple(SENTENCES) as error:
            messages.error(request, SENTENCES[type(error)])
        else:
            messages.success(request, sentence)
    return redirect("circulars:inspect", circular.pk)


class CircularViewSet(StaffViewSet):
    model = Circular
    icon = "mail"
    menu_label = gettext_lazy("Circulars")
    menu_order = 333
    inspect_view_enabled = True
    index_view_class = CircularIndexView
    add_view_class = WriteCircularView
    edit_view_class = ChangeCircularView
    inspect_view_class = InspectCircularView
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor=get_title,
            url_name="circulars:inspect",
        ),
        Column("network", label=gettext_lazy("Network")),
        Column("get_target_display", label=gettext_lazy("To")),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("told_count", label=gettext_lazy("Told so far")),
        Column("written_at", label=gettext_lazy("Written")),
    ]
    list_filter = ["state", "network"]
    form_fields = ["target"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return ChangeCircularForm if for_update else CircularForm

    def get_urlpatterns(self) -> list[Any]:
        return [
            *super().get_urlpatterns(),
            path("step/<int:pk>/", move_circular, name="step"),
        ]


circular_viewset = CircularViewSet("circulars", url_prefix="circulars")

"""Clearances in Wagtail's admin: entered, approved, ended; each read is logged (ME15, P16)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.transitions import WrongStateError
from cms.viewsets.base import (
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnRowsMixin,
    OwnUsageView,
    StaffViewSet,
)
from community.enums import ClearanceTier
from community.forms.clearances import (
    APPROVE,
    REFUSE,
    WORDS,
    DecideClearanceForm,
    EnterClearanceForm,
)
from community.models import Clearance
from community.operations.clearances import (
    LIST,
    OverAlreadyError,
    OwnClearanceError,
    SecondPersonError,
    WaitsAlreadyError,
    approve_clearance,
    end_clearance,
    enter_clearance,
    note_clearance_read,
    refuse_clearance,
)


class ReadOneMixin:
    """Writes the line of the log before one clearance is shown."""

    request: Any
    is_noted = False

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]  # -- a mixin
        if not self.is_noted:
            self.is_noted = True
            note_clearance_read(
                networks=[found.network],
                what=f"{LIST} {found.pk}",
                reader=self.request.user,
                now=timezone.now(),
            )
        return found


class ClearanceIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("member", "network")
        return rows.order_by("valid_until", "pk")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        shown = {row.network_id: row.network for row in context["object_list"]}
        note_clearance_read(
            networks=[shown[key] for key in sorted(shown)],
            what=LIST,
            reader=self.request.user,
            now=timezone.now(),
        )
        return context


class EnterClearanceView(generic.CreateView):
    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except OwnClearanceError:
            form.add_error("member", _("Nobody enters a clearance for themselves."))
        except WaitsAlreadyError:
            form.add_error(
                "member", _("One for this person waits for a second person already.")
            )
        self.produced_error_message = self.get_error_message()
        self.produced_error_code = "validation_error"
        return self.form_invalid(form)

    def save_instance(self) -> Clearance:
        said = self.form.cleaned_data
        return enter_clearance(
            member=said["member"],
            network=said["network"],
            tier=ClearanceTier(said["tier"]),
            certificate_date=said["certificate_date"],
            inspected_on=said["inspected_on"],
            valid_until=said["valid_until"],
            actor=self.request.user,
            now=timezone.now(),
        )


class DecideClearanceView(ReadOneMixin, OwnEditView):
    sentences = {
        WrongStateError: gettext_lazy("Somebody has decided in the meantime."),
        SecondPersonError: gettext_lazy(
            "Entering and approving are two people, and nobody decides for themselves."
        ),
        OverAlreadyError: WORDS[OverAlreadyError],
    }

    def save_instance(self) -> Clearance:
        shared = {
            "clearance": self.object,
            "actor": self.request.user,
            "now": timezone.now(),
        }
        decision = self.form.cleaned_data["decision"]
        if decision == APPROVE:
            return approve_clearance(**shared)
        if decision == REFUSE:
            return refuse_clearance(**shared)
        return end_clearance(**shared)


class InspectClearanceView(ReadOneMixin, OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Name shown"), row.member.display_name),
            (_("Network"), row.network),
            (_("for"), row.get_tier_display()),
            (_("Status"), row.get_state_display()),
            (_("date of the certificate"), row.certificate_date),
            (_("inspected on"), row.inspected_on),
            (_("inspected by"), row.inspected_by or "–"),
            (_("approved by"), row.approved_by or "–"),
            (_("valid until"), row.valid_until),
        ]
        return [{"label": label, "value": value} for label, value in found]


class ClearanceHistoryView(ReadOneMixin, OwnHistoryView):
    pass


class ClearanceUsageView(ReadOneMixin, OwnUsageView):
    pass


class ClearanceViewSet(StaffViewSet):
    model = Clearance
    icon = "key"
    menu_label = gettext_lazy("Clearances")
    menu_order = 335
    inspect_view_enabled = True
    index_view_class = ClearanceIndexView
    add_view_class = EnterClearanceView
    edit_view_class = DecideClearanceView
    inspect_view_class = InspectClearanceView
    history_view_class = ClearanceHistoryView
    usage_view_class = ClearanceUsageView
    list_display = [
        TitleColumn(
            "member", label=gettext_lazy("Name shown"), url_name="clearances:inspect"
        ),
        Column("network", label=gettext_lazy("Network")),
        Column("get_tier_display", label=gettext_lazy("for")),
        Column("get_state_display", label=gettext_lazy("Status")),
        Column("valid_until", label=gettext_lazy("valid until")),
    ]
    list_filter = ["state", "network"]
    form_fields = ["network"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return DecideClearanceForm if for_update else EnterClearanceForm


clearance_viewset = ClearanceViewSet("clearances", url_prefix="clearances")

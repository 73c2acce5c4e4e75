"""The team of a network: who holds which role, given and taken by coordinators."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from cms.forms.staff import EndRoleForm, GrantRoleForm
from cms.models import NetworkRole
from cms.operations.roles import (
    RoleAlreadyHeldError,
    RolePeriodError,
    end_network_role,
    grant_network_role,
)
from cms.viewsets.base import OwnEditView, OwnIndexView, StaffViewSet


class TeamIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user", "network")


class GrantRoleView(generic.CreateView):
    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except RoleAlreadyHeldError:
            form.add_error("role", _("The person holds this role already."))
        except RolePeriodError:
            form.add_error("end_date", _("The period ends before it begins."))
        self.produced_error_message = self.get_error_message()
        self.produced_error_code = "validation_error"
        return self.form_invalid(form)

    def save_instance(self) -> NetworkRole:
        chosen = self.form.cleaned_data
        now = timezone.now()
        return grant_network_role(
            user=self.form.instance.user,
            network=chosen["network"],
            role=self.form.get_role(),
            start_date=chosen["start_date"],
            end_date=chosen["end_date"],
            actor=self.request.user,
            today=timezone.localdate(now),
            now=now,
        )


class EndRoleView(OwnEditView):
    def save_instance(self) -> NetworkRole:
        now = timezone.now()
        return end_network_role(
            network_role=self.object,
            actor=self.request.user,
            today=timezone.localdate(now),
            now=now,
        )


class TeamViewSet(StaffViewSet):
    model = NetworkRole
    icon = "group"
    menu_label = gettext_lazy("Team")
    menu_order = 310
    index_view_class = TeamIndexView
    add_view_class = GrantRoleView
    edit_view_class = EndRoleView
    list_display = [
        Column("user", label=gettext_lazy("Person")),
        Column("network", label=gettext_lazy("Network")),
        Column("get_role_display", label=gettext_lazy("Role")),
        Column("start_date", label=gettext_lazy("From")),
        Column("end_date", label=gettext_lazy("Until")),
        Column("revoked_at", label=gettext_lazy("Taken away")),
    ]
    list_filter = ["network", "role"]
    list_export = ["user", "network", "role", "start_date", "end_date", "revoked_at"]
    form_fields = ["network", "role", "start_date", "end_date"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return EndRoleForm if for_update else GrantRoleForm


team_viewset = TeamViewSet("team", url_prefix="team")

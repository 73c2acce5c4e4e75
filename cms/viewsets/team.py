"""The team of a network: who holds which role, given and taken by coordinators."""

from typing import Any

from django.conf import settings
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from cms.forms.staff import EndRoleForm, GrantRoleForm
from cms.limits import LimitExceededError, check_limit
from cms.models import NetworkRole
from cms.operations.roles import (
    LastCoordinatorError,
    OwnRoleError,
    RoleOfferedAlreadyError,
    RolePeriodError,
    end_network_role,
    offer_network_role,
)
from cms.viewsets.base import DayColumn, OwnEditView, OwnIndexView, StaffViewSet

OFFER_SENTENCES: dict[type[Exception], tuple[str | None, Any]] = {
    RolePeriodError: ("end_date", gettext_lazy("The period is over already.")),
    RoleOfferedAlreadyError: (
        "email",
        gettext_lazy(
            "This role was offered to this address; there is no answer yet. You can "
            "send it again from the list of invitations."
        ),
    ),
    OwnRoleError: ("email", gettext_lazy("Nobody gives a role to themselves.")),
    LimitExceededError: (
        None,
        gettext_lazy(
            "You have sent many invitations within an hour. Please go on later."
        ),
    ),
}
"""Where on the form it is said, and what."""


class TeamIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("user", "network")


class GrantRoleView(generic.CreateView):
    """Offers a role by mail: there is no row before the person has said yes."""

    def form_valid(self, form: Any) -> Any:
        try:
            check_limit("invitation", person=self.request.user)
            self._offer(form)
        except tuple(OFFER_SENTENCES) as error:
            column, sentence = OFFER_SENTENCES[type(error)]
            form.add_error(column, str(sentence))
        else:
            messages.success(
                self.request,
                _("We have written to this address. The role begins with the answer."),
            )
            return redirect(self.get_success_url())
        self.produced_error_message = self.get_error_message()
        self.produced_error_code = "validation_error"
        return self.form_invalid(form)

    def _offer(self, form: Any) -> None:
        chosen = form.cleaned_data
        now = timezone.now()
        offer_network_role(
            email=chosen["email"],
            network=chosen["network"],
            role=form.get_role(),
            start_date=chosen["start_date"],
            end_date=chosen["end_date"],
            language=get_language() or settings.LANGUAGE_CODE,
            actor=self.request.user,
            today=timezone.localdate(now),
            now=now,
        )


class EndRoleView(OwnEditView):
    sentences = {
        LastCoordinatorError: gettext_lazy(
            "Nobody else coordinates this network. Give the role to somebody else first."
        )
    }

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
        DayColumn("start_date", label=gettext_lazy("From")),
        DayColumn("end_date", label=gettext_lazy("Until")),
        DayColumn("revoked_at", label=gettext_lazy("Taken away")),
    ]
    list_filter = ["network", "role"]
    list_export = ["user", "network", "role", "start_date", "end_date", "revoked_at"]
    form_fields = ["network", "role", "start_date", "end_date"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return EndRoleForm if for_update else GrantRoleForm


team_viewset = TeamViewSet("team", url_prefix="team")

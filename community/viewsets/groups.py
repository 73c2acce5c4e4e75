"""Groups in Wagtail's admin: read, a lead named, archived; made for young people (CO30, CO31)."""

from typing import Any

from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.transitions import TransitionError
from cms.viewsets.base import OwnEditView, OwnIndexView, OwnRowsMixin, StaffViewSet
from community.enums import GroupState
from community.forms.groups import CareForm, MinorsGroupForm
from community.models import Group
from community.operations.groups import (
    NotClearedError,
    archive_group,
    create_group_for_minors,
    open_group_again,
    put_in_charge,
)

NOT_CLEARED = gettext_lazy(
    "No clearance for groups of this network holds for this adult today."
)


class GroupIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        rows = super().get_base_queryset().select_related("network")
        # What the to-dos of those names count.
        if "unsafe" in self.request.GET:
            rows = rows.unsafe_on(timezone.localdate())
        return rows.left_alone() if "left_alone" in self.request.GET else rows


class MakeGroupView(generic.CreateView):
    """Makes groups for young people; all others members make themselves."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"now": timezone.now()}

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except NotClearedError:
            form.add_error("in_charge", NOT_CLEARED)
        self.produced_error_message = self.get_error_message()
        self.produced_error_code = "validation_error"
        return self.form_invalid(form)

    def save_instance(self) -> Group:
        said = self.form.cleaned_data
        return create_group_for_minors(
            network=said["network"],
            content=self.form.get_content(),
            in_charge=said["in_charge"],
            actor=self.request.user,
            now=timezone.now(),
        )


class CareView(OwnEditView):
    sentences = {
        TransitionError: gettext_lazy("Somebody has decided in the meantime."),
        NotClearedError: NOT_CLEARED,
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"now": timezone.now()}

    def save_instance(self) -> Group:
        said, now, user = self.form.cleaned_data, timezone.now(), self.request.user
        row = self.object
        if said["lead"] is not None:
            row = put_in_charge(group=row, member=said["lead"], actor=user, now=now)
        if said["state"] != row.state:
            is_end = said["state"] == GroupState.ARCHIVED
            change = archive_group if is_end else open_group_again
            row = change(group=row, actor=user, now=now)
        return row


class InspectGroupView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        leads = row.memberships.leading().select_related("member").order_by("pk")
        page = format_html(
            '<a href="{}">{}</a>', row.get_absolute_url(), _("See the page")
        )
        found = [
            (_("Name"), row.name),
            (_("State"), row.get_state_display()),
            (_("Network"), row.network),
            (_("Kind"), row.get_kind_display()),
            (_("What it is about"), row.summary),
            (_("Who finds the group?"), row.get_visibility_display()),
            (_("Who joins?"), row.get_joining_display()),
            (_("Who reads what is written there?"), row.get_audience_display()),
            (_("For young people too"), _("yes") if row.admits_minors else _("no")),
            (_("Adult in charge"), row.in_charge),
            (_("Who leads it"), ", ".join(str(lead.member) for lead in leads)),
            (_("Members"), row.memberships.active().count()),
            (_("Page"), page),
        ]
        return [
            {"label": label, "value": value}
            for label, value in found
            if value not in ("", None)
        ]


class GroupViewSet(StaffViewSet):
    model = Group
    icon = "group"
    menu_label = gettext_lazy("Groups of members")
    menu_order = 345
    inspect_view_enabled = True
    index_view_class = GroupIndexView
    add_view_class = MakeGroupView
    edit_view_class = CareView
    inspect_view_class = InspectGroupView
    list_display = [
        TitleColumn(
            "name", label=gettext_lazy("Name"), url_name="member_groups:inspect"
        ),
        Column("network", label=gettext_lazy("Network")),
        Column("get_kind_display", label=gettext_lazy("Kind")),
        Column("get_visibility_display", label=gettext_lazy("Who finds the group?")),
        Column("get_state_display", label=gettext_lazy("State")),
        Column("created_at", label=gettext_lazy("Since")),
    ]
    list_filter = ["state", "network", "admits_minors"]
    search_fields = ["name", "summary"]
    search_backend_name = None
    form_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Wagtail's signature
        return CareForm if for_update else MinorsGroupForm


group_viewset = GroupViewSet("member_groups", url_prefix="member-groups")

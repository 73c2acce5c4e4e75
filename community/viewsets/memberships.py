"""Who belongs to the network, in Wagtail's admin: read, and claims decided (CO56)."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import HeaderButton

from cms.queries.cards import format_day
from cms.transitions import WrongStateError
from cms.views.figures import say
from cms.viewsets.base import (
    DayColumn,
    OwnIndexView,
    OwnRowsMixin,
    StaffViewSet,
)
from community.enums import MembershipState
from community.forms.memberships import DecideForm
from community.models import Membership
from community.operations.memberships import decide_membership
from community.permissions.memberships import get_readable_memberships
from community.queries.memberships import get_median_wait
from community.safeguarding import has_frozen_contact
from community.viewsets.two_people import TwoPeopleEditView, list_first_yes


class MembershipIndexView(OwnIndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("member", "network")

    def get_page_subtitle(self) -> str:
        now = timezone.now()
        wait = get_median_wait(get_readable_memberships(self.request.user), now)
        if wait is None:
            return ""
        return _("Median waiting time of the last 90 days: %(time)s") % {
            "time": say(wait.total_seconds(), is_age=True)
        }

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        button = HeaderButton(
            _("Confirm several"),
            url=reverse("community_memberships_confirm"),
            icon_name="tasks",
        )
        return [*super().header_more_buttons, button]


class DecideView(TwoPeopleEditView):
    sentences = {
        **TwoPeopleEditView.sentences,
        WrongStateError: gettext_lazy("Somebody has decided in the meantime."),
    }

    def save_instance(self) -> Membership:
        said = self.form.cleaned_data
        return decide_membership(
            membership=self.object,
            decision=MembershipState(said["decision"]),
            words=said["words"],
            actor=self.request.user,
            now=timezone.now(),
        )


class InspectMembershipView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row = self.object
        found = [
            (_("Name shown"), row.member.display_name),
            (_("Role"), row.member.get_role_display()),
            (_("Network"), row.network),
            (_("Status"), row.get_state_display()),
            (_("asked"), format_day(row.claimed_at)),
        ]
        found += list_first_yes(row)
        if row.question:
            found += [(_("question"), row.question), (_("answer"), row.answer or "–")]
        if has_frozen_contact(row.member):
            # All that the coordination learns of a case (ME39).
            found.append((_("Contact"), _("frozen")))
        return [{"label": label, "value": value} for label, value in found]


class MembershipViewSet(StaffViewSet):
    model = Membership
    icon = "group"
    menu_label = gettext_lazy("Members")
    menu_order = 330
    inspect_view_enabled = True
    index_view_class = MembershipIndexView
    edit_view_class = DecideView
    inspect_view_class = InspectMembershipView
    list_display = [
        TitleColumn(
            "member", label=gettext_lazy("Name shown"), url_name="memberships:inspect"
        ),
        Column("member.get_role_display", label=gettext_lazy("Role")),
        Column("network", label=gettext_lazy("Network")),
        Column("get_state_display", label=gettext_lazy("Status")),
        DayColumn("claimed_at", label=gettext_lazy("asked")),
    ]
    list_filter = ["state", "network"]
    edit_handler = ObjectList(
        [FieldPanel("decision"), FieldPanel("words")], base_form_class=DecideForm
    )


membership_viewset = MembershipViewSet("memberships", url_prefix="memberships")

"""The members of a network in Wagtail's admin: found, read, their role put right (CO56, S3)."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets import HeaderButton

from cms.queries.cards import format_day
from cms.viewsets.base import OwnEditView, OwnIndexView, OwnRowsMixin, StaffViewSet
from community.consent import find_standing
from community.enums import AccountState, AgeStep, MemberRole, SeenStep
from community.forms.members import CorrectRoleForm
from community.models import Member
from community.operations.members import NotForMinorsError, correct_role
from community.permissions.class_codes import get_coordinated_networks
from community.queries.members import get_seen_step, keep_aged, keep_seen

OPEN_STATES = (AccountState.ACTIVE, AccountState.PAUSED)


class MemberFilterSet(WagtailFilterSet):
    role = django_filters.ChoiceFilter(
        label=gettext_lazy("Role"), choices=MemberRole.choices
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Account"),
        choices=[(state.value, state.label) for state in OPEN_STATES],
    )
    age = django_filters.ChoiceFilter(
        label=gettext_lazy("Age"), choices=AgeStep.choices, method="keep_age"
    )
    seen = django_filters.ChoiceFilter(
        label=gettext_lazy("Last seen"), choices=SeenStep.choices, method="keep_seen"
    )

    class Meta:
        model = Member
        fields = ("role", "state")

    def keep_age(self, rows: Any, _name: str, step: str) -> Any:
        return keep_aged(rows, step, timezone.localdate())

    def keep_seen(self, rows: Any, _name: str, step: str) -> Any:
        return keep_seen(rows, step, timezone.localdate())


def get_age(member: Member) -> Any:
    return member.step_on(timezone.localdate()).label


def get_seen(member: Member) -> Any:
    return get_seen_step(member, timezone.localdate()).label


class MemberIndexView(OwnIndexView):
    default_ordering = "sort_name"

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        found = list(super().header_more_buttons)
        if get_coordinated_networks(self.request.user).exists():
            for label, name, icon in (
                (_("Take out a list"), "community_member_exports", "download"),
                (_("Invite people from a file"), "community_member_imports", "upload"),
            ):
                found.append(HeaderButton(label, url=reverse(name), icon_name=icon))
        return found


class CorrectRoleView(OwnEditView):
    sentences = {
        NotForMinorsError: gettext_lazy(
            "This person is under 18 and cannot have this role."
        )
    }

    def save_instance(self) -> Member:
        said = self.form.cleaned_data
        return correct_role(
            member=self.object,
            role=MemberRole(said["stated_role"]),
            reason=said["reason"],
            actor=self.request.user,
            now=timezone.now(),
        )


class InspectMemberView(OwnRowsMixin, generic.InspectView):
    def get_fields_context(self) -> list[dict[str, Any]]:
        row, now = self.object, timezone.now()
        standing = find_standing(row, now)
        networks = get_coordinated_networks(self.request.user)
        belongs = row.memberships.filter(network__in=networks).order_by("network__name")
        found = [
            (_("Name shown"), row.display_name),
            (_("Role"), row.get_role_display()),
            (_("Age"), get_age(row)),
            (_("Account"), row.get_state_display()),
            (_("Takes part"), _("yes") if standing.takes_part else _("not yet")),
            (_("Joined"), format_day(row.joined_at)),
            (_("Last seen"), get_seen(row)),
            *(
                (membership.network, make_membership_link(membership))
                for membership in belongs.select_related("network")
            ),
            (_("Profile"), make_profile_link(row)),
        ]
        return [{"label": label, "value": value} for label, value in found]


def make_membership_link(row: Any) -> str:
    url = reverse("memberships:inspect", args=[row.pk])
    return format_html('<a href="{}">{}</a>', url, row.get_state_display())


def make_profile_link(row: Member) -> str:
    """The profile shows the coordination what its owner has opened to it (CO11)."""
    url = reverse("community:member_detail", args=[row.slug])
    return format_html('<a href="{}">{}</a>', url, _("See the profile"))


class MemberViewSet(StaffViewSet):
    model = Member
    icon = "user"
    menu_label = gettext_lazy("People")
    menu_order = 329
    inspect_view_enabled = True
    index_view_class = MemberIndexView
    edit_view_class = CorrectRoleView
    inspect_view_class = InspectMemberView
    filterset_class = MemberFilterSet
    list_display = [
        TitleColumn(
            "display_name",
            label=gettext_lazy("Name shown"),
            url_name="people:inspect",
            sort_key="sort_name",
        ),
        Column("get_role_display", label=gettext_lazy("Role")),
        Column("age", label=gettext_lazy("Age"), accessor=get_age),
        Column("get_state_display", label=gettext_lazy("Account")),
        Column("seen", label=gettext_lazy("Last seen"), accessor=get_seen),
    ]
    search_fields = ["display_name"]
    search_backend_name = None
    edit_handler = ObjectList(
        [FieldPanel("stated_role"), FieldPanel("reason")],
        base_form_class=CorrectRoleForm,
    )


member_viewset = MemberViewSet("people", url_prefix="people")

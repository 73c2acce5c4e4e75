"""Community in Wagtail's admin."""

from typing import Any

from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from community.permissions.members import get_counted_networks
from community.permissions.safeguarding import can_read_log, is_officer
from community.views import member_exports, member_figures, member_imports, memberships
from community.views.credentials import credential_again
from community.viewsets.births import birth_correction_viewset
from community.viewsets.circulars import circular_viewset
from community.viewsets.class_codes import class_code_viewset
from community.viewsets.clearances import clearance_viewset
from community.viewsets.groups import group_viewset
from community.viewsets.invitations import invitation_viewset
from community.viewsets.members import member_viewset
from community.viewsets.memberships import membership_viewset
from community.viewsets.messages import checked_message_viewset, thread_viewset
from community.viewsets.moderation import moderation_viewset
from community.viewsets.organisations import (
    organisation_claim_viewset,
    organisation_viewset,
)
from community.viewsets.rules import rules_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> list[ViewSet]:
    return [
        moderation_viewset,
        membership_viewset,
        birth_correction_viewset,
        class_code_viewset,
        invitation_viewset,
        organisation_viewset,
        organisation_claim_viewset,
        rules_viewset,
        member_viewset,
        group_viewset,
        clearance_viewset,
        checked_message_viewset,
        thread_viewset,
        circular_viewset,
    ]


@hooks.register("register_admin_urls")
def register_member_urls() -> list[Any]:
    """Who takes people out or invites many shows the credential once more (CO4)."""
    return [
        path(
            "memberships/confirm/",
            memberships.confirm_many,
            name="community_memberships_confirm",
        ),
        path(
            "member-figures/",
            member_figures.show_figures,
            name="community_member_figures",
        ),
        path(
            "member-figures/table/",
            member_figures.fetch_figures,
            name="community_member_figures_csv",
        ),
        path(
            "member-exports/",
            credential_again(member_exports.list_exports),
            name="community_member_exports",
        ),
        path(
            "member-exports/<int:export_id>/",
            credential_again(member_exports.fetch_export),
            name="community_member_export",
        ),
        path(
            "member-imports/",
            credential_again(member_imports.list_imports),
            name="community_member_imports",
        ),
        path(
            "member-imports/<int:import_id>/",
            credential_again(member_imports.show_import),
            name="community_member_import",
        ),
        path(
            "member-imports/<int:import_id>/start/",
            credential_again(member_imports.begin_import),
            name="community_member_import_start",
        ),
        path(
            "member-imports/<int:import_id>/discard/",
            credential_again(member_imports.discard_import),
            name="community_member_import_discard",
        ),
        path(
            "member-imports/<int:import_id>/errors/",
            credential_again(member_imports.fetch_errors),
            name="community_member_import_errors",
        ),
    ]


class MemberFiguresMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return get_counted_networks(request.user).exists()


@hooks.register("register_reports_menu_item")
def register_member_figures_item() -> MenuItem:
    return MemberFiguresMenuItem(
        gettext_lazy("Figures of members"),
        reverse("community_member_figures"),
        icon_name="table",
        order=930,
    )


class CasesMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return is_officer(request.user)


class ReadsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_read_log(request.user)


@hooks.register("register_admin_menu_item")
def register_cases() -> MenuItem:
    return CasesMenuItem(
        _("Cases of child protection"),
        reverse_lazy("community_safeguarding:case_list"),
        name="safeguarding-cases",
        icon_name="warning",
        order=334,
    )


@hooks.register("register_admin_menu_item")
def register_reads() -> MenuItem:
    return ReadsMenuItem(
        _("Who has read what about child protection"),
        reverse_lazy("community_safeguarding:read_list"),
        name="safeguarding-reads",
        icon_name="view",
        order=336,
    )

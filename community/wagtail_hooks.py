"""Community in Wagtail's admin."""

from typing import Any

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from community.permissions.safeguarding import can_read_log, is_officer
from community.viewsets.births import birth_correction_viewset
from community.viewsets.class_codes import class_code_viewset
from community.viewsets.clearances import clearance_viewset
from community.viewsets.invitations import invitation_viewset
from community.viewsets.memberships import membership_viewset
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
        clearance_viewset,
    ]


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

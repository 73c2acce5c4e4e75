"""Community in Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from community.viewsets.births import birth_correction_viewset
from community.viewsets.circulars import circular_viewset
from community.viewsets.class_codes import class_code_viewset
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
        circular_viewset,
    ]

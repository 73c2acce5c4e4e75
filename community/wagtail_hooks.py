"""Community in Wagtail's admin."""

from wagtail import hooks

from community.viewsets.births import BirthCorrectionViewSet, birth_correction_viewset
from community.viewsets.memberships import MembershipViewSet, membership_viewset
from community.viewsets.rules import RulesViewSet, rules_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> MembershipViewSet:
    return membership_viewset


@hooks.register("register_admin_viewset")
def register_birth_corrections() -> BirthCorrectionViewSet:
    return birth_correction_viewset


@hooks.register("register_admin_viewset")
def register_rules() -> RulesViewSet:
    return rules_viewset

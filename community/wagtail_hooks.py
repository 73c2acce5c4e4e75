"""Community in Wagtail's admin."""

from wagtail import hooks

from community.viewsets.memberships import MembershipViewSet, membership_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> MembershipViewSet:
    return membership_viewset

"""Community in Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.model import ModelViewSet

from community.viewsets.class_codes import class_code_viewset
from community.viewsets.invitations import invitation_viewset
from community.viewsets.memberships import membership_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> list[ModelViewSet]:
    return [membership_viewset, class_code_viewset, invitation_viewset]

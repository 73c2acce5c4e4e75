"""Community in Wagtail's admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet

from community.viewsets.memberships import membership_viewset
from community.viewsets.moderation import moderation_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> list[ViewSet]:
    return [membership_viewset, moderation_viewset]

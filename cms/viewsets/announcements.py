"""Announcements in Wagtail's admin: each network's coordinators write their own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList

from cms.models import Announcement
from cms.permissions import roles
from cms.viewsets.base import VersionedViewSet


class AnnouncementForm(WagtailAdminModelForm):
    """Offers the networks that the person may speak for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["network"].queryset = roles.get_editable_networks(self.for_user)


class AnnouncementViewSet(VersionedViewSet):
    model = Announcement
    icon = "info-circle"
    menu_label = _("Announcements")
    list_display = ("__str__", "network", "starts_at", "ends_at")
    list_filter = ("severity",)
    edit_handler = ObjectList(Announcement.panels, base_form_class=AnnouncementForm)


announcement_viewset = AnnouncementViewSet("announcements", url_prefix="announcements")

"""Where staff find the announcements."""

from wagtail.snippets.models import register_snippet

from cms.viewsets.announcements import AnnouncementViewSet

register_snippet(AnnouncementViewSet)

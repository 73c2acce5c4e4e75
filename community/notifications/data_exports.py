"""The mail that the archive with one's own data is ready."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from cms.outbox import enqueue_mail
from community.conf import get_days
from community.models import DataExport

KIND = "data-export"


def tell_ready(*, export: DataExport) -> None:
    """Say once that it can be fetched, behind the login; the mail holds no data."""
    user = export.user
    if not user.email:
        return
    with override(export.language):
        path = reverse("community_me:data_export")
    enqueue_mail(
        recipient=user.email,
        kind=KIND,
        event_key=f"{KIND}:{export.pk}",
        language=export.language,
        template="community/mail/data_export_ready",
        context={
            "url": settings.WAGTAILADMIN_BASE_URL + path,
            "days": get_days("DATA_EXPORT_DAYS").days,
        },
    )

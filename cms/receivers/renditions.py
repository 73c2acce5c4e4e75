"""An image was uploaded or its focal point moved: its sizes are made anew by a job."""

from typing import Any

from django.db.models.signals import post_save
from wagtail.images import get_image_model

from cms.tasks.renditions import make_renditions_of


def make_renditions_after_upload(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Wagtail's upload views create the row; a save that touches no file costs one job."""
    update_fields = kwargs.get("update_fields")
    if kwargs.get("raw") or (update_fields is not None and "file" not in update_fields):
        return
    make_renditions_of.enqueue(image_id=instance.pk)


def connect() -> None:
    post_save.connect(
        make_renditions_after_upload,
        sender=get_image_model(),
        dispatch_uid="cms_make_renditions",
    )

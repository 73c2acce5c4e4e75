"""The job after an upload: every size of the picture."""

import datetime as dt

from django.db.models import Count, Q
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from wagtail.images import get_image_model

from cms.operations.renditions import make_renditions
from cms.queries.pictures import FILTERS

PATIENCE = dt.timedelta(minutes=10)
SWEPT = 50
"""Images in one sweep; the next one is an hour later."""


@task()
def make_renditions_of(image_id: int) -> None:
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is not None:
        make_renditions(image)


def requeue_lost_renditions(now: dt.datetime) -> int:
    """Queue images again that lack a size though no such job waits; return how many (R29).

    A job may be lost with its worker's last attempt or a queue that was emptied.
    """
    path = make_renditions_of.module_path
    if (DBTaskResult.objects.ready() | DBTaskResult.objects.running()).filter(
        task_path=path
    ):
        return 0
    listed = Count("renditions", filter=Q(renditions__filter_spec__in=FILTERS))
    lacking = (
        get_image_model()
        .objects.annotate(listed_count=listed)
        .filter(listed_count__lt=len(FILTERS), created_at__lt=now - PATIENCE)
        .order_by("-pk")[:SWEPT]
    )
    # Without its original a picture has no sizes, however often the job is run.
    lost = [image for image in lacking if image.file.storage.exists(image.file.name)]
    for image in lost:
        make_renditions_of.enqueue(image_id=image.pk)
    return len(lost)

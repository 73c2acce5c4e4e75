"""The job after an upload: every size of the picture."""

from django_tasks import task
from wagtail.images import get_image_model

from cms.operations.renditions import make_renditions


@task()
def make_renditions_of(image_id: int) -> None:
    image = get_image_model().objects.filter(pk=image_id).first()
    if image is not None:
        make_renditions(image)

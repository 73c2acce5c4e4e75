"""Pictures from the local media folder, with the restrictions of their collection (S32, S33)."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction

MONTH = 30 * 24 * 60 * 60


@require_safe
def serve_media(request: HttpRequest, path: str) -> FileResponse:
    """Serve a picture or one of its renditions; documents have Wagtail's own view.

    A file that no picture of the database names is not served, whatever lies there.
    """
    image_model = get_image_model()
    rendition_model = image_model.get_rendition_model()
    rendition = (
        rendition_model.objects.filter(file=path).select_related("image").first()
    )
    image = (
        rendition.image if rendition else image_model.objects.filter(file=path).first()
    )
    if image is None or not default_storage.exists(path):
        raise Http404
    restrictions = image.collection.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    response = FileResponse(default_storage.open(path))
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'"
    # The name of a file changes with its content, so a public one may be kept for long.
    is_private = any(
        restriction.restriction_type != CollectionViewRestriction.NONE
        for restriction in restrictions
    )
    response["Cache-Control"] = (
        "private, no-store" if is_private else f"public, max-age={MONTH}, immutable"
    )
    return response

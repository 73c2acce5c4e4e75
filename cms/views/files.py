"""Uploaded files leave through these views, so that closed collections stay closed (S33)."""

import mimetypes
import shutil
import tempfile
import zipfile
from typing import Any

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_wagtail_document
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.queries.documents import is_over, list_event_documents

YEAR_IN_SECONDS = 365 * 24 * 60 * 60
OK = 200


@require_safe
def show_picture(request: HttpRequest, name: str) -> HttpResponse:
    """Serve an image or one of its sizes; documents and raw uploads are not found here."""
    image = find_image(name)
    if image is None:
        raise Http404
    restrictions = list(image.collection.get_view_restrictions())
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
    try:
        file = default_storage.open(name, "rb")
    except (FileNotFoundError, SuspiciousFileOperation) as error:
        raise Http404 from error
    kind, _encoding = mimetypes.guess_type(name)
    response = FileResponse(file, content_type=kind or "application/octet-stream")
    if restrictions:
        response["Cache-Control"] = "private, no-store"
    else:
        # The name is new with each upload and each size.
        response["Cache-Control"] = f"public, max-age={YEAR_IN_SECONDS}, immutable"
    return response  # type: ignore[return-value]


def find_image(name: str) -> Any:
    """Return the image that an original or a rendition of this name belongs to."""
    model = get_image_model()
    renditions = model.get_rendition_model().objects.select_related("image__collection")
    rendition = renditions.filter(file=name).first()
    if rendition is not None:
        return rendition.image
    return model.objects.select_related("collection").filter(file=name).first()


@require_safe
def serve_document(
    request: HttpRequest, document_id: int, document_filename: str
) -> HttpResponse:
    """Serve a document as a download that is named after its title (S31, S32).

    A recording that is over is found by those only who may change it (ED40).
    """
    found = get_object_or_404(get_document_model(), pk=document_id)
    ended = is_over(found, timezone.localdate())
    if ended and not _may_change(request.user, found):
        raise Http404
    response: HttpResponse = serve_wagtail_document(
        request, document_id, document_filename
    )
    if response.status_code == OK and response.streaming:
        document = get_document_model().objects.get(pk=document_id)
        name = f"{slugify(document.title) or 'document'}.{document.file_extension}"
        response["Content-Disposition"] = content_disposition_header(
            as_attachment=True, filename=name
        )
        response["Cache-Control"] = "private, no-store" if ended else "no-cache"
    return response


def _may_change(user: Any, document: Any) -> bool:
    policy = policy_registry.get(document)
    return bool(policy.user_has_permission_for_instance(user, "change", document))


@require_safe
def serve_event_documents(request: HttpRequest, page_id: int) -> HttpResponse:
    """Serve all documents of an event as one file, each under its title (ED25).

    A document of a closed collection stays out for whom it is closed.
    """
    found = list_event_documents(page_id=page_id, request=request)
    if found is None:
        raise Http404
    name, documents = found
    packed = tempfile.TemporaryFile()  # noqa: SIM115 -- the response closes it
    # Documents are compressed already: storing them costs nearly no time.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for entry_name, document in documents:
            with (
                document.file.open("rb") as source,
                archive.open(entry_name, "w") as target,
            ):
                shutil.copyfileobj(source, target)
    packed.seek(0)
    response = FileResponse(packed, as_attachment=True, filename=f"{name}.zip")
    response["Cache-Control"] = "no-cache"
    return response  # type: ignore[return-value]

"""QR codes of own addresses, for posters and printed pages (ED66)."""

import io
import re

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.encoding import iri_to_uri
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.queries.addresses import make_absolute

PAGE_PATH = re.compile(r"[\w-]+(?:/[\w-]+)*")
LENGTH_LIMIT = 300
DAY_IN_SECONDS = 86_400


@require_safe
@cache_control(public=True, max_age=DAY_IN_SECONDS)
def show_code(request: HttpRequest, page_path: str) -> HttpResponse:
    """Draw the code of an address below BASE_URL; nobody gets one of a foreign address."""
    if len(page_path) > LENGTH_LIMIT or not PAGE_PATH.fullmatch(page_path):
        raise Http404
    address = iri_to_uri(make_absolute(f"/{page_path}/"))
    drawn = io.BytesIO()
    # White is drawn too, since the page behind it may be dark.
    segno.make_qr(address, error="m").save(
        drawn, kind="svg", light="#fff", omitsize=True, title=address
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")

"""What is searched for, for the editors of the portal (F14)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.exports import XLSX, write_searched
from search.permissions import can_read_searches
from search.queries.searched import SHOWN_DAYS, list_searched
from search.views.results import keep_private


@require_safe
def show_searched(request: HttpRequest) -> HttpResponse:
    """Show the most frequent queries, and those that find nothing."""
    check_reader(request)
    day = timezone.localdate()
    context = {
        "page_title": _("What is searched for"),
        "header_icon": "search",
        "days": SHOWN_DAYS,
        "frequent": list_searched(day=day),
        "missed": list_searched(day=day, without_results=True),
    }
    return TemplateResponse(request, "verbund_search/admin/searched.html", context)


@require_safe
def fetch_searched(request: HttpRequest) -> HttpResponse:
    """Hand the same out as a workbook."""
    check_reader(request)
    book = write_searched(list_searched(day=timezone.localdate()))
    response = HttpResponse(book, content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="searches.xlsx"'
    response["X-Content-Type-Options"] = "nosniff"
    return keep_private(response)


def check_reader(request: HttpRequest) -> None:
    if not can_read_searches(request.user):
        raise PermissionDenied

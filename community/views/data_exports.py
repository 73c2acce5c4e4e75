"""One's own data as a file: asking, waiting, fetching (P9, CO66)."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.views.limits import limited
from community.conf import get_days
from community.exports.personal_data import hand_out
from community.models import DataExport
from community.operations.data_exports import ExportRequestedError, request_export
from community.queries.account import get_own_exports
from community.views.account import personal

LIMIT = "export"


@login_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited(LIMIT)
def data_export(request: HttpRequest) -> HttpResponse:
    """Show how the own export stands; ask for one by POST."""
    if request.method != "POST":
        context = {
            "exports": get_own_exports(request.user, timezone.now()),
            "days": get_days("DATA_EXPORT_DAYS").days,
        }
        return render(request, "community/data_export.html", context)
    try:
        request_export(
            user=request.user,
            language=get_language() or settings.LANGUAGE_CODE,
            now=timezone.now(),
        )
    except ExportRequestedError:
        messages.warning(request, _("You have asked already: your data is on its way."))
    else:
        messages.success(
            request, _("We put your data together and write to you when it is ready.")
        )
    return redirect("community_me:data_export")


@login_required
@personal
@require_safe
def data_download(request: HttpRequest) -> HttpResponse:
    """Hand out the newest archive, to its owner only."""
    ready = DataExport.objects.own().filter(user_id=request.user.pk or 0)
    export = ready.ready_at(timezone.now()).order_by("-pk").first()
    if export is None:
        raise Http404
    return hand_out(export)

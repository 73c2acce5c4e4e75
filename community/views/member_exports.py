"""Lists of members for the coordination, in Wagtail's admin: asked for, noted, fetched (CO58)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from cms.views.limits import limited
from community.conf import get_days
from community.enums import MemberExportColumn, MemberExportFormat
from community.forms.member_exports import MemberExportForm
from community.models import MemberExport
from community.operations.member_exports import make_member_export
from community.permissions.class_codes import get_coordinated_networks
from community.views.account import personal

CONTENT_TYPES = {
    MemberExportFormat.XLSX.value: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
    MemberExportFormat.CSV.value: "text/csv; charset=utf-8",
}
SHOWN = 100


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("export")
def list_exports(request: HttpRequest) -> HttpResponse:
    """Ask for a list by POST; below stands who took out what, for the last year."""
    networks = get_coordinated_networks(request.user)
    if not networks.exists():
        raise PermissionDenied
    form = MemberExportForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = make_member_export(
            network=form.cleaned_data["network"],
            terms=form.get_terms(),
            actor=request.user,
            now=timezone.now(),
        )
        messages.success(
            request,
            _("The list is ready: %(count)d people.") % {"count": made.row_count},
        )
        return redirect("community_member_exports")
    now = timezone.now()
    rows = MemberExport.objects.light().filter(network__in=networks)
    found = rows.select_related("network", "made_by__community_member")
    ready = set(rows.ready_at(now).values_list("pk", flat=True))
    context = {
        "page_title": _("Lists of members"),
        "header_icon": "download",
        "form": form,
        "days": get_days("MEMBER_EXPORT_DAYS").days,
        "exports": [
            {
                "row": row,
                "columns": [
                    column.label
                    for column in MemberExportColumn
                    if column.value in row.columns
                ],
                "is_ready": row.pk in ready and row.made_by_id == request.user.pk,
            }
            for row in found.order_by("-made_at", "-pk")[:SHOWN]
        ],
    }
    return TemplateResponse(request, "community/admin/member_exports.html", context)


@personal
@require_safe
def fetch_export(request: HttpRequest, export_id: int) -> HttpResponse:
    """Hand the file to who has made it, while the network is still hers or his."""
    rows = MemberExport.objects.ready_at(timezone.now()).filter(
        network__in=get_coordinated_networks(request.user),
        made_by_id=request.user.pk or 0,
    )
    export = rows.filter(pk=export_id).first()
    if export is None:
        raise Http404
    response = HttpResponse(
        bytes(export.content or b""), content_type=CONTENT_TYPES[export.format]
    )
    day = timezone.localdate(export.made_at).isoformat()
    name = f"{export.network.slug}-{day}.{export.format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

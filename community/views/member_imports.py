"""Inviting the people of a file, in Wagtail's admin: brought, tried, started, watched (CO57)."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)
from wagtail.admin import messages

from cms.transitions import WrongStateError
from cms.views.limits import limited
from community.enums import ImportColumn, MemberExportFormat
from community.exports.members import write_members
from community.forms.member_imports import BringImportForm, DescribeImportForm
from community.importers.member_jobs import read_plan
from community.importers.members import LineError, read_file
from community.models import MemberImport
from community.operations.member_imports import (
    bring_import,
    describe_import,
    drop_import,
    start_import,
)
from community.permissions.class_codes import get_coordinated_networks
from community.permissions.members import can_change_import, get_readable_imports
from community.views.account import personal

SHOWN = 200
LISTED = 100


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("import")
def list_imports(request: HttpRequest) -> HttpResponse:
    """Take a file by POST; below stand the imports of the own networks."""
    if not get_coordinated_networks(request.user).exists():
        raise PermissionDenied
    form = BringImportForm(
        request.POST or None, request.FILES or None, user=request.user
    )
    if request.method == "POST" and form.is_valid():
        row = bring_import(
            network=form.cleaned_data["network"],
            content=form.cleaned_data["file"],
            columns=form.get_columns(),
            language=get_language() or settings.LANGUAGE_CODE,
            actor=request.user,
            now=timezone.now(),
        )
        return redirect("community_member_import", row.pk)
    rows = get_readable_imports(request.user).light()  # type: ignore[attr-defined]  # -- a queryset of ours
    found = rows.select_related("network", "made_by__community_member")
    context = {
        "page_title": _("People from a file"),
        "header_icon": "upload",
        "form": form,
        "imports": [
            (row, can_change_import(request.user, row) or row.started_at is not None)
            for row in found.order_by("-created_at", "-pk")[:LISTED]
        ],
    }
    return TemplateResponse(request, "community/admin/member_imports.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def show_import(request: HttpRequest, import_id: int) -> HttpResponse:
    """Say what the file holds by POST; see what would happen, or how far it is."""
    row = find_import(request, import_id)
    context: dict[str, Any] = {
        "page_title": _("People from a file"),
        "header_icon": "upload",
        "row": row,
        "shown": SHOWN,
    }
    if row.started_at is not None:
        context["errors"] = [LineError(**error) for error in row.errors]
        return TemplateResponse(request, "community/admin/member_import.html", context)
    sheet = read_file(bytes(row.content or b""))
    form = DescribeImportForm(request.POST or None, sheet=sheet, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            describe_import(
                row=row,
                terms=form.get_terms(),
                template_name=form.cleaned_data["kept_as"],
                actor=request.user,
            )
        except WrongStateError:
            messages.warning(request, _("This import was started in the meantime."))
        return redirect("community_member_import", row.pk)
    context["form"] = form
    if row.basis and ImportColumn.EMAIL in row.columns:
        plan = read_plan(row)
        context |= {"plan": plan, "errors": plan.errors}
    return TemplateResponse(request, "community/admin/member_import.html", context)


@personal
@require_POST
def begin_import(request: HttpRequest, import_id: int) -> HttpResponse:
    row = find_import(request, import_id)
    try:
        count = len(read_plan(row).people) if row.basis and row.content else 0
        start_import(row=row, row_count=count, actor=request.user, now=timezone.now())
    except WrongStateError:
        messages.warning(
            request, _("It was started already, or does not say yet what it holds.")
        )
    else:
        messages.success(
            request,
            _("It is on its way. You can leave this page; it goes on by itself."),
        )
    return redirect("community_member_import", row.pk)


@personal
@require_POST
def discard_import(request: HttpRequest, import_id: int) -> HttpResponse:
    row = find_import(request, import_id)
    try:
        drop_import(row=row, actor=request.user)
    except WrongStateError:
        messages.warning(
            request,
            _("It was started already. Invitations can be withdrawn in their list."),
        )
        return redirect("community_member_import", row.pk)
    messages.success(request, _("The file is deleted. Nobody was invited."))
    return redirect("community_member_imports")


@personal
@require_safe
def fetch_errors(request: HttpRequest, import_id: int) -> HttpResponse:
    """Hand out all lines with mistakes; none of them repeats what the file says."""
    row = find_import(request, import_id)
    if row.started_at is not None:
        errors = [LineError(**error) for error in row.errors]
    elif row.basis:
        errors = list(read_plan(row).errors)
    else:
        raise Http404
    lines = [
        [_("Line"), _("Mistake")],
        *([str(error.line), error.text] for error in errors),
    ]
    response = HttpResponse(
        write_members(lines, MemberExportFormat.CSV),
        content_type="text/csv; charset=utf-8",
    )
    response["Content-Disposition"] = 'attachment; filename="errors.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def find_import(request: HttpRequest, import_id: int) -> MemberImport:
    """Return an import of the own networks; before its start only that of who brought it."""
    rows = get_readable_imports(request.user).select_related("network", "made_by")
    row = rows.filter(pk=import_id).first()
    if row is None:
        raise Http404
    if row.started_at is None and not can_change_import(request.user, row):
        raise Http404
    return row

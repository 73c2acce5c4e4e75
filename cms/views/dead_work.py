"""What failed for good, with its reason, and the button that starts it again (R5.4)."""

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cms.jobs.rows import start_again
from cms.queries.health import find_dead_rows, get_leased_models


@require_http_methods(["GET", "HEAD", "POST"])
def list_dead_work(request: HttpRequest) -> HttpResponse:
    """List dead rows of every kind, for operators; POST starts one of them again."""
    if not request.user.is_superuser:
        raise PermissionDenied
    if request.method == "POST":
        model_label, _dot, key = request.POST.get("row", "").rpartition(":")
        models = {model._meta.label: model for model in get_leased_models()}
        if model_label not in models or not key.isdigit():
            raise Http404
        row = apps.get_model(model_label)._base_manager.filter(pk=key).first()  # noqa: SLF001 -- any kind of row
        if row is None or not start_again(row):
            raise Http404
        messages.success(request, _("It is due again."))
        return redirect("cms_dead_work")
    context = {
        "page_title": _("Work that was given up"),
        "header_icon": "warning",
        "rows": find_dead_rows(),
    }
    return TemplateResponse(request, "cms/admin/dead_work.html", context)

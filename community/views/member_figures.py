"""Figures of members for the coordination, and for that of the state programme above (ED72)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Network
from community.enums import MemberExportFormat
from community.exports.members import write_members
from community.permissions.members import get_counted_networks
from community.queries.member_figures import get_figures
from community.views.account import personal


@personal
@require_safe
def show_figures(request: HttpRequest) -> HttpResponse:
    """Show the figures of the network that was asked for, else of the first."""
    networks = list(get_counted_networks(request.user).order_by("name"))
    network = choose_network(request, networks)
    context = {
        "page_title": _("Figures of members"),
        "header_icon": "table",
        "network": network,
        "networks": networks,
        "days": get_figures(network, until=timezone.localdate()),
    }
    return TemplateResponse(request, "community/admin/member_figures.html", context)


@personal
@require_safe
def fetch_figures(request: HttpRequest) -> HttpResponse:
    """Hand the same out as a table, a line for each number."""
    network = choose_network(request, list(get_counted_networks(request.user)))
    lines = [
        [_("Day"), _("What"), _("Value")],
        *(
            [day.day.isoformat(), label, value]
            for day in get_figures(network, until=timezone.localdate())
            for label, value in day.cells
        ),
    ]
    response = HttpResponse(
        write_members(lines, MemberExportFormat.CSV),
        content_type="text/csv; charset=utf-8",
    )
    name = f"{network.slug}-figures.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def choose_network(request: HttpRequest, networks: list[Network]) -> Network:
    if not networks:
        raise PermissionDenied
    key = request.GET.get("network")
    found = [network for network in networks if key in (None, str(network.pk))]
    if not found:
        raise Http404
    return found[0]

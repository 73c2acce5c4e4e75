"""The calendar of a network in Wagtail's admin, by month and as a list (ED73)."""

import datetime as dt
import re
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.models import Network
from cms.permissions.network_calendar import get_planned_networks
from cms.queries.network_calendar import get_network_calendar

MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
VIEWS = ("month", "list")


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    networks = get_planned_networks(request.user)
    network = choose_network(request, list(networks))
    month = read_month(request.GET.get("month", ""))
    view = request.GET.get("view", "")
    view = view if view in VIEWS else VIEWS[0]

    def make_url(**changes: str) -> str:
        chosen = {"network": str(network.pk), "month": f"{month:%Y-%m}", "view": view}
        return f"?{urlencode(chosen | changes)}"

    context = {
        "page_title": _("Calendar"),
        "header_icon": "date",
        "network": network,
        "networks": networks,
        "month": month,
        "view": view,
        "views": [
            (make_url(view="month"), _("By month"), view == "month"),
            (make_url(view="list"), _("As a list"), view == "list"),
        ],
        "earlier_url": make_url(month=f"{shift_month(month, -1):%Y-%m}"),
        "later_url": make_url(month=f"{shift_month(month, 1):%Y-%m}"),
        "calendar": get_network_calendar(network, month),
    }
    return TemplateResponse(request, "cms/admin/network_calendar.html", context)


def choose_network(request: HttpRequest, networks: list[Network]) -> Network:
    """Return the own network that was asked for, else the first."""
    if not networks:
        raise PermissionDenied
    key = request.GET.get("network")
    if key is None:
        return networks[0]
    for network in networks:
        if str(network.pk) == key:
            return network
    raise Http404


def read_month(text: str) -> dt.date:
    """Return the first day of a month written 2027-03; of this month for anything else."""
    found = MONTH.fullmatch(text)
    if found is None:
        return timezone.localdate().replace(day=1)
    return dt.date(int(found[1]), int(found[2]), 1)


def shift_month(month: dt.date, by: int) -> dt.date:
    number = month.year * 12 + month.month - 1 + by
    return dt.date(number // 12, number % 12 + 1, 1)

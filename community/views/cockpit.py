"""The cockpit: one page with everything that waits for a decision."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.forms.cockpit import ChooseNetworkForm
from community.permissions.cockpit import can_open_cockpit
from community.queries.cockpit import get_cockpit
from community.views.account import personal


@login_required
@personal
@require_safe
def cockpit(request: HttpRequest) -> HttpResponse:
    if not can_open_cockpit(request.user):
        raise Http404
    chosen = request.GET.get("network", "")
    found = get_cockpit(request.user, chosen, timezone.now())
    context = {"cockpit": found, "form": ChooseNetworkForm(cockpit=found)}
    return render(request, "community/cockpit.html", context)

"""The own clearances (ME15)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.models import Member
from community.queries.clearances import get_own_clearances
from community.views.account import own_member


@own_member
@require_safe
def clearance_list(request: HttpRequest, member: Member) -> HttpResponse:
    now = timezone.now()
    context = {"clearances": get_own_clearances(member, timezone.localdate(now))}
    return render(request, "community/clearance_list.html", context)

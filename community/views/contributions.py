"""What one has done for events and practice entries, on the own profile (CO16)."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from community.consent import find_standing
from community.forms.contributions import ContributionForm
from community.models import Contribution, Member
from community.operations.contributions import add_contribution, drop_contribution
from community.queries.bookmarks import name_thing
from community.queries.contributions import (
    find_contributable,
    list_own_contributions,
)
from community.views.notifications import participant


def is_protected(member: Member) -> bool:
    """Tell whether the profile shows nothing of this to others: that of a minor (P4)."""
    return find_standing(member, timezone.now()).is_protected


@participant
@require_safe
def contribution_list(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the own list, with what was just taken off to be put back."""
    if is_protected(member):
        raise Http404
    kind, key = request.GET.get("kind", ""), request.GET.get("key", "")
    is_known = find_contributable(kind, key) is not None
    context = {
        "entries": list_own_contributions(member),
        "dropped": {"kind": kind, "key": key, "role": request.GET.get("role", "")}
        if is_known
        else None,
    }
    return render(request, "community/contributions_list.html", context)


@participant
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_add(
    request: HttpRequest, member: Member, kind: str, key: uuid.UUID
) -> HttpResponse:
    """Ask as what, and put it on the profile; young people read why not."""
    now, thing = timezone.now(), find_contributable(kind, str(key))
    if thing is None:
        raise Http404
    shown = name_thing(thing, get_viewer(request), now)
    if is_protected(member):
        return render(request, "community/contributions_add.html", {"shown": shown})
    form = ContributionForm(
        request.POST if request.method == "POST" else None, kind=kind
    )
    if request.method == "POST" and form.is_valid():
        add_contribution(member=member, thing=thing, role=form.get_role(), now=now)
        messages.success(request, _("It stands on your profile."))
        return redirect("community_me:contribution_list")
    context = {"form": form, "shown": shown}
    return render(request, "community/contributions_add.html", context)


@participant
@require_POST
def contribution_drop(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    row = get_object_or_404(Contribution.objects.of(member), pk=pk)
    drop_contribution(contribution=row)
    values = {
        "kind": row.thing._meta.model_name,
        "key": str(row.thing.translation_key),
        "role": row.role,
    }
    url = reverse("community_me:contribution_list")
    return redirect(f"{url}?{urlencode(values)}")

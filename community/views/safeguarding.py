"""“Something feels wrong”: numbers for everybody, and a way to the officers (CO36, ME39)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.enums import AccountState, SafeguardingSource
from community.forms.safeguarding import TellForm
from community.models import Member
from community.operations.safeguarding import Concern, open_safeguarding_case
from community.permissions.safeguarding import list_officers
from community.queries.safeguarding import (
    HELPLINES,
    find_about,
    find_concerned,
    find_default_network,
    get_reachable_networks,
    list_officer_cards,
)
from community.views.account import find_own_member, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("safeguarding")
def report(request: HttpRequest) -> HttpResponse:
    """Show numbers to everybody; take from members what feels wrong, in any state but closed.

    A child whose guardian has not agreed yet, and whoever is shut out, may tell too: it
    reaches the officers and opens nothing.
    """
    member = find_own_member(request)
    if member is None or member.state == AccountState.CLOSED:
        return render(
            request, "community/safeguarding_report.html", {"helplines": HELPLINES}
        )
    return _tell(request, member)


def _tell(request: HttpRequest, member: Member) -> HttpResponse:
    kind, row = find_about(request.GET.get("about", ""))
    networks = get_reachable_networks(member)
    form = TellForm(
        request.POST if request.method == "POST" else None,
        networks=networks,
        default=find_default_network(member, row, kind),
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        open_safeguarding_case(
            concern=Concern(
                network=said["network"],
                source=SafeguardingSource.BUTTON,
                words=said["words"],
                is_critical=said["is_critical"],
                told_by=member,
                about=row,
                people=find_concerned(kind, row, member),
                key=said["key"],
            ),
            author=member.user,
            now=timezone.now(),
        )
        messages.success(
            request,
            _("Thank you for telling us. Only the people named below read it."),
        )
        return redirect("community_safeguarding:report")
    day = timezone.localdate()
    officers = list_officers(networks, day)
    context = {
        "helplines": HELPLINES,
        "form": form,
        "is_about_something": row is not None,
        "officers": list_officer_cards(officers, get_viewer(request), day),
    }
    return render(request, "community/safeguarding_report.html", context)

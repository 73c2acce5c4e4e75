"""What a member has part in, by kind and role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.audiences import get_viewer
from community.models import Member
from community.queries.own_pages import get_own_pages
from community.views.account import own_member
from community.views.bookmarks import check_takes_part


@own_member
@require_safe
def own_pages(request: HttpRequest, member: Member) -> HttpResponse:
    check_takes_part(member)
    own = get_own_pages(
        member=member,
        viewer=get_viewer(request),
        params=request.GET,
        path=request.path,
    )
    return render(request, "community/own_pages.html", {"own": own})

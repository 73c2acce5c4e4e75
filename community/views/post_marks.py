"""Thanks, and what those in charge do with a post: pin, lock, archive (CO28)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.models import Member
from community.operations.posts import (
    PostClosedError,
    mark_post,
    say_thanks,
    take_thanks_back,
)
from community.permissions.posts import can_steer_post, can_thank_post
from community.queries.posts import find_post
from community.views.account import own_member

MARKS = {"pin": "is_pinned", "lock": "is_locked", "archive": "is_archived"}


@own_member
@require_POST
@limited("post")
def post_thanks(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    """Thank, or take that back; ``is_on`` says which, so twice is once."""
    viewer = get_viewer(request)
    post = find_post(post_key, viewer)
    if post is None or not can_thank_post(viewer, post):
        raise Http404
    if request.POST.get("is_on") == "1":
        say_thanks(post=post, member=member, now=timezone.now())
    else:
        take_thanks_back(post=post, member=member)
    return redirect(post.get_absolute_url())


@own_member
@require_POST
@limited("post")
def post_mark(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    viewer = get_viewer(request)
    post = find_post(post_key, viewer)
    mark = MARKS.get(request.POST.get("mark", ""))
    if post is None or mark is None or not can_steer_post(viewer, post):
        raise Http404
    try:
        mark_post(post=post, mark=mark, is_on=request.POST.get("is_on") == "1")
    except PostClosedError:
        messages.info(request, _("That was so already."))
    else:
        messages.success(request, _("That is done."))
    return redirect(post.get_absolute_url())

"""Moving a post to another group, by who leads both (CO28)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.forms.post_moves import MovePostForm
from community.models import Member
from community.operations.post_moves import NotForThatGroupError, move_post
from community.operations.posts import PostClosedError
from community.permissions.post_moves import can_move_post, list_move_targets
from community.queries.posts import find_post, name_post
from community.views.account import own_member


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("post")
def post_move(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    now, post = timezone.now(), find_post(post_key, get_viewer(request))
    if post is None or not can_move_post(request.user, post):
        raise Http404
    groups = list_move_targets(request.user, post, now).order_by("name", "pk")
    form = MovePostForm(
        request.POST if request.method == "POST" else None, groups=groups
    )
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["group"]
        try:
            moved = move_post(post=post, group=group, mover=member, now=now)
        except PostClosedError:
            messages.info(request, _("It was moved meanwhile."))
            return redirect(post.get_absolute_url())
        except NotForThatGroupError:
            form.add_error(
                "group", _("It cannot be moved there any more. Choose another group.")
            )
        else:
            messages.success(
                request,
                _("The post stands in %(name)s now. You can move it back the same way.")
                % {"name": group.name},
            )
            return redirect(moved.get_absolute_url())
    context = {"form": form, "post": post, "place": name_post(post)}
    context["has_groups"] = groups.exists()
    return render(request, "community/posts_move.html", context)

"""Posts of a network or a group: reading, writing, editing, taking away (CO28)."""

from typing import Any
from uuid import UUID

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
from cms.models import Network
from cms.views.limits import limited
from community.enums import PostState
from community.forms.posts import CommentForm, PostForm, TextForm
from community.models import Group, Member, Post
from community.operations.notifications import mark_seen
from community.operations.posts import (
    PostClosedError,
    TooLateToRestoreError,
    edit_post,
    remove_post,
    restore_post,
    write_comment,
    write_post,
)
from community.permissions import posts as may
from community.permissions.post_moves import can_move_post
from community.queries.posts import (
    find_post,
    find_removed_post,
    list_comments,
    list_people_to_mention,
    list_posts,
    name_post,
    see_posts,
)
from community.views.account import own_member
from community.views.post_refusals import REFUSALS, say_refusal


@own_member
@require_safe
def network_posts(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    viewer, network = get_viewer(request), find_network(request, slug)
    listing = list_posts(
        rows=Post.objects.filter(network=network, group=None),
        viewer=viewer,
        day=timezone.localdate(),
        given=request.GET.get("page"),
        path=request.path,
    )
    context = {
        "place": network.name,
        "listing": listing,
        "new_url": reverse("community_posts:network_post_new", args=[slug])
        if may.can_write_in_network(viewer, network)
        else "",
    }
    return render(request, "community/posts_list.html", context)


@own_member
@require_safe
def group_posts(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    """Show the posts of a group; the page of the group shows the same part."""
    group = find_group(request, slug)
    context = {"place": group.name, "group": group}
    return render(request, "community/posts_list.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("post")
def network_post_new(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    network = find_network(request, slug)
    if not may.can_write_in_network(get_viewer(request), network):
        raise Http404
    return _new(request, member, network, None)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("post")
def group_post_new(request: HttpRequest, member: Member, slug: str) -> HttpResponse:
    group = find_group(request, slug)
    if not may.can_write_in_group(get_viewer(request), group):
        raise Http404
    return _new(request, member, group.network, group)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("post")
def post_detail(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    """Show a post with its comments, and take one more."""
    viewer, now = get_viewer(request), timezone.now()
    post = find_post(post_key, viewer)
    if post is None:
        return _show_removed(request, post_key)
    if post.parent_id:
        return redirect(post.get_absolute_url())
    day = timezone.localdate(now)
    can_comment = may.can_comment_post(viewer, post)
    if request.method == "POST" and not can_comment:
        raise Http404
    form = CommentForm(
        request.POST if request.method == "POST" else None,
        now=now,
        people=list_people_to_mention(viewer, post.group, day) if can_comment else (),
    )
    if request.method == "POST" and form.is_valid():
        try:
            comment = write_comment(
                author=member, parent=post, text=form.cleaned_data["text"], now=now
            )
        except REFUSALS as error:
            form.add_error(None, say_refusal(error))
        else:
            _say_written(request, comment)
            return redirect(comment.get_absolute_url())
    mark_seen(member=member, things=[post], now=now)
    [seen] = see_posts([post], viewer, day)
    can_steer = may.can_steer_post(viewer, post)
    context = {
        "seen": seen,
        "heading": name_post(post),
        "comments": list_comments(post, viewer, day),
        "form": form if can_comment else None,
        "can_edit": may.can_edit_post(viewer, post),
        "can_steer": can_steer,
        "can_move": can_steer and can_move_post(request.user, post),
        "back_url": get_place_url(post),
    }
    return render(request, "community/posts_detail.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("post")
def post_edit(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    viewer, now = get_viewer(request), timezone.now()
    post = find_post(post_key, viewer)
    if post is None or not may.can_edit_post(viewer, post):
        raise Http404
    kind: type[TextForm] = CommentForm if post.parent_id else TextForm
    form = kind(
        request.POST if request.method == "POST" else None,
        now=now,
        initial={"text": post.text},
    )
    if request.method == "POST" and form.is_valid():
        try:
            edit_post(post=post, text=form.cleaned_data["text"], now=now)
        except REFUSALS as error:
            form.add_error(None, say_refusal(error))
        else:
            _say_written(request, Post.objects.get(pk=post.pk))
            return redirect(post.get_absolute_url())
    context = {
        "form": form,
        "heading": _("Edit"),
        "lead": name_post(post),
        "label": _("Save"),
        "note": _("Moderators can read what stood here before."),
        "back_url": post.get_absolute_url(),
    }
    return render(request, "community/posts_form.html", context)


@own_member
@require_POST
def post_remove(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    viewer = get_viewer(request)
    post = find_post(post_key, viewer)
    if post is None or not may.can_remove_post(viewer, post):
        raise Http404
    try:
        remove_post(post=post, now=timezone.now())
    except PostClosedError:
        messages.info(request, _("It was deleted before."))
    return redirect("community_posts:post_detail", post_key)


@own_member
@require_POST
def post_restore(request: HttpRequest, member: Member, post_key: UUID) -> HttpResponse:
    now = timezone.now()
    post = find_removed_post(post_key, get_viewer(request), now)
    if post is None:
        raise Http404
    try:
        restore_post(post=post, now=now)
    except TooLateToRestoreError as error:
        raise Http404 from error
    messages.success(request, _("It is back."))
    return redirect(post.get_absolute_url())


def find_network(request: HttpRequest, slug: str) -> Network:
    """Return a network whose posts the viewer may look for: members who take part."""
    viewer = get_viewer(request)
    network = get_object_or_404(Network, slug=slug)
    if not viewer.holds("adult", f"care:{network.pk}"):
        raise Http404
    return network


def find_group(request: HttpRequest, slug: str) -> Group:
    readable = Group.objects.read_by(get_viewer(request)).select_related("network")
    return get_object_or_404(readable, slug=slug, has_posts=True)


def get_place_url(post: Post) -> str:
    """Return the list in which a post stands."""
    if post.group is not None:
        return reverse("community_posts:group_posts", args=[post.group.slug])
    return reverse("community_posts:network_posts", args=[post.network.slug])


def _new(
    request: HttpRequest, member: Member, network: Network, group: Group | None
) -> HttpResponse:
    viewer, now = get_viewer(request), timezone.now()
    form = PostForm(
        request.POST if request.method == "POST" else None,
        now=now,
        people=list_people_to_mention(viewer, group, timezone.localdate(now)),
        audiences=may.list_audiences(viewer, group),
    )
    if request.method == "POST" and form.is_valid():
        try:
            post = write_post(
                author=member,
                network=network,
                group=group,
                audience=form.get_audience(),
                text=form.cleaned_data["text"],
                now=now,
            )
        except REFUSALS as error:
            form.add_error(None, say_refusal(error))
        else:
            _say_written(request, post)
            return redirect(post.get_absolute_url())
    context: dict[str, Any] = {
        "form": form,
        "heading": _("Write a post"),
        "lead": group.name if group else network.name,
        "label": _("Publish the post"),
        "back_url": get_place_url(Post(network=network, group=group)),
    }
    return render(request, "community/posts_form.html", context)


def _show_removed(request: HttpRequest, post_key: UUID) -> HttpResponse:
    """Offer the author to bring back what was taken away just now."""
    post = find_removed_post(post_key, get_viewer(request), timezone.now())
    if post is None:
        raise Http404
    context = {"post": post, "back_url": get_place_url(post)}
    return render(request, "community/posts_removed.html", context)


def _say_written(request: HttpRequest, post: Post) -> None:
    if post.state == PostState.HELD:
        messages.info(
            request, _("Your text is being checked. Until then only you can see it.")
        )
    else:
        messages.success(request, _("It is there."))

"""The posts of a group, wherever a page wants them."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from cms.audiences import get_viewer
from community.models import Group, Post
from community.permissions.posts import can_write_in_group
from community.queries.posts import list_posts

register = template.Library()


@register.inclusion_tag("community/_group_posts.html", takes_context=True)
def group_posts(context: Any, group: Group) -> dict[str, Any]:
    """Show the posts of a group that the viewer may read, and the way to a new one."""
    request = context["request"]
    viewer = get_viewer(request)
    path = reverse("community_posts:group_posts", args=[group.slug])
    listing = list_posts(
        rows=Post.objects.filter(group=group),
        viewer=viewer,
        day=timezone.localdate(),
        given=request.GET.get("page") if request.path == path else None,
        path=path,
    )
    new_url = reverse("community_posts:group_post_new", args=[group.slug])
    can_write = can_write_in_group(viewer, group)
    return {"listing": listing, "new_url": new_url if can_write else ""}

"""Who writes where, and who may do what with a post (CO28, CO30)."""

from cms.audiences import Viewer
from cms.models import Network
from community.enums import ContentAudience, GroupState, PostState
from community.models import Group, GroupMembership, Post

WIDTH = {
    ContentAudience.GROUP: 0,
    ContentAudience.NETWORK: 1,
    ContentAudience.MEMBERS: 2,
}


def can_write_in_network(viewer: Viewer, network: Network) -> bool:
    """Tell whether the viewer may write for a network: adults who belong to it (P5)."""
    return viewer.holds("adult") and viewer.holds(
        f"network:{network.pk}", f"care:{network.pk}"
    )


def can_write_in_group(viewer: Viewer, group: Group) -> bool:
    """Tell whether the viewer may write in a group: who takes part in one that is active.

    Minors hold the token of a group only while it is safe for them (CO31).
    """
    is_open = group.state == GroupState.ACTIVE and group.has_posts
    return is_open and viewer.holds("member") and viewer.holds(f"group:{group.pk}")


def list_audiences(viewer: Viewer, group: Group | None) -> list[ContentAudience]:
    """Return for whom the viewer may write; never wider than what the group opens."""
    if group is None:
        return [ContentAudience.NETWORK, ContentAudience.MEMBERS]
    if not viewer.holds("adult") or group.admits_minors:
        return [ContentAudience.GROUP]
    widest = WIDTH[ContentAudience(group.audience)]
    return [audience for audience, width in WIDTH.items() if width <= widest]


def can_comment_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer, who reads a post, may comment on it."""
    is_open = post.parent_id is None and post.state == PostState.VISIBLE
    is_closed = post.is_locked or post.is_archived or post.is_deleted
    if not is_open or is_closed:
        return False
    if post.group is not None:
        return can_write_in_group(viewer, post.group)
    return viewer.holds("adult")


def can_edit_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer may change a text: its author, while it can be read."""
    is_there = post.removed_at is None and post.state != PostState.HIDDEN
    is_still = post.root.is_archived or post.is_deleted
    return is_own_post(viewer, post) and is_there and not is_still


def can_remove_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer may take a text away: its author, at any time."""
    return is_own_post(viewer, post) and post.removed_at is None


def can_restore_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer may bring back what was taken away, if it is not too late."""
    return is_own_post(viewer, post) and post.removed_at is not None


def can_steer_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer may pin, lock and archive: who leads, or coordinates."""
    if post.parent_id is not None:
        return False
    if viewer.holds(f"care:{post.network_id}"):
        return True
    if post.group_id is None or not viewer.holds(f"group:{post.group_id}"):
        return False
    leading = GroupMembership.objects.leading().filter(
        group=post.group_id, member__in=viewer.list_keys("owner")
    )
    return leading.exists()


def can_thank_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer may say thank you: a member, to somebody else."""
    is_there = post.state == PostState.VISIBLE and post.author_id is not None
    return viewer.holds("member") and is_there and not is_own_post(viewer, post)


def is_own_post(viewer: Viewer, post: Post) -> bool:
    """Tell whether the viewer, who takes part, wrote it."""
    return viewer.holds("member") and viewer.holds(f"owner:{post.author_id}")

"""A page was moved: its network follows the branch (ED71)."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import post_page_move

from cms.operations.branches import follow_branch


def follow_moved_branch(
    sender: Any,
    instance: Page,
    url_path_before: str,
    url_path_after: str,
    **_kwargs: Any,
) -> None:
    """Give a moved page and those below it the network of where they stand now."""
    if url_path_before != url_path_after:
        follow_branch(page=instance)


def connect() -> None:
    post_page_move.connect(follow_moved_branch, dispatch_uid="cms.follow_moved_branch")

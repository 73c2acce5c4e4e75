"""Taking a reported group out of sight, and bringing it back (CO50, CO51)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.page_cache import bump_site_version
from cms.transitions import apply_transition
from community.enums import GroupVisibility
from community.models import Group
from community.operations.group_places import lock_group
from community.operations.groups import archive_group
from community.transitions import OPEN_GROUP_AGAIN


@transaction.atomic
def hide_group(group: Group, actor: Any) -> list[Any]:
    """Archive a reported group and hide it; return what `show_group_again` needs."""
    row, now = lock_group(group), timezone.now()
    if row.is_hidden and not row.is_active:
        return []
    before = [row.pk, row.visibility, row.is_active]
    if row.is_active:
        archive_group(group=row, actor=actor, now=now)
    Group.objects.filter(pk=row.pk).update(visibility=GroupVisibility.HIDDEN)
    bump_site_version()
    return before


@transaction.atomic
def show_group_again(kept: list[Any], actor: Any) -> None:
    """Undo `hide_group`; a group that was deleted in between stays so."""
    if not kept:
        return
    key, visibility, was_active = kept
    rows = Group.objects.select_for_update(of=("self",))
    row = rows.filter(pk=key).first()
    if row is None:
        return
    Group.objects.filter(pk=key).update(visibility=visibility)
    bump_site_version()
    if was_active and not row.is_active:
        apply_transition(
            row=row, transition=OPEN_GROUP_AGAIN, actor=actor, now=timezone.now()
        )

"""Keeping something for later, in a list or none, and letting it go (CO19)."""

import datetime as dt

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from community.models import Bookmark, BookmarkList, Member
from community.personal_data import Person


class NameTakenError(Exception):
    """The member has a list of this name."""


@transaction.atomic
def keep_thing(
    *,
    member: Member,
    thing: models.Model,
    kept_in: BookmarkList | None = None,
    now: dt.datetime,
) -> Bookmark:
    """Keep a thing, once; keeping it again moves it to the list that is named."""
    row, is_new = Bookmark.objects.get_or_create(
        member=member,
        content_type=ContentType.objects.get_for_model(thing),
        object_id=thing.pk,
        defaults={"kept_in": kept_in, "made_at": now},
    )
    if not is_new and kept_in is not None:
        move_bookmark(bookmark=row, kept_in=kept_in)
    return row


@transaction.atomic
def move_bookmark(*, bookmark: Bookmark, kept_in: BookmarkList | None) -> None:
    """Put it into another list of the member, or into none."""
    Bookmark.objects.filter(pk=bookmark.pk).update(kept_in=kept_in)


@transaction.atomic
def drop_bookmark(*, bookmark: Bookmark) -> None:
    """Keep it no longer."""
    Bookmark.objects.filter(pk=bookmark.pk).delete()


@transaction.atomic
def make_bookmark_list(*, member: Member, name: str) -> BookmarkList:
    """Make a named list.

    Raises:
        NameTakenError: the member has one of this name.
    """
    try:
        with transaction.atomic():
            return BookmarkList.objects.create(member=member, name=name)
    except IntegrityError as error:
        raise NameTakenError from error


@transaction.atomic
def end_bookmark_list(*, bookmark_list: BookmarkList) -> None:
    """Delete a list; what it held is kept without one."""
    bookmark_list.delete()


def forget_kept_person(person: Person, _now: dt.datetime) -> None:
    """Delete what others keep of somebody who is erased: a key alone would stay behind."""
    kept = Member.objects.filter(user=person.user_id)
    Bookmark.objects.filter(
        content_type=ContentType.objects.get_for_model(Member),
        object_id__in=kept.values("pk"),
    ).delete()

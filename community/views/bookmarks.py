"""What a member keeps for later: the list, keeping, moving, letting go (CO19)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.audiences import get_viewer
from community.consent import find_standing
from community.forms.bookmarks import BookmarkListForm, KeepForm
from community.models import Bookmark, BookmarkList, Member
from community.operations.bookmarks import (
    NameTakenError,
    drop_bookmark,
    end_bookmark_list,
    keep_thing,
    make_bookmark_list,
    move_bookmark,
)
from community.queries.bookmarks import find_keepable, get_kept_page, name_thing
from community.views.account import own_member

NUMBER_LENGTH = 12


def check_takes_part(member: Member) -> None:
    """Answer who takes no part like a page that does not exist (P2)."""
    if not find_standing(member, timezone.now()).takes_part:
        raise Http404


def read_number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    is_number = text.isascii() and text.isdigit() and len(text) <= NUMBER_LENGTH
    return int(text) if is_number else None


def find_thing(request: HttpRequest, kind: str, key: str) -> Any:
    thing = find_keepable(kind, key, get_viewer(request), timezone.now())
    if thing is None:
        raise Http404
    return thing


def find_own(model: Any, member: Member, pk: int) -> Any:
    return get_object_or_404(model, member=member, pk=pk)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def bookmark_list(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what is kept; the form at the end makes a list."""
    check_takes_part(member)
    form = BookmarkListForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_bookmark_list(member=member, name=form.cleaned_data["name"])
        except NameTakenError:
            form.add_error("name", _("You have a list of this name already."))
        else:
            messages.success(
                request, _("The list is there. Now put something into it.")
            )
            return redirect_to_list(made)
    chosen = None
    if (number := read_number(request, "list")) is not None:
        chosen = find_own(BookmarkList, member, number)
    page = get_kept_page(
        member=member,
        viewer=get_viewer(request),
        chosen=chosen,
        before=read_number(request, "before"),
        now=timezone.now(),
    )
    context = {"page": page, "form": form, "dropped": find_dropped(request)}
    return render(request, "community/bookmarks_list.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def bookmark_keep(
    request: HttpRequest, member: Member, kind: str, key: str
) -> HttpResponse:
    """Ask in which list, and keep it."""
    check_takes_part(member)
    now = timezone.now()
    thing = find_thing(request, kind, key)
    form = KeepForm(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        kept_in = form.cleaned_data["kept_in"]
        keep_thing(member=member, thing=thing, kept_in=kept_in, now=now)
        messages.success(request, _("It stands in your bookmarks."))
        return redirect_to_list(kept_in)
    shown = name_thing(thing, get_viewer(request), now)
    context = {"form": form, "shown": shown}
    return render(request, "community/bookmarks_keep.html", context)


@own_member
@require_POST
def bookmark_move(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    check_takes_part(member)
    bookmark = find_own(Bookmark, member, pk)
    form = KeepForm(request.POST, member=member)
    if not form.is_valid():
        messages.warning(request, _("Nothing was changed: there is no such list."))
        return redirect("community_me:bookmark_list")
    move_bookmark(bookmark=bookmark, kept_in=form.cleaned_data["kept_in"])
    messages.success(request, _("It was moved."))
    return redirect_to_list(form.cleaned_data["kept_in"])


@own_member
@require_POST
def bookmark_drop(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    check_takes_part(member)
    bookmark = find_own(Bookmark, member, pk)
    thing, kept_in = bookmark.thing, bookmark.kept_in
    drop_bookmark(bookmark=bookmark)
    values = {"kind": bookmark.content_type.model, "key": get_key(thing)}
    if kept_in is not None:
        values |= {"list": kept_in.pk}
    return redirect(f"{reverse('community_me:bookmark_list')}?{urlencode(values)}")


@own_member
@require_POST
def bookmark_list_end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    check_takes_part(member)
    end_bookmark_list(bookmark_list=find_own(BookmarkList, member, pk))
    messages.success(
        request, _("The list is gone. What stood in it is among all bookmarks.")
    )
    return redirect("community_me:bookmark_list")


def get_key(thing: Any) -> str:
    """Return the part of the address that names a thing."""
    return str(getattr(thing, "translation_key", "") or getattr(thing, "slug", ""))


def find_dropped(request: HttpRequest) -> dict[str, str] | None:
    """Return what was let go just now and can be kept again, by kind and key."""
    kind, key = request.GET.get("kind", ""), request.GET.get("key", "")
    if not kind or not key:
        return None
    row = find_keepable(kind, key, get_viewer(request), timezone.now())
    return None if row is None else {"kind": kind, "key": get_key(row)}


def redirect_to_list(kept_in: BookmarkList | None) -> HttpResponse:
    url = reverse("community_me:bookmark_list")
    return redirect(f"{url}?list={kept_in.pk}" if kept_in else url)

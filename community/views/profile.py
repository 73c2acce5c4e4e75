"""The own profile and the own contacts."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.transitions import WrongStateError
from community.consent import find_standing
from community.forms.profiles import (
    AUDIENCES_TO_VIEW_AS,
    NameForm,
    ProfileForm,
)
from community.models import Block, Contact, Member
from community.operations.contacts import (
    ContactRefusedError,
    accept_contact,
    decline_contact,
    end_contact,
    unblock_member,
)
from community.operations.notifications import mark_seen
from community.operations.profiles import UnknownPlaceError, change_profile
from community.permissions.profiles import can_have_profile
from community.queries.contacts import get_contacts
from community.queries.profiles import draw_sheet, get_reach_as, get_rows
from community.views.account import own_member


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, member: Member) -> HttpResponse:
    """Change the own profile, or look at it as somebody else before saving (CO14)."""
    now = timezone.now()
    if not find_standing(member, now).takes_part:
        return redirect("community_me:account")
    if not can_have_profile(member, timezone.localdate(now)):
        return _change_name(request, member, now)
    saved = get_rows(member)
    own = member.profile
    picture = own.picture.name
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ProfileForm(*data, instance=own, rows=saved)
    context: dict[str, Any] = {
        "form": form,
        "member": member,
        "views": AUDIENCES_TO_VIEW_AS,
    }
    if request.method == "POST" and form.is_valid():
        asked = {name: audience for name, audience, _label in AUDIENCES_TO_VIEW_AS}
        audience = asked.get(request.POST.get("view_as", ""))
        if audience is None and _save(request, form, member, now):
            return redirect("community_me:profile")
        if audience is not None:
            draft = form.instance
            draft.picture.name = picture
            member.display_name = form.cleaned_data["display_name"]
            context["sheet"] = draw_sheet(
                member=member,
                profile=draft,
                rows=form.get_rows(saved),
                reach=get_reach_as(audience, member, timezone.localdate(now)),
                day=timezone.localdate(now),
            )
            context["viewed_as"] = request.POST["view_as"]
            context["has_new_picture"] = bool(request.FILES)
    context["sections"] = form.list_sections()
    if request.method != "POST":
        context["missing"] = ", ".join(form.list_missing())
    return render(request, "community/profile_form.html", context)


def _change_name(
    request: HttpRequest, member: Member, now: dt.datetime
) -> HttpResponse:
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"display_name": member.display_name},
    )
    if request.method == "POST" and form.is_valid():
        change_profile(member=member, details=form.get_details(), now=now)
        messages.success(request, _("Saved."))
        return redirect("community_me:profile")
    context = {"form": form, "member": member}
    return render(request, "community/profile_name.html", context)


def _save(
    request: HttpRequest, form: ProfileForm, member: Member, now: dt.datetime
) -> bool:
    try:
        change_profile(member=member, details=form.get_details(), now=now)
    except UnknownPlaceError:
        form.add_error(
            "place",
            _("We know no such place. Enter a postcode or the name of a town."),
        )
        return False
    messages.success(request, _("Saved. This is what counts from now on."))
    return True


@own_member
@require_safe
def contacts(request: HttpRequest, member: Member) -> HttpResponse:
    """Show the own contacts; what was told about them is read then (CO42)."""
    now = timezone.now()
    if not find_standing(member, now).takes_part:
        return redirect("community_me:account")
    found = get_contacts(member, timezone.localdate(now))
    mark_seen(member=member, things=found.list_rows(), now=now)
    return render(request, "community/contact_list.html", {"contacts": found})


@own_member
@require_POST
def contact_accept(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    contact = _find(member, pk, is_asked=True)
    try:
        accept_contact(contact=contact, now=timezone.now())
    except (WrongStateError, ContactRefusedError):
        _say_too_late(request)
    else:
        messages.success(
            request,
            _("You and %(name)s are in contact.")
            % {"name": contact.asker.display_name},
        )
    return redirect("community_me:contacts")


@own_member
@require_POST
def contact_decline(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    contact = _find(member, pk, is_asked=True)
    try:
        decline_contact(contact=contact, now=timezone.now())
    except WrongStateError:
        _say_too_late(request)
    else:
        messages.success(
            request, _("Declined. Nobody is told; you can still ask yourself.")
        )
    return redirect("community_me:contacts")


@own_member
@require_POST
def contact_end(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    try:
        end_contact(contact=_find(member, pk), member=member, now=timezone.now())
    except WrongStateError:
        _say_too_late(request)
    else:
        messages.success(request, _("Done. Nobody is told."))
    return redirect("community_me:contacts")


@own_member
@require_POST
def member_unblock(request: HttpRequest, member: Member, pk: int) -> HttpResponse:
    block = Block.objects.filter(blocker=member, pk=pk).first()
    if block is None:
        raise Http404
    unblock_member(blocker=member, blocked=block.blocked)
    messages.success(
        request,
        _("You and %(name)s can see each other again.")
        % {"name": block.blocked.display_name},
    )
    return redirect("community_me:contacts")


def _find(member: Member, pk: int, *, is_asked: bool = False) -> Contact:
    rows = Contact.objects.select_related("asker__user", "asked__user").of(member)
    contact = rows.filter(pk=pk).first()
    if contact is None or (is_asked and contact.asked != member):
        raise Http404
    return contact


def _say_too_late(request: HttpRequest) -> None:
    messages.warning(request, _("Nothing was changed: see below how it stands."))

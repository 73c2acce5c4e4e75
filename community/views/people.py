"""Members: the directory, a profile, its picture, asking for a contact, blocking."""

import datetime as dt
from dataclasses import replace

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from cms.audiences import Viewer, get_viewer
from cms.views.limits import limited
from community.enums import Audience, ContactState
from community.forms.profiles import ContactForm
from community.models import Contact, Member
from community.operations.contacts import (
    AskedAlreadyError,
    ContactRefusedError,
    ask_for_contact,
    block_member,
)
from community.permissions.contacts import (
    can_ask_for_contact,
    can_block_member,
    can_mute_member,
    is_own,
)
from community.permissions.enquiries import find_receivers, has_contact_form
from community.queries.contributions import list_ties
from community.queries.directory import list_members
from community.queries.profiles import (
    SeenMember,
    draw_sheet,
    find_seen_member,
    get_rows,
)
from community.queries.slugs import find_moved
from community.views.account import own_member, personal

CLOSE = (Audience.STAFF, Audience.CONTACTS)
"""Of whom a viewer must be for a profile to lead to a message."""

CLOSED_STATES = (ContactState.DECLINED, ContactState.ENDED)


def find_seen(request: HttpRequest, slug: str) -> SeenMember:
    """Return the member if this viewer may see it.

    Raises:
        Http404: also where it exists and is closed to the viewer.
    """
    seen = find_seen_member(slug, get_viewer(request), timezone.localdate())
    if seen is None:
        raise Http404
    return seen


@personal
@require_safe
def member_list(request: HttpRequest) -> HttpResponse:
    listing = list_members(
        request=request, viewer=get_viewer(request), day=timezone.localdate()
    )
    hidden = [
        {"name": name, "value": value}
        for name, values in request.GET.lists()
        for value in values
        if name not in ("q", "page") and "\0" not in value
    ]
    context = {
        "listing": listing,
        "words": request.GET.get("q", ""),
        "hidden": hidden,
        "sees_members": get_viewer(request).holds("adult"),
    }
    return render(request, "community/member_list.html", context)


@personal
@require_safe
def member_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one; an address that the member had until a year ago leads here."""
    viewer, day = get_viewer(request), timezone.localdate()
    seen = find_seen_member(slug, viewer, day)
    if seen is None:
        return _lead_on(slug, viewer, day)
    member = seen.member
    sheet = draw_sheet(
        member=member,
        profile=member.profile,
        rows=get_rows(member),
        reach=seen.reach,
        day=day,
    )
    ties = list_ties(member=member, viewer=viewer, reach=seen.reach, day=day)
    sheet = replace(sheet, groups=(*sheet.groups, *ties))
    own = viewer.list_keys("owner")
    contacts = (
        Contact.objects.between(own[0], member.pk) if own else Contact.objects.none()
    )
    contact = contacts.first()
    is_free = contact is None or contact.state in CLOSED_STATES
    # Whether it may be sent is asked when it is: the gate needs more questions.
    can_write = viewer.holds("member") and seen.reach in CLOSE
    context = {
        "member": member,
        "sheet": sheet,
        "is_own": is_own(viewer, member),
        "contact": contact,
        "was_asked": contact is not None and contact.asked_id in own,
        "can_ask": is_free and can_ask_for_contact(viewer, member, day),
        "can_block": can_block_member(viewer, member),
        "can_mute": can_mute_member(viewer, member),
        "mute": seen.mute,
        "can_write": can_write,
        "can_enquire": not can_write and _leads_to_form(viewer, member, day),
    }
    return render(request, "community/member_detail.html", context)


@personal
@require_safe
def member_picture(request: HttpRequest, slug: str) -> FileResponse:
    """Serve the picture to those who may see it; its file has no address of its own."""
    seen = find_seen(request, slug)
    profile = seen.member.profile
    if not profile.picture.name or not profile.opens("picture", seen.reach):
        raise Http404
    try:
        file = default_storage.open(profile.picture.name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/jpeg")


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("contact")
def contact_ask(request: HttpRequest, own: Member, slug: str) -> HttpResponse:
    member = find_seen(request, slug).member
    if not can_ask_for_contact(get_viewer(request), member, timezone.localdate()):
        raise Http404
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _ask(request, own, member, form.cleaned_data["words"], timezone.now())
    context = {"member": member, "form": form}
    return render(request, "community/contact_ask.html", context)


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
def member_block(request: HttpRequest, own: Member, slug: str) -> HttpResponse:
    member = find_seen(request, slug).member
    if not can_block_member(get_viewer(request), member):
        raise Http404
    if request.method != "POST":
        return render(request, "community/member_block.html", {"member": member})
    block_member(blocker=own, blocked=member, now=timezone.now())
    messages.success(
        request,
        _("You and %(name)s do not see each other any more.")
        % {"name": member.display_name},
    )
    return redirect("community_me:contacts")


def _leads_to_form(viewer: Viewer, member: Member, day: dt.date) -> bool:
    """Tell whether the page has the way to the contact form; for visitors it surely opens."""
    if not has_contact_form(viewer, member, day):
        return False
    is_known = bool(viewer.list_keys("owner"))
    return is_known or find_receivers(member, None, timezone.now()).exists()


def _lead_on(slug: str, viewer: Viewer, day: dt.date) -> HttpResponse:
    """Redirect to whom the viewer may see; to all others an old address is none at all."""
    rows = Member.objects.visible_to(viewer, day)
    moved = find_moved(rows=rows, slug=slug, now=timezone.now())
    if moved is None:
        raise Http404
    return redirect("community:member_detail", moved.slug, permanent=True)


def _ask(
    request: HttpRequest, own: Member, member: Member, words: str, now: dt.datetime
) -> HttpResponse:
    try:
        contact = ask_for_contact(asker=own, asked=member, words=words, now=now)
    except AskedAlreadyError:
        messages.info(request, _("You have asked already, or not long ago."))
    except ContactRefusedError as error:
        raise Http404 from error
    else:
        if contact.answered_at:
            sentence = _("%(name)s had asked you: you are in contact now.")
        else:
            sentence = _("%(name)s gets your request.")
        messages.success(request, sentence % {"name": member.display_name})
    return redirect(reverse("community:member_detail", args=[member.slug]))

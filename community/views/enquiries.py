"""Contact forms of profiles and organisations, and what came in through them (CO38)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.audiences import get_viewer
from cms.views.limits import limited
from community.consent import find_standing
from community.enums import EnquiryState
from community.forms.enquiries import EnquiryForm
from community.models import Member, Organisation
from community.operations.enquiries import (
    EnquiryRefusedError,
    take_enquiries,
    write_enquiry,
)
from community.operations.notifications import mark_seen
from community.permissions.enquiries import can_send_enquiries, find_receivers
from community.permissions.trust import get_trust
from community.queries.enquiries import get_enquiry_page
from community.views.account import find_own_member, personal
from community.views.notifications import parse_key, participant
from community.views.organisations import find_organisation


def get_writer(request: HttpRequest) -> Any:
    """Return whose tries are counted: the user, or the address that a mail would reach."""
    if request.user.is_authenticated:
        return request.user
    return request.POST.get("email", "")


def find_member(request: HttpRequest, slug: str) -> Member:
    """Return a member whose name the viewer may read.

    Raises:
        Http404: there is none, or not for this viewer.
    """
    rows = Member.objects.visible_to(get_viewer(request), timezone.localdate())
    found = rows.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("enquiry", get_person=get_writer)
def enquiry_to_member(request: HttpRequest, slug: str) -> HttpResponseBase:
    member = find_member(request, slug)
    return _write(
        request,
        member,
        back_url=reverse("community:member_detail", args=[member.slug]),
        sent_url=reverse("community:enquiry_to_member_sent", args=[member.slug]),
    )


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("enquiry", get_person=get_writer)
def enquiry_to_organisation(request: HttpRequest, slug: str) -> HttpResponseBase:
    organisation = find_organisation(request, slug)
    sent = "community_organisations:enquiry_to_organisation_sent"
    return _write(
        request,
        organisation,
        back_url=organisation.get_absolute_url(),
        sent_url=reverse(sent, args=[organisation.slug]),
    )


@personal
@require_safe
def enquiry_to_member_sent(request: HttpRequest, slug: str) -> HttpResponseBase:
    member = find_member(request, slug)
    url = reverse("community:member_detail", args=[member.slug])
    return _say_sent(request, member, url)


@personal
@require_safe
def enquiry_to_organisation_sent(request: HttpRequest, slug: str) -> HttpResponseBase:
    organisation = find_organisation(request, slug)
    return _say_sent(request, organisation, organisation.get_absolute_url())


@participant
@require_safe
def enquiry_list(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Show what came in, with the way to answer; minors have no such page."""
    now, before = timezone.now(), request.GET.get("before")
    if find_standing(member, now).is_protected:
        raise Http404
    page = get_enquiry_page(
        viewer=get_viewer(request),
        before=None if before is None else parse_key(before),
    )
    mark_seen(member=member, things=page.entries, now=now)
    context = {
        "page": page,
        "member": member,
        "is_public": find_receivers(member, None, now).exists(),
    }
    return render(request, "community/enquiry_list.html", context)


@participant
@require_POST
def enquiry_allow(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Open or close the form of the own profile."""
    if find_standing(member, timezone.now()).is_protected:
        raise Http404
    is_allowed = request.POST.get("is_allowed") == "yes"
    take_enquiries(member=member, is_allowed=is_allowed)
    messages.success(
        request,
        _("Your profile has a contact form while everybody can read your name.")
        if is_allowed
        else _("Your profile has no contact form any more."),
    )
    return redirect("community_me:enquiry_list")


def _write(
    request: HttpRequest, to: Member | Organisation, *, back_url: str, sent_url: str
) -> HttpResponseBase:
    now, sender = timezone.now(), find_own_member(request)
    if sender is not None and not can_send_enquiries(sender, now):
        raise Http404
    if not find_receivers(to, sender, now).exists():
        raise Http404
    context: dict[str, Any] = {"to": str(to), "back_url": back_url, "sender": sender}
    if sender is not None and not get_trust(sender, now).may_message:
        return render(request, "community/enquiry_form.html", context)
    sent = request.POST if request.method == "POST" else None
    form = EnquiryForm(sent, now=now, sender=sender)
    if request.method == "POST" and form.is_valid():
        try:
            enquiry = write_enquiry(
                to=to,
                details=form.get_details(),
                sender=sender,
                language=get_language() or "",
                now=now,
            )
        except EnquiryRefusedError as error:
            raise Http404 from error
        if sender is None:
            return redirect(sent_url)
        messages.success(
            request,
            _("Your message is being checked before it is passed on.")
            if enquiry.state == EnquiryState.HELD
            else _("Your message is on its way. The answer comes by mail."),
        )
        return redirect(back_url)
    return render(request, "community/enquiry_form.html", context | {"form": form})


def _say_sent(
    request: HttpRequest, to: Member | Organisation, back_url: str
) -> HttpResponseBase:
    """Say what comes next; the same for every address, known or not (A8)."""
    if not find_receivers(to, None, timezone.now()).exists():
        raise Http404
    context = {"to": str(to), "back_url": back_url}
    return render(request, "community/enquiry_sent.html", context)

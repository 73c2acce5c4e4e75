"""Answering a network, and confirming several claims at once (CO56)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages as staff_messages

from cms.transitions import WrongStateError
from cms.views.limits import limited
from community.enums import AccountState
from community.forms.memberships import AnswerForm, ConfirmManyForm
from community.models import Member
from community.operations.memberships import answer_question, confirm_memberships
from community.permissions.class_codes import get_coordinated_networks
from community.permissions.memberships import get_decidable_claims
from community.views.account import own_member, personal

SHOWN = 100


@own_member
@personal
@require_http_methods(["GET", "HEAD", "POST"])
@limited("membership")
def membership_answer(
    request: HttpRequest, member: Member, membership_id: int
) -> HttpResponse:
    """Show what a network would like to know; answer by POST."""
    rows = member.memberships.asked().select_related("network")
    membership = get_object_or_404(rows, pk=membership_id)
    if member.state == AccountState.CLOSED:
        return redirect("community_me:account")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer_question(
                membership=membership,
                answer=form.cleaned_data["answer"],
                actor=request.user,
                now=timezone.now(),
            )
        except WrongStateError:
            messages.warning(request, _("The network has decided in the meantime."))
        else:
            messages.success(request, _("Your answer is on its way to the network."))
        return redirect("community_me:account")
    context = {"membership": membership, "form": form}
    return render(request, "community/membership_answer.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_many(request: HttpRequest) -> HttpResponse:
    """List who waits, the longest first; confirm those that are ticked by POST."""
    if not get_coordinated_networks(request.user).exists():
        raise PermissionDenied
    claims = get_decidable_claims(request.user)
    form = ConfirmManyForm(
        request.POST if request.method == "POST" else None, claims=claims
    )
    if form.is_valid():
        said = confirm_memberships(
            memberships=list(form.cleaned_data["chosen"]),
            actor=request.user,
            now=timezone.now(),
        )
        text = ngettext(
            "%(count)d person belongs to your network now.",
            "%(count)d people belong to your network now.",
            said.confirmed,
        )
        if said.confirmed or not said.noted:
            staff_messages.success(request, text % {"count": said.confirmed})
        if said.noted:
            staff_messages.success(request, _say_noted(said.noted))
        return redirect("memberships:index")
    context = {
        "page_title": _("Confirm several"),
        "header_icon": "group",
        "form": form,
        "claims": claims.select_related("member", "network").order_by(
            "claimed_at", "pk"
        )[:SHOWN],
    }
    return TemplateResponse(
        request, "community/admin/memberships_confirm.html", context
    )


def _say_noted(count: int) -> str:
    text = ngettext(
        "Your yes to %(count)d person is noted: a second person has to say yes as well.",
        "Your yes to %(count)d people is noted: a second person has to say yes as well.",
        count,
    )
    return text % {"count": count}

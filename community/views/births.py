"""Asking for another month of birth (P31)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.transitions import WrongStateError
from cms.views.limits import limited
from community.enums import AccountState, CorrectionState
from community.forms.births import AskCorrectionForm
from community.models import BirthCorrection, Member
from community.operations.births import (
    AskedAlreadyError,
    SameMonthError,
    ask_birth_correction,
    take_birth_correction_back,
)
from community.views.account import own_member


@own_member
@require_http_methods(["GET", "HEAD", "POST"])
@limited("birth")
def birth_ask(request: HttpRequest, member: Member) -> HttpResponse:
    if member.state == AccountState.CLOSED:
        return redirect("community_me:account")
    correction = _find_open(member)
    form = AskCorrectionForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _ask(member, form):
        messages.success(
            request, _("Your wish is on its way. You get the answer by mail.")
        )
        return redirect("community_me:birth_ask")
    context = {"member": member, "correction": correction, "form": form}
    return render(request, "community/birth_ask.html", context)


def _ask(member: Member, form: AskCorrectionForm) -> bool:
    said = form.cleaned_data
    try:
        ask_birth_correction(
            member=member,
            birth_year=said["birth_year"],
            birth_month=said["birth_month"],
            words=said["words"],
            now=timezone.now(),
        )
    except SameMonthError:
        form.add_error("birth_month", _("We hold this month already."))
    except AskedAlreadyError:
        form.add_error(None, _("The coordination has not answered yet."))
    return form.is_valid()


@own_member
@require_POST
def birth_take_back(request: HttpRequest, member: Member) -> HttpResponse:
    correction = _find_open(member)
    try:
        if correction is not None:
            take_birth_correction_back(correction=correction, now=timezone.now())
            messages.success(request, _("Taken back. Your month of birth stays."))
    except WrongStateError:
        messages.warning(request, _("The coordination has answered in the meantime."))
    return redirect("community_me:birth_ask")


def _find_open(member: Member) -> BirthCorrection | None:
    return member.birth_corrections.filter(state=CorrectionState.ASKED).first()

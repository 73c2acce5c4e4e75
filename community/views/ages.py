"""Own consents from 16 on, and the one screen at 18 (P32)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.consent import Standing, find_standing
from community.enums import AccountState, AgeStep
from community.forms.ages import GRADUATE, AdultStepForm, OwnConsentsForm
from community.models import Member
from community.operations.ages import (
    WrongStepError,
    answer_adult_step,
    set_own_consents,
)
from community.queries.ages import has_guardians_yes_to_pictures, list_scopes
from community.views.account import own_member

METHODS = ["GET", "HEAD", "POST"]


@own_member
@require_http_methods(METHODS)
def consents(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what was said yes to; who is 16 or 17 gives and takes back here."""
    standing = find_standing(member, timezone.now())
    if standing.step == AgeStep.ADULT or member.state == AccountState.CLOSED:
        return redirect("community_me:account")
    form = _make_consents_form(request, standing)
    if form is not None and form.is_valid():
        return _save_consents(request, member, form)
    context = {"standing": standing, "form": form, "scopes": list_scopes(standing)}
    return render(request, "community/age_consents.html", context)


@own_member
@require_http_methods(METHODS)
def adult_step(request: HttpRequest, member: Member) -> HttpResponse:
    """Say what changes at 18 and ask how somebody goes on; nothing goes without a tick."""
    standing = find_standing(member, timezone.now())
    is_open = member.state == AccountState.ACTIVE
    if not (standing.step == AgeStep.ADULT and standing.is_asked and is_open):
        return redirect("community_me:account")
    sent = request.POST if request.method == "POST" else None
    form = AdultStepForm(sent, standing=standing)
    if form.is_valid():
        return _save_adult_step(request, member, form)
    return render(request, "community/age_adult.html", {"form": form})


def _make_consents_form(
    request: HttpRequest, standing: Standing
) -> OwnConsentsForm | None:
    if standing.step != AgeStep.YOUTH:
        return None
    return OwnConsentsForm(
        request.POST if request.method == "POST" else None,
        held=standing.scopes,
        has_pictures=has_guardians_yes_to_pictures(standing.member),
    )


def _save_consents(
    request: HttpRequest, member: Member, form: OwnConsentsForm
) -> HttpResponse:
    try:
        set_own_consents(member=member, scopes=form.get_scopes(), now=timezone.now())
    except WrongStepError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
        return redirect("community_me:account")
    messages.success(request, _("Saved. It counts from now on."))
    return redirect("community_me:consents")


def _save_adult_step(
    request: HttpRequest, member: Member, form: AdultStepForm
) -> HttpResponse:
    said = form.cleaned_data
    try:
        answer_adult_step(
            member=member,
            becomes_graduate=said["way"] == GRADUATE,
            memberships=said.get("memberships", ()),
            now=timezone.now(),
        )
    except WrongStepError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, _("Saved. From now on you decide each time."))
    return redirect("community_me:account")

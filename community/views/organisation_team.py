"""The team of an organisation and claims, for members (CO23, SP48)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.queries.cards import format_day
from cms.transitions import TransitionError, WrongStateError
from cms.views.limits import limited
from community.enums import TeamRole
from community.forms.organisation_parts import TeamInviteForm
from community.forms.organisations import ClaimForm, JoinForm
from community.models import Member, Organisation, TeamMembership
from community.operations.invitations import (
    AlreadyInvitedError,
    InvitesOneselfError,
    SentTooOftenError,
    invite_by_mail,
    resend_invitation,
    withdraw_invitation,
)
from community.operations.organisation_claims import (
    ClaimedAlreadyError,
    ForeignAddressError,
    HasAdminError,
    claim_organisation,
    withdraw_claim,
)
from community.operations.organisation_team import (
    AskedAlreadyError,
    LastAdminError,
    NobodyToAskError,
    NotInTeamError,
    ask_to_join,
    decide_request,
    end_team_membership,
    set_team_role,
    show_in_team,
)
from community.permissions.organisations import (
    can_care_for_organisation,
    can_decide_on_teammate,
    can_name_organisation,
    find_adult,
)
from community.queries.organisation_team import (
    find_team_invitations,
    get_team_page,
)
from community.views.account import personal
from community.views.organisations import find_organisation, find_own_claim


def find_own(request: HttpRequest, slug: str) -> tuple[Organisation, Member | None]:
    """Return an organisation and the own member, for adults who take part and for staff.

    Raises:
        Http404: for everybody else.
    """
    organisation = find_organisation(request, slug)
    adult = find_adult(request.user, timezone.now())
    if adult is None and not can_care_for_organisation(request.user, organisation):
        raise Http404
    return organisation, adult.member if adult else None


def lead_back(organisation: Organisation) -> HttpResponse:
    return redirect("community_organisations:organisation_team", organisation.slug)


@login_required
@personal
@require_safe
def organisation_team(request: HttpRequest, slug: str) -> HttpResponse:
    organisation, member = find_own(request, slug)
    return show_team(request, organisation, member, JoinForm())


def show_team(
    request: HttpRequest,
    organisation: Organisation,
    member: Member | None,
    form: Any,
    invite_form: Any = None,
) -> HttpResponse:
    manages = can_name_organisation(request.user, organisation, timezone.now())
    context = {
        "organisation": organisation,
        "page": get_team_page(organisation, member, manages=manages),
        "form": form,
        "invite_form": invite_form or TeamInviteForm(),
    }
    return render(request, "community/organisation_team.html", context)


@login_required
@personal
@require_POST
@limited("organisation")
def team_ask(request: HttpRequest, slug: str) -> HttpResponse:
    organisation, member = find_own(request, slug)
    if member is None:
        raise Http404
    form = JoinForm(request.POST)
    if not form.is_valid():
        return show_team(request, organisation, member, form)
    try:
        ask_to_join(
            organisation=organisation,
            member=member,
            words=form.cleaned_data["words"],
            now=timezone.now(),
        )
    except NobodyToAskError:
        return redirect("community_organisations:organisation_claim", slug)
    except AskedAlreadyError:
        messages.info(request, _("You have asked already; here is how it stands."))
    else:
        messages.success(
            request, _("The admins are asked. You hear from them by mail.")
        )
    return lead_back(organisation)


INVITE_ERRORS: dict[type[Exception], Any] = {
    AlreadyInvitedError: gettext_lazy(
        "There is an open invitation to the same. You can send it again below."
    ),
    InvitesOneselfError: gettext_lazy("Nobody invites themselves."),
    SentTooOftenError: gettext_lazy("Three mails are enough; it was sent three times."),
    WrongStateError: gettext_lazy("There is an answer in the meantime."),
}


@login_required
@personal
@require_POST
@limited("invitation")
def team_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invite an address into the team; the answer is the same whoever has it."""
    organisation, member = find_managed(request, slug)
    form = TeamInviteForm(request.POST)
    if not form.is_valid():
        return show_team(request, organisation, member, JoinForm(), form)
    try:
        invite_by_mail(
            kind="organisation-team",
            thing=organisation,
            option=form.cleaned_data["role"],
            email=form.cleaned_data["email"],
            language=get_language() or "",
            actor=request.user,
            now=timezone.now(),
        )
    except (AlreadyInvitedError, InvitesOneselfError) as error:
        form.add_error("email", INVITE_ERRORS[type(error)])
        return show_team(request, organisation, member, JoinForm(), form)
    messages.success(request, _("The invitation is on its way."))
    return lead_back(organisation)


@login_required
@personal
@require_POST
@limited("invitation")
def team_invitation(
    request: HttpRequest, slug: str, invitation_id: int
) -> HttpResponse:
    """Send an invitation once more, or take it back; the button says which."""
    organisation, _member = find_managed(request, slug)
    row = get_object_or_404(find_team_invitations(organisation), pk=invitation_id)
    now = timezone.now()
    try:
        if "withdraw" in request.POST:
            withdraw_invitation(invitation=row, actor=request.user, now=now)
            messages.success(request, _("The invitation is taken back."))
        else:
            resend_invitation(invitation=row, now=now)
            messages.success(request, _("The invitation is on its way."))
    except (SentTooOftenError, WrongStateError) as error:
        messages.warning(request, INVITE_ERRORS[type(error)])
    return lead_back(organisation)


def find_managed(request: HttpRequest, slug: str) -> tuple[Organisation, Member | None]:
    """Return an organisation whose team the person manages, and the own member."""
    organisation, member = find_own(request, slug)
    if not can_name_organisation(request.user, organisation, timezone.now()):
        raise Http404
    return organisation, member


@login_required
@personal
@require_POST
def team_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """Leave the team, or take the request back."""
    organisation, member = find_own(request, slug)
    row = get_object_or_404(
        TeamMembership, organisation=organisation, member=member or 0
    )
    return _change(
        request,
        organisation,
        lambda: end_team_membership(row=row, actor=request.user, now=timezone.now()),
        _("You do not belong to the team any more."),
    )


@login_required
@personal
@require_POST
def team_show(request: HttpRequest, slug: str) -> HttpResponse:
    """Be shown to other members as one of the team, or no more."""
    organisation, member = find_own(request, slug)
    row = get_object_or_404(
        TeamMembership, organisation=organisation, member=member or 0
    )
    show_in_team(row=row, is_shown="show" in request.POST)
    messages.success(request, _("Saved."))
    return lead_back(organisation)


@login_required
@personal
@require_POST
def team_decide(request: HttpRequest, slug: str, row_id: int) -> HttpResponse:
    """Accept, decline, promote or let go one of the team; the button says which."""
    organisation, _member = find_own(request, slug)
    rows = TeamMembership.objects.select_related("member__user", "organisation")
    row = get_object_or_404(rows, pk=row_id, organisation=organisation)
    now = timezone.now()
    if not can_decide_on_teammate(request.user, row, now):
        raise Http404
    user = request.user
    deeds: dict[str, Callable[[], Any]] = {
        "accept": lambda: decide_request(row=row, accepts=True, actor=user, now=now),
        "decline": lambda: decide_request(row=row, accepts=False, actor=user, now=now),
        "admin": lambda: set_team_role(row=row, role=TeamRole.ADMIN, now=now),
        "team": lambda: set_team_role(row=row, role=TeamRole.TEAM, now=now),
        "end": lambda: end_team_membership(row=row, actor=user, now=now),
    }
    named = [deed for name, deed in deeds.items() if name in request.POST]
    if not named:
        return lead_back(organisation)
    return _change(request, organisation, named[0], _("Saved."))


def _change(
    request: HttpRequest,
    organisation: Organisation,
    change: Callable[[], Any],
    sentence: str,
) -> HttpResponse:
    try:
        change()
    except LastAdminError:
        messages.warning(
            request,
            _(
                "An organisation needs an admin. Make somebody else of the team admin "
                "first."
            ),
        )
    except (TransitionError, NotInTeamError):
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, sentence)
    return lead_back(organisation)


@login_required
@personal
@limited("organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_claim(request: HttpRequest, slug: str) -> HttpResponse:
    """Claim an entry that nobody looks after; see how the own claim stands."""
    organisation, member = find_own(request, slug)
    if member is None:
        raise Http404
    admins = TeamMembership.objects.admins().filter(organisation=organisation)
    claim = find_own_claim(member, organisation)
    if claim is None and admins.exists():
        return lead_back(organisation)
    asks = organisation.is_pre_made and bool(organisation.website)
    given = request.POST if request.method == "POST" else None
    form = ClaimForm(given, asks_for_address=asks)
    if request.method == "POST" and form.is_valid():
        try:
            claim_organisation(
                organisation=organisation,
                member=member,
                words=form.cleaned_data["words"],
                proof_email=form.cleaned_data.get("proof_email", ""),
                now=timezone.now(),
            )
        except ForeignAddressError:
            form.add_error(
                "proof_email",
                _(
                    "This address is not at the domain of the website. Leave it out: "
                    "then the coordination decides."
                ),
            )
        except HasAdminError:
            return lead_back(organisation)
        except ClaimedAlreadyError:
            messages.info(request, _("You have asked already; here is how it stands."))
            return redirect("community_organisations:organisation_claim", slug)
        else:
            return redirect("community_organisations:organisation_claim", slug)
    context = {
        "organisation": organisation,
        "claim": claim,
        "due_day": format_day(claim.due_date) if claim else "",
        "form": form,
    }
    return render(request, "community/organisation_claim.html", context)


@login_required
@personal
@require_POST
def claim_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    organisation, member = find_own(request, slug)
    claim = find_own_claim(member, organisation) if member else None
    if claim is None:
        raise Http404
    try:
        withdraw_claim(claim=claim, now=timezone.now())
    except TransitionError:
        messages.warning(request, _("Nothing was changed: see below how it stands."))
    else:
        messages.success(request, _("Your claim is taken back."))
    return redirect(organisation)

"""Own proposals: list, form, one with its answers, preview (ED74)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from cms.forms.proposals import ProposalForm
from cms.models import Proposal
from cms.operations.proposals import (
    DraftChangedError,
    ItemInWorkError,
    NetworkNotReadyError,
    ProposalError,
    answer_proposal,
    hand_in_proposal,
    propose_change,
    submit_proposal,
    withdraw_proposal,
)
from cms.permissions.proposals import (
    can_edit_proposal,
    can_propose_change,
    can_withdraw_proposal,
)
from cms.proposals import ProposalKind, proposal_kinds
from cms.queries.paging import get_paging
from cms.queries.proposals import (
    find_draft,
    find_page,
    get_kind_label,
    get_own_proposals,
    get_steps,
    make_badge,
    make_cards,
)
from cms.transitions import TransitionError

View = Callable[..., HttpResponse]


def personal(view: View) -> View:
    """Ask for the login, and keep the answer out of every cache."""
    return login_required(cache_control(private=True, no_store=True)(view))


def describe(error: Exception) -> str:
    """Return what went wrong and what to do, in one sentence or two."""
    if isinstance(error, DraftChangedError):
        return _(
            "Somebody has changed the draft since you opened this form. Your text still "
            "stands below: copy what you need, open the draft anew and put it in."
        )
    if isinstance(error, ItemInWorkError):
        return _(
            "The editors or another proposal are at work on this item. Please try again "
            "when that is done."
        )
    if isinstance(error, NetworkNotReadyError):
        return _(
            "This network has no pages for this in this language yet. Choose the other "
            "language or ask its coordinators."
        )
    return _("This proposal has moved on in the meantime; here is how it stands now.")


@personal
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    proposals = get_own_proposals(request.user)
    paging = get_paging(
        request.GET.get("page"), total=proposals.count(), path=request.path
    )
    context = {
        "cards": make_cards(list(proposals[paging.rows])),
        "page_links": paging,
        "kinds": list_open_kinds(request.user),
    }
    return render(request, "cms/proposal_list.html", context)


def list_open_kinds(user: Any) -> list[ProposalKind]:
    kinds = proposal_kinds.entries()
    # Kinds that ask the same question share its answer.
    is_open = {
        find: find(user).exists() for find in {kind.find_networks for kind in kinds}
    }
    return [kind for kind in kinds if is_open[kind.find_networks]]


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_new(request: HttpRequest, kind_name: str) -> HttpResponse:
    kind = get_kind(kind_name)
    if not kind.find_networks(request.user).exists():
        raise Http404
    form = make_form(request, kind)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, form, kind)
    try:
        proposal = submit_proposal(
            proposer=request.user,
            kind=kind,
            network=form.get_network(),
            language=form.chosen_language,
            token=form.cleaned_data["token"],
            content=form.get_content(),
            is_draft="draft" in request.POST,
            now=timezone.now(),
        )
    except ProposalError as error:
        form.add_error(None, describe(error))
        return show_form(request, form, kind)
    return redirect("cms_me:proposal_detail", proposal.pk)


@personal
@require_safe
def proposal_detail(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = get_own(request, proposal_id)
    page = find_page(proposal)
    context = {
        "proposal": proposal,
        "kind_label": get_kind_label(proposal),
        "badge": make_badge(proposal),
        "steps": get_steps(proposal),
        "has_preview": page is not None and proposal.is_open,
        "live_url": page.get_url(request) if page and page.live else None,
        "can_edit": can_edit_proposal(request.user, proposal),
        "can_withdraw": can_withdraw_proposal(request.user, proposal),
        "can_change": page is not None
        and page.live
        and can_propose_change(request.user, proposal),
    }
    return render(request, "cms/proposal_detail.html", context)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = get_own(request, proposal_id)
    page = find_draft(proposal)
    if page is None or not can_edit_proposal(request.user, proposal):
        return tell_it_moved_on(request, proposal)
    kind = get_kind(proposal.kind)
    form = make_form(request, kind, page=page, proposal=proposal)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, form, kind, proposal)
    try:
        answer_proposal(
            proposal=proposal,
            actor=request.user,
            content=form.get_content(),
            seen_revision=form.cleaned_data["seen_revision"],
            message=form.cleaned_data["message"],
            is_draft="draft" in request.POST,
            now=timezone.now(),
        )
    except ProposalError as error:
        form.add_error(None, describe(error))
        return show_form(request, form, kind, proposal)
    except TransitionError:
        return tell_it_moved_on(request, proposal)
    return redirect("cms_me:proposal_detail", proposal.pk)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_change(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Propose a new version of the live item that came of an own proposal."""
    accepted = get_own(request, proposal_id)
    page = find_page(accepted)
    if page is None or not page.live or not can_propose_change(request.user, accepted):
        return tell_it_moved_on(request, accepted)
    kind = get_kind(accepted.kind)
    form = make_form(request, kind, page=page, proposal=accepted)
    if request.method != "POST" or not form.is_valid():
        return show_form(request, form, kind, accepted, is_change=True)
    try:
        proposal = propose_change(
            accepted=accepted,
            actor=request.user,
            token=form.cleaned_data["token"],
            content=form.get_content(),
            message=form.cleaned_data["message"],
            now=timezone.now(),
        )
    except ProposalError as error:
        form.add_error(None, describe(error))
        return show_form(request, form, kind, accepted, is_change=True)
    return redirect("cms_me:proposal_detail", proposal.pk)


@personal
@require_POST
def proposal_submit(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Hand in a draft as it was kept."""
    proposal = get_own(request, proposal_id)
    if not can_edit_proposal(request.user, proposal):
        return tell_it_moved_on(request, proposal)
    try:
        hand_in_proposal(proposal=proposal, actor=request.user, now=timezone.now())
    except (ProposalError, TransitionError) as error:
        messages.warning(request, describe(error))
    return redirect("cms_me:proposal_detail", proposal.pk)


@personal
@require_POST
def proposal_withdraw(request: HttpRequest, proposal_id: int) -> HttpResponse:
    proposal = get_own(request, proposal_id)
    try:
        withdraw_proposal(proposal=proposal, actor=request.user, now=timezone.now())
    except TransitionError as error:
        messages.warning(request, describe(error))
    return redirect("cms_me:proposal_detail", proposal.pk)


@personal
@require_safe
def proposal_preview(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Show the draft as the page that it will be; only while the proposal is open."""
    proposal = get_own(request, proposal_id)
    page = find_draft(proposal) if proposal.is_open else None
    if page is None:
        raise Http404
    response: HttpResponse = page.make_preview_request(
        request, page.default_preview_mode
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def get_kind(name: str) -> ProposalKind:
    kind = proposal_kinds.get(name)
    if kind is None:
        raise Http404
    return kind


def get_own(request: HttpRequest, proposal_id: int) -> Proposal:
    own = Proposal.objects.proposed_by(request.user).select_related("network")
    return get_object_or_404(own, pk=proposal_id)


def make_form(
    request: HttpRequest,
    kind: ProposalKind,
    *,
    page: Any = None,
    proposal: Proposal | None = None,
) -> ProposalForm:
    form_class = import_string(kind.form)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form: ProposalForm = form_class(
        *given, kind=kind, user=request.user, page=page, proposal=proposal
    )
    return form


def show_form(
    request: HttpRequest,
    form: ProposalForm,
    kind: ProposalKind,
    proposal: Proposal | None = None,
    *,
    is_change: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "sections": form.get_sections(),
        "kind": kind,
        "proposal": proposal,
        "is_change": is_change,
    }
    return render(request, "cms/proposal_form.html", context)


def tell_it_moved_on(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """A second click, or editors who were quicker: show how it stands."""
    if request.method == "POST":
        messages.info(
            request,
            _("This proposal has moved on in the meantime; here is how it stands now."),
        )
    return redirect("cms_me:proposal_detail", proposal.pk)

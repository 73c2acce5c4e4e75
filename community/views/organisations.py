"""Organisations: the directory, one of them, adding and editing (CO21, CO22)."""

import functools
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.audiences import get_viewer
from cms.models import Network
from cms.structured_data import dump_graph
from cms.views.limits import limited
from community.consent import find_standing_of_user
from community.forms.organisations import OrganisationForm
from community.models import Organisation, OrganisationClaim, TeamMembership
from community.operations.organisations import (
    NamesakeError,
    create_organisation,
    edit_organisation,
)
from community.permissions.enquiries import find_receivers
from community.permissions.organisations import (
    can_create_organisation,
    can_edit_organisation,
    can_name_organisation,
    find_adult,
)
from community.queries.organisations import (
    find_similar,
    get_detail,
    list_organisations,
    list_own_organisations,
    list_team,
    make_cards,
)
from community.queries.slugs import find_moved
from community.views.account import View, personal


def personal_for_members(view: View) -> View:
    """Keep what a signed-in person sees out of every cache; visitors all see the same."""

    @functools.wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return answer


def find_organisation(request: HttpRequest, slug: str) -> Organisation:
    """Return an organisation that the viewer may see.

    Raises:
        Http404: there is none, or not for this viewer.
    """
    rows = Organisation.objects.visible_to(get_viewer(request))
    found = rows.select_related("network").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@personal_for_members
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    standing = find_standing_of_user(request.user, now)
    context = {
        "listing": list_organisations(params=request.GET, path=request.path),
        "can_create": can_create_organisation(request.user, now),
        "own": list_own_organisations(standing.member)
        if standing and standing.takes_part
        else [],
    }
    return render(request, "community/organisation_list.html", context)


@personal_for_members
@require_safe
def organisation_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one; an address that it had until a year ago leads here."""
    now, viewer = timezone.now(), get_viewer(request)
    rows = Organisation.objects.visible_to(viewer)
    organisation = rows.select_related("network").filter(slug=slug).first()
    if organisation is None:
        moved = find_moved(rows=rows, slug=slug, now=now)
        if moved is None:
            raise Http404
        return redirect(moved, permanent=True)
    url = request.build_absolute_uri(organisation.get_absolute_url())
    detail = get_detail(organisation, url)
    can_edit = can_edit_organisation(request.user, organisation, now)
    adult = find_adult(request.user, now)
    is_adult = adult is not None
    sender = adult.member if adult else None
    context = {
        "organisation": organisation,
        "detail": detail,
        "url": url,
        "graph": dump_graph(detail.graph),
        "about_lang": ""
        if organisation.about_language == get_language()
        else organisation.about_language,
        "team": list_team(organisation, viewer, timezone.localdate(now)),
        "has_admin": TeamMembership.objects.admins()
        .filter(organisation=organisation)
        .exists(),
        "can_edit": can_edit,
        # Visitors are asked to log in; young people have nothing to join or to claim.
        "may_act": can_edit or is_adult or not request.user.is_authenticated,
        "is_member": viewer.holds("member"),
        "can_enquire": (is_adult or not request.user.is_authenticated)
        and find_receivers(organisation, sender, now).exists(),
    }
    return render(request, "community/organisation_detail.html", context)


@login_required
@personal
@limited("organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Add one; those that are called alike are shown first, to join or to claim."""
    now = timezone.now()
    adult = find_adult(request.user, now)
    if adult is None:
        raise Http404
    form = OrganisationForm(request.POST if request.method == "POST" else None)
    similar: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if not said["is_another"]:
            similar = find_similar(said["name"], said["town"], get_viewer(request))
        if similar:
            form.ask_if_another()
            form.add_error("is_another", _("Please look at these organisations first."))
        else:
            network = said["network"] or Network.objects.get_site()
            try:
                made = create_organisation(
                    creator=adult.member,
                    network=network,
                    content=form.get_content(),
                    now=now,
                )
            except NamesakeError:
                refuse_namesake(form)
            else:
                tell_how_it_stands(request, made)
                return redirect(made)
    if request.POST.get("is_another"):
        form.ask_if_another()
    context = {
        "form": form,
        "sections": form.get_sections(),
        "similar": make_cards(similar) if similar else [],
    }
    return render(request, "community/organisation_form.html", context)


@login_required
@personal
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_edit(request: HttpRequest, slug: str) -> HttpResponse:
    now = timezone.now()
    organisation = find_organisation(request, slug)
    if not can_edit_organisation(request.user, organisation, now):
        raise Http404
    given = request.POST if request.method == "POST" else None
    form = OrganisationForm(given, organisation=organisation)
    if not can_name_organisation(request.user, organisation, now):
        form.keep_identity()
    if request.method == "POST" and form.is_valid():
        try:
            saved = edit_organisation(
                organisation=organisation, content=form.get_content(), now=now
            )
        except NamesakeError:
            refuse_namesake(form)
        else:
            messages.success(request, _("Saved. Everybody sees it so from now on."))
            return redirect(saved)
    context = {
        "form": form,
        "sections": form.get_sections(),
        "organisation": organisation,
        "has_fixed_identity": "name" not in form.fields,
    }
    return render(request, "community/organisation_form.html", context)


def refuse_namesake(form: OrganisationForm) -> None:
    form.ask_for_reason()
    form.add_error(
        "namesake_reason",
        _(
            "There is one of this name in this town already. Join it, or say why there "
            "is another one."
        ),
    )


def tell_how_it_stands(request: HttpRequest, organisation: Organisation) -> None:
    if organisation.is_live:
        messages.success(request, _("Your organisation is in the directory now."))
        return
    messages.success(
        request,
        _(
            "Your organisation is saved. The coordination looks at it before everybody "
            "sees it."
        ),
    )


def find_own_claim(member: Any, organisation: Organisation) -> OrganisationClaim | None:
    """Return the member's open claim there."""
    claims = OrganisationClaim.objects.open()
    return claims.filter(member=member, organisation=organisation).first()

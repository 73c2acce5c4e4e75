"""Asking for the link by which an organisation refuses an entry of ours (SP50)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.views.limits import limited
from community.forms.organisation_parts import AskRefusalForm
from community.operations.organisation_refusals import (
    NotTheirAddressError,
    ask_for_refusal_link,
    can_be_refused,
)
from community.views.account import personal
from community.views.organisations import find_organisation


@personal
@limited("organisation-refusal")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_refuse(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the link to an address of the organisation; anybody may ask for it."""
    organisation = find_organisation(request, slug)
    if not can_be_refused(organisation):
        raise Http404
    form = AskRefusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_for_refusal_link(
                organisation=organisation,
                address=form.cleaned_data["email"],
                now=timezone.now(),
            )
        except NotTheirAddressError:
            form.add_error(
                "email",
                _(
                    "This is neither the address in the entry nor one at the domain of "
                    "its website. If you have none, write to the address in the imprint."
                ),
            )
        else:
            messages.success(
                request,
                _("A mail with the link is on its way. It works for a year."),
            )
            return redirect("community_organisations:organisation_refuse", slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "community/organisation_refuse.html", context)

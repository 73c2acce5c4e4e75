"""The logo of an organisation: served, put up, taken away (CO21)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.views.limits import limited
from community.forms.organisation_parts import LogoForm
from community.operations.organisation_logos import change_logo
from community.permissions.organisations import can_edit_organisation
from community.queries.organisations import find_logo_url
from community.views.account import personal
from community.views.organisations import find_organisation, personal_for_members


@personal_for_members
@require_safe
def organisation_logo(request: HttpRequest, slug: str) -> FileResponse:
    """Serve the logo to whoever may see the organisation."""
    organisation = find_organisation(request, slug)
    if not organisation.logo.name:
        raise Http404
    try:
        file = default_storage.open(organisation.logo.name, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, content_type="image/png")


@login_required
@personal
@limited("organisation")
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_logo_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Put another logo up, or take it away; the button says which."""
    organisation = find_organisation(request, slug)
    if not can_edit_organisation(request.user, organisation, timezone.now()):
        raise Http404
    if request.method == "POST" and "remove" in request.POST:
        change_logo(organisation=organisation, logo=None)
        messages.success(request, _("The logo is taken away."))
        return redirect(organisation)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = LogoForm(*data)
    if request.method == "POST" and form.is_valid():
        change_logo(organisation=organisation, logo=form.cleaned_data["logo"])
        messages.success(request, _("Saved. Everybody sees it so from now on."))
        return redirect(organisation)
    context = {
        "organisation": organisation,
        "form": form,
        "logo_url": find_logo_url(organisation),
    }
    return render(request, "community/organisation_logo.html", context)

"""The screen on which an editor makes and takes back links to a draft (ED52)."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.models import Page

from cms.links import get_link_url
from cms.operations.sharing import find_draft_links, share_draft, stop_sharing_draft


@require_http_methods(["GET", "HEAD", "POST"])
def share_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the links to a draft; POST makes one or takes all of them back."""
    page = get_object_or_404(Page, pk=page_id)
    if page.is_root() or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    now = timezone.now()
    if request.method == "POST":
        if "revoke" in request.POST:
            count = stop_sharing_draft(page=page, now=now)
            sentence = ngettext(
                "%(count)s link was taken back.",
                "%(count)s links were taken back.",
                count,
            )
            messages.success(request, sentence % {"count": count})
        else:
            share_draft(page=page, user=request.user, now=now)
            messages.success(
                request, _("The link is ready. Copy it from the list below.")
            )
        return redirect("cms_share_draft", page.pk)
    links = [
        {"url": get_link_url(link), "expires_at": link.expires_at}
        for link in find_draft_links(page=page, now=now)
    ]
    context = {
        "page_title": _("Show the draft to somebody"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "link",
        "links": links,
    }
    return TemplateResponse(request, "cms/admin/share_draft.html", context)

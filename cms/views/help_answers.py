"""“Did this help?”: an answer without person, at an address that no cache keeps (ED44)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Locale

from cms.counter import HELPED, NOT_HELPED, count_view, get_mark
from cms.models import HelpPage
from cms.views.limits import limited

ANSWERS = {"yes": HELPED, "no": NOT_HELPED}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@limited("help")
def answer_help(request: HttpRequest, page_slug: str) -> HttpResponse:
    """Ask whether a help page helped; each answer adds one to a figure of the day."""
    page = _find_page(request, page_slug)
    kind = ANSWERS.get(request.POST.get("answer", ""))
    if request.method != "POST" or kind is None:
        context = {"help_page": page, "has_no_answer": request.method == "POST"}
        return render(request, "cms/help_answer.html", context)
    count_view(get_mark(page.article), kind=kind)
    messages.success(request, _("Thank you. Your answer counts, your name does not."))
    return redirect(page.get_url(request))


def _find_page(request: HttpRequest, page_slug: str) -> HelpPage:
    locale = Locale.get_active()
    page = HelpPage.objects.listed(locale).filter(slug=page_slug).first()
    if page is None:
        raise Http404(_("There is no such help page."))
    return page

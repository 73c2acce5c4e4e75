"""What stands between an editor and publishing: four eyes, and checks in bulk (ED8, ED51)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.editor_forms import needs_other_eyes
from cms.validators.content import find_errors, find_warnings


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_about_content(request: HttpRequest, page: Page) -> None:
    """Say what could be better; it hinders nobody.

    Autosave asks for JSON: its hints would pile up until the next page is loaded.
    """
    if not request.accepts("text/html"):
        return
    for problem in find_warnings(page):
        messages.warning(request, problem.sentence)


@hooks.register("before_bulk_action")
def check_before_bulk_publishing(
    request: HttpRequest, action_type: str, objects: Any, _action: Any
) -> HttpResponse | None:
    """Publish several at once only if each of them may go live."""
    if request.method != "POST" or action_type != "publish":
        return None
    sentences = []
    for page in objects:
        latest = page.specific.get_latest_revision_as_object()
        title = page.get_admin_display_title()
        if needs_other_eyes(latest, request.user):
            sentences.append(
                _("“%(title)s” needs a second reader: submit it for review.")
                % {"title": title}
            )
        sentences += [f"{title}: {found.sentence}" for found in find_errors(latest)]
    if not sentences:
        return None
    for sentence in sentences:
        messages.error(request, sentence)
    return redirect("wagtailadmin_home")

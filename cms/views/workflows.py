"""Wagtail's workflow views with the page's edit check before everything else (A1)."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from cms.validators.content import find_errors
from cms.views.translations import refuse


def if_editable(view_name: str) -> Callable[..., Any]:
    """Refuse those who may not edit; the views' own messages name the draft's title."""
    view = page_viewset_registry.as_view(view_name, page_id_kwarg="page_id")

    def checked(
        request: HttpRequest, page_id: int, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        page = get_object_or_404(Page, pk=page_id)
        if not page.specific.permissions_for_user(request.user).can_edit():
            return refuse(request)
        if kwargs.get("action_name") == "approve" and request.method == "POST":
            problems = find_errors(page.get_latest_revision_as_object())
            if problems:
                for problem in problems:
                    messages.error(request, problem.sentence)
                return redirect("wagtailadmin_pages:edit", page.pk)
        response: HttpResponse = view(request, *args, page_id=page_id, **kwargs)
        return response

    guarded: Callable[..., Any] = require_admin_access(checked)
    return guarded

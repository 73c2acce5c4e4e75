"""Wagtail's question before a page moves, with the check that it lacks (S25)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page

from cms.views.translations import refuse


def confirm_move(
    request: HttpRequest, page_to_move_id: int, **kwargs: Any
) -> HttpResponse:
    """Refuse those who may not move the page: the question names the title of a draft."""
    page = get_object_or_404(Page, pk=page_to_move_id)
    if not page.permissions_for_user(request.user).can_move():
        return refuse(request)
    view = page_viewset_registry.as_view(
        "move_confirm", page_id_kwarg="page_to_move_id"
    )
    response: HttpResponse = view(request, page_to_move_id=page_to_move_id, **kwargs)
    return response

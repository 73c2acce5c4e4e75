"""Pages that move or go take their other languages along; redirects lead in no circle."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page

from cms.queries.moves import list_companions
from cms.views.moves import AddRedirectView, EditRedirectView


@hooks.register("construct_translated_pages_to_cascade_actions")
def take_other_languages_along(pages: list[Page], action: str) -> dict[Page, Any]:
    """Wagtail unpublishes aliases itself."""
    if action not in {"move", "delete"}:
        return {}
    return {page: list_companions(page, deleting=action == "delete") for page in pages}


@hooks.register("before_bulk_action")
def delete_aliases_in_bulk(
    request: HttpRequest, action_type: str, objects: Any, _action: Any
) -> None:
    """Deleting several at once asks nobody else what goes with them."""
    if request.method != "POST" or action_type != "delete":
        return
    found = {
        companion.pk: companion
        for page in objects
        if isinstance(page, Page)
        for companion in list_companions(page.specific, deleting=True)
    }
    chosen = list(objects)
    for companion in found.values():
        # What is below another page of the list goes with that one.
        if not any(companion.path.startswith(page.path) for page in chosen):
            objects.append(companion)


@hooks.register("register_admin_urls", order=-10)
def register_circle_free_redirects() -> list[URLPattern]:
    """Take over two addresses; names are still reversed from Wagtail's own routes."""
    return [
        path("redirects/add/", AddRedirectView.as_view()),
        path("redirects/<int:redirect_id>/", EditRedirectView.as_view()),
    ]

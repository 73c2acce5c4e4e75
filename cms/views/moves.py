"""Wagtail's questions before a page moves (S25) or goes (ED9), with what they lack."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.views.pages.delete import DeleteView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.contrib.redirects import views as redirects
from wagtail.models import Page

from cms.forms.moves import CircleFreeRedirectForm, DeletionForm
from cms.operations.moves import lead_on, list_addresses
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


class ConfirmDeletionView(DeleteView):
    """Asks where visitors of the deleted pages are led; without an answer they are gone."""

    template_name = "cms/admin/confirm_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.pop("form", None) or DeletionForm(leaving=self.pages_to_delete)
        context: dict[str, Any] = super().get_context_data(**kwargs)
        pages = context["descendant_count"] + context["translation_descendant_count"]
        return context | {
            "form": form,
            "media": form.media,
            "page_count": 1 + pages + context["translation_count"],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DeletionForm(request.POST, leaving=self.pages_to_delete)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        target = form.cleaned_data["target"]
        addresses = list_addresses(form.get_leaving_pages()) if target else []
        response: HttpResponse = super().post(request, *args, **kwargs)
        if target and not Page.objects.filter(pk=self.page.pk).exists():
            lead_on(addresses=addresses, target=target)
        return response


class AddRedirectView(redirects.CreateView):
    form_class = CircleFreeRedirectForm


class EditRedirectView(redirects.EditView):
    form_class = CircleFreeRedirectForm

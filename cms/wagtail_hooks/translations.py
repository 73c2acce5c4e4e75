"""Translations: checked views at wagtail-localize's addresses (S2), and how far they are."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.models.base import BasePage
from cms.operations.translations import find_refusals
from cms.queries.translation_states import list_translation_notes
from cms.views import translations as views

BEFORE_LOCALIZE = -10


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def register_checked_translation_views() -> list[URLPattern]:
    """Take over the addresses; names are still reversed from the library's own routes."""
    return [
        path(
            "localize/submit/page/<int:page_id>/",
            views.CheckedSubmitPageView.as_view(),
        ),
        path(
            "localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            views.CheckedSubmitSnippetView.as_view(),
        ),
        path(
            "localize/update/<int:translation_source_id>/",
            views.CheckedUpdateView.as_view(),
        ),
        path(
            "localize/reports/translations/",
            views.CheckedReportView.as_view(),
        ),
        path(
            "localize/reports/translations/results/",
            views.CheckedReportView.as_view(results_only=True),
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/",
            views.CheckedSnippetsView.as_view({"get": "list"}),
        ),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            views.CheckedSnippetsView.as_view({"get": "retrieve"}),
        ),
    ]


@hooks.register("before_edit_page", order=BEFORE_LOCALIZE)
def check_before_publishing_translation(
    request: HttpRequest, page: Page
) -> HttpResponse | None:
    """Publish a translation from its editor only if it may go live (ED8, ED57)."""
    is_publishing = request.method == "POST" and request.POST.get("action") == "publish"
    if not is_publishing or not page.permissions_for_user(request.user).can_publish():
        return None
    problems = find_refusals(
        translations=Translation.objects.filter(
            source__object_id=page.translation_key,
            target_locale=page.locale_id,
            enabled=True,
        ),
        user=request.user,
    )
    for problem in problems:
        messages.error(request, problem.sentence)
    return redirect("wagtailadmin_pages:edit", page.pk) if problems else None


@hooks.register("before_edit_page", order=BEFORE_LOCALIZE)
def tell_about_translations(request: HttpRequest, page: Page) -> None:
    """Say above the form what is missing or outdated, in both editors of a page (ED57)."""
    if request.method != "GET" or not isinstance(page.specific, BasePage):
        return
    for note in list_translation_notes(page):
        buttons = []
        if note.source_id and request.user.has_perm(
            "wagtail_localize.submit_translation"
        ):
            url = reverse("wagtail_localize:update_translations", args=[note.source_id])
            buttons.append(messages.button(url, _("Update the translation")))
        messages.warning(request, note.sentence, buttons=buttons)

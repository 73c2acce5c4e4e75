"""Our checked views stand before those of wagtail-localize at the same addresses (S2)."""

from django.urls import URLPattern, path
from wagtail import hooks

from cms.views import translations as views


@hooks.register("register_admin_urls", order=-10)
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

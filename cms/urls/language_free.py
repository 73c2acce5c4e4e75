"""Routes without a language prefix."""

from django.urls import URLPattern, URLResolver, path
from wagtail.admin.auth import require_admin_access

from cms.views.reports import CheckedPageTypesView
from cms.views.workflows import if_editable

app_name = "cms"

urlpatterns: list[URLPattern | URLResolver] = []

# Views of Wagtail's admin with the check that they lack, at their own addresses (S25).
_WORKFLOW = "admin/pages/workflow"
urlpatterns += [
    path(
        "admin/reports/page-types-usage/",
        require_admin_access(CheckedPageTypesView.as_view()),
    ),
    path(
        "admin/reports/page-types-usage/results/",
        require_admin_access(CheckedPageTypesView.as_view(results_only=True)),
    ),
    path(
        f"{_WORKFLOW}/preview/<int:page_id>/<int:task_id>/",
        if_editable("workflow_preview"),
    ),
    path(
        f"{_WORKFLOW}/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        if_editable("workflow_action"),
    ),
    path(
        f"{_WORKFLOW}/collect_action_data/"
        "<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        if_editable("collect_workflow_action_data"),
    ),
    path(
        f"{_WORKFLOW}/confirm_cancellation/<int:page_id>/",
        if_editable("confirm_workflow_cancellation"),
    ),
]

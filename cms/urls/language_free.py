"""Routes without a language prefix."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import PasswordResetView

from cms import calendars, feeds, sitemaps
from cms.views import account, codes, entrance, files, health, links, well_known
from cms.views.embed import embed_map
from cms.views.limits import limit_reset
from cms.views.moves import ConfirmDeletionView, confirm_move
from cms.views.reports import CheckedPageTypesView
from cms.views.workflows import if_editable

app_name = "cms"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.show_health, name="health"),
    path("readyz", health.show_readiness, name="readiness"),
    path("l/<str:token>/", links.act_by_link, name="link"),
    path("", entrance.enter, name="entrance"),
    path("language/<slug:language>/", entrance.choose_language, name="language_choose"),
    path("sitemap.xml", sitemaps.show_index, name="sitemap"),
    path(
        "sitemap-<slug:language>.xml", sitemaps.show_language, name="sitemap_language"
    ),
    path("embed/map/", embed_map, name="embed_map"),
    path("robots.txt", well_known.show_robots, name="robots"),
    path(".well-known/security.txt", well_known.show_security, name="security"),
    path("qr/<path:page_path>.svg", codes.show_code, name="qr_code"),
    path("feeds/<slug:language>/<slug:kind>.atom", feeds.show_feed, name="feed"),
    path(
        "feeds/<slug:language>/events.ics",
        calendars.show_event_calendar,
        name="calendar",
    ),
    path(
        "feeds/<slug:language>/webinars.ics",
        calendars.show_webinar_calendar,
        name="webinar_calendar",
    ),
    path(
        "feeds/<slug:language>/events/<uuid:key>.ics",
        calendars.show_event,
        name="event_calendar",
    ),
    path(
        "documents/events/<int:page_id>.zip",
        files.serve_event_documents,
        name="event_documents",
    ),
    path("admin/login/", account.lead_to_login, name="admin_login"),
    # Wagtail's own, with a limit (S54).
    path("admin/password_reset/", limit_reset(PasswordResetView.as_view())),
    path(
        "documents/<int:document_id>/<str:document_filename>",
        files.serve_document,
        name="document_serve",
    ),
]

if settings.MEDIA_URL.startswith("/"):
    urlpatterns += [
        path(
            f"{settings.MEDIA_URL.strip('/')}/<path:name>",
            files.show_picture,
            name="picture_show",
        )
    ]

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
    path(
        "admin/pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/",
        require_admin_access(confirm_move),
    ),
    path(
        "admin/pages/<int:page_id>/delete/",
        require_admin_access(ConfirmDeletionView.as_view()),
    ),
]

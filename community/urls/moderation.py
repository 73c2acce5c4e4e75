"""Notices and public figures, below /<language>/moderation/."""

from django.urls import URLPattern, URLResolver, path

from community.views import moderation

app_name = "community_moderation"

urlpatterns: list[URLPattern | URLResolver] = [
    path("figures/", moderation.figures, name="figures"),
    path("report/<slug:kind_name>/<slug:key>/", moderation.report, name="report"),
]

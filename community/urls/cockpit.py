"""The cockpit, at /<language>/cockpit/."""

from django.urls import URLPattern, URLResolver, path

from community.views import cockpit

app_name = "community_cockpit"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", cockpit.cockpit, name="cockpit"),
]

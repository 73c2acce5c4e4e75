"""The feed, below /<language>/feed/."""

from django.urls import URLPattern, URLResolver, path

from community.views import feed

app_name = "community_feed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", feed.feed, name="feed"),
    path("mute/", feed.feed_mute, name="mute"),
    path("unmute/", feed.feed_unmute, name="unmute"),
]

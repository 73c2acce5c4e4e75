"""Where a page leads whoever wants to follow it, below /<language>/follow/."""

from django.urls import URLPattern, URLResolver, path

from community.views import feed

app_name = "community_follow"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:kind_name>/<slug:key>/", feed.follow_page, name="follow"),
]

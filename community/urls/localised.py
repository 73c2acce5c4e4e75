"""Routes of community below the language prefix."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", include("community.urls.me")),
    path("members/", include("community.urls.people")),
    path("organisations/", include("community.urls.organisations")),
    path("notifications/", include("community.urls.notifications")),
    path("moderation/", include("community.urls.moderation")),
    path("", include("community.urls.posts")),
    path("groups/", include("community.urls.groups")),
    path("safeguarding/", include("community.urls.safeguarding")),
    path("messages/", include("community.urls.messages")),
    path("feed/", include("community.urls.feed")),
    path("follow/", include("community.urls.follow")),
    path("cockpit/", include("community.urls.cockpit")),
]

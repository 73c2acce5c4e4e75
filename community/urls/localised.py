"""Routes of community below the language prefix."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/", include("community.urls.me")),
    path("moderation/", include("community.urls.moderation")),
]

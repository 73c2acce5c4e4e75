"""The read API; outside the namespace of cms, since it has one of its own."""

from django.urls import URLPattern, URLResolver, path

from cms.api.routes import api

urlpatterns: list[URLPattern | URLResolver] = [path("", api.urls)]

"""App routes below the language prefix; they stand before the pages."""

from django.urls import URLPattern, URLResolver, include, path

from cms.views.styleguide import show_styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    path("me/proposals/", include("cms.urls.proposals")),
    path("styleguide/", show_styleguide, name="cms_styleguide"),
]

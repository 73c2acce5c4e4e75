"""App routes below the language prefix; they stand before the pages."""

from django.urls import URLPattern, URLResolver, include, path

from cms.views.help_answers import answer_help
from cms.views.styleguide import show_styleguide

urlpatterns: list[URLPattern | URLResolver] = [
    # Not below the list of offers: its English address is that of a page.
    path("ask/", include("cms.urls.offer_requests")),
    path("me/proposals/", include("cms.urls.proposals")),
    path("did-this-help/<slug:page_slug>/", answer_help, name="cms_help_answer"),
    path("styleguide/", show_styleguide, name="cms_styleguide"),
]

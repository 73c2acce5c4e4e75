"""The read API; outside the namespace of cms, since it has one of its own."""

from django.urls import URLPattern, URLResolver, path

from cms.api.problems import answer_missing
from cms.api.routes import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", api.urls),
    # What the API does not know is said in its own words, not in a page for readers.
    path("<path:path>", answer_missing, name="api_missing"),
]

"""Search, below /<language>/search/."""

from django.urls import URLPattern, URLResolver, path

from search.views import results

app_name = "verbund_search"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", results.results, name="results"),
    path("suggest/", results.suggestions, name="suggestions"),
    path("click/", results.click, name="click"),
]

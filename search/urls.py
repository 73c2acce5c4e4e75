"""Search, below /<language>/search/."""

from django.urls import URLPattern, URLResolver, path

from search.views import results, saved

app_name = "verbund_search"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", results.results, name="results"),
    path("suggest/", results.suggestions, name="suggestions"),
    path("click/", results.click, name="click"),
    path("saved/", saved.saved_list, name="saved_list"),
    path("saved/new/", saved.saved_new, name="saved_new"),
    path("saved/sent/", saved.saved_sent, name="saved_sent"),
    path("saved/<int:saved_id>/", saved.saved_change, name="saved_change"),
    path("saved/<int:saved_id>/end/", saved.saved_end, name="saved_end"),
    path("saved/<int:saved_id>/resume/", saved.saved_resume, name="saved_resume"),
]

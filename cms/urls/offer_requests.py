"""Asking for an offer, below /<language>/ask/."""

from django.urls import URLPattern, URLResolver, path

from cms.views import offer_requests

app_name = "cms_ask"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<uuid:offer_key>/", offer_requests.offer_ask, name="offer_ask"),
    path("<uuid:offer_key>/sent/", offer_requests.offer_asked, name="offer_asked"),
]

"""Login and logout, under the names that django-allauth uses too."""

from django.urls import URLPattern, URLResolver, path

from cms.views.account import LogoutView, SiteLoginView
from cms.views.limits import limit_login

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", limit_login(SiteLoginView.as_view()), name="account_login"),
    path("logout/", LogoutView.as_view(), name="account_logout"),
]

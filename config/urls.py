"""Root URLs: language-free routes first, Wagtail's catch-all last."""

from django.apps import apps
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.views.media import serve_media

handler400 = "cms.views.errors.bad_request"
handler403 = "cms.views.errors.permission_denied"
handler404 = "cms.views.errors.page_not_found"
handler500 = "cms.views.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    # First: it stands in for some of Wagtail's addresses, with the checks they lack.
    path("", include("cms.urls.language_free")),
    path("api/v1/", include("cms.urls.api")),
    path("accounts/", include("community.adapters.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.MEDIA_URL.startswith("/"):
    # On a laptop; a proxy or an object storage takes over where there is one.
    media = settings.MEDIA_URL.removeprefix("/")
    urlpatterns.append(path(f"{media}<path:path>", serve_media, name="media"))

if apps.is_installed("search"):
    urlpatterns += i18n_patterns(path("search/", include("search.urls")))

urlpatterns += i18n_patterns(
    path("", include("community.urls.localised")),
    path("", include("cms.urls.localised")),
    path("", include(wagtail_urls)),
)

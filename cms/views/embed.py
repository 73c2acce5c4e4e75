"""The map for other people's sites, the one page of ours that may stand in a frame."""

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from cms.models import RegionIndexPage
from cms.queries.maps import PLACE
from cms.queries.region_map import get_region_map
from cms.queries.regions import list_regions

LAYERS = ("networks",)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})
def embed_map(request: HttpRequest) -> HttpResponse:
    """Show map and list under the filters of the address, in its language, to anybody."""
    language = _read_language(request)
    layers = request.GET.getlist("layer") or list(LAYERS)
    with translation.override(language):
        index = _find_directory(language)
        listing = list_regions(
            index=index, params=request.GET, path=request.path, keep=("lang",)
        )
        context = {
            "page": index,
            "page_language": language,
            "listing": listing,
            "map": get_region_map(
                index=index,
                listing=listing,
                path=request.path,
                carried=[("lang", language)],
                place=request.GET.get(PLACE, ""),
            ),
            "unknown_language": _find_unknown_language(request),
            "unknown_layers": [layer for layer in layers if layer not in LAYERS],
            "directory_url": index.get_full_url(request),
        }
        return render(request, "cms/embed_map.html", context)


def _read_language(request: HttpRequest) -> str:
    given = request.GET.get("lang", "")
    return given if given in _list_languages() else settings.LANGUAGE_CODE


def _find_unknown_language(request: HttpRequest) -> str:
    given = request.GET.get("lang", "")
    return "" if given in _list_languages() else given


def _list_languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]


def _find_directory(language: str) -> RegionIndexPage:
    locale = Locale.objects.filter(language_code=language).first()
    pages = RegionIndexPage.objects.listed(locale) if locale else None
    index = pages.order_by("path").first() if pages is not None else None
    if index is None:
        raise Http404(_("There is no directory of networks in this language."))
    return index

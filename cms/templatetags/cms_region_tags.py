"""What the templates of regions ask for: one call each."""

from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from cms.queries.facets import build_url
from cms.queries.maps import PLACE
from cms.queries.region_detail import RegionDetail, get_region_detail
from cms.queries.region_map import RegionMap, get_region_map
from cms.queries.regions import (
    RegionListing,
    RegistryFigures,
    get_registry_figures,
    list_regions,
)
from cms.templatetags.cms_page_tags import list_once

register = template.Library()


@register.simple_tag(takes_context=True)
def region_listing(context: Context) -> RegionListing:
    request = context["request"]
    return list_once(
        context,
        lambda: list_regions(
            index=context["page"], params=request.GET, path=request.path
        ),
    )


@register.simple_tag(takes_context=True)
def region_map(context: dict[str, Any], listing: RegionListing) -> RegionMap:
    request = context["request"]
    return get_region_map(
        index=context["page"],
        listing=listing,
        path=request.path,
        place=request.GET.get(PLACE, ""),
    )


@register.simple_tag(takes_context=True)
def registry_figures(context: dict[str, Any]) -> RegistryFigures:
    return get_registry_figures(context["page"])


@register.simple_tag(takes_context=True)
def region_detail(context: dict[str, Any]) -> RegionDetail:
    return get_region_detail(
        page=context["page"], request=context["request"], now=timezone.now()
    )


@register.simple_tag(takes_context=True)
def embed_url(context: dict[str, Any], listing: RegionListing) -> str:
    """Return the whole address of the embedded map with the chosen filters."""
    pairs = [("lang", get_language() or ""), *listing.choices.get_pairs()]
    url = build_url(reverse("cms:embed_map"), pairs)
    return str(context["request"].build_absolute_uri(url))

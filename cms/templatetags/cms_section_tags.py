"""Sections of the apps on pages, and the place of a state on the map."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.enums import State
from cms.queries.cards import Link
from cms.queries.facets import build_url
from cms.queries.frame import get_site_map
from cms.sections import sections

register = template.Library()

NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def render_section(context: dict[str, Any], value: Any) -> SafeString:
    """Show a section; one whose app is not installed, or that is empty, shows nothing."""
    section = sections.get(value["section"])
    request, page = context.get("request"), context.get("page")
    if section is None or request is None or page is None:
        return NOTHING
    found = section.get_context(request, page)
    if not found:
        return NOTHING
    texts = {
        "section_id": section.name.replace(".", "-"),
        "title": value.get("title") or found.get("default_title") or section.label,
        "text": value.get("text") or "",
    }
    html = render_to_string(section.template, {**found, **texts})
    return mark_safe(html)  # noqa: S308 -- a rendered template


@register.simple_tag
def state_link(state: str) -> Link:
    """Return the directory of networks, narrowed to a state."""
    regions_url = get_site_map(timezone.now()).indexes.get("regions", "")
    name = str(State(state).label)
    label = _("Networks in %(state)s") % {"state": name}
    return Link(
        label, build_url(regions_url, [("state", state)]) if regions_url else ""
    )

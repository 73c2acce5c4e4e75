"""The head of a page for machines."""

from typing import Any

from django import template
from django.template.context import Context

from cms.queries.head import Head, build_head
from cms.queries.remembered import remember

register = template.Library()


@register.simple_tag(takes_context=True)
def describe_head(context: Context) -> Head | None:
    """Return what machines are told of the page that is shown; None without a page."""
    request: Any = context.get("request")
    page = getattr(request, "cms_page", None)
    if page is None or getattr(request, "is_preview", False):
        return None

    def build() -> Head:
        return build_head(
            page,
            request,
            language_links=context.get("language_links") or (),
            crumbs=context.get("breadcrumb") or (),
            site_name=str(context.get("site_name") or ""),
        )

    # Of addresses with parameters there are too many to keep.
    return build() if request.GET else remember(f"head:{page.pk}", build)

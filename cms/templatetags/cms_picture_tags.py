"""Pictures in templates; nothing is rendered in a request."""

from typing import Any

from django import template

from cms.queries.pictures import get_picture

register = template.Library()


@register.inclusion_tag("components/picture.html")
def picture_of(
    image: Any, use: str, alt: str = "", loading: str = "lazy"
) -> dict[str, Any]:
    """Show an image in the sizes of one use: ``{% picture_of page.lead_image "card" %}``."""
    return {"picture": get_picture(image, use, alt=alt, loading=loading)}


@register.simple_tag
def picture_for(
    image: Any, use: str, alt: str = "", loading: str = "lazy"
) -> dict[str, Any] | None:
    """Return the values for a component: ``{% picture_for image "card" as picture %}``."""
    picture = get_picture(image, use, alt=alt, loading=loading)
    return vars(picture) if picture else None

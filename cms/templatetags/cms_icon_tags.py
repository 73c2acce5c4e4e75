"""The one icon set, drawn once: the library copies an XML tree at every call."""

from functools import lru_cache

from django import template
from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide as draw_icon

register = template.Library()


@lru_cache(maxsize=512)
def draw_once(
    name: str, size: int | None, attributes: tuple[tuple[str, str], ...]
) -> SafeString:
    return SafeString(draw_icon(name, size=size, **dict(attributes)))


@register.simple_tag(name="lucide")
def lucide_icon(name: str, *, size: int | None = 24, **attributes: str) -> SafeString:
    """Draw an icon as inline SVG; takes what the library's own tag takes."""
    return draw_once(str(name), size, tuple(sorted(attributes.items())))

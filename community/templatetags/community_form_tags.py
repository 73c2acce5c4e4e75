"""Fields of libraries, shown as ours are."""

from django import template
from django.forms import BoundField

register = template.Library()


@register.filter
def without_placeholder(field: BoundField) -> BoundField:
    """Return a field without the grey words in it, which only say its label again."""
    field.field.widget.attrs.pop("placeholder", None)
    return field

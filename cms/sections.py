"""What an editor can place on a home page; upper apps add theirs in `cms_sections.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from cms.registry import Label, Registry


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a home page: a template and what it shows.

    ``get_context`` gets the request and the page and returns the template's context;
    an empty dict means that there is nothing to show and the section is left out. What
    it shows is kept for a minute and is the same for everybody.
    """

    name: str
    label: Label
    template: str
    get_context: Callable[[HttpRequest, Any], dict[str, Any]]
    order: int = 100


sections: Registry[Section] = Registry("what can an editor place on a home page?")


def get_section_choices() -> list[tuple[str, Label]]:
    """Return the choices of a block; as a callable, so that a section needs no migration."""
    return [(section.name, section.label) for section in sections.entries()]

"""System checks that tell a developer what can be looked up and not found (F1)."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db.models import Model
from wagtail.models import Page

from search.registry import search_kinds, unsearched

APPS = ("cms", "community", "alumni", "sponsors", "verbund_search")


@register(Tags.models)
def check_kinds(**_kwargs: Any) -> list[CheckMessage]:
    """A page type or a thing with an address is found, or there is a reason why not."""
    covered = {model for kind in search_kinds.entries() for model in kind.covers}
    return [
        _pick_message(model)(
            f"{model._meta.label} has a page, and search does not know it.",
            "Cover it by a SearchKind in search/entries/ (a host: in search_kinds.py), or "
            "name it in search/entries/unsearched.py with the reason.",
            obj=model,
            id=f"verbund_search.{'E' if model._meta.app_label in APPS else 'W'}001",
        )
        for model in list_addressed()
        if model not in covered and unsearched.get(model._meta.label) is None
    ]


def _pick_message(model: type[Model]) -> type[Error] | type[CheckWarning]:
    """A host may leave its own pages out without saying why; we may not."""
    return Error if model._meta.app_label in APPS else CheckWarning


def list_addressed() -> Iterator[type[Model]]:
    """Yield all page types, a host's too, and our models that say their own address."""
    for model in apps.get_models():
        is_page = issubclass(model, Page) and model is not Page
        is_ours = model._meta.app_label in APPS
        if is_page or (is_ours and hasattr(model, "get_absolute_url")):
            yield model

"""Who cares for what is found: the staff of the portal (F9, F14)."""

from typing import Any

from django.apps import apps
from wagtail.permissions import register_permission_policy

from cms.permissions.policies import FunctionPolicy, TermPolicy
from cms.permissions.roles import can_edit_terms
from search.models import SearchSynonym


def can_read_searches(user: Any) -> bool:
    """Tell whether the person may see what is searched for and pin pages: as for terms."""
    return bool(user.is_authenticated) and can_edit_terms(user)


class PromotionPolicy(FunctionPolicy):
    """Pins count for everybody: editors and coordination of the portal set them."""

    def allows(self, user: Any, action: str) -> bool:
        return can_read_searches(user)


class SynonymPolicy(TermPolicy):
    """Words count for everybody who searches: editors and coordination of the portal."""


def register_policies() -> None:
    """Put our policies before Wagtail's own, which ask groups."""
    register_permission_policy(
        SearchSynonym, SynonymPolicy(SearchSynonym), exact_class=True
    )
    if apps.is_installed("wagtail.contrib.search_promotions"):
        model = apps.get_model("wagtailsearchpromotions", "SearchPromotion")
        register_permission_policy(model, PromotionPolicy(model), exact_class=True)

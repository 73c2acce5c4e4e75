"""The staff's own screens in Wagtail's admin."""

from typing import Any

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from search.models import SearchSynonym
from search.viewsets.synonyms import SynonymPolicy, synonym_viewset


@hooks.register("register_admin_viewset")
def register_synonyms() -> list[Any]:
    register_permission_policy(
        SearchSynonym, SynonymPolicy(SearchSynonym), exact_class=True
    )
    return [synonym_viewset]

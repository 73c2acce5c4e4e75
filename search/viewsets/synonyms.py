"""Synonyms in Wagtail's admin, entered by staff of the portal (F7)."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList

from cms.viewsets.base import StaffViewSet
from search.models import SearchSynonym


class SynonymViewSet(StaffViewSet):
    model = SearchSynonym
    icon = "list-ul"
    menu_label = _("Synonyms of search")
    menu_order = 335
    list_display = ["words"]
    search_fields = ["words"]
    edit_handler = ObjectList([FieldPanel("words")])


synonym_viewset = SynonymViewSet("search_synonyms", url_prefix="search-synonyms")

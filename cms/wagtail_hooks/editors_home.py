"""Wagtail's start page for editors: what is unfinished, less of the rest (ED55, ED72)."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.admin.site_summary import PagesSummaryItem
from wagtail.admin.ui.components import Component

from cms.permissions.roles import get_watched_networks
from cms.queries.children import list_child_figures
from cms.queries.editors_home import get_editors_home


class EditorsHomePanel(Component):
    name = "editors_home"
    template_name = "cms/admin/editors_home.html"
    order = 100

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        user = (parent_context or {})["request"].user
        return {"home": get_editors_home(user=user, now=timezone.now())}


class ChildNetworksPanel(Component):
    """Figures of the networks below a state programme; it links to nothing of theirs."""

    name = "child_networks"
    template_name = "cms/admin/child_networks.html"
    order = 120

    def get_context_data(
        self, parent_context: Mapping[str, Any] | None = None
    ) -> Mapping[str, Any]:
        networks = get_watched_networks((parent_context or {})["request"].user)
        return {"children": list_child_figures(networks=networks, now=timezone.now())}


@hooks.register("construct_homepage_panels")
def show_unfinished_work(_request: HttpRequest, panels: list[Component]) -> None:
    panels += [EditorsHomePanel(), ChildNetworksPanel()]


@hooks.register("construct_homepage_summary_items", order=100)
def keep_the_summary_short(_request: HttpRequest, items: list[Component]) -> None:
    items[:] = [item for item in items if isinstance(item, PagesSummaryItem)]

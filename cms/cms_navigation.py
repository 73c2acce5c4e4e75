"""The menu entries of cms: its lists, where the site has them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.navigation import Area, NavigationEntry, navigation
from cms.queries.frame import get_site_map
from cms.registry import Label


def get_index_url(name: str) -> Callable[[HttpRequest], str | None]:
    def get_url(request: HttpRequest) -> str | None:
        return get_site_map(timezone.now()).indexes.get(name)

    return get_url


AREAS: dict[Area, list[tuple[str, Label]]] = {
    "main": [
        ("news", _("News")),
        ("calls", _("Calls")),
        ("events", _("Events")),
        ("offers", _("Offers")),
        ("regions", _("Regions")),
        ("help", _("Help")),
    ],
    # For those who make offers, not for those who look for one: below every page.
    "footer": [
        ("practice", _("Good practice")),
        ("themes", _("Themes")),
        ("webinars", _("Webinars")),
        ("funding", _("Funding")),
    ],
}

for area, entries in AREAS.items():
    for order, (name, label) in enumerate(entries):
        navigation.register(
            NavigationEntry(
                name=f"cms.{name}",
                label=label,
                get_url=get_index_url(name),
                area=area,
                order=order * 10,
            )
        )


def get_proposals_url(request: HttpRequest) -> str | None:
    user = getattr(request, "user", None)
    is_known = user is not None and user.is_authenticated
    return reverse("cms_me:proposal_list") if is_known else None


navigation.register(
    NavigationEntry(
        name="cms.proposals",
        label=_("My proposals"),
        get_url=get_proposals_url,
        area="account",
        order=50,
    )
)

"""The menu entries of cms: its lists, where the site has them."""

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.navigation import NavigationEntry, navigation
from cms.queries.frame import get_site_map


def get_index_url(name: str) -> Callable[[HttpRequest], str | None]:
    def get_url(request: HttpRequest) -> str | None:
        return get_site_map(timezone.now()).indexes.get(name)

    return get_url


for order, (name, label) in enumerate(
    [
        ("news", _("News")),
        ("calls", _("Calls")),
        ("events", _("Events")),
        ("offers", _("Offers")),
        ("practice", _("Good practice")),
        ("themes", _("Themes")),
        ("webinars", _("Webinars")),
        ("regions", _("Regions")),
        ("funding", _("Funding")),
        ("help", _("Help")),
    ]
):
    navigation.register(
        NavigationEntry(
            name=f"cms.{name}",
            label=label,
            get_url=get_index_url(name),
            area="main",
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

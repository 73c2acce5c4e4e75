"""Setting up the portal itself."""

from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.enums import NetworkKind
from cms.models import (
    CallIndexPage,
    EventIndexPage,
    FundingIndexPage,
    HelpIndexPage,
    HomePage,
    Network,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionIndexPage,
    ThemeIndexPage,
    WebinarIndexPage,
)
from cms.operations.index_pages import Names, add_missing_pages

# Title and slug by language; the slugs are those that other people's links rely on
# (architecture.md, Fixed interface).
INDEX_PAGES: dict[type[Page], Names] = {
    NewsIndexPage: {"de": ("Aktuelles", "aktuelles"), "en": ("News", "news")},
    CallIndexPage: {
        "de": ("Ausschreibungen", "ausschreibungen"),
        "en": ("Calls", "calls"),
    },
    EventIndexPage: {
        "de": ("Veranstaltungen", "veranstaltungen"),
        "en": ("Events", "events"),
    },
    PracticeIndexPage: {
        "de": ("Gute Praxis", "praxis"),
        "en": ("Good practice", "practice"),
    },
    WebinarIndexPage: {
        "de": ("Webinare und Akademie", "webinare"),
        "en": ("Webinars and academy", "webinars"),
    },
    ThemeIndexPage: {"de": ("Themen", "themen"), "en": ("Themes", "themes")},
    OfferIndexPage: {"de": ("Angebote", "angebote"), "en": ("Offers", "offers")},
    RegionIndexPage: {"de": ("Regionen", "regionen"), "en": ("Regions", "regions")},
    FundingIndexPage: {
        "de": ("Förderung", "foerderung"),
        "en": ("Funding", "funding"),
    },
    HelpIndexPage: {"de": ("Hilfe", "hilfe"), "en": ("Help", "help")},
}


@transaction.atomic
def open_portal(*, hostname: str | None = None, port: int = 80) -> HomePage:
    """Make the home and index pages of the portal that are missing, in every language.

    Returns the home page of the default language, which is the root of the site. A
    second call changes nothing; without ``hostname`` the site keeps its address.
    """
    network = Network.objects.select_for_update().get(kind=NetworkKind.SITE)
    root, languages = Page.get_first_root_node(), dict(settings.LANGUAGES)
    known = set(Locale.objects.values_list("language_code", flat=True))
    for language in languages:
        if language not in known:
            Locale.objects.create(language_code=language)
    homes = add_missing_pages(
        network=network,
        parents=dict.fromkeys(languages, root),
        model=HomePage,
        names={
            language: (settings.WAGTAIL_SITE_NAME, f"portal-{language}")
            for language in languages
        },
    )
    for model, names in INDEX_PAGES.items():
        add_missing_pages(network=network, parents=homes, model=model, names=names)
    home: HomePage = homes[settings.LANGUAGE_CODE]
    _point_site_to(home, hostname, port)
    return home


def _point_site_to(home: HomePage, hostname: str | None, port: int) -> None:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    old_root = site.root_page if site else None
    if site is None:
        site = Site(is_default_site=True, hostname="localhost")
    wanted: dict[str, Any] = {}
    if hostname is not None:
        wanted = {"hostname": hostname, "port": port}
    if site.root_page_id != home.pk:
        # Later the name is the editors'.
        wanted |= {"root_page_id": home.pk, "site_name": settings.WAGTAIL_SITE_NAME}
    if all(getattr(site, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(site, name, value)
    site.save()
    # Wagtail's own first migration leaves a welcome page; nothing of ours stands below it.
    if old_root and type(old_root.specific) is Page:
        old_root.delete()

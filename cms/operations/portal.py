"""Setting up the portal itself."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import (
    CallIndexPage,
    EventIndexPage,
    FundingIndexPage,
    HelpIndexPage,
    HomePage,
    NewsIndexPage,
    OfferIndexPage,
    PracticeIndexPage,
    RegionIndexPage,
    ThemeIndexPage,
    WebinarIndexPage,
)

# Title and slug by language; the slugs are those that other people's links rely on
# (architecture.md, Fixed interface).
INDEX_PAGES: dict[type[Page], dict[str, tuple[str, str]]] = {
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
def open_portal(*, hostname: str = "localhost", port: int = 80) -> HomePage:
    """Make the home and index pages of the portal in every language, once.

    Returns the home page of the default language, which is the root of the site.
    A second call changes nothing.
    """
    root = Page.get_first_root_node()
    home_key, index_keys = uuid.uuid4(), {model: uuid.uuid4() for model in INDEX_PAGES}
    homes: dict[str, HomePage] = {}
    for language, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale).first()
        if home is None:
            home = _add_home(root, locale, home_key)
            for model, names in INDEX_PAGES.items():
                title, slug = names[language]
                home.add_child(
                    instance=model(
                        title=title,
                        slug=slug,
                        locale=locale,
                        translation_key=index_keys[model],
                    )
                )
        homes[language] = home
    main = homes[settings.LANGUAGE_CODE]
    _point_site_to(main, hostname, port)
    return main


def _add_home(root: Page, locale: Locale, translation_key: uuid.UUID) -> Any:
    return root.add_child(
        instance=HomePage(
            title=settings.WAGTAIL_SITE_NAME,
            slug=f"portal-{locale.language_code}",
            locale=locale,
            translation_key=translation_key,
        )
    )


def _point_site_to(home: HomePage, hostname: str, port: int) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(is_default_site=True)
    old_root = site.root_page if site.pk else None
    site.root_page, site.site_name = home, settings.WAGTAIL_SITE_NAME
    site.hostname, site.port = hostname, port
    site.save()
    # Wagtail's own first migration leaves a welcome page; nothing of ours stands below it.
    if old_root and type(old_root.specific) is Page:
        old_root.delete()

"""The home pages, the introductions of the lists, and the bar that says it is a demo."""

import datetime as dt
from typing import Any

from cms.cms_demo.source import INDEX_PAGES, LANGUAGES, Shelf, publish_page, read_items
from cms.enums import Severity
from cms.models import Announcement, AnnouncementText, HomePage, Network

SECTIONS = ("stages", "audiences", "events", "calls", "news", "map", "figures")
INTRODUCTIONS = {
    "news-index": {
        "de": "Was in den Regionen gebaut, entdeckt und gefeiert wird.",
        "en": "What is built, discovered and celebrated in the regions.",
    },
    "calls-index": {
        "de": "Geld, Geräte und Preise für Projekte. Hier siehst du, was offen ist "
        "und bis wann.",
        "en": "Money, equipment and prizes for projects. See what is open, and until when.",
    },
    "practice-index": {
        "de": "Projekte, die gelungen sind, und alles, was du zum Nachmachen brauchst.",
        "en": "Projects that worked out, and all that you need to copy them.",
    },
    "themes-index": {
        "de": "Was das Portal zu einem Thema hat, von Menschen ausgesucht und gepflegt.",
        "en": "What the portal has on a theme, chosen and looked after by people.",
    },
    "webinars-index": {
        "de": "Lernen am Bildschirm: was ansteht, was du nachsehen kannst, und die Akademie.",
        "en": "Learning on screen: what is planned, what you can watch again, and the academy.",
    },
    "offers-index": {
        "de": "Kurse, Labortage, Leihkisten und Praktika von der KiTa bis in den Beruf. "
        "Filtere nach Alter, Thema und Ort.",
        "en": "Courses, lab days, loan sets and work placements from kindergarten to work. "
        "Filter by age, topic and place.",
    },
    "events-index": {
        "de": "Was wann stattfindet: zum Mitmachen, Zuhören und Kennenlernen, vor Ort "
        "und im Netz.",
        "en": "What happens when: to join in, listen and meet people, on site and online.",
    },
    "regions-index": {
        "de": "127 Netzwerke bringen Kinder und Jugendliche zu Mathematik, Informatik, "
        "Naturwissenschaften und Technik. Finde das in deiner Nähe.",
        "en": "127 networks bring children and young people to mathematics, computing, "
        "science and technology. Find the one near you.",
    },
    "help": {
        "de": "Antworten für alle, die auf diesem Portal schreiben.",
        "en": "Answers for everybody who writes on this portal.",
    },
}


def load_home(now: dt.datetime) -> int:
    item = next(item for item in read_items("pages") if item["key"] == "home")
    filled = 0
    for language in LANGUAGES:
        shelf = Shelf(language)
        home = shelf.get_index(HomePage)
        if home.headline:
            continue
        texts = item[language]
        for name in ("title", "summary", "headline", "lead"):
            setattr(home, name, texts[name])
        home.sections = make_sections(texts["sections"])
        publish_page(home)
        for key, introduction in INTRODUCTIONS.items():
            page = shelf.get_index(INDEX_PAGES[key])
            page.intro = page.summary = introduction[language]
            publish_page(page)
        filled += 1
    return filled + load_announcement(now, item)


def make_sections(texts: dict[str, Any]) -> list[tuple[str, Any]]:
    return [("section", {"section": f"cms.{name}", **texts[name]}) for name in SECTIONS]


def load_announcement(now: dt.datetime, item: dict[str, Any]) -> int:
    """Say on every page what is real and what is invented."""
    site = Network.objects.get_site()
    if Announcement.objects.filter(network=site).exists():
        return 0
    announcement = Announcement(
        network=site, severity=Severity.INFORMATION, starts_at=now
    )
    announcement.texts.set(
        AnnouncementText(language=language, text=item[language]["announcement"])
        for language in LANGUAGES
    )
    announcement.save()
    return 1

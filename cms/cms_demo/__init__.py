"""What cms gives to the demo, part by part; a second run of each changes nothing."""

from cms.cms_demo import (
    articles,
    calls,
    documents,
    events,
    funding,
    holidays,
    home,
    networks,
    offers,
    pages,
    people,
    pictures,
    practice,
    stages,
    translations,
    webinars,
)
from cms.demo import DemoPart, demo_parts

LOADERS = (
    ("cms.portal", pages.open_demo_portal),
    ("cms.networks", networks.load_networks),
    ("cms.pictures", pictures.load_pictures),
    ("cms.documents", documents.load_documents),
    ("cms.people", people.load_people),
    ("cms.pages", pages.load_pages),
    ("cms.news", articles.load_news),
    ("cms.calls", calls.load_calls),
    ("cms.funding", funding.load_funding),
    ("cms.holidays", holidays.load_holidays),
    ("cms.offers", offers.load_offers),
    ("cms.events", events.load_events),
    ("cms.practice", practice.load_practice),
    ("cms.webinars", webinars.load_webinars),
    ("cms.themes", practice.load_themes),
    ("cms.stages", stages.load_stages),
    ("cms.region", pages.load_region),
    ("cms.home", home.load_home),
    ("cms.translations", translations.load_translations),
)

for position, (name, load) in enumerate(LOADERS):
    demo_parts.register(DemoPart(name=name, load=load, order=position))

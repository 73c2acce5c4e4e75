"""Demo organisations: twelve invented ones, two of them with an admin among the accounts."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cms.cms_demo.people import DEMO_NETWORK
from cms.demo import DemoPart, demo_parts
from cms.enums import Taxonomy
from cms.models import Network, Term
from community.enums import OrganisationState
from community.models import Member, Organisation
from community.operations.organisations import (
    OrganisationContent,
    add_organisation,
    create_organisation,
    decide_organisation,
)

SOURCE_DATE = dt.date(2026, 9, 1)


@dataclass(frozen=True)
class DemoOrganisation:
    """Without an admin it is an entry that staff have made."""

    name: str
    kind: str
    postcode: str
    town: str
    about: str
    language: str = "de"
    topics: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    admin: str = ""
    facts: dict[str, str] = field(default_factory=dict)


ORGANISATIONS = (
    DemoOrganisation(
        "Muster-Werke Westpfalz",
        "company",
        "67655",
        "Kaiserslautern",
        "<p>Wir bauen Steuerungen für Pumpen, die es so nicht gibt. In unserer Lehrwerkstatt "
        "löten Jugendliche ihre erste Platine und nehmen sie mit nach Hause.</p>"
        "<ul><li>Werkstatttag für Klasse 7 bis 10</li><li>Praktikum in den Ferien</li></ul>",
        topics=("technology", "computer-science"),
        admin="sponsor@example.org",
        facts={
            "street": "Musterstraße 12",
            "website": "https://muster-werke.example",
            "email": "bildung@muster-werke.example",
            "working_languages": "Deutsch, Englisch",
        },
    ),
    DemoOrganisation(
        "Beispiel-Gymnasium am Betzenberg",
        "school",
        "67663",
        "Kaiserslautern",
        "<p>Ein erfundenes Gymnasium mit Physiksammlung, Dachgarten und einer Arbeitsgruppe, "
        "die Messboxen für die Nachbarschaft baut.</p>",
        topics=("natural-sciences",),
        stages=("lower-secondary", "upper-secondary"),
        admin="teacher@example.org",
        facts={"website": "https://beispiel-gymnasium.example"},
    ),
    DemoOrganisation(
        "Musterhochschule Pfalz",
        "university",
        "66953",
        "Pirmasens",
        "<p>Zwei Tage im Semester gehören die Labore denen, die noch zur Schule gehen: Sie "
        "mischen Kunststoffe, drucken Bauteile und fragen Studierende aus.</p>",
        topics=("technology",),
        stages=("university",),
    ),
    DemoOrganisation(
        "Schülerlabor Beispielsaal",
        "out-of-school-place",
        "67657",
        "Kaiserslautern",
        "<p>Ein halber Tag, ein Rätsel, zwölf Mikroskope. Klassen kommen mit einer Frage und "
        "gehen mit zwei neuen.</p>",
        topics=("natural-sciences",),
        stages=("primary",),
    ),
    DemoOrganisation(
        "Muster-Stiftung Neugier",
        "foundation",
        "67659",
        "Kaiserslautern",
        "<p>Die Stiftung leiht Schulen Koffer mit Versuchen und bezahlt die Fahrt zum "
        "nächsten Labor.</p>",
        facts={"supported_by": "Freundeskreis der Muster-Stiftung"},
    ),
    DemoOrganisation(
        "Verein Tüftelkiste Beispielhausen",
        "association",
        "66849",
        "Landstuhl",
        "<p>Samstags steht die Garage offen: Fahrräder, Funkgeräte und alles, was eine "
        "Schraube hat.</p>",
        topics=("technology",),
    ),
    DemoOrganisation(
        "Musterbibliothek Zweibrücken",
        "library",
        "66482",
        "Zweibrücken",
        "<p>Zwischen den Regalen steht ein Tisch mit kleinen Robotern. Wer einen Ausweis "
        "hat, leiht ihn aus wie ein Buch.</p>",
        topics=("computer-science",),
    ),
    DemoOrganisation(
        "KiTa Musterwichtel",
        "kita",
        "67661",
        "Kaiserslautern",
        "<p>Hier schwimmt, sinkt und rollt jeden Dienstag etwas anderes.</p>",
        stages=("kita",),
    ),
    DemoOrganisation(
        "Beispiel-Institut für leise Motoren",
        "research-institute",
        "67663",
        "Kaiserslautern",
        "<p>We make motors that nobody hears. Twice a year young people spend a night in "
        "the measuring room and try to find the last sound.</p>",
        language="en",
        topics=("technology",),
    ),
    DemoOrganisation(
        "Museum der erfundenen Maschinen",
        "museum",
        "66869",
        "Kusel",
        "<p>Jede Maschine im Haus ist ausgedacht, und jede lässt sich drehen, ziehen oder "
        "umbauen.</p>",
    ),
    DemoOrganisation(
        "Kreis Musterland, Bildungsbüro",
        "authority",
        "67655",
        "Kaiserslautern",
        "<p>Das Büro weiß, welcher Bus zu welchem Labor fährt, und hilft Schulen beim "
        "Antrag.</p>",
    ),
    DemoOrganisation(
        "Beispielkammer Westpfalz",
        "chamber",
        "67655",
        "Kaiserslautern",
        "<p>Die Kammer bringt Betriebe und Schulen an einen Tisch und prüft, ob der Kaffee "
        "reicht.</p>",
        stages=("vocational-training",),
    ),
)


def load_organisations(now: dt.datetime) -> int:
    """Add those that are not there yet; whoever stands is left alone."""
    network = Network.objects.get(source_key=DEMO_NETWORK)
    known = set(Organisation.objects.values_list("name", flat=True))
    missing = [one for one in ORGANISATIONS if one.name not in known]
    for number, one in enumerate(missing):
        # A new one every five days, the oldest from before the month.
        then = now - dt.timedelta(days=5 * (len(missing) - number) - 3)
        load_organisation(one, network, then)
    return len(missing)


def load_organisation(
    one: DemoOrganisation, network: Network, now: dt.datetime
) -> None:
    facts: dict[str, Any] = {
        "name": one.name,
        "postcode": one.postcode,
        "town": one.town,
        "about": one.about,
        "about_language": one.language,
        **one.facts,
    }
    if not one.admin:
        facts |= {
            "source_url": "https://verzeichnis.example/muster",
            "source_date": SOURCE_DATE,
        }
    slugs = {
        Taxonomy.ORGANISATION_TYPE: (one.kind,),
        Taxonomy.TOPIC: one.topics,
        Taxonomy.STAGE: one.stages,
    }
    terms = [
        key
        for taxonomy, wanted in slugs.items()
        for key in Term.objects.of(taxonomy)
        .filter(slug__in=wanted)
        .values_list("pk", flat=True)
    ]
    content = OrganisationContent(facts=facts, term_ids=frozenset(terms))
    if one.admin:
        create_organisation(
            creator=Member.objects.get(user__email=one.admin),
            network=network,
            content=content,
            now=now,
        )
        return
    decide_organisation(
        organisation=add_organisation(network=network, content=content, now=now),
        decision=OrganisationState.LIVE,
        words="",
        actor=None,
        now=now,
    )


demo_parts.register(
    DemoPart(name="community.organisations", load=load_organisations, order=110)
)

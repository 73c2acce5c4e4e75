"""What the head of a page tells machines (ED62, ED63)."""

import datetime as dt
import json
import re
from pathlib import Path

import html5lib
import pytest
from pyld import jsonld

from cms.models import HelpIndexPage, HelpPage
from cms.queries.head import describe
from cms.structured_data import dump_graph
from tests.cms.machines import (
    make_alias,
    make_call,
    make_event,
    make_network,
    make_news,
    make_offer,
    make_region,
    translate,
)
from tests.cms.pages import (
    make_academy,
    make_body,
    make_practice,
    make_theme,
    make_webinar,
)
from tests.cms.pictures import make_image

BASE = "http://127.0.0.1:8000"
SHAPES = json.loads(
    (Path(__file__).parent / "shapes" / "structured_data.json").read_text("utf-8")
)
CHECKS = {
    "text": lambda value: isinstance(value, str) and value != "",
    "number": lambda value: type(value) in (int, float),
    "url": lambda value: value.startswith(("http://", "https://")),
    "urls": lambda value: all(url.startswith("http") for url in value),
    "datetime": lambda value: dt.datetime.fromisoformat(value).tzinfo is not None,
    "texts": lambda value: all(isinstance(text, str) and text for text in value),
    "true": lambda value: value is True,
    "ages": lambda value: bool(re.fullmatch(r"\d+-\d*|-\d+", value)),
    "duration": lambda value: bool(re.fullmatch(r"PT\d+M", value)),
}


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Head:
    def __init__(self, response):
        tree = html5lib.parse(response.text, namespaceHTMLElements=False)
        self.element = tree.find("head")

    def links(self, rel):
        return [e for e in self.element.findall("link") if e.get("rel") == rel]

    def meta(self, name):
        for element in self.element.findall("meta"):
            if name in (element.get("name"), element.get("property")):
                return element.get("content")
        return None

    @property
    def canonical(self):
        return [link.get("href") for link in self.links("canonical")]

    @property
    def alternates(self):
        return [
            (link.get("hreflang"), link.get("href"))
            for link in self.links("alternate")
            if link.get("hreflang")
        ]

    @property
    def graph(self):
        scripts = [
            element.text
            for element in self.element.findall("script")
            if element.get("type") == "application/ld+json"
        ]
        return json.loads(scripts[0])["@graph"]

    def node(self, kind):
        return next(node for node in self.graph if node["@type"] == kind)


def find_faults(node, kind=None) -> list[str]:
    """Return how a node differs from the shape of its type."""
    kind = kind or node["@type"]
    if node["@type"] in kind.split("|"):
        kind = node["@type"]
    else:
        return [f"{node['@type']} instead of {kind}"]
    shape = SHAPES[kind]
    faults = [
        f"{kind}: {name} is missing" for name in set(shape["required"]) - set(node)
    ]
    for name, value in node.items():
        if name == "@type":
            continue
        wanted = shape["allowed"].get(name)
        if wanted is None:
            faults.append(f"{kind}: {name} is unknown")
        elif wanted.endswith("[]"):
            faults += [f for part in value for f in find_faults(part, wanted[:-2])]
        elif wanted in CHECKS:
            faults += [] if CHECKS[wanted](value) else [f"{kind}: {name} = {value!r}"]
        else:
            faults += find_faults(value, wanted)
    return faults


def read(client, page, query="") -> Head:
    response = client.get(page.get_url() + query)
    assert response.status_code == 200
    return Head(response)


@pytest.mark.requirement("ED62")
def test_page_names_its_one_address_and_its_translations(client, portal):
    page = make_news()
    english = translate(page, "Night of stars")

    expected = [
        ("de", f"{BASE}/de/aktuelles/sternennacht/"),
        ("en", f"{BASE}/en/news/sternennacht/"),
        ("x-default", f"{BASE}/de/aktuelles/sternennacht/"),
    ]
    assert read(client, page).canonical == [expected[0][1]]
    assert read(client, english).canonical == [expected[1][1]]
    assert read(client, page).alternates == expected
    assert read(client, english).alternates == expected


@pytest.mark.requirement("ED62", "ED57")
def test_alias_points_to_the_text_it_shows_and_is_no_translation(client, portal):
    page = make_news()
    alias = make_alias(page)

    assert read(client, page).alternates == []
    assert read(client, alias).canonical == [f"{BASE}/de/aktuelles/sternennacht/"]


@pytest.mark.requirement("ED62")
@pytest.mark.parametrize(
    ("query", "robots", "canonical"),
    [
        ("", None, [f"{BASE}/de/aktuelles/"]),
        ("?page=1", None, [f"{BASE}/de/aktuelles/"]),
        ("?topic=informatik", "noindex, follow", []),
        ("?untranslated=1", "noindex, follow", []),
    ],
)
def test_filtered_list_is_not_indexed(client, portal, query, robots, canonical):
    index = make_news().get_parent()

    head = read(client, index, query)

    assert (head.meta("robots"), head.canonical) == (robots, canonical)


@pytest.mark.requirement("ED62")
def test_title_is_that_of_the_item_then_of_its_network(client, portal):
    response = client.get(make_news().get_url())

    title = " ".join(
        html5lib.parse(response.text, namespaceHTMLElements=False)
        .find("head/title")
        .text.split()
    )
    assert title == "Sternennacht – Verbund"


@pytest.mark.requirement("ED62")
def test_shared_link_shows_the_lead_image_else_the_sites_own(client, portal):
    image = make_image()
    page = make_news(
        lead_image=image, lead_image_alt="Kuppel", summary="Wir sehen hinauf."
    )
    plain = make_news("Ohne Bild")

    head = read(client, page)

    assert head.meta("og:image").startswith(f"{BASE}/media/images/")
    assert (head.meta("og:image:alt"), head.meta("og:description")) == (
        "Kuppel",
        "Wir sehen hinauf.",
    )
    assert (head.meta("og:type"), head.meta("og:locale")) == ("article", "de_DE")
    assert (
        read(client, plain).meta("og:image") == f"{BASE}/static/verbund/img/share.jpg"
    )


def make_help(**kwargs):
    index = HelpIndexPage.objects.get(locale__language_code="de")
    body = [("text", "<p>Schreib uns <b>einfach</b>.</p>")]
    return index.add_child(instance=HelpPage(title="Wie?", body=body, **kwargs))


def make_recorded_webinar():
    video = {
        "title": "Aufzeichnung",
        "url": "https://video.example.org/1",
        "has_captions": True,
    }
    return make_webinar(recording=make_body({"type": "video", "value": video}))


def make_dated_academy():
    module = {"title": "Ankommen", "text": "", "starts_on": "2027-03-01"}
    return make_academy(modules=make_body({"type": "module", "value": module}))


@pytest.mark.requirement("ED63")
@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (
            lambda: make_news(
                lead_image=make_image(), lead_image_alt="Sterne", summary="Kurz."
            ),
            "NewsArticle",
        ),
        (make_call, "Grant"),
        (make_practice, "CreativeWork"),
        (make_theme, "CollectionPage"),
        (make_recorded_webinar, "VideoObject"),
        (make_recorded_webinar, "Event"),
        (make_dated_academy, "Course"),
        (make_help, "FAQPage"),
        (make_help, "BreadcrumbList"),
    ],
)
def test_structured_data_has_the_checked_in_shape(client, portal, make, kind):
    head = read(client, make())

    assert head.node(kind)["@type"] == kind
    assert [fault for node in head.graph for fault in find_faults(node)] == []


@pytest.mark.requirement("ED63")
def test_home_page_is_a_website(client, portal):
    head = read(client, portal)

    assert find_faults(head.node("WebSite")) == []


@pytest.mark.requirement("ED63")
def test_shape_test_finds_what_is_wrong():
    assert find_faults({"@type": "Organization", "e-mail": "x"}) == [
        "Organization: name is missing",
        "Organization: e-mail is unknown",
    ]


@pytest.mark.requirement("ED63", "A10")
def test_title_cannot_end_the_script_element(client, portal):
    evil = "</script><script>alert(1)</script><!-- & -->"
    page = make_news(evil, slug="evil")

    response = client.get(page.get_url())

    assert Head(response).node("NewsArticle")["headline"] == evil
    assert "<script>alert" not in response.text


@pytest.mark.requirement("ED63")
def test_answer_is_the_plain_text_that_the_page_shows(client, portal):
    question = read(client, make_help()).node("FAQPage")["mainEntity"][0]

    assert question["acceptedAnswer"]["text"] == "Schreib uns einfach."


@pytest.mark.requirement("ED63")
def test_region_is_an_educational_organisation(portal):
    network = make_network(
        locality="Musterstadt",
        latitude="50.1",
        longitude="8.2",
        founding_year=2010,
        website="https://musterland.example.org",
    )

    nodes = describe(make_region(network), f"{BASE}/de/regionen/x/", "de", "", "Portal")

    assert [node["@type"] for node in nodes] == ["EducationalOrganization"]
    assert find_faults(nodes[0]) == []


# --- events and offers ------------------------------------------------------------------------

CONTEXT = json.loads(
    (Path(__file__).parent / "shapes" / "context.json").read_text("utf-8")
)


def describe_page(page, url=f"{BASE}/de/x/"):
    (node,) = describe(page, url, "de", "", "Portal")
    assert find_faults(node) == []
    return node


def expand(node):
    """Return the node as a reader of linked data sees it, without going to the network."""
    whole = json.loads(dump_graph([node]))
    return jsonld.expand(whole | CONTEXT)[0]


@pytest.mark.requirement("ED63")
def test_event_says_when_where_and_what_it_costs(portal):
    page = make_event(
        venue_name="Sternwarte",
        venue_address="Musterweg 1\n55116 Mainz",
        latitude="50.0010",
        longitude="8.2710",
        organiser="Verein Himmel",
        summary="Wir sehen hinauf.",
        is_free=True,
        age_from=10,
        age_to=14,
    )

    assert describe_page(page) == {
        "@type": "Event",
        "name": "Sternennacht",
        "description": "Wir sehen hinauf.",
        "url": f"{BASE}/de/x/",
        "inLanguage": "de",
        "startDate": "2027-03-03T12:00:00+00:00",
        "endDate": "2027-03-03T14:00:00+00:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "Sternwarte",
                "address": "Musterweg 1, 55116 Mainz",
                "geo": {
                    "@type": "GeoCoordinates",
                    "latitude": 50.001,
                    "longitude": 8.271,
                },
            }
        ],
        "organizer": {"@type": "Organization", "name": "Verein Himmel"},
        "typicalAgeRange": "10-14",
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "price": "0",
            "priceCurrency": "EUR",
            "category": "Free",
            "url": f"{BASE}/de/x/",
        },
    }


@pytest.mark.requirement("ED63", "ED20", "ED21")
def test_series_names_its_next_dates_and_which_are_cancelled(portal, time_machine):
    page = make_event(
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 24),
        exceptions=[("day", {"day": dt.date(2027, 3, 17), "is_cancelled": True})],
    )
    time_machine.move_to(dt.datetime(2027, 3, 5, tzinfo=dt.UTC))

    node = describe_page(page)

    assert node["@type"] == "EventSeries"
    assert [
        (
            part["startDate"][:10],
            part["eventStatus"].removeprefix("https://schema.org/"),
        )
        for part in node["subEvent"]
    ] == [
        ("2027-03-10", "EventScheduled"),
        ("2027-03-17", "EventCancelled"),
        ("2027-03-24", "EventScheduled"),
    ]


@pytest.mark.requirement("ED63", "ED21")
@pytest.mark.parametrize(
    ("status", "word"),
    [("postponed", "EventPostponed"), ("cancelled", "EventCancelled")],
)
def test_event_that_does_not_take_place_says_so(portal, status, word):
    page = make_event()
    type(page.event).objects.update(status=status)
    page.event.refresh_from_db()

    assert describe_page(page)["eventStatus"] == f"https://schema.org/{word}"


@pytest.mark.requirement("ED63", "ED18")
@pytest.mark.parametrize(
    ("mode", "word", "kinds"),
    [
        ("online", "Online", ["VirtualLocation"]),
        ("hybrid", "Mixed", ["Place", "VirtualLocation"]),
        ("on-site", "Offline", ["Place"]),
    ],
)
def test_structured_data_never_holds_the_conference_link(portal, mode, word, kinds):
    page = make_event(
        mode=mode,
        venue_name="Raum 7",
        conference_url="https://meet.example.org/geheim",
        conference_code="31415926",
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
        contact_phone="0610 1",
    )

    node = describe_page(page)

    assert node["eventAttendanceMode"].endswith(f"/{word}EventAttendanceMode")
    assert [place["@type"] for place in node["location"]] == kinds
    secrets = ["geheim", "31415926", "Ada", "ada@", "0610"]
    assert [word for word in secrets if word in json.dumps(node)] == []


@pytest.mark.requirement("ED63", "ED27")
def test_offer_is_a_course_of_its_provider(portal):
    noon = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
    page = make_offer(
        provider_url="https://labor.example.org",
        is_mobile=True,
        is_online=True,
        venue_name="Lager",
        minutes=90,
        age_from=6,
        cost="3 Euro je Kind",
        dates=[("date", {"starts_at": noon, "ends_at": noon + dt.timedelta(hours=2)})],
        contact_email="ada@example.org",
    )

    assert describe_page(page) == {
        "@type": "Course",
        "name": "Löten lernen",
        "description": "Löten lernen",
        "url": f"{BASE}/de/x/",
        "inLanguage": "de",
        "provider": {
            "@type": "Organization",
            "name": "Musterlabor",
            "url": "https://labor.example.org",
        },
        "typicalAgeRange": "6-",
        "timeRequired": "PT90M",
        "offers": {
            "@type": "Offer",
            "description": "3 Euro je Kind",
            "url": f"{BASE}/de/x/",
        },
        "hasCourseInstance": [
            {
                "@type": "CourseInstance",
                "courseMode": ["onsite", "online"],
                "location": [{"@type": "VirtualLocation", "url": f"{BASE}/de/x/"}],
                "startDate": "2027-03-03T12:00:00+00:00",
                "endDate": "2027-03-03T14:00:00+00:00",
            }
        ],
    }


@pytest.mark.requirement("ED63")
@pytest.mark.parametrize("make", [make_event, make_offer])
def test_every_name_is_one_of_schema_org(portal, make):
    evil = "</script><script>alert(1)</script>"
    page = make(evil, slug="evil", latitude="50.1", longitude="8.1", age_from=3)

    node = describe_page(page)
    names = set()

    def collect(value):
        for name, part in value.items() if isinstance(value, dict) else ():
            names.add(name)
            collect(part)
        for part in value if isinstance(value, list) else ():
            collect(part)

    collect(expand(node))
    own = {name for name in names if not name.startswith("@")}
    assert own == {f"https://schema.org/{name}" for name in KNOWN & find_names(node)}
    assert find_names(node) <= KNOWN
    assert "<" not in dump_graph([node])


KNOWN = {
    name
    for shape in SHAPES.values()
    if isinstance(shape, dict)
    for name in shape["allowed"]
}


def find_names(node) -> set[str]:
    names = {name for name in node if not name.startswith("@")}
    for value in node.values():
        for part in value if isinstance(value, list) else [value]:
            names |= find_names(part) if isinstance(part, dict) else set()
    return names

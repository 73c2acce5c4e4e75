"""Plain data for the styleguide page: every component in each of its states."""

from typing import Any

from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

MIDDLE_PAGE, LAST_PAGE = 10, 20
TEXT = (
    "Forty children sorted stones, weighed them, floated them and drew what they saw. "
    "Nobody had to sit still, and everybody had a question to take home."
)
PARAGRAPH = mark_safe(
    "<p>You need water, a jar and some patience. Write down what you expect before you begin.</p>"
    '<p>Then compare. <a href="#downloads">The worksheet</a> helps with it.</p>'
)


def get_picture(alt: str = "") -> dict[str, Any]:
    return {
        "src": static("verbund/img/hero.svg"),
        "width": 600,
        "height": 400,
        "alt": alt,
        "loading": "lazy",
    }


def get_stages() -> list[dict[str, Any]]:
    stages = [
        ("blocks", _("Nursery"), _("ages 3 to 6")),
        ("pencil-ruler", _("Primary school"), _("years 1 to 4")),
        ("flask-conical", _("Lower secondary"), _("years 5 to 10")),
        ("atom", _("Upper secondary"), _("years 11 to 13")),
        ("wrench", _("Vocational training"), _("apprenticeship")),
        ("graduation-cap", _("University"), _("degree and research")),
        ("rocket", _("First job"), _("getting started")),
    ]
    return [
        {"icon": icon, "name": name, "note": note, "url": f"#stage-{place}"}
        for place, (icon, name, note) in enumerate(stages, start=1)
    ]


def get_tiles() -> list[dict[str, Any]]:
    tiles = [
        (
            "backpack",
            _("a pupil"),
            _("Try things out, find your people, join a competition."),
        ),
        ("users-round", _("a parent"), _("What is on near you, and what it costs.")),
        (
            "presentation",
            _("a teacher"),
            _("Material, visits and partners for your lessons."),
        ),
        ("factory", _("a company"), _("Meet young people long before they apply.")),
        ("hand-heart", _("a volunteer"), _("Be a mentor or lend a hand for a day.")),
        ("map-pinned", _("a network"), _("Share what works and plan together.")),
    ]
    plain = [
        {"icon": icon, "title": title, "text": text, "url": "#"}
        for icon, title, text in tiles
    ]
    links = [{"title": "Offers", "url": "#"}, {"title": "Events", "url": "#"}]
    return [*plain, plain[0] | {"name": "sample", "links": links}]


def get_cards() -> list[dict[str, Any]]:
    return [
        {
            "title": "A bridge of paper holds a whole school bag",
            "url": "#",
            "kicker": "News",
            "summary": TEXT,
            "picture": get_picture(),
            "meta": [
                {"icon": "calendar", "text": "3 March 2027"},
                {"icon": "map-pin", "text": "Kaiserslautern"},
            ],
        },
        {
            "title": "Night of the telescopes",
            "url": "#",
            "kicker": "Event",
            "summary": "Look at Jupiter's moons from the roof of the Gesamtschule Beispielstadt.",
            "badge": {"label": "Waiting list open", "tone": "warning"},
            "meta": [{"icon": "calendar", "text": "Friday, 12 March 2027, 19:00"}],
        },
        {
            "title": "Schülerforschungsverbund und Naturwissenschaftslabor Westpfalz",
            "url": "#",
            "kicker": "Network",
            "lang": "de",
            "summary": "Wir öffnen Labore für alle, die fragen.",
            "badge": {"label": "Open", "tone": "success"},
            "picture": get_picture(),
        },
    ]


def get_filter() -> dict[str, Any]:
    def get_option(
        value: str, label: str, count: int, *, is_active: bool = False
    ) -> dict[str, Any]:
        return {
            "value": value,
            "label": label,
            "count": count,
            "url": "#",
            "is_active": is_active,
        }

    return {
        "groups": [
            {
                "name": "stage",
                "label": "Education stage",
                "options": [
                    get_option("nursery", "Nursery", 12),
                    get_option("primary", "Primary school", 48, is_active=True),
                    get_option("lower-secondary", "Lower secondary", 127),
                ],
            },
            {
                "name": "topic",
                "label": "Topic",
                "options": [
                    get_option("astronomy", "Astronomy", 7, is_active=True),
                    get_option("ai", "Artificial intelligence", 31),
                    get_option("nothing", "Nothing here yet", 0),
                ],
            },
        ],
        "active": [
            {"label": "Primary school", "remove_url": "#"},
            {"label": "Astronomy", "remove_url": "#"},
        ],
        "clear_url": "#",
    }


def get_page(number: int) -> dict[str, Any]:
    return {
        "number": number,
        "num_pages": LAST_PAGE,
        "previous_url": "#" if number > 1 else "",
        "next_url": "#" if number < LAST_PAGE else "",
        "links": [
            {"number": 1, "url": "#"},
            {"number": None},
            *({"number": place, "url": "#"} for place in range(9, 12)),
            {"number": None},
            {"number": 20, "url": "#"},
        ]
        if number == MIDDLE_PAGE
        else [
            *({"number": place, "url": "#"} for place in range(1, 4)),
            {"number": None},
            {"number": 20, "url": "#"},
        ],
    }


def get_map() -> dict[str, Any]:
    """Return a map of two sample states, as `cms/_map.html` takes it."""
    return {
        "view_box": "0 0 620 340",
        "scale": 1.2,
        "states": [
            {
                "name": "Square state, 12 networks",
                "url": "#",
                "path": "M40 60h260v220H40Z",
            },
            {
                "name": "Round state, 3 networks",
                "url": "#",
                "path": "M300 60h160a110 110 0 0 1 0 220H300Z",
                "is_current": True,
            },
        ],
        "points": [
            {"x": 146.8, "y": 214.6, "place": 1, "name": "Westpfalz", "url": "#"},
            {
                "x": 399.3,
                "y": 122.4,
                "place": 2,
                "name": "State programme",
                "url": "#",
                "is_state": True,
            },
        ],
        "clusters": [
            {
                "x": 265.6,
                "y": 150,
                "place": 3,
                "count": 14,
                "name": "14 networks, show them",
                "url": "#",
            }
        ],
    }


def get_samples() -> dict[str, Any]:
    """Return ``{component: sample}`` for ``cms/styleguide.html``."""
    return {
        "colours": [
            "paper",
            "raised",
            "sunken",
            "text",
            "muted",
            "line",
            "control",
            "accent",
            "accent-strong",
            "accent-soft",
            "teal-soft",
            "coral-soft",
            "sun-soft",
            "leaf-soft",
            "sky-soft",
            "plum-soft",
            "success",
            "warning",
            "danger",
            "focus",
        ],
        "brand": ["ink", "petrol", "teal", "coral", "sun", "leaf", "plum", "sky"],
        "picture": get_picture("Coloured tiles with an atom, a leaf and a planet"),
        "stages": get_stages(),
        "tiles": get_tiles(),
        "cards": get_cards(),
        "filter": get_filter(),
        "first_page": get_page(1),
        "middle_page": get_page(10),
        "map": get_map(),
        "text": TEXT,
        "paragraph": PARAGRAPH,
        "breadcrumb": [
            {"title": "Home", "url": "#"},
            {"title": "Regions", "url": "#"},
            {"title": "Schülerforschungsverbund Westpfalz", "lang": "de"},
        ],
        "badges": [
            {"label": "Draft", "tone": "neutral"},
            {"label": "Announced", "tone": "info"},
            {"label": "Open", "tone": "success"},
            {"label": "Closes within 7 days", "tone": "warning"},
            {"label": "Full", "tone": "danger"},
        ],
        "messages": [
            {"level_tag": "success", "message": "Your registration is saved."},
            {"level_tag": "warning", "message": "Your session ends in 5 minutes."},
            {
                "level_tag": "error",
                "message": "The file is too large. Choose one below 10 MB.",
            },
            {"level_tag": "info", "message": "Search is in basic mode for the moment."},
        ],
        "accordion": [
            {"title": "Who can take part?", "text": PARAGRAPH, "is_open": True},
            {"title": "What does it cost?", "text": PARAGRAPH},
            {"title": "How do I get there?", "text": PARAGRAPH},
        ],
        "table": {
            "caption": "Places in the laboratory",
            "header": ["Day", "Group", "Places", "Free"],
            "rows": [
                ["Monday", "Years 5 and 6", "24", "3"],
                ["Tuesday", "Years 7 to 10", "24", "0"],
                ["Wednesday", "Teachers", "16", "16"],
            ],
        },
        "downloads": [
            {
                "title": "Worksheet: what floats?",
                "url": "#",
                "type": "PDF",
                "size": "240 kB",
                "language": "English",
                "accessible": True,
            },
            {
                "title": "Arbeitsblatt: Was schwimmt?",
                "url": "#",
                "type": "PDF",
                "size": "1.2 MB",
                "language": "German",
                "lang": "de",
                "accessible": False,
            },
        ],
        "contact": {
            "label": "Your contact",
            "name": "Dr. Ada Beispiel",
            "role": "Coordination",
            "organisation": "Schülerforschungsverbund Westpfalz",
            "email": "ada.beispiel@example.org",
            "phone": "+49 0000 123 45",
            "picture": get_picture(),
        },
        "timeline": [
            {
                "date": "2019",
                "title": "A garage and three microscopes",
                "text": PARAGRAPH,
            },
            {"date": "2023", "title": "The first laboratory bus", "url": "#"},
            {"date": "May 2026", "title": "127 networks", "text": PARAGRAPH},
        ],
        "numbers": [
            {
                "value": "127",
                "label": "networks in Germany",
                "source": "register, 2026",
            },
            {"value": "16", "label": "states"},
            {"value": "7", "label": "stages, one path"},
        ],
        "gallery": [
            {"picture": get_picture("Coloured tiles"), "caption": "Workshop"},
            {
                "picture": get_picture("Coloured tiles"),
                "caption": "Laboratory",
                "credit": "Ada Beispiel",
                "licence": "CC BY 4.0",
            },
            {"picture": get_picture("Coloured tiles")},
        ],
        "facts": [
            {
                "icon": "calendar",
                "label": "When",
                "value": "Friday, 12 March 2027, 19:00",
            },
            {
                "icon": "map-pin",
                "label": "Where",
                "value": "Gesamtschule Beispielstadt",
                "lang": "de",
            },
            {"icon": "euro", "label": "Cost", "value": "free"},
            {"icon": "link", "label": "Website", "value": "example.org", "url": "#"},
        ],
        "tags": [
            {"label": "Astronomy", "url": "#"},
            {"label": "Girls in STEM", "url": "#"},
            {"label": "Without a link"},
        ],
        "contents": [
            {"title": "Colours", "anchor": "colours"},
            {"title": "Cards", "anchor": "cards"},
            {"title": "Cards with a badge", "anchor": "cards", "level": 3},
            {"title": "Forms", "anchor": "forms"},
        ],
        "language": _("German"),
        "actions": [
            {"label": "Find an offer", "url": "#", "icon": "search"},
            {"label": "Find your region", "url": "#", "variant": "secondary"},
        ],
        "previous": {"title": "Paper bridges", "url": "#"},
        "next": {"title": "Nacht der Teleskope", "url": "#", "lang": "de"},
    }

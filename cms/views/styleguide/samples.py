"""Plain data for the styleguide page: every component in each of its states."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _

MIDDLE_PAGE, LAST_PAGE = 10, 20


def get_text() -> str:
    return _(
        "Forty children sorted stones, weighed them, floated them and drew what they saw. "
        "Nobody had to sit still, and everybody had a question to take home."
    )


def get_paragraph() -> str:
    return format_html(
        '<p>{}</p><p>{} <a href="#downloads">{}</a> {}</p>',
        _(
            "You need water, a jar and some patience. Write down what you expect "
            "before you begin."
        ),
        _("Then compare."),
        _("The worksheet"),
        _("helps with it."),
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
    links = [{"title": _("Offers"), "url": "#"}, {"title": _("Events"), "url": "#"}]
    return [*plain, plain[0] | {"name": "sample", "links": links}]


def get_cards() -> list[dict[str, Any]]:
    return [
        {
            "title": _("A bridge of paper holds a whole school bag"),
            "url": "#",
            "kicker": _("News"),
            "summary": get_text(),
            "picture": get_picture(),
            "meta": [
                {"icon": "calendar", "text": _("3 March 2027")},
                {"icon": "map-pin", "text": "Kaiserslautern"},
            ],
        },
        {
            "title": _("Night of the telescopes"),
            "url": "#",
            "kicker": _("Event"),
            "summary": _(
                "Look at Jupiter's moons from the roof of the Gesamtschule Beispielstadt."
            ),
            "badge": {"label": _("Waiting list open"), "tone": "warning"},
            "meta": [{"icon": "calendar", "text": _("Friday, 12 March 2027, 19:00")}],
        },
        {
            "title": "Schülerforschungsverbund und Naturwissenschaftslabor Westpfalz",
            "url": "#",
            "kicker": _("Network"),
            "lang": "de",
            "summary": "Wir öffnen Labore für alle, die fragen.",
            "badge": {"label": _("Open"), "tone": "success"},
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
                "label": _("Education stage"),
                "options": [
                    get_option("nursery", _("Nursery"), 12),
                    get_option("primary", _("Primary school"), 48, is_active=True),
                    get_option("lower-secondary", _("Lower secondary"), 127),
                ],
            },
            {
                "name": "topic",
                "label": _("Topic"),
                "options": [
                    get_option("astronomy", _("Astronomy"), 7, is_active=True),
                    get_option("ai", _("Artificial intelligence"), 31),
                    get_option("nothing", _("Nothing here yet"), 0),
                ],
            },
        ],
        "active": [
            {"label": _("Primary school"), "remove_url": "#"},
            {"label": _("Astronomy"), "remove_url": "#"},
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
                "name": _("Square state, 12 networks"),
                "url": "#",
                "path": "M40 60h260v220H40Z",
            },
            {
                "name": _("Round state, 3 networks"),
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
                "name": _("State programme"),
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
                "name": _("14 networks, show them"),
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
        "picture": get_picture(_("Coloured tiles with an atom, a leaf and a planet")),
        "stages": get_stages(),
        "tiles": get_tiles(),
        "cards": get_cards(),
        "filter": get_filter(),
        "first_page": get_page(1),
        "middle_page": get_page(10),
        "map": get_map(),
        "text": get_text(),
        "paragraph": get_paragraph(),
        "breadcrumb": [
            {"title": _("Home"), "url": "#"},
            {"title": _("Regions"), "url": "#"},
            {"title": "Schülerforschungsverbund Westpfalz", "lang": "de"},
        ],
        "badges": [
            {"label": _("Draft"), "tone": "neutral"},
            {"label": _("Announced"), "tone": "info"},
            {"label": _("Open"), "tone": "success"},
            {"label": _("Closes within 7 days"), "tone": "warning"},
            {"label": _("Full"), "tone": "danger"},
        ],
        "messages": [
            {"level_tag": "success", "message": _("Your registration is saved.")},
            {"level_tag": "warning", "message": _("Your session ends in 5 minutes.")},
            {
                "level_tag": "error",
                "message": _("The file is too large. Choose one below 10 MB."),
            },
            {
                "level_tag": "info",
                "message": _("Search is in basic mode for the moment."),
            },
        ],
        "accordion": [
            {
                "title": _("Who can take part?"),
                "text": get_paragraph(),
                "is_open": True,
            },
            {"title": _("What does it cost?"), "text": get_paragraph()},
            {"title": _("How do I get there?"), "text": get_paragraph()},
        ],
        "table": {
            "caption": _("Places in the laboratory"),
            "header": [_("Day"), _("Group"), _("Seats"), _("Free")],
            "rows": [
                [_("Monday"), _("Years 5 and 6"), "24", "3"],
                [_("Tuesday"), _("Years 7 to 10"), "24", "0"],
                [_("Wednesday"), _("Teachers"), "16", "16"],
            ],
        },
        "downloads": [
            {
                "title": _("Worksheet: what floats?"),
                "url": "#",
                "type": "PDF",
                "size": _("240 kB"),
                "language": _("English"),
                "accessible": True,
            },
            {
                "title": "Arbeitsblatt: Was schwimmt?",
                "url": "#",
                "type": "PDF",
                "size": _("1.2 MB"),
                "language": _("German"),
                "lang": "de",
                "accessible": False,
            },
        ],
        "contact": {
            "label": _("Your contact"),
            "name": "Dr. Ada Beispiel",
            "role": _("Coordination"),
            "organisation": "Schülerforschungsverbund Westpfalz",
            "email": "ada.beispiel@example.org",
            "phone": "+49 0000 123 45",
            "picture": get_picture(),
        },
        "timeline": [
            {
                "date": "2019",
                "title": _("A garage and three microscopes"),
                "text": get_paragraph(),
            },
            {"date": "2023", "title": _("The first laboratory bus"), "url": "#"},
            {
                "date": _("May 2026"),
                "title": _("127 networks"),
                "text": get_paragraph(),
            },
        ],
        "numbers": [
            {
                "value": "127",
                "label": _("networks in Germany"),
                "source": _("register, 2026"),
            },
            {"value": "16", "label": _("states")},
            {"value": "7", "label": _("stages, one path")},
        ],
        "gallery": [
            {
                "picture": get_picture(_("Coloured tiles")),
                "caption": _("In the workshop"),
            },
            {
                "picture": get_picture(_("Coloured tiles")),
                "caption": _("Laboratory"),
                "credit": "Ada Beispiel",
                "licence": "CC BY 4.0",
            },
            {"picture": get_picture(_("Coloured tiles"))},
        ],
        "facts": [
            {
                "icon": "calendar",
                "label": _("When"),
                "value": _("Friday, 12 March 2027, 19:00"),
            },
            {
                "icon": "map-pin",
                "label": _("Where"),
                "value": "Gesamtschule Beispielstadt",
                "lang": "de",
            },
            {"icon": "euro", "label": _("Cost"), "value": _("free")},
            {"icon": "link", "label": _("Website"), "value": "example.org", "url": "#"},
        ],
        "tags": [
            {"label": _("Astronomy"), "url": "#"},
            {"label": _("Girls in STEM"), "url": "#"},
            {"label": _("Without a link")},
        ],
        "contents": [
            {"title": _("Colours"), "anchor": "colours"},
            {"title": _("Cards"), "anchor": "cards"},
            {"title": _("Cards with a badge"), "anchor": "cards", "level": 3},
            {"title": _("Forms"), "anchor": "forms"},
        ],
        "language": _("German"),
        "actions": [
            {"label": _("Find an offer"), "url": "#", "icon": "search"},
            {"label": _("Find your region"), "url": "#", "variant": "secondary"},
        ],
        "previous": {"title": _("Paper bridges"), "url": "#"},
        "next": {"title": "Nacht der Teleskope", "url": "#", "lang": "de"},
    }

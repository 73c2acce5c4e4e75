"""The page of results, its words for every odd question, suggestions and clicks."""

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import Network
from search.enums import Level, ValueName
from search.models import Entry, EntryValue, LoggedSearch
from search.registry import SearchKind, search_kinds
from tests.community.people import make_member

AGENT = "Mozilla/5.0"


@pytest.fixture
def kinds():
    """Two kinds of results, whatever else the site can find."""

    def build(_keys):
        return iter(())

    def make(name, label):
        return SearchKind(
            name=name,
            label=label,
            model=Network,
            build=build,
            list_all=build,
            sources=(),
            covers=(),
        )

    with search_kinds.replaced_by(make("news", "Neuigkeit"), make("offer", "Angebot")):
        yield


@pytest.fixture
def reader(client, portal, kinds):
    client.defaults["HTTP_USER_AGENT"] = AGENT
    return client


def put(title, *, kind="news", number=1, audience="public", language="de", **values):
    level = Level.PUBLIC if audience == "public" else Level.MEMBERS
    entry = Entry.objects.create(
        kind=kind,
        thing=f"{kind}:{number}",
        language=language,
        level=level,
        title=title,
        summary=values.pop("summary", ""),
        url=f"/de/x/{kind}-{number}/",
        version=1,
        **values,
    )
    EntryValue.objects.create(entry=entry, name=ValueName.AUDIENCE, value=audience)
    return entry


def choose(entry, name, value):
    EntryValue.objects.create(entry=entry, name=name, value=value)


def find(client, **params):
    return client.get("/de/search/", params)


def get_titles(answer):
    text = answer.content.decode()
    found = re.findall(r'<h3 class="result-title">(.*?)</h3>', text, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def get_words(answer):
    text = re.sub(
        r"<(script|template|style)\b.*?</\1>",
        "",
        answer.content.decode(),
        flags=re.DOTALL,
    )
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.requirement("F11")
def test_result_marks_the_match_and_escapes_the_text(reader):
    put("<b>Robotik</b> für alle", summary="Wir bauen Roboter & mehr")

    answer = find(reader, q="robotik")

    text = answer.content.decode()
    assert get_titles(answer) == ["<b>Robotik</b> für alle"]
    assert "&lt;b&gt;<mark>Robotik</mark>&lt;/b&gt; für alle" in text
    assert "Wir bauen Roboter &amp; mehr" in text
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.requirement("F10")
def test_facets_are_links_that_widen_within_and_narrow_between(reader):
    one = put("Robotik eins", number=1)
    two = put("Robotik zwei", number=2)
    three = put("Robotik drei", kind="offer", number=3)
    for entry, state in ((one, "DE-RP"), (two, "DE-HE"), (three, "DE-RP")):
        choose(entry, ValueName.STATE, state)

    within = find(reader, q="robotik", state=["DE-RP", "DE-HE"])
    between = find(reader, q="robotik", state="DE-RP", kind="offer")

    assert get_titles(within) == ["Robotik eins", "Robotik zwei", "Robotik drei"]
    assert get_titles(between) == ["Robotik drei"]
    counts = {
        option.value: option.count
        for facet in between.context["search"].panel.groups
        for option in facet.options
    }
    assert counts == {"offer": 1, "news": 1, "DE-RP": 1}
    removals = [one.remove_url for one in between.context["search"].panel.active]
    assert removals == [
        "/de/search/?q=robotik&state=DE-RP",
        "/de/search/?q=robotik&kind=offer",
    ]


@pytest.mark.requirement("F15")
def test_only_who_may_see_it_finds_counts_and_is_suggested_it(reader):
    put("Robotik intern", audience="member")
    member = make_member("ada")
    seen = []
    for person in (None, member.user):
        if person:
            reader.force_login(person)
        offered = reader.get("/de/search/suggest/", {"q": "Robo"})
        page = find(reader, q="robotik")
        seen.append(
            (page.context["search"].total, "Robotik intern" in offered.content.decode())
        )

    assert seen == [(0, False), (1, True)]


@pytest.mark.requirement("F15")
def test_entry_that_was_hidden_meanwhile_is_not_shown(reader, monkeypatch):
    from search.queries import results  # noqa: PLC0415 -- patched here only

    entry = put("Robotik")
    real = results.ask

    def ask_late(question):
        answered = real(question)
        Entry.objects.filter(pk=entry.pk).update(is_gone=True)
        return answered

    monkeypatch.setattr(results, "ask", ask_late)

    assert get_titles(find(reader, q="robotik")) == []


ODD = {
    "one letter": ("a", "Ein Buchstabe findet zu viel. Schreib mindestens zwei."),
    "10,000 letters": ("x" * 10_000, "Das ist zu lang für eine Suche."),
    "signs only": ("?!…", "Darin ist kein Wort."),
    "minus only": ("-robotik", "Sag auch, was du suchst, nicht nur, was fehlen soll."),
    "lucene": ("*:*", "Darin ist kein Wort."),
    "tildes": ("~~", "Darin ist kein Wort."),
    "open quote": ('"robotik', "Nichts gefunden"),
    "open field": ("title:(", "Nichts gefunden"),
    "emoji": ("🤖🤖", "Darin ist kein Wort."),
    "right to left": ("\u202e\u05e9\u05dc", "Nichts gefunden"),
    "Null": ("Null", "Nichts gefunden"),
}


@pytest.mark.requirement("F24")
@pytest.mark.parametrize("name", ODD)
def test_odd_question_is_answered_in_words(reader, name):
    query, sentence = ODD[name]

    answer = find(reader, q=query)

    assert (answer.status_code, sentence in get_words(answer)) == (200, True)


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(
    ("params", "status", "sentence"),
    [
        ({}, 200, "Oder fang hier an"),
        ({"q": "robotik", "page": "1000000000"}, 404, "Diese Seite gibt es nicht"),
        ({"q": "robotik", "page": "-1"}, 404, "Diese Seite gibt es nicht"),
        ({"q": "robotik", "kind": "ufo"}, 200, "„ufo“"),
        ({"q": "robotik", "near": "Nirgendwo"}, 200, "Nirgendwo"),
        ({"near": "67655", "radius": "-5"}, 200, "Innerhalb von 25 km um"),
        ({"near": "67655", "radius": "10"}, 200, "einige Kilometer"),
    ],
)
def test_odd_filter_page_and_place_are_answered_in_words(
    reader, params, status, sentence
):
    answer = find(reader, **params)

    assert (answer.status_code, sentence in get_words(answer)) == (status, True)


@pytest.mark.requirement("F24")
def test_nul_in_an_address_is_a_bad_request(reader):
    assert reader.get("/de/search/?q=%00").status_code == 400


@pytest.mark.requirement("F8")
def test_misspelt_word_leads_to_the_right_one(reader):
    answer = find(reader, q="robotter")

    assert answer.context["search"].did_you_mean_url == "/de/search/?q=roboter"
    assert "Meintest du: roboter" in get_words(answer)


@pytest.mark.requirement("F18")
def test_fallback_is_said_in_a_sentence(reader, monkeypatch):
    from search.queries import results  # noqa: PLC0415 -- patched here only
    from search.queries.asking import Answered  # noqa: PLC0415 -- see above

    real = results.ask
    monkeypatch.setattr(
        results,
        "ask",
        lambda question: Answered(real(question).answer, is_fallback=True),
    )

    assert "Die schnelle Suche ist gerade weg" in get_words(find(reader, q="robotik"))


@pytest.mark.requirement("F10")
def test_page_asks_as_much_for_one_result_as_for_three(
    reader, django_assert_max_num_queries, django_assert_num_queries
):
    network = Network.objects.get(kind="site")
    put("Robotik 1", network=network)
    find(reader, q="robotik")
    with django_assert_max_num_queries(30) as one:
        find(reader, q="robotik")
    put("Robotik 2", number=2, network=network)
    put("Robotik 3", number=3, network=network)

    with django_assert_num_queries(len(one)):
        find(reader, q="robotik")


@pytest.mark.requirement("F14")
def test_query_is_counted_by_day_and_click_by_position(reader):
    """A beacon has no token of a form; its mark is signed."""
    beacon = Client(enforce_csrf_checks=True)
    put("Robotik")
    page = find(reader, q=" Robotik  ")
    find(reader, q="ROBOTIK")

    answers = [
        beacon.post(
            "/de/search/click/", {"mark": page.context["mark"], "position": given}
        )
        for given in ("3", "1", "x", "999999")
    ]
    forged = beacon.post("/de/search/click/", {"mark": "x", "position": "1"})

    row = LoggedSearch.objects.get()
    assert [answer.status_code for answer in (*answers, forged)] == [
        204,
        204,
        400,
        400,
        400,
    ]
    assert (row.day, row.language, row.query) == (timezone.localdate(), "de", "robotik")
    assert (row.count, row.result_count, row.click_count, row.position_sum) == (
        2,
        1,
        2,
        4,
    )


@pytest.mark.requirement("F14")
@pytest.mark.parametrize(
    "query",
    [
        "ada@example.org",
        "0631 123456",
        "+49 (631) 12-34-56",
        "Ada 0171/1234567",
        "x" * 101,
    ],
)
def test_address_and_number_are_not_kept(reader, query):
    answer = find(reader, q=query)

    assert (answer.status_code, LoggedSearch.objects.count()) == (200, 0)


@pytest.mark.requirement("F14")
def test_robot_is_not_counted_and_old_queries_go(reader):
    from search.operations.logging import forget_searches  # noqa: PLC0415 -- used once

    now = timezone.now()
    find(reader, q="postleitzahl 67655")
    reader.defaults["HTTP_USER_AGENT"] = "Some crawler"
    find(reader, q="roboter")
    kept = list(LoggedSearch.objects.values_list("query", flat=True))

    gone = forget_searches(now + dt.timedelta(days=366))

    assert (kept, gone, LoggedSearch.objects.count()) == (["postleitzahl 67655"], 1, 0)


@pytest.mark.requirement("F8")
def test_suggestions_are_options_with_count(reader):
    put("Robotik-AG", kind="offer")
    put("Roboterwettbewerb", number=2)

    answer = reader.get("/de/search/suggest/", {"q": "robo"})
    none = [reader.get("/de/search/suggest/", {"q": q}) for q in ("", "r", "x" * 300)]

    text = answer.content.decode()
    assert re.findall(r'data-text="([^"]+)" data-url="([^"]+)"', text) == [
        ("Robotik-AG", "/de/x/offer-1/"),
        ("Roboterwettbewerb", "/de/x/news-2/"),
    ]
    assert 'data-count="2 Vorschläge"' in text
    assert [one.content.strip() for one in none] == [b"", b"", b""]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("F10", "F14")
def test_every_page_leads_to_the_search(reader):
    home = reader.get("/de/").content.decode()
    missing = reader.get("/de/gibt-es-nicht/").content.decode()

    assert reverse("verbund_search:results") == "/de/search/"
    assert home.count('"/de/search/"') == 2
    assert missing.count('"/de/search/"') == 2


@pytest.mark.requirement("F1")
def test_api_answers_what_the_page_answers(reader):
    put("Robotik", summary="Alles über Roboter")
    put("Robotik intern", number=2, audience="member")

    found = reader.get("/api/v1/search", {"q": "robotik"})
    refused = [
        reader.get("/api/v1/search", params).json()["errors"]
        for params in (
            {},
            {"q": "a", "lang": "xx"},
            {"q": "ab", "kind": "ufo"},
            {"q": "ab", "radius": "7"},
        )
    ]

    assert found.json() == {
        "items": [
            {
                "title": "Robotik",
                "excerpt": "Alles über Roboter",
                "url": "http://127.0.0.1:8000/de/x/news-1/",
                "kind": "news",
                "network": "",
                "language": "de",
            }
        ],
        "total": 1,
        "next_page": None,
        "did_you_mean": "",
        "is_fallback": False,
    }
    assert [errors[0]["parameter"] for errors in refused] == [
        "q",
        "lang",
        "kind",
        "radius",
    ]


@pytest.mark.requirement("F15")
def test_api_answers_a_person_for_this_person_alone(reader):
    put("Robotik intern", audience="member")
    seen = []
    for person in (None, make_member("ada").user):
        if person:
            reader.force_login(person)
        answer = reader.get("/api/v1/search", {"q": "robotik"})
        seen.append((answer.json()["total"], answer["Cache-Control"]))

    assert seen == [(0, "no-cache"), (1, "private, no-store")]


@pytest.mark.requirement("S54")
def test_who_asks_too_often_is_told_so(reader, settings):
    short = {"person": (1, 3600), "address": (1, 3600)}
    settings.VERBUND_LIMITS = {"search": short, "suggest": short, "api": short}
    paths = ("/de/search/", "/de/search/suggest/?q=ro", "/api/v1/search?q=robotik")

    answers = [[reader.get(path).status_code for _time in range(2)] for path in paths]

    assert answers == [[200, 429], [200, 429], [200, 429]]

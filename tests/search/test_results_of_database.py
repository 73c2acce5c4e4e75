"""Page, suggestions and API over the database's own search: what a visitor gets for real."""

import html
import re

import pytest
from django.contrib.auth import get_user_model

from cms.models import Network
from search.enums import ValueName
from tests.community.people import make_member
from tests.search.database.making import add_entry


@pytest.fixture
def reader(client, portal, settings):
    settings.VERBUND_SEARCH_BACKENDS = {
        "database": "search.backends.database.DatabaseBackend"
    }
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0"
    return client


def find(reader, **params):
    return reader.get("/de/search/", params)


def get_titles(answer):
    found = re.findall(
        r'<h3 class="result-title">(.*?)</h3>', answer.content.decode(), re.DOTALL
    )
    return [html.unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in found]


def get_counts(answer):
    return {
        option.value: option.count
        for facet in answer.context["search"].panel.groups
        for option in facet.options
    }


@pytest.mark.requirement("F5", "F9")
def test_page_shows_word_form_and_compound_in_this_order(reader):
    add_entry("news:1", "Der Förderwettbewerb")
    add_entry("news:2", "Zwei Wettbewerbe")
    add_entry("offer:3", "Ein Wettbewerb", url="/de/x/3/")
    add_entry("offer:4", "Etwas anderes")

    answer = find(reader, q="Wettbewerb")

    assert get_titles(answer) == [
        "Ein Wettbewerb",
        "Zwei Wettbewerbe",
        "Der Förderwettbewerb",
    ]
    assert 'href="/de/x/3/"' in answer.content.decode()


@pytest.mark.requirement("F11")
def test_title_and_text_are_marked_and_escaped(reader):
    add_entry("news:1", "<i>Roboter</i>", body="<script>Roboter</script> & mehr")
    add_entry("news:2", "Anderes", body="Ein <b>Roboter</b> & mehr")

    text = find(reader, q="Roboter").content.decode()

    assert "&lt;i&gt;<mark>Roboter</mark>&lt;/i&gt;" in text
    assert "Ein &lt;b&gt;<mark>Roboter</mark>&lt;/b&gt; &amp; mehr" in text
    assert "<script>Roboter" not in text


@pytest.mark.requirement("F8")
def test_slip_finds_and_one_in_the_first_letter_leads_to_the_right_word(reader):
    add_entry("news:1", "Robotik für alle")

    slip, wrong = find(reader, q="Robtik"), find(reader, q="Orbotik")
    url = wrong.context["search"].did_you_mean_url

    assert (get_titles(slip), get_titles(wrong)) == (["Robotik für alle"], [])
    assert url == "/de/search/?q=robotik"
    assert get_titles(reader.get(url)) == ["Robotik für alle"]


@pytest.mark.requirement("F10")
def test_counts_ignore_their_own_choice_and_respect_the_others(reader):
    for number, (kind, state) in enumerate(
        [("news", "DE-RP"), ("offer", "DE-RP"), ("offer", "DE-HE")]
    ):
        add_entry(f"{kind}:{number}", "Robotik", values=[(ValueName.STATE, state)])

    answer = find(reader, q="robotik", kind="offer", state="DE-RP")

    assert len(get_titles(answer)) == 1
    assert get_counts(answer) == {"news": 1, "offer": 1, "DE-RP": 1, "DE-HE": 1}


@pytest.mark.requirement("F15")
def test_visitor_member_and_staff_each_find_count_and_are_offered_their_own(reader):
    network = Network.objects.get(kind="site")
    values = [(ValueName.STATE, "DE-RP")]
    add_entry("news:1", "Robotik offen", values=values)
    add_entry("news:2", "Robotik intern", audience=("member",), values=values)
    audience = (f"staff:{network.pk}",)
    add_entry("offer:3", "Robotik geheim", audience=audience, body="Zankapfel")
    staff = get_user_model().objects.create_superuser("root@example.org")

    seen = []
    for user in (None, make_member("ada").user, staff):
        if user:
            reader.force_login(user)
        page = find(reader, q="robotik")
        offered = reader.get("/de/search/suggest/", {"q": "Robo"}).content.decode()
        api = reader.get("/api/v1/search", {"q": "robotik"}).json()
        meant = find(reader, q="Aznkapfel").context["search"].did_you_mean
        seen.append(
            (
                set(get_titles(page)),
                get_counts(page),
                set(re.findall(r'data-text="([^"]+)"', offered)),
                {item["title"] for item in api["items"]},
                api["total"],
                meant,
            )
        )

    is_open, intern, secret = "Robotik offen", "Robotik intern", "Robotik geheim"
    public, inside = {is_open}, {is_open, intern}
    assert seen == [
        (public, {"news": 1, "DE-RP": 1}, public, public, 1, ""),
        (inside, {"news": 2, "DE-RP": 2}, inside, inside, 2, ""),
        (
            {is_open, secret},
            {"news": 1, "offer": 1, "DE-RP": 1},
            {is_open, secret},
            {is_open, secret},
            2,
            "zankapfel",
        ),
    ]


@pytest.mark.requirement("F8")
def test_suggestions_are_titles_then_topics_and_places(reader):
    add_entry("news:1", "Kaiserslauterer Labortag", url="/de/x/1/")

    text = reader.get("/de/search/suggest/", {"q": "Kaisersl"}).content.decode()

    assert re.findall(r'data-text="([^"]+)"', text)[:2] == [
        "Kaiserslauterer Labortag",
        "Kaiserslautern",
    ]


@pytest.mark.requirement("F3", "F8")
def test_minus_word_phrase_and_other_language_hold_on_the_page(reader):
    add_entry("news:1", "Labor für Schüler und Eltern")
    add_entry("news:2", "Labor für Schüler")
    add_entry("news:3", "Schüler bauen ein Labor")
    add_entry("news:4", "School lab for Schüler", body="Labor für", language="en")

    assert get_titles(find(reader, q='"Labor für Schüler" -Eltern')) == [
        "Labor für Schüler"
    ]
    english = find(reader, q="lab").content.decode()
    assert 'lang="en"' in english


@pytest.mark.requirement("F5")
def test_halves_of_a_compound_are_found_where_the_whole_hardly_is(reader):
    add_entry("offer:1", "Löten an zwei Tagen")
    add_entry("offer:2", "Sternenkoffer")
    add_entry("offer:3", "Robotik")
    page = find(reader, q="Lötkoffer")
    narrowed = find(reader, q="Lötkoffer", kind="offer")

    assert set(get_titles(page)) == {"Löten an zwei Tagen", "Sternenkoffer"}
    assert get_titles(narrowed) == get_titles(page)
    assert get_counts(page) == {"offer": 2}


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(
    "query", ["😀 Robotik", "x" * 190, 'AND "OR" NEAR(', "robotik*"]
)
def test_odd_question_is_answered(reader, query):
    add_entry("news:1", "Robotik")

    assert find(reader, q=query).status_code == 200

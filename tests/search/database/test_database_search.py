"""The database answers: what is found, in which order, for whom, with which counts."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.audiences import Viewer
from search.backends.database import index_entries
from search.models import Entry, SearchSynonym
from search.questions import Nearby, Suggestion
from tests.search.database.making import (
    BACKEND,
    MEMBER,
    NOW,
    add_entry,
    ask,
    find,
    write,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.mark.requirement("F4")
@pytest.mark.parametrize("text", ["Müller", "Mueller", "Muller", "MÜLLERS"])
def test_umlauts_are_found_in_every_spelling(text):
    add_entry("news:1", "Die Müllers bauen ein Labor")
    add_entry("news:2", "Etwas anderes")

    assert find(text) == ["news:1"]


@pytest.mark.requirement("F5")
@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Wettbewerb", ["call:3", "call:1"]),
        ("Förderwettbewerb", ["call:1", "call:3"]),
        ("Schülerlabor", ["offer:1", "offer:2"]),
        ("Labor für Schüler", ["offer:2", "offer:1"]),
    ],
)
def test_compounds_are_found_both_ways_below_exact_ones(text, things):
    add_entry("call:1", "Förderwettbewerb in der Pfalz")
    add_entry("call:3", "Wettbewerb in der Pfalz")
    add_entry("offer:1", "Schülerlabor in der Pfalz")
    add_entry("offer:2", "Labor für Schüler in der Pfalz")

    assert find(text) == things


@pytest.mark.requirement("F6")
@pytest.mark.parametrize(
    "text", ["Schüler", "Schülerin", "Schülerinnen", "Schüler*innen", "SchülerInnen"]
)
def test_gender_forms_find_each_other_and_no_school(text):
    add_entry("news:1", "Schüler:innen forschen")
    add_entry("news:2", "Schulen forschen")

    assert find(text) == ["news:1"]


@pytest.mark.requirement("F7")
def test_own_synonyms_count_from_the_next_search():
    add_entry("news:1", "Zukunftsfächer stärken")
    before = find("MINT")

    SearchSynonym.objects.create(words="MINT, Zukunftsfächer")

    assert (before, find("STEM"), find("MINT")) == ([], [], ["news:1"])


@pytest.mark.requirement("F7")
@pytest.mark.parametrize("text", ["KI", "AI", "künstliche Intelligenz", "artificial intelligence"])  # fmt: skip
def test_synonyms_of_several_words_are_found(text):
    add_entry("news:1", "Künstliche Intelligenz im Unterricht")
    add_entry("news:2", "Intelligenz der Krähen und künstliche Blumen")
    expected = ["news:1", "news:2"] if text == "künstliche Intelligenz" else ["news:1"]

    assert sorted(find(text)) == expected


@pytest.mark.requirement("F8")
@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Robtik", ["news:1"]),
        ("Rbootik", ["news:1"]),
        ("Pobotik", []),
        ("Mathmatick", ["news:2"]),
        ("Robotik Mathmatick", []),
        ("KII", []),
    ],
)
def test_slips_are_forgiven_where_nothing_is_found(text, things):
    add_entry("news:1", "Robotik für alle")
    add_entry("news:2", "Mathematik für alle")

    assert find(text) == things


@pytest.mark.requirement("F8")
def test_correction_is_offered_only_from_what_the_viewer_sees():
    add_entry("news:1", "Robotik für alle")
    add_entry("news:2", "Zobotik für Mitglieder", audience=("member",))

    # Two slips in seven letters are too many to be forgiven, but not to be offered.
    assert ask("Rovotig").did_you_mean == "robotik"
    assert ask("Zovotig").did_you_mean == ""
    assert ask("Zovotig", viewer=MEMBER).did_you_mean == "zobotik"


@pytest.mark.requirement("F8")
def test_phrases_minus_words_and_all_terms_decide():
    add_entry("news:1", "Labor für Schüler", body="Chemie")
    add_entry("news:2", "Schüler bauen ein Labor", body="Physik")

    assert find('"Labor für Schüler"') == ["news:1"]
    assert sorted(find("Schüler Labor")) == ["news:1", "news:2"]
    assert find("Labor -Physik") == ["news:1"]
    assert find('Labor -"für Schüler"') == ["news:2"]
    assert find("Labor Chemie") == ["news:1"]
    assert find("Labor Biologie") == []


@pytest.mark.requirement("F9")
def test_titles_rank_over_summaries_over_texts():
    add_entry("news:1", "Anderes", body="Robotik")
    add_entry("news:2", "Anderes", summary="Robotik")
    add_entry("news:3", "Robotik")

    assert find("Robotik") == ["news:3", "news:2", "news:1"]


@pytest.mark.requirement("F9")
def test_exact_ranks_over_stem_over_synonym_over_compound():
    add_entry("news:1", "Ausleihe", summary="Laborgeräte")
    add_entry("news:2", "Ausleihe", summary="Laboratory")
    add_entry("news:3", "Ausleihe", summary="Labore")
    add_entry("news:4", "Ausleihe", summary="Labor")

    assert find("Labor") == ["news:4", "news:3", "news:2", "news:1"]


@pytest.mark.requirement("F9")
def test_old_news_decay_and_what_is_over_sinks():
    add_entry("news:1", "Robotik", published_at=NOW - 400 * DAY)
    add_entry("news:2", "Robotik", published_at=NOW - DAY)
    add_entry("call:3", "Robotik", ends_at=NOW - DAY)
    add_entry("call:4", "Nur im Anriss", summary="Robotik", ends_at=NOW + DAY)

    assert find("Robotik") == ["news:2", "news:1", "call:4", "call:3"]


@pytest.mark.requirement("F9")
def test_pinned_things_come_first_in_their_order_and_only_for_who_sees_them():
    add_entry("news:1", "Robotik")
    add_entry("page:2", "Über uns")
    add_entry("page:3", "Hilfe")
    add_entry("page:4", "Intern", audience=("staff:1",))

    answer = ask("Robotik", pinned=("page:3", "page:4", "page:2"))

    assert [(hit.thing, hit.is_pinned) for hit in answer.hits] == [
        ("page:3", True),
        ("page:2", True),
        ("news:1", False),
    ]
    assert answer.total == 3


def add_offers():
    rp, he = ("state", "DE-RP"), ("state", "DE-HE")
    add_entry("offer:1", "Robotik", values=[rp, ("topic", "robotics")])
    add_entry("offer:2", "Robotik", values=[he, ("topic", "robotics")])
    add_entry("offer:3", "Robotik", values=[rp, ("topic", "physics")])
    add_entry("news:4", "Robotik", values=[rp, he], published_at=NOW - 40 * DAY)
    add_entry("offer:5", "Robotik", values=[rp], audience=("member",))
    add_entry("offer:6", "Chemie", values=[rp])


@pytest.mark.requirement("F10")
@pytest.mark.parametrize(
    ("choices", "things", "counts"),
    [
        (
            {},
            {"offer:1", "offer:2", "offer:3", "news:4"},
            {
                "kind": {"offer": 3, "news": 1},
                "period": {"year": 1},
                "state": {"DE-RP": 3, "DE-HE": 2},
                "topic": {"robotics": 2, "physics": 1},
            },
        ),
        (
            {"state": ("DE-HE",)},
            {"offer:2", "news:4"},
            {
                "kind": {"offer": 1, "news": 1},
                "period": {"year": 1},
                "state": {"DE-RP": 3, "DE-HE": 2},
                "topic": {"robotics": 1},
            },
        ),
        (
            {"state": ("DE-HE", "DE-RP"), "kind": ("offer",), "topic": ("physics",)},
            {"offer:3"},
            {
                "kind": {"offer": 1},
                "state": {"DE-RP": 1},
                "topic": {"robotics": 2, "physics": 1},
            },
        ),
        ({"topic": ("no-such",)}, set(), {"topic": {"robotics": 2, "physics": 1}}),
        ({"period": ("year",)}, {"news:4"}, None),
        ({"period": ("no-such",)}, set(), None),
    ],
)
def test_counts_of_a_facet_ignore_its_own_choice(choices, things, counts):
    add_offers()

    answer = ask("Robotik", choices=choices)

    assert {hit.thing for hit in answer.hits} == things
    assert answer.total == len(things)
    if counts is not None:
        assert answer.counts == counts


@pytest.mark.requirement("F10")
def test_filters_alone_list_all_that_they_leave():
    add_offers()

    assert set(find("", choices={"state": ("DE-RP",)})) == {
        "offer:1", "offer:3", "news:4", "offer:6"
    }  # fmt: skip
    assert ask("").total == 0


@pytest.mark.requirement("F11")
def test_title_and_excerpt_mark_what_was_found():
    add_entry(
        "news:1", "<b>Labore</b>", body=f"{'Anfang. ' * 60}Das Schülerlabor öffnet."
    )

    (hit,) = ask("Labor").hits

    assert write(hit.title) == "<b>[Labore]</b>"
    assert write(hit.excerpt) == (
        f"… {'Anfang. ' * 6}Das [Schülerlabor] öffnet."
    )  # fmt: skip


@pytest.mark.requirement("F12")
def test_only_what_lies_within_the_radius_is_found():
    kaiserslautern = {"latitude": 49.4447, "longitude": 7.7689}
    mannheim = {"latitude": 49.4891, "longitude": 8.4672}
    add_entry("event:1", "Robotik", **kaiserslautern)
    add_entry("event:2", "Robotik", **mannheim)
    add_entry("event:3", "Robotik")

    near = {radius: Nearby(*kaiserslautern.values(), radius) for radius in (50, 100)}

    assert find("Robotik", nearby=near[50]) == ["event:1"]
    assert sorted(find("Robotik", nearby=near[100])) == ["event:1", "event:2"]
    # In the box, not in the circle.
    assert find("", nearby=Nearby(49.2, 8.2, 40)) == ["event:2"]


@pytest.mark.requirement("F3")
def test_own_language_is_read_and_others_are_found_once():
    add_entry("news:1", "Robotik", language="de")
    add_entry("news:1", "Robotics at school", language="en")
    add_entry("news:2", "Robotics for all", language="en")
    add_entry("news:3", "Nora", language="en", names="Nora Müller")
    add_entry("news:3", "Norawoche", language="de")

    assert find("Robotics") == ["news:1", "news:2"]
    assert [write(hit.title) for hit in ask("Robotik").hits] == [
        "[Robotik]",
        "[Robotics] for all",
    ]
    assert find("school") == []
    assert find("Mueller") == ["news:3"]


@pytest.mark.requirement("F15")
def test_levels_of_a_thing_are_one_hit_with_only_what_the_viewer_sees():
    member = {"audience": ("member",), "level": "members"}
    add_entry("member:1", "Nora", summary="Robotik")
    add_entry("member:1", "Nora", body="nora@example.org", **member)
    add_entry("member:2", "Blanka Blockt", owner="owner:2", **member)

    assert ask("Nora", viewer=MEMBER).total == 1
    assert find("Robotik example", viewer=MEMBER) == ["member:1"]
    assert find("example") == []
    assert find("Nora -example") == ["member:1"]
    assert find("Blanka", viewer=MEMBER) == ["member:2"]
    blocking = Viewer(MEMBER.tokens, frozenset({"owner:2"}))
    assert find("Blanka", viewer=blocking) == []
    assert ask("Nora", viewer=Viewer(frozenset())).total == 0


@pytest.mark.requirement("F15")
def test_change_of_audience_counts_at_once_without_a_new_index():
    entry = add_entry("news:1", "Robotik")

    entry.values.filter(name="audience").update(value="member")

    assert (find("Robotik"), find("Robotik", viewer=MEMBER)) == ([], ["news:1"])


@pytest.mark.requirement("F13")
def test_alerts_find_only_what_appeared_since():
    add_entry("news:1", "Robotik", appeared_at=NOW - 2 * DAY)
    add_entry("news:2", "Robotik", appeared_at=NOW)

    assert find("Robotik", since=NOW - DAY) == ["news:2"]


@pytest.mark.requirement("F8")
def test_suggestions_begin_as_typed_and_are_seen_by_the_viewer():
    add_entry("news:1", "Kaisers neue Kleider")
    add_entry("news:2", "Der Kaiser")
    add_entry("member:3", "Kai Kaiser", names="Kai Kaiser", audience=("member",))

    seen = BACKEND.suggest("kais", language="de", viewer=Viewer(), limit=6)
    by_member = BACKEND.suggest("kai kais", language="de", viewer=MEMBER, limit=3)

    assert seen[:3] == (
        Suggestion("Kaisers neue Kleider", "news", "/x/"),
        Suggestion("Der Kaiser", "news", "/x/"),
        Suggestion("Kaiserslautern", "place"),
    )
    assert by_member == (Suggestion("Kai Kaiser", "member", "/x/"),)


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(
    "text",
    ["", "a", "?!", '"', "Phy\0sik", "\u202eعلم", "🚀", "*:*", "title:(", "~~",
     "' OR 1=1 --", "x" * 10_000, "%_%", "a " * 5_000, "-Chemie", "\\"],
)  # fmt: skip
def test_bad_text_gets_an_answer(text):
    add_entry("news:1", "Physik")

    for number in (-1, 1, 10**9):
        assert ask(text, number=number).hits == ()
    assert BACKEND.suggest(text, language="de", viewer=Viewer(), limit=5) == ()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("text", "queries"), [("Labor", 3), ("Lavor", 6), ("Xavor", 4)]
)
def test_questions_are_constant_in_number(text, queries, count):
    for number in range(count):
        add_entry(f"news:{number}", "Labor")

    with CaptureQueriesContext(connection) as asked:
        ask(text)

    assert len(asked) == queries


def test_pages_are_cut_and_totals_stay():
    for number in range(5):
        add_entry(f"news:{number}", "Labor")

    answers = [ask("Labor", number=number, page_size=2) for number in (1, 2, 3, 9)]

    assert [[hit.thing for hit in answer.hits] for answer in answers] == [
        ["news:0", "news:1"],
        ["news:2", "news:3"],
        ["news:4"],
        [],
    ]
    assert {answer.total for answer in answers} == {5}


def test_gone_entries_lose_their_words():
    entry = add_entry("news:1", "Robotik")

    Entry.objects.filter(pk=entry.pk).update(is_gone=True, version=2)
    hidden = find("Robotik")
    index_entries(Entry.objects.filter(pk=entry.pk))
    Entry.objects.filter(pk=entry.pk).update(is_gone=False)

    assert (hidden, find("Robotik")) == ([], [])

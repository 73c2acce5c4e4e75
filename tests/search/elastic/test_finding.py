"""What is found, and in which order, on a real node."""

import datetime as dt

import pytest

from cms.audiences import Viewer
from search.enums import Level
from search.questions import Part
from tests.search.elastic.rows import NOW, make_entry, search, send, titles

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("index")]

DAY = dt.timedelta(days=1)


@pytest.mark.requirement("F4")
@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Müller", "Mueller"),
        ("Müller", "Muller"),
        ("Mueller", "müller"),
        ("Große Räume", "grosse raeume"),
        ("Cafe\u0301 Einstein", "Caf\u00e9"),
        ("Wettbewerbe", "Wettbewerb"),
        ("Mathematik", "MATHEMATIK"),
    ],
)
def test_spellings_and_forms_meet(written, typed):
    make_entry(written)
    make_entry("Etwas anderes")
    send()

    found = titles(typed)

    assert [len(found), found[0][:3]] == [1, written[:3]]


@pytest.mark.requirement("F5")
def test_compounds_are_found_by_their_parts_and_by_words_beside_each_other():
    make_entry("Förderwettbewerb für alle")
    make_entry("Labor für Schüler")
    make_entry("Schülerlabor am Rhein")
    make_entry("Kollegium der Schule")
    send()

    assert titles("Wettbewerb") == ["Förderwettbewerb für alle"]
    assert titles("Schülerlabor") == ["Schülerlabor am Rhein", "Labor für Schüler"]
    assert titles("Labor") == ["Labor für Schüler", "Schülerlabor am Rhein"]


@pytest.mark.requirement("F5")
def test_halves_of_a_compound_are_found_where_the_whole_hardly_is():
    make_entry("Sternenkoffer", kind="offer")
    make_entry("Löten an zwei Tagen", kind="news")
    make_entry("Anderes", body="Löten mit Koffer und Säge, ein ganzer Tag")
    make_entry("Robotik")
    send()

    found = set(titles("Lötkoffer"))

    assert found - {"Anderes"} == {"Sternenkoffer", "Löten an zwei Tagen"}
    assert titles("Lötkoffer", choices={"kind": ("offer",)}) == ["Sternenkoffer"]


@pytest.mark.requirement("F4")
def test_foreign_plurals_meet():
    make_entry("Kisten für KiTas")
    make_entry("Fotos zeigen")
    send()

    assert (titles("Kita"), titles("Foto")) == (["Kisten für KiTas"], ["Fotos zeigen"])


FORMS = {
    "Schüler": ["Schülerin", "Schülerinnen", "Schüler:innen", "Schüler*innen"],
    "Mentor": ["Mentorin", "Mentor:innen", "MentorInnen", "Mentor_innen"],
    "Lehrer": ["Lehrerin", "Lehrerinnen", "Lehrer/-innen", "Lehrer:in"],
    "Koordinator": ["Koordinatorin", "Koordinator*in", "Koordinator:innen"],
}


@pytest.mark.requirement("F6")
@pytest.mark.parametrize("base", FORMS)
def test_gender_forms_meet_each_way(base):
    for form in FORMS[base]:
        make_entry(f"Treffen {form}")
    make_entry(f"Treffen {base}")
    make_entry("Treffen im Garten")
    send()

    everything = sorted(f"Treffen {form}" for form in [base, *FORMS[base]])
    assert [sorted(titles(form)) for form in [base, *FORMS[base]]] == (
        [everything] * (1 + len(FORMS[base]))
    )


@pytest.mark.requirement("F7")
def test_synonym_finds_without_a_new_index():
    make_entry("Künstliche Intelligenz verstehen")
    send()

    assert titles("KI") == ["Künstliche Intelligenz verstehen"]


@pytest.mark.requirement("F8")
@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("Mathematk", True),  # 9 letters, one slip
        ("Mtahematkk", True),  # two
        ("Nathematik", False),  # the first letter stays
        ("Robter", True),  # 6 letters, one
        ("Rbter", False),  # 5 letters, two
        ("Kii", False),  # short words are meant as they are
    ],
)
def test_slips_are_forgiven_by_length(typed, is_found):
    make_entry("Mathematik und Roboter, dazu Kiel")
    send()

    assert bool(titles(typed)) is is_found


@pytest.mark.requirement("F8")
def test_all_words_are_wanted_phrases_stay_together_and_minus_words_are_left_out():
    make_entry("Offene Werkstatt Mainz", body="Roboter bauen")
    make_entry("Werkstatt offene Trier")
    make_entry("Offene Tür")
    send()

    assert sorted(titles("offene werkstatt")) == [
        "Offene Werkstatt Mainz",
        "Werkstatt offene Trier",
    ]
    assert titles('"offene Werkstatt"') == ["Offene Werkstatt Mainz"]
    assert titles("Werkstatt -Trier") == ["Offene Werkstatt Mainz"]
    assert titles("Werkstatt Roboter") == ["Offene Werkstatt Mainz"]


@pytest.mark.requirement("F9")
def test_nearer_words_and_higher_fields_come_first():
    make_entry("Eins", body="Ein Wettbewerb")
    make_entry("Zwei", summary="Ein Wettbewerb")
    make_entry("Drei Wettbewerb")
    make_entry("Vier Wettbewerbs")
    make_entry("Fünf Förderwettbewerb")
    make_entry("Sechs Wetbewerb")
    send()

    assert titles("Wettbewerb") == [
        "Drei Wettbewerb",
        "Vier Wettbewerbs",
        "Zwei",
        "Fünf Förderwettbewerb",
        "Eins",
        "Sechs Wetbewerb",
    ]


@pytest.mark.requirement("F9")
def test_time_weighs_and_what_is_over_sinks():
    make_entry("Robotik", kind="news", published_at=NOW - 900 * DAY)
    make_entry("Robotik neu", kind="news", published_at=NOW - DAY)
    make_entry("Robotik vorbei", kind="call", ends_at=NOW - DAY)
    make_entry("Heft", summary="Robotik")
    send()

    assert titles("Robotik") == ["Robotik neu", "Robotik", "Heft", "Robotik vorbei"]


@pytest.mark.requirement("F9")
def test_pinned_things_come_first_in_their_order_even_without_the_word():
    first = make_entry("Ganz anders")
    second = make_entry("Auch anders")
    make_entry("Robotik")
    hidden = make_entry("Verborgen", audience=("staff:1",))
    send()

    answer = search("Robotik", pinned=(first.thing, hidden.thing, second.thing))

    assert [(hit.thing, hit.is_pinned) for hit in answer.hits][:2] == [
        (first.thing, True),
        (second.thing, True),
    ]
    assert [answer.total, len(answer.hits)] == [3, 3]


@pytest.mark.requirement("F3")
def test_other_languages_are_found_and_ones_own_comes_first():
    make_entry("Robotik", language="de", thing="news:1", kind="news")
    make_entry("Robotik camp", language="en", thing="news:1", kind="news")
    make_entry("Robotik nur deutsch", language="de", thing="news:2", kind="news")
    send()

    german, english = titles("Robotik"), titles("Robotik", language="en")

    assert german == ["Robotik", "Robotik nur deutsch"]
    assert english == ["Robotik camp", "Robotik nur deutsch"]


MEMBER = Viewer(frozenset({"public", "member"}))


@pytest.mark.requirement("F15")
def test_audience_decides_what_is_found_counted_meant_and_suggested():
    make_entry("Physik offen", thing="member:1", kind="member")
    make_entry(
        "Physik offen",
        thing="member:1",
        kind="member",
        level=Level.MEMBERS,
        body="geheimnisvoll",
        audience=("member",),
        values={"topic": ("physics",)},
    )
    send()

    assert titles("geheimnisvoll") == []
    assert titles("geheimnisvoll", viewer=MEMBER) == ["Physik offen"]
    assert search("eheimnisvoll").did_you_mean == ""
    assert search("eheimnisvoll", viewer=MEMBER).did_you_mean == "geheimnisvoll"
    counts = [search("Physik", viewer=who).counts for who in (Viewer(), MEMBER)]
    assert [each["topic"] for each in counts] == [{}, {"physics": 1}]


@pytest.mark.requirement("F15")
def test_blocked_owner_is_left_out():
    make_entry("Jonas Beispiel", kind="member", owner="owner:7")
    make_entry("Jonas Muster", kind="member", owner="owner:8")
    send()

    viewer = Viewer(frozenset({"public"}), blocked=frozenset({"owner:7"}))

    assert titles("Jonas", viewer=viewer) == ["Jonas Muster"]


@pytest.mark.requirement("F15")
def test_thing_counts_once_however_many_entries_match():
    for level in (Level.PUBLIC, Level.MEMBERS, Level.STAFF):
        make_entry("Physik", thing="member:5", kind="member", level=level)
    make_entry("Physik", thing="news:5", kind="news", language="en")
    make_entry("Physik", thing="news:5", kind="news", language="de")
    send()

    answer = search("Physik")

    assert answer.total == 2
    assert sorted(hit.thing for hit in answer.hits) == ["member:5", "news:5"]
    assert answer.counts["kind"] == {"member": 1, "news": 1}


@pytest.mark.requirement("F11")
def test_matches_are_parts_of_plain_text():
    make_entry("Über <b>Roboter</b>", body="x")
    make_entry("Kurs", body="Erst Physik, dann Roboter bauen & fahren.")
    send()

    first, second = search("Roboter").hits

    assert first.title == (
        Part("Über <b>"),
        Part("Roboter", is_match=True),
        Part("</b>"),
    )
    assert [first.excerpt, second.title] == [(), (Part("Kurs"),)]
    assert second.excerpt == (
        Part("Erst Physik, dann "),
        Part("Roboter", is_match=True),
        Part(" bauen & fahren."),
    )


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(
    "typed",
    [
        "*:*", "title:(", "~~", "\x00", "😀", "Null", '"', '""', "-", "--", "-x", "a",
        "x" * 10_000, "wort " * 2_000, "\u202eabc", "?!.,;:", "AND OR NOT", "[1 TO 2]",
    ],
)  # fmt: skip
def test_bad_text_gets_an_answer(typed):
    make_entry("Robotik")
    send()

    answer = search(typed, number=10**9)

    assert answer.hits == ()

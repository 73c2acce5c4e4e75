"""Words folded, stemmed, split, widened and taken apart."""

import unicodedata

import pytest

from search.questions import Term, Words
from search.words import Strength, add_halves, expand, parse
from search.words.compounds import read_dictionary, split
from search.words.folding import fold, list_words
from search.words.nearness import allow_slips, count_slips
from search.words.stems import stem_english, stem_german
from search.words.synonyms import make_synonyms


@pytest.mark.requirement("F4")
@pytest.mark.parametrize(
    ("words", "folded"),
    [
        (("Müller", "Mueller", "Muller", "MÜLLER"), {"muller"}),
        (("groß", "gross", "GROSS"), {"gross"}),
        (("Schön", unicodedata.normalize("NFD", "Schön")), {"schon"}),
        (("Übung", "Uebung", "übung"), {"ubung"}),
        (("neue", "Bauer", "Quelle", "Abenteuer"), {"neue", "bauer", "quelle", "abenteuer"}),
        (("Curaçao", "Łódź", "São"), {"curacao", "łodz", "sao"}),
    ],
)  # fmt: skip
def test_spellings_of_a_word_fold_alike(words, folded):
    assert {fold(word) for word in words} == folded


@pytest.mark.requirement("F4")
@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("Labor Labors Labore Laboren", "labor"),
        ("Zentrum Zentren Zentrums", "zentr"),
        ("Praktikum Praktika Praktikums", "praktik"),
        ("Stipendium Stipendien Stipendiums", "stipendi"),
        ("Kurs Kurse Kursen Kurses", "kurs"),
        ("Haus Häuser Hauses Häusern", "haus"),
        ("Firma Firmen", "firm"),
        ("Idee Ideen", "ide"),
        ("digital digitale digitaler digitales digitalem", "digital"),
        ("Schule Schulen", "schul"),
        ("Lehre Lehren", "lehr"),
        ("Berlin", "berlin"),
        ("Termin", "termin"),
    ],
)
def test_german_forms_share_a_light_stem(words, stem):
    assert {stem_german(word) for word in words.split()} == {stem}


@pytest.mark.requirement("F4")
@pytest.mark.parametrize(
    ("words", "stem"),
    [
        ("internship internships", "internship"),
        ("programme programmes programming program", "program"),
        ("study studies", "study"),
        ("mentor mentors mentoring", "mentor"),
        ("science sciences", "scienc"),
        ("news", "news"),
    ],
)
def test_english_forms_share_a_light_stem(words, stem):
    assert {stem_english(word) for word in words.split()} == {stem}


@pytest.mark.requirement("F6")
@pytest.mark.parametrize(
    ("root", "stem"),
    [
        ("Schüler", "schuler"),
        ("Mentor", "mentor"),
        ("Lehrer", "lehrer"),
        ("Koordinator", "koordinator"),
    ],
)
def test_gender_forms_meet(root, stem):
    endings = ("", "in", "innen", ":innen", "*innen", "_innen", "Innen", "/-innen", "(innen)", ":in")  # fmt: skip
    forms = [list_words(f"{root}{ending}") for ending in endings]

    assert [len(form) for form in forms] == [1] * len(forms)
    assert {stem_german(form[0]) for form in forms} == {stem}


@pytest.mark.requirement("F5")
@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("Förderwettbewerb", ("forderung", "wettbewerb")),
        ("Schülerlabor", ("schuler", "labor")),
        ("Schülerforschungszentrum", ("schuler", "forschung", "zentrum")),
        ("Robotikwettbewerbe", ("robotik", "wettbewerb")),
        ("Praktikumsplätze", ("praktikum", "platz")),
        ("Zirkuslabor", ("zirkus", "labor")),
        ("Quasarlabor", ("labor", "quasar")),
        ("Organisation", ()),
        ("Information", ()),
        ("Medizin", ()),
        ("Labor", ()),
        ("x" * 10_000, ()),
    ],
)
def test_compounds_fall_into_words_of_the_field(word, parts):
    assert split(word) == parts


@pytest.mark.requirement("F5")
def test_dictionary_is_large_and_folds_without_twins():
    words = [word for word, _meant in read_dictionary()]

    assert len(words) >= 1500
    assert len({fold(word) for word in words}) == len(words)


@pytest.mark.requirement("F7")
@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("MINT", ("STEM",)),
        ("KI", ("künstliche", "Intelligenz")),
        ("künstlicher Intelligenz", ("AI",)),
        ("computer science", ("Informatik",)),
        ("internships", ("Praktikum",)),
        ("Ausbildung", ("apprenticeship",)),
        ("student lab", ("Schülerlabor",)),
        ("Lernlabor", ("Schülerlabor",)),
        ("Stipendien", ("scholarship",)),
        ("Feriencamps", ("holiday", "camp")),
        ("Ferienkurs", ("Feriencamp",)),
    ],
)
def test_synonyms_of_the_field_are_found(text, other):
    wanted = expand(parse(text), "de", make_synonyms())

    for term in wanted:
        synonyms = [
            a.words for a in term.alternatives if a.strength is Strength.SYNONYM
        ]
        assert synonyms.count(other) == 1


@pytest.mark.requirement("F7")
def test_own_synonyms_join_those_of_the_file():
    own = make_synonyms(("MINT, Zukunftsfächer", "allein"))

    assert own.find(("Zukunftsfächer",)) == (("MINT",),)
    assert own.find(("STEM",)) == (("MINT",),)
    assert own.find(("allein",)) == ()


@pytest.mark.requirement("F8")
@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("Physik Labor", ("Physik", "Labor"), ()),
        ("Physik AND Labor", ("Physik", "Labor"), ()),
        ('"Labor für Schüler" Physik', ("Labor für Schüler", "Physik"), ()),
        ("„Labor für“", ("Labor für",), ()),
        ("Physik -Chemie NOT Biologie", ("Physik",), ("Chemie", "Biologie")),
        ('Physik -"in Berlin"', ("Physik",), ("in Berlin",)),
        ("MINT-Region - Pfalz", ("MINT", "Region", "Pfalz"), ()),
        ("Schüler:innen", ("Schüler:innen",), ()),
    ],
)
def test_queries_are_taken_apart(text, wanted, unwanted):
    words = parse(text)

    assert tuple(term.text for term in words.wanted) == wanted
    assert tuple(term.text for term in words.unwanted) == unwanted


HOSTILE = [
    ("", ()),
    ("a", ("a",)),
    ("?!…---", ()),
    ('"Physik', ("Physik",)),
    ("Phy\0sik", ("Phy", "sik")),
    ("\u202eعلم", ("علم",)),
    ("🚀🧪", ()),
    ("*:*", ()),
    ("title:(", ("title",)),
    ("~~", ()),
    ("' OR 1=1 --", ("OR", "1")),
    ("x" * 10_000, ("x" * 300,)),
    ("-" * 10_000, ()),
    ('"' * 9_999, ()),
]


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(("text", "wanted"), HOSTILE)
def test_nothing_typed_is_refused(text, wanted):
    assert tuple(term.text for term in parse(text).wanted) == wanted


@pytest.mark.requirement("F24")
def test_of_endless_words_twelve_are_asked():
    words = parse(" ".join(f"w{number}" for number in range(3_000)))

    assert words == Words(wanted=tuple(Term(f"w{number}") for number in range(12)))


@pytest.mark.requirement("F8")
@pytest.mark.parametrize(
    ("word", "slips"), [("abc", 0), ("labo", 1), ("laboren", 1), ("laborant", 2)]
)
def test_slips_are_allowed_by_length(word, slips):
    assert allow_slips(word) == slips


@pytest.mark.requirement("F8")
@pytest.mark.parametrize(
    ("word", "other", "slips"),
    [
        ("labor", "labor", 0),
        ("labor", "labr", 1),
        ("labor", "lbaor", 1),
        ("labor", "lavor", 1),
        ("mathematik", "matematikk", 2),
        ("labor", "physik", 3),
    ],
)
def test_slips_are_counted_up_to_a_limit(word, other, slips):
    assert count_slips(word, other, 2) == slips


@pytest.mark.requirement("F5", "F7")
def test_synonyms_are_meant_inside_of_compounds_and_halves_stand_for_the_whole():
    wanted = expand(parse("Azubikoffer Lehrstelle"), "de", make_synonyms())

    halved = add_halves(wanted)

    compounds = [
        alternative.words
        for alternative in wanted[1].alternatives
        if alternative.strength is Strength.COMPOUND
    ]
    assert ("Ausbildung",) in compounds
    assert [
        alternative.words
        for term in halved
        for alternative in term.alternatives
        if alternative.strength is Strength.HALF
    ] == [("azubi",), ("koffer",), ("lehre",), ("stelle",)]
    assert add_halves(expand(parse("Labor"), "de", make_synonyms())) == expand(
        parse("Labor"), "de", make_synonyms()
    )


def test_words_that_say_nothing_are_left_out_unless_alone():
    synonyms = make_synonyms()

    some = expand(parse("Labor für Schüler"), "de", synonyms)
    alone = expand(parse("für die"), "de", synonyms)

    assert [wanted.term.text for wanted in some] == ["Labor", "Schüler"]
    assert [wanted.term.text for wanted in alone] == ["für", "die"]

"""Titles and names that begin as what was typed."""

import pytest

from cms.audiences import VISITOR, Viewer
from search.backends.elasticsearch import Backend
from search.questions import Suggestion
from tests.search.elastic.rows import make_entry, search, send

pytestmark = [pytest.mark.elasticsearch, pytest.mark.usefixtures("index")]


def suggest(text, viewer=VISITOR, language="de"):
    backend = Backend(seconds=10)
    return backend.suggest(text, language=language, viewer=viewer, limit=5)


@pytest.mark.requirement("F8")
@pytest.mark.parametrize("typed", ["Rob", "rob für", "mue", "Mü", "Robotik für Mül"])
def test_beginnings_of_words_are_completed(typed):
    make_entry("Robotik für Müller", kind="offer", url="/de/robotik/")
    make_entry("Etwas anderes")
    send()

    assert suggest(typed) == (
        Suggestion("Robotik für Müller", "offer", "/de/robotik/"),
    )


@pytest.mark.requirement("F15")
def test_hidden_titles_are_not_suggested():
    make_entry("Robotik geheim", audience=("member",))
    send()

    member = Viewer(frozenset({"public", "member"}))
    assert [len(suggest("Rob", who)) for who in (VISITOR, member)] == [0, 1]


@pytest.mark.requirement("F8")
def test_meant_words_are_written_as_they_stand():
    make_entry("Förderung der Mathematik")
    send()

    assert search("Nathematik Förderung").did_you_mean == "Mathematik Förderung"
    assert search("xyzzyqq").did_you_mean == ""

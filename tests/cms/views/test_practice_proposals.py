"""Proposing good practice through the front-end form (ED37, ED74)."""

import uuid

import pytest

from cms.enums import Role
from cms.forms.plain_text import build_prose, read_prose
from cms.models import PracticePage, Proposal
from tests.cms.html import get_texts, parse
from tests.cms.proposing import url
from tests.cms.staff import give, make_network, make_user

pytestmark = pytest.mark.requirement("ED37", "ED74")


@pytest.fixture
def writer(client, portal):
    network = make_network("MINT Nord")
    author, editor = make_user("ada"), make_user("emil")
    give(author, network, Role.AUTHOR)
    give(editor, network, Role.EDITOR)
    client.force_login(author)
    return client


def form_data(**values):
    return {
        "token": str(uuid.uuid4()),
        "language": "de",
        "title": "Die Forscherkiste",
        "summary": "Zehn Kisten wandern durch 30 KiTas.",
        "idea": "Kinder **fragen** ohnehin.\n\n- Lupe\n- Pipette",
        "submit": "1",
    } | values


def propose(client, **values):
    response = client.post(url("proposal_new", "practice"), form_data(**values))
    assert response.status_code == 302, response.context["form"].errors
    proposal = Proposal.objects.latest("pk")
    return proposal, PracticePage.objects.get(entry_id=proposal.object_id)


def test_form_becomes_a_draft_that_waits_for_the_editors(writer):
    proposal, page = propose(
        writer,
        goals="Mehr Warum.",
        budget="260 Euro",
        contact_name="Ada Beispiel",
        contact_email="ada@example.org",
    )

    assert (page.live, page.network, proposal.state) == (
        False,
        proposal.network,
        "submitted",
    )
    draft = page.get_latest_revision_as_object()
    assert draft.idea == (
        "<p>Kinder <b>fragen</b> ohnehin.</p><ul><li>Lupe</li><li>Pipette</li></ul>"
    )
    assert (draft.goals, draft.effect) == ("<p>Mehr Warum.</p>", "")
    assert (draft.budget, draft.contact_name) == ("260 Euro", "Ada Beispiel")
    assert len(draft.body) == 0


def test_form_is_filled_from_the_draft(writer):
    proposal, _page = propose(writer, draft="1", goals="- eins\n- zwei")

    form = writer.get(url("proposal_edit", proposal.pk)).context["form"]

    assert form.initial["idea"] == form_data()["idea"]
    assert form.initial["goals"] == "- eins\n- zwei"


def test_text_that_signs_cannot_say_stays_with_the_editors(writer):
    proposal, page = propose(writer, draft="1")
    draft = page.get_latest_revision_as_object()
    draft.idea = "<ol><li>Erstens</li></ol>"
    draft.save_revision()

    form = writer.get(url("proposal_edit", proposal.pk)).context["form"]

    assert ("idea" in form.fields, "goals" in form.fields) == (False, True)


@pytest.mark.parametrize(
    ("values", "errors"),
    [
        ({"title": ""}, ["title"]),
        ({"idea": " "}, ["idea"]),
        ({"contact_email": "ada"}, ["contact_email"]),
        ({"subline": "x" * 101}, ["subline"]),
    ],
)
def test_form_says_what_is_missing(writer, values, errors):
    response = writer.post(url("proposal_new", "practice"), form_data(**values))

    assert list(response.context["form"].errors) == errors
    assert Proposal.objects.count() == 0


def test_list_offers_each_kind_once(writer):
    tree = parse(writer.get(url("proposal_list")))

    assert get_texts(tree, "h2").count("No proposals yet") == 1
    buttons = [text for text in get_texts(tree, "a") if text.startswith("New proposal")]
    assert "New proposal: Good practice" in buttons
    assert len(buttons) == len(set(buttons))


@pytest.mark.parametrize("text", ["", "Ein Satz.", "Eins.\n\nZwei.", "- a\n- b"])
def test_prose_and_signs_are_one_another(text):
    assert read_prose(build_prose(text)) == text

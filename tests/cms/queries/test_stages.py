"""Pages of the education stages (ED12), and topics below others (ED61)."""

import pytest

from cms.cms_sections import get_stages
from cms.models import StagePage
from cms.operations.stages import add_stage_pages
from cms.page_cache import drop_stored_pages
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import add_terms, make_call, make_news, make_offer


@pytest.mark.requirement("ED12")
def test_stage_page_gathers_what_there_is_and_hides_empty_groups(client, portal):
    add_stage_pages(introductions={("primary", "de"): "Bauen und messen."})
    make_offer(title="Brückenbau", terms={"stage": ["primary"]})
    make_offer(title="Anderes", terms={"stage": ["university"]})
    make_news(title="Bericht", stages=["primary"])
    tree = parse(client.get("/de/grundschule/"))
    main = find_all(tree, "main")[0]

    assert get_texts(main, "h1") == ["Grundschule"]
    assert get_texts(main, "p", class_="lead") == ["Bauen und messen."]
    assert get_texts(main, "h2") == ["Angebote", "Aktuelles"]
    assert get_texts(main, "h3") == ["Brückenbau", "Bericht"]
    assert [a.get("href") for a in find_all(main, "a", class_="more-link")] == [
        "/de/angebote/?stage=primary",
        "/de/aktuelles/?stage=primary",
    ]


@pytest.mark.requirement("ED12")
def test_seven_stages_are_made_once_in_each_language(portal):
    made = (add_stage_pages(), add_stage_pages())
    keys = StagePage.objects.values_list("translation_key", flat=True)

    assert made == (14, 0)
    assert len(set(keys)) == 7


@pytest.mark.requirement("ED12")
def test_home_leads_to_stage_pages_and_without_them_to_offers(rf, portal):
    request = rf.get("/")
    before = [stage.url for stage in get_stages(request, portal)["stages"]]
    add_stage_pages()
    drop_stored_pages()
    after = [stage.url for stage in get_stages(request, portal)["stages"]]

    assert before[1] == "/de/angebote/?stage=primary"
    assert after[1] == "/de/grundschule/"
    assert (len(before), len(after)) == (7, 7)


@pytest.mark.requirement("ED12")
def test_empty_stage_says_what_will_be_here(client, portal):
    add_stage_pages()

    assert get_texts(parse(client.get("/en/kindergarten/")), "h2")[:1] == [
        "Nothing stands here for this stage yet"
    ]


@pytest.mark.requirement("ED12")
@pytest.mark.parametrize("number", [1, 3])
def test_stage_page_stays_within_fifteen_queries(
    client, portal, number, django_assert_max_num_queries
):
    add_stage_pages()
    for _ in range(number):
        make_offer(terms={"stage": ["primary"]})
        make_news(stages=["primary"])
        add_terms(make_call(deadline_at=None), "stage", ["primary"])
    client.get("/de/hilfe/")

    with django_assert_max_num_queries(15):
        assert client.get("/de/grundschule/").status_code == 200


@pytest.mark.requirement("ED61")
def test_upper_topic_finds_those_below_it_and_stands_above_them(client, portal):
    make_offer(title="Physik", terms={"topic": ["physics"]})
    make_offer(title="Beides", terms={"topic": ["physics", "chemistry"]})
    make_offer(title="Mathematik", terms={"topic": ["mathematics"]})
    german = parse(client.get("/de/angebote/", {"topic": "natural-sciences"}))

    assert get_texts(german, "h3", class_="card-title") == ["Beides", "Physik"]
    options = find_all(find_all(german, "details", id="filter-topic")[0], "li")
    assert [(o.get("class"), get_texts(o, "a")[0]) for o in options] == [
        (None, "Mathematik 1"),
        (None, "Naturwissenschaften 2"),
        ("filter-level-1", "Chemie 1"),
        ("filter-level-1", "Physik 2"),
    ]

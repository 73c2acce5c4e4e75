"""Pages of every kind are found by what visitors can read in them (F1, F2, F3)."""

import datetime as dt

import pytest
from wagtail.models import PageViewRestriction

from cms.models import NewsPage, PageTerm, Term
from search.models import Entry
from tests.cms.funding import make_advice, make_funding
from tests.cms.pages import (
    NOW,
    make_academy,
    make_body,
    make_call,
    make_event,
    make_news,
    make_offer,
    make_practice,
    make_theme,
    make_webinar,
    translate,
)
from tests.cms.regions import make_networks
from tests.search.finding import find_things, read_values, refresh_everything

pytestmark = pytest.mark.django_db


def get_entry(thing, language="de"):
    return Entry.objects.get(thing=thing, language=language, is_gone=False)


@pytest.mark.requirement("F1", "F16")
def test_page_of_each_kind_is_found_in_the_transaction_that_publishes_it(portal):
    news, call, event = make_news(), make_call(), make_event()
    webinar, offer, practice = make_webinar(), make_offer(), make_practice()
    funding, advice = make_funding(), make_advice()
    theme, academy = make_theme(), make_academy()
    network = make_networks("Netz Mainz")[0]

    pages = {f"page:{page.article_id}" for page in (theme, academy, advice)}
    found = {thing for thing in find_things() if not thing.startswith("page:")}

    assert found == {
        f"news:{news.article_id}",
        f"call:{call.call_id}",
        f"event:{event.event_id}",
        f"webinar:{webinar.event_id}",
        f"offer:{offer.offer_id}",
        f"practice:{practice.entry_id}",
        f"funding:{funding.entry_id}",
        f"region:{network.pk}",
    }
    assert pages <= find_things(kind="page")
    assert refresh_everything() == 0


@pytest.mark.requirement("F2")
def test_words_of_blocks_tables_and_captions_are_found_and_tags_are_not(portal):
    table = {
        "caption": "Werkstattzeiten",
        "columns": [{"type": "text", "heading": "Tag"}],
        "rows": [{"values": ["Montag"]}],
    }
    body = make_body(
        {
            "type": "text",
            "value": '<p class="x">Die <b>Lern</b>werkstatt</p><p>Ende</p>',
        },
        {"type": "table", "value": table},
        {"type": "quote", "value": {"text": "Es hält.", "person": "Ada", "role": ""}},
    )
    page = make_news(body=body, press_contact_email="presse@example.org")

    entry = get_entry(f"news:{page.article_id}")

    # The name of the kind comes last.
    assert entry.body == (
        "Die Lernwerkstatt Ende Werkstattzeiten Tag Montag Es hält. Ada Aktuelles"
    )


@pytest.mark.requirement("F15")
def test_mail_address_stands_in_no_entry(portal):
    body = make_body(
        {"type": "text", "value": "<p>Schreib an ada@example.org bald</p>"}
    )
    page = make_news(body=body, summary="Mail: ada@example.org")

    entry = get_entry(f"news:{page.article_id}")

    assert (entry.body, entry.summary) == ("Schreib an bald Aktuelles", "Mail:")


@pytest.mark.requirement("F3")
def test_each_language_has_an_entry_and_an_alias_has_none(portal, english):
    page = make_news(title="Brücke")
    page.copy_for_translation(english, copy_parents=True, alias=True)
    alone = set(Entry.objects.filter(kind="news").values_list("language", "title"))
    other = make_news(title="Turm")
    translate(other, english, title="Tower")

    both = Entry.objects.filter(thing=f"news:{other.article_id}")

    assert alone == {("de", "Brücke")}
    assert set(both.values_list("language", "title")) == {
        ("de", "Turm"),
        ("en", "Tower"),
    }


@pytest.mark.requirement("F15", "F16")
def test_what_is_taken_back_is_gone_at_once(portal):
    page = make_news()
    thing = f"news:{page.article_id}"
    seen = [find_things(kind="news")]

    rule = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    )
    seen.append(find_things(kind="news"))
    rule.delete()
    seen.append(find_things(kind="news"))
    page.unpublish()
    seen.append(find_things(kind="news"))
    page.refresh_from_db()
    page.save_revision().publish()
    seen.append(find_things(kind="news"))
    NewsPage.objects.get(pk=page.pk).delete()
    seen.append(find_things(kind="news"))

    assert seen == [{thing}, set(), {thing}, set(), {thing}, set()]


@pytest.mark.requirement("F16")
def test_draft_of_a_live_page_changes_no_entry(portal):
    page = make_news(title="Brücke")
    before = get_entry(f"news:{page.article_id}")

    page.title = "Turm"
    page.save_revision()

    after = get_entry(f"news:{page.article_id}")
    assert (after.title, after.version) == ("Brücke", before.version)


@pytest.mark.requirement("F10")
def test_facets_dates_and_point_are_those_of_row_and_terms(portal):
    page = make_event(topics=("robotics",), latitude="49.9819", longitude="8.2801")
    topic = (
        page.cms_page_terms.first().term.slug if page.cms_page_terms.exists() else ""
    )

    entry = get_entry(f"event:{page.event_id}")

    assert (entry.starts_at, entry.ends_at) == (page.starts_at, page.ends_at)
    assert (entry.latitude, entry.longitude) == (49.9819, 8.2801)
    values = read_values(entry)
    assert values["network"] == [page.network.slug]
    assert values.get("topic", [""]) == [topic]


@pytest.mark.requirement("F10")
def test_states_of_the_network_are_those_of_its_pages(portal):
    network = make_networks("Netz Mainz")[0]

    entry = get_entry(f"region:{network.pk}")

    assert read_values(entry) == {"network": [network.slug], "state": ["DE-RP"]}


@pytest.mark.requirement("F16")
def test_changed_slug_of_a_term_reaches_all_pages_that_have_it(portal):
    page = make_news()
    term = Term.objects.of("topic").first()
    PageTerm.objects.create(page=page, term=term)
    with_term = read_values(get_entry(f"news:{page.article_id}"))["topic"]

    Term.objects.filter(pk=term.pk).update(slug="anders")

    assert with_term == [term.slug]
    assert read_values(get_entry(f"news:{page.article_id}"))["topic"] == ["anders"]


@pytest.mark.requirement("F9")
def test_deadline_of_a_call_is_its_end(portal):
    page = make_call(deadline_at=NOW + dt.timedelta(days=9))

    assert get_entry(f"call:{page.call_id}").ends_at == NOW + dt.timedelta(days=9)

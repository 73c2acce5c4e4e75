"""Each page type as a visitor gets it, in both languages."""

import datetime as dt
import json

import pytest
import time_machine
from wagtail.models import PageViewRestriction

from cms.models import (
    CallIndexPage,
    CallPage,
    GenericPage,
    HelpIndexPage,
    HelpPage,
    LegalPage,
    NewsIndexPage,
    NewsPage,
)
from cms.page_cache import drop_stored_pages
from tests.cms.html import (
    find_all,
    find_heading_gaps,
    find_loaded_from_elsewhere,
    get_heading_levels,
    get_texts,
    parse,
)
from tests.cms.pages import (
    NOW,
    make_body,
    make_call,
    make_image,
    make_news,
    publish,
    translate,
)

HEADING = {"type": "heading", "value": {"text": "Anfang", "level": "h2"}}
PROSE = {"type": "text", "value": "<p>Zwölf Jugendliche bauen eine Brücke.</p>"}


@pytest.fixture
def site(portal, english):
    """Return one page of each type in both languages: ``{("news", "de"): page}``."""
    image = make_image()
    body = make_body(HEADING, PROSE)
    home_en = portal.get_translation(english)
    help_index = HelpIndexPage.objects.get(locale=portal.locale)
    legal = LegalPage(
        title="Impressum",
        slug="impressum",
        legal_kind="impressum",
        version="1.2",
        changes="März 2027: neue Anschrift\n\nJanuar 2027: erste Fassung",
        body=body,
    )
    pages = {
        "home": portal,
        "news": make_news(lead_image=image, lead_image_alt="Brücke", body=body),
        "call": make_call(lead_image=image, lead_image_alt="Brücke", body=body),
        "generic": publish(
            portal.add_child(instance=GenericPage(title="Über uns", body=body))
        ),
        "help": publish(
            help_index.add_child(instance=HelpPage(title="Bilder", body=body))
        ),
        "legal": publish(portal.add_child(instance=legal)),
        "news_index": NewsIndexPage.objects.get(locale=portal.locale),
        "call_index": CallIndexPage.objects.get(locale=portal.locale),
        "help_index": help_index,
    }
    both = {(name, "de"): page for name, page in pages.items()}
    for name, page in pages.items():
        own = page.get_translation_or_none(english)
        both[name, "en"] = own or translate(page, english, title=f"English {name}")
    assert both["home", "en"] == home_en
    return both


TYPES = [
    "home",
    "news",
    "call",
    "generic",
    "help",
    "legal",
    "news_index",
    "call_index",
    "help_index",
]


@pytest.mark.requirement("W38", "W50", "P13", "ED66")
@time_machine.travel(NOW, tick=False)
def test_pages_are_sound_in_both_languages(client, site):
    faults = {}
    for (name, language), page in site.items():
        response = client.get(page.url)
        tree = parse(response)
        found = {
            "status": response.status_code,
            "lang": tree.get("lang"),
            "h1": get_heading_levels(tree).count(1),
            "main": len(find_all(tree, "main")),
            "gaps": find_heading_gaps(tree),
            "elsewhere": find_loaded_from_elsewhere(tree),
            "unnamed": [
                n
                for n in find_all(tree, "nav")
                if not (n.get("aria-label") or n.get("aria-labelledby"))
            ],
        }
        sound = {
            "status": 200,
            "lang": language,
            "h1": 1,
            "main": 1,
            "gaps": [],
            "elsewhere": [],
            "unnamed": [],
        }
        if found != sound:
            faults[name, language] = found

    assert sorted({name for name, _language in site}) == sorted(TYPES)
    assert faults == {}


@pytest.mark.requirement("W38")
def test_title_names_page_network_and_site(client, site):
    titles = get_texts(parse(client.get(site["news", "de"].url)), "title")

    assert titles[0] == f"{site['news', 'de'].title} – Verbund"


@pytest.mark.requirement("ED6")
def test_lead_image_has_words_and_credit(client, site):
    tree = parse(client.get(site["news", "en"].url))
    main = find_all(tree, "main")[0]

    assert find_all(main, "img")[0].get("alt") == "Brücke"
    assert get_texts(main, "span", class_="figure-credit") == [
        "Picture: Ada Beispiel (CC BY 4.0)"
    ]


@pytest.mark.requirement("ED15")
def test_news_says_updated_only_when_an_editor_says_so(
    client, site, django_capture_on_commit_callbacks
):
    page = site["news", "en"]
    before = client.get(page.url).content.decode().count("Updated on")

    source = site["news", "de"]
    source.updated_at = NOW
    with django_capture_on_commit_callbacks(execute=True):
        publish(source)
    after = client.get(page.url).content.decode().count("Updated on 3 March 2027")

    assert (before, after) == (0, 1)


@pytest.mark.requirement("ED15")
def test_news_shows_press_contact(client, portal):
    page = make_news(
        kind="press",
        press_contact_name="Dr. Ada Beispiel",
        press_contact_email="presse@example.org",
    )
    tree = parse(client.get(page.url))

    assert get_texts(tree, "p", class_="contact-name") == ["Dr. Ada Beispiel"]
    assert [a.get("href") for a in find_all(tree, "a")].count(
        "mailto:presse@example.org"
    ) == 1


@pytest.mark.requirement("ED45")
def test_legal_page_says_version_and_changes(client, site):
    main = find_all(parse(client.get(site["legal", "en"].url)), "main")[0]

    assert get_texts(main, "li")[-2:] == [
        "März 2027: neue Anschrift",
        "Januar 2027: erste Fassung",
    ]
    assert "This is version 1.2." in get_texts(main, "p")


@pytest.mark.requirement("ED66")
def test_page_is_shared_by_its_address_without_foreign_code(client, site):
    page = site["news", "en"]
    tree = parse(client.get(page.url))

    assert get_texts(tree, "p", class_="share-url") == [page.full_url]
    assert [s.get("src") for s in find_all(tree, "script") if s.get("src")] == [
        "/static/verbund/js/copy_link.js"
    ]


@pytest.mark.requirement("ED57", "W50")
def test_untranslated_page_shows_german_marked_and_with_a_notice(client, site, english):
    source = make_news(title="Nur auf Deutsch", slug="nur-auf-deutsch")
    alias = source.copy_for_translation(english, copy_parents=True, alias=True)
    alias.live = True
    alias.save()

    tree = parse(client.get(f"/en/news/{alias.slug}/"))

    assert tree.get("lang") == "en"
    assert [a.get("lang") for a in find_all(tree, "article")][:1] == ["de"]
    notices = get_texts(tree, "div", class_="notice")
    assert notices == ["This page is not translated yet. You are reading it in German."]


@pytest.mark.requirement("ED16", "W52", "W36")
@pytest.mark.parametrize(
    ("deadline", "zone"),
    [
        (dt.datetime(2027, 3, 20, 22, 59, tzinfo=dt.UTC), "CET, winter time in Berlin"),
        (
            dt.datetime(2027, 4, 20, 21, 59, tzinfo=dt.UTC),
            "CEST, summer time in Berlin",
        ),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_call_prints_deadline_with_zone_and_status_in_words(
    client, portal, english, deadline, zone
):
    page = translate(make_call(deadline_at=deadline), english)
    box = find_all(parse(client.get(page.url)), "div", class_="deadline")[0]
    local = deadline + dt.timedelta(hours=1 if zone.startswith("CET,") else 2)

    assert [t.text for t in find_all(box, "time")] == [
        f"{local:%A}, 20 {local:%B} 2027, 23:59"
    ]
    assert get_texts(box, "span", class_="badge") == ["open"]
    assert [t for t in get_texts(box, "span", class_="small") if "Berlin" in t] == [
        zone
    ]


@pytest.mark.requirement("ED16")
@time_machine.travel(NOW, tick=False)
def test_call_closes_by_itself(client, portal, english):
    url = "https://example.org/bewerben"
    page = translate(
        make_call(deadline_at=NOW + dt.timedelta(hours=1), apply_url=url), english
    )

    def read():
        tree = parse(client.get(page.url))
        links = [a.get("href") for a in find_all(tree, "a")]
        return get_texts(tree, "span", class_="badge")[0], links.count(url)

    before = read()
    with time_machine.travel(NOW + dt.timedelta(hours=2), tick=False):
        after = read()

    assert (before, after) == (("closing soon", 1), ("closed", 0))


@pytest.mark.requirement("ED16")
@time_machine.travel(NOW, tick=False)
def test_call_shows_what_one_must_know(client, portal, english):
    dates = [
        {
            "type": "date",
            "value": {
                "moment": "2027-03-10T16:00:00+01:00",
                "text": "Question hour",
                "url": "",
            },
        }
    ]
    page = translate(
        make_call(
            amount="bis 5.000 Euro",
            eligibility="<p>Schulen</p>",
            purpose="<p>Brücken</p>",
            area="Westpfalz",
            contact_name="Emil Beispiel",
            contact_email="emil@example.org",
            information_dates=json.dumps(dates),
            deadline_at=None,
        ),
        english,
    )
    tree = parse(client.get(page.url))
    facts = dict(zip(get_texts(tree, "dt"), get_texts(tree, "dd"), strict=True))

    assert facts == {
        "Funder": "Muster-Stiftung",
        "Sum": "bis 5.000 Euro",
        "What it is for": "Brücken",
        "Who may apply": "Schulen",
        "Where": "Westpfalz",
    }
    assert get_texts(tree, "p", class_="contact-name") == ["Emil Beispiel"]
    assert [t.text for t in find_all(tree, "time")] == [
        "Wednesday, 10 March 2027, 16:00"
    ]
    assert get_texts(find_all(tree, "div", class_="deadline")[0], "strong") == [
        "No deadline, you can apply at any time"
    ]


@pytest.mark.parametrize(
    "path", ["/de/aktuelles/gibt-es-nicht/", "/de/gibt/es/nicht/", "/en/aktuelles/"]
)
def test_unknown_address_is_not_found(client, portal, path):
    assert client.get(path).status_code == 404


def test_draft_is_not_found(client, portal):
    page = make_news()
    page.unpublish()

    assert client.get(page.url).status_code == 404


def test_restriction_above_an_alias_holds_for_it_too(client, portal, english):
    """A page below an alias is as closed as the page that the alias stands for."""
    source = publish(portal.add_child(instance=GenericPage(title="Intern")))
    child = publish(source.add_child(instance=GenericPage(title="Protokoll")))
    PageViewRestriction.objects.create(
        page=source, restriction_type=PageViewRestriction.LOGIN
    )
    alias = source.copy_for_translation(english, copy_parents=True, alias=True)
    own = translate(child, english)

    assert client.get(child.url).status_code == 302
    assert [r.page_id for r in alias.get_view_restrictions()] == [source.pk]
    assert {r.page_id for r in own.get_view_restrictions()} == {source.pk, alias.pk}


def warm(client, url):
    client.get(url)


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_pages_ask_the_same_for_one_and_three_neighbours(
    client, portal, number, django_assert_num_queries
):
    image = make_image()
    pages = [make_news(lead_image=image, topics=["physics"]) for _ in range(number + 1)]
    calls = [make_call(lead_image=image, topics=["physics"]) for _ in range(number + 1)]
    for page, first, later in ((pages[0], 9, 2), (calls[0], 10, 2)):
        drop_stored_pages()
        warm(client, "/de/hilfe/")
        with django_assert_num_queries(first):
            assert client.get(page.url).status_code == 200
        with django_assert_num_queries(later):
            assert client.get(page.url).status_code == 200


@time_machine.travel(NOW, tick=False)
def test_first_answer_stays_within_twelve_queries_for_a_page(
    client, portal, django_assert_max_num_queries
):
    page = make_news(lead_image=make_image(), topics=["physics"])
    make_news(lead_image=make_image(), topics=["physics"])
    warm(client, "/de/")

    with django_assert_max_num_queries(12):
        assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("kind", [NewsPage, CallPage])
def test_preview_shows_the_draft(portal, kind):
    page = make_news() if kind is NewsPage else make_call()
    page.title = "Noch nicht fertig"

    response = page.make_preview_request()

    assert get_texts(parse(response.render()), "h1") == ["Noch nicht fertig"]


def test_content_is_kept_until_it_is_published_anew(
    client, site, django_capture_on_commit_callbacks
):
    page = site["news", "de"]
    client.get(page.url)
    type(page).objects.filter(pk=page.pk).update(summary="An der Datenbank vorbei")

    kept = client.get(page.url).content.decode()
    page.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        publish(page)
    fresh = client.get(page.url).content.decode()

    assert "An der Datenbank vorbei</p>" not in kept
    assert "An der Datenbank vorbei</p>" in fresh


def test_draft_is_neither_shown_from_nor_put_into_what_is_kept(client, site, rf):
    page = site["news", "de"]
    published = client.get(page.url).content.decode()
    page.summary = "Nur im Entwurf"
    draft = page.make_preview_request(rf.get(page.url)).rendered_content
    again = client.get(page.url).content.decode()

    assert "Nur im Entwurf</p>" in draft
    assert "Nur im Entwurf" not in published + again

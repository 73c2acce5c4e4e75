"""Editors see a page in both languages and at the width of a phone."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from cms.enums import Role
from cms.models import Network
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import make_news, translate
from tests.cms.staff import give, make_user


@pytest.fixture
def pages(english):
    german = make_news(title="Brücke")
    return german, translate(german, english, title="Bridge", slug="bridge")


def see(client, page, **query):
    url = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    tree = parse(client.get(url, query))
    return tree.get("lang"), get_texts(tree, "h1")


@pytest.mark.requirement("ED52", "ED56")
def test_preview_shows_the_newest_draft_of_each_language(client, editor, pages):
    german, bridge = pages
    bridge.title = "Bridge, new draft"
    bridge.save_revision()

    assert see(client, german) == ("de", ["Brücke"])
    assert see(client, german, mode="en") == ("en", ["Bridge, new draft"])
    assert see(client, bridge, mode="de") == ("de", ["Brücke"])
    assert Page.objects.get(pk=bridge.pk).title == "Bridge"


@pytest.mark.requirement("ED52", "ED57")
def test_only_languages_that_are_written_can_be_chosen(english, pages):
    german, bridge = pages
    alone = make_news()
    alone.copy_for_translation(english, alias=True)

    assert german.preview_modes == [("", "Deutsch"), ("en", "English")]
    assert bridge.preview_modes == [("", "English"), ("de", "Deutsch")]
    assert alone.preview_modes == [("", "Deutsch")]


@pytest.mark.requirement("S25", "ED52")
def test_draft_of_a_translation_stays_with_those_who_may_edit_it(client, pages):
    german, bridge = pages
    author = make_user("ada")
    give(author, Network.objects.get_site(), Role.AUTHOR)
    Page.objects.filter(pk=german.pk).update(owner=author)
    bridge.title = "Kanarienvogel"
    bridge.save_revision()
    client.force_login(author)

    live = see(client, german, mode="en")
    bridge.unpublish()
    hidden = see(client, german, mode="en")

    assert live == ("en", ["Bridge"])
    assert hidden == ("de", ["Brücke"])


@pytest.mark.requirement("ED52")
def test_editor_offers_phone_width_and_languages(client, editor, pages):
    url = reverse("wagtailadmin_pages:edit", args=[pages[0].pk])

    tree = parse(client.get(url))

    widths = [field.get("data-device-width") for field in find_all(tree, "input")]
    assert [width for width in widths if width] == ["320", "375", "768", "1280"]
    select = find_all(tree, "select", id="id_preview_mode")[0]
    options = {
        option.get("value"): option.text for option in find_all(select, "option")
    }
    assert options == {"": "Deutsch", "en": "English"}

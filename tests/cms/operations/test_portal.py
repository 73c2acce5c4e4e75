"""The portal is opened once, and completed by each later call (ED2, R23)."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.enums import LegalKind
from cms.models import (
    Article,
    FundingIndexPage,
    GenericPage,
    HelpIndexPage,
    HomePage,
    LegalPage,
    Network,
    NewsIndexPage,
    PracticeIndexPage,
)
from cms.operations.branches import open_branch
from cms.operations.index_pages import add_missing_pages
from cms.operations.portal import INDEX_PAGES, open_portal
from tests.cms.staff import count_rows, make_network


def read_pages() -> list[tuple[object, ...]]:
    """Return all that a second call could change in the tree."""
    fields = ("path", "title", "slug", "url_path", "translation_key", "alias_of")
    return list(Page.objects.order_by("path").values_list(*fields, "locale", "live"))


@pytest.mark.requirement("R23", "ED2")
def test_second_call_changes_nothing_and_asks_little(portal, django_assert_num_queries):
    before, rows, site = read_pages(), count_rows(), Site.objects.values().get()

    # One for each type of page, and the network, the languages, root, homes and site.
    with django_assert_num_queries(len(INDEX_PAGES) + 5 + 2):
        open_portal(hostname="testserver")

    assert (read_pages(), count_rows()) == (before, rows)
    assert Site.objects.values().get() == site


@pytest.mark.requirement("R23")
def test_portal_of_an_older_version_gets_what_was_added_since(portal):
    make_network("MINT Nord")
    FundingIndexPage.objects.all().delete()
    HelpIndexPage.objects.get(locale__language_code="en").delete()
    german_help = HelpIndexPage.objects.get()

    open_portal(hostname="testserver")

    funding = FundingIndexPage.objects.order_by("locale__language_code")
    assert [page.url_path for page in funding] == [
        "/portal-de/foerderung/",
        "/portal-en/funding/",
    ]
    assert [page.locale.language_code for page in funding] == ["de", "en"]
    assert funding[0].translation_key == funding[1].translation_key
    assert all(page.live and page.network.is_site for page in funding)
    english_help = HelpIndexPage.objects.get(locale__language_code="en")
    assert english_help.translation_key == german_help.translation_key
    assert english_help.slug == "help"
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.requirement("R23")
def test_page_that_an_editor_renamed_or_moved_is_not_made_again(portal, english):
    news = NewsIndexPage.objects.get(locale=portal.locale)
    news.title, news.slug, news.live = "Neues", "neues", False
    news.save()
    # Nothing but another home page may be above it, as when a portal is rebuilt.
    other = HomePage.objects.get(locale=english)
    PracticeIndexPage.objects.get(locale=portal.locale).move(other, "last-child")
    before = read_pages()

    open_portal(hostname="testserver")

    assert read_pages() == before


@pytest.mark.requirement("R23")
def test_index_page_of_a_network_is_not_taken_for_that_of_the_portal(portal):
    network = make_network("MINT Nord")
    open_branch(network=network)
    NewsIndexPage.objects.filter(network=Network.objects.get_site()).delete()

    open_portal(hostname="testserver")

    own = NewsIndexPage.objects.filter(network=Network.objects.get_site())
    assert sorted(own.values_list("slug", flat=True)) == ["aktuelles", "news"]
    assert NewsIndexPage.objects.count() == 4


@pytest.mark.requirement("R23")
def test_address_that_an_editor_has_used_is_left_alone(portal):
    FundingIndexPage.objects.all().delete()
    taken = portal.add_child(
        instance=GenericPage(title="Geld", slug="foerderung", article=Article())
    )

    open_portal(hostname="testserver")

    taken.refresh_from_db()
    assert taken.slug == "foerderung"
    made = FundingIndexPage.objects.get(locale=portal.locale)
    assert made.slug == "foerderung-2"


@pytest.mark.requirement("R23")
def test_placeholder_of_trees_in_step_becomes_the_page_itself(portal, english):
    HelpIndexPage.objects.get(locale=english).delete()
    german = HelpIndexPage.objects.get(locale=portal.locale)
    alias = german.copy_for_translation(english, alias=True)

    open_portal(hostname="testserver")

    page = HelpIndexPage.objects.get(locale=english)
    assert (page.pk, page.alias_of, page.title) == (alias.pk, None, "Help")


@pytest.mark.requirement("R23", "ED2")
def test_home_page_of_a_further_language_belongs_to_the_others(portal, english):
    HomePage.objects.get(locale=english).delete()

    open_portal(hostname="testserver")

    home = HomePage.objects.get(locale=english)
    assert home.translation_key == portal.translation_key
    assert home.get_children().count() == len(INDEX_PAGES)
    keys = NewsIndexPage.objects.values_list("translation_key", flat=True)
    assert len(set(keys)) == 1


def test_command_without_a_host_leaves_the_address_alone(portal, capsys):
    site = Site.objects.get()
    site.hostname, site.port, site.site_name = "mint.example", 443, "Unser Portal"
    site.save()

    call_command("open_portal")

    site = Site.objects.get()
    assert (site.hostname, site.port) == ("mint.example", 443)
    assert site.site_name == "Unser Portal"
    assert "https://mint.example" in capsys.readouterr().out


def test_command_names_the_host(portal, capsys):
    call_command("open_portal", hostname="neu.example")

    assert Site.objects.values_list("hostname", "port").get() == ("neu.example", 443)
    assert "https://neu.example" in capsys.readouterr().out


def test_site_that_was_deleted_is_made_again(portal):
    Site.objects.all().delete()

    open_portal()

    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page_id) == ("localhost", 80, portal.pk)
    assert site.is_default_site is True


@pytest.mark.requirement("R23", "ED2")
def test_branch_is_completed_without_making_renamed_pages_again(portal):
    network = make_network("MINT Nord")
    open_branch(network=network)
    imprint = LegalPage.objects.get(network=network, slug="impressum")
    imprint.title, imprint.slug = "Wer wir sind", "wer-wir-sind"
    imprint.save()
    gone = PracticeIndexPage.objects.get(network=network, slug="practice")
    key = gone.translation_key
    gone.delete()
    before = count_rows()

    open_branch(network=network)

    assert LegalPage.objects.filter(network=network).count() == 2
    made = PracticeIndexPage.objects.get(network=network, slug="practice")
    assert made.translation_key == key
    difference = {
        name: number - before[name]
        for name, number in count_rows().items()
        if number != before[name]
    }
    assert difference["cms.practiceindexpage"] == difference["wagtailcore.page"] == 1


def test_pages_of_a_language_without_a_name_are_called_as_in_german(portal, english):
    network = Network.objects.get_site()
    LegalPage.objects.all().delete()

    pages = add_missing_pages(
        network=network,
        parents={"en": HomePage.objects.get(locale=english)},
        model=LegalPage,
        names={"de": ("Impressum", "impressum")},
        legal_kind=LegalKind.IMPRINT,
    )

    assert pages["en"].title == "Impressum"

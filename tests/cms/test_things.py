"""The row behind the pages (ED70, ED71)."""

import datetime as dt

import pytest

from cms.models import Article, Call, CallIndexPage, CallPage, NewsIndexPage, NewsPage

NOON = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def make_news(index, **kwargs):
    return index.add_child(instance=NewsPage(title="Sternennacht", date=NOON, **kwargs))


@pytest.mark.requirement("ED70")
def test_draft_makes_the_row_and_publishing_writes_the_facts(portal):
    index = NewsIndexPage.objects.get(locale=portal.locale)

    page = make_news(index, live=False)

    assert page.article.published_at is None
    page.save_revision().publish()
    assert Article.objects.get().published_at == NOON


@pytest.mark.requirement("ED70")
def test_draft_of_a_live_page_leaves_the_row_alone(portal):
    page = make_news(NewsIndexPage.objects.get(locale=portal.locale))
    page.save_revision().publish()

    page.date = NOON + dt.timedelta(days=1)
    page.save_revision()

    assert Article.objects.get().published_at == NOON


@pytest.mark.requirement("ED70")
def test_translation_shares_the_row_and_cannot_set_its_dates(portal, english):
    page = make_news(NewsIndexPage.objects.get(locale=portal.locale))

    copy = page.copy_for_translation(english)
    copy.date = NOON + dt.timedelta(days=2)
    copy.live = True
    copy.save()

    assert copy.article == page.article
    assert Article.objects.get().published_at == NOON


@pytest.mark.requirement("ED70")
def test_copied_page_gets_a_new_row(portal):
    page = make_news(NewsIndexPage.objects.get(locale=portal.locale))

    copy = page.copy(update_attrs={"slug": "kopie"})

    assert copy.article != page.article
    assert Article.objects.count() == 2


@pytest.mark.requirement("ED71")
def test_network_of_a_page_is_that_of_its_branch(portal):
    index = CallIndexPage.objects.get(locale=portal.locale)

    page = index.add_child(instance=CallPage(title="Ruf", funder="Muster-Stiftung"))

    assert page.network.kind == "site"
    assert Call.objects.get().network == page.network

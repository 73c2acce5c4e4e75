"""Visits are counted, from the page cache or not (ED14)."""

import datetime as dt

import pytest

from cms.counter import flush_counts, forget_pending
from cms.models import DailyCount, NewsIndexPage, NewsPage

BROWSER = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"
}


@pytest.fixture
def page(portal):
    forget_pending()
    index = NewsIndexPage.objects.get(locale=portal.locale)
    date = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
    return index.add_child(instance=NewsPage(title="Sternennacht", date=date))


@pytest.mark.requirement("ED14")
@pytest.mark.parametrize("cache_seconds", [0, 60])
def test_every_visit_counts_for_the_row_behind_the_page(
    client, page, settings, cache_seconds
):
    settings.VERBUND_PAGE_CACHE_SECONDS = cache_seconds
    path = page.url
    etag = client.get(path, **BROWSER).get("ETag", "")
    client.get(path, **BROWSER)
    client.get(path, **BROWSER, HTTP_IF_NONE_MATCH=etag)
    # Neither of these is a person who looks.
    client.head(path, **BROWSER)
    client.get(path, HTTP_USER_AGENT="Googlebot/2.1")
    client.get(f"{path}gone/", **BROWSER)

    flush_counts()

    row = DailyCount.objects.get()
    assert (row.content_type.model, row.object_id, row.count) == (
        "article",
        page.article_id,
        3,
    )


@pytest.mark.requirement("ED14")
def test_pages_without_a_row_are_not_counted(client, page):
    client.get(NewsIndexPage.objects.get(locale=page.locale).url, **BROWSER)

    assert flush_counts() == 0

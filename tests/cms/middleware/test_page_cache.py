"""Pages for visitors come from a cache that knows no person (A19)."""

import datetime as dt

import pytest
from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.http import HttpResponse, JsonResponse
from django.test import RequestFactory

from cms.middleware.page_cache import PageCacheMiddleware
from cms.models import NewsIndexPage, NewsPage
from cms.page_cache import bump_site_version, drop_stored_pages

NOON = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
FACTORY = RequestFactory()


@pytest.fixture(autouse=True)
def cache_on(settings):
    settings.VERBUND_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()


class View:
    """Counts how often it was asked."""

    def __init__(self, make=lambda: HttpResponse("<p>Hallo</p>")):
        self.count = 0
        self.make = make

    def __call__(self, request):
        self.count += 1
        return self.make()


def ask_twice(request, view=None) -> int:
    view = view or View()
    middleware = PageCacheMiddleware(view)
    middleware(request)
    middleware(request)
    return view.count


def get_with(path="/de/", cookies=None, **headers):
    request = FACTORY.get(path, **headers)
    request.COOKIES.update(cookies or {})
    return request


@pytest.mark.requirement("A19")
def test_second_visitor_gets_the_stored_bytes_with_their_headers():
    view = View()
    middleware = PageCacheMiddleware(view)

    first, second = middleware(get_with()), middleware(get_with())

    assert view.count == 1
    assert (second.content, second.headers["ETag"]) == (
        first.content,
        first.headers["ETag"],
    )
    assert second.headers["Vary"] == "Cookie, HX-Request"


@pytest.mark.requirement("A19")
@pytest.mark.parametrize(
    "refused",
    [
        {"cookies": {"sessionid": "x"}},
        {"cookies": {"messages": "x"}},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"path": "/de/?nobody=knows"},
        {"path": "/de/?page=" + "1" * 400},
    ],
)
def test_what_might_be_personal_is_asked_each_time(refused):
    assert ask_twice(get_with(**refused)) == 2


@pytest.mark.requirement("A19")
def test_post_is_never_answered_from_the_cache():
    assert ask_twice(FACTORY.post("/de/")) == 2


def set_cookie():
    response = HttpResponse("x")
    response.set_cookie("a", "b")
    return response


@pytest.mark.requirement("A19")
@pytest.mark.parametrize(
    "make",
    [
        set_cookie,
        lambda: HttpResponse("x", status=404),
        lambda: HttpResponse("x", headers={"Cache-Control": "private"}),
        lambda: HttpResponse("x", headers={"Cache-Control": "no-store"}),
        lambda: HttpResponse('<input name="csrfmiddlewaretoken">'),
        lambda: JsonResponse({}),
    ],
)
def test_answer_that_is_not_everybodys_is_not_stored(make):
    assert ask_twice(get_with(), View(make)) == 2


@pytest.mark.requirement("A19")
def test_order_of_the_filters_does_not_matter_but_fragments_are_apart():
    view = View()
    middleware = PageCacheMiddleware(view)

    middleware(get_with("/de/?page=2&topic=a"))
    middleware(get_with("/de/?topic=a&page=2"))
    assert view.count == 1

    middleware(get_with("/de/?topic=a&page=2", HTTP_HX_REQUEST="true"))
    middleware(get_with("/de/?topic=b&page=2"))
    middleware(get_with("/de/?topic=a&page=2", HTTP_HOST="anders.example.org"))
    assert view.count == 4


def test_unchanged_page_is_a_304():
    middleware = PageCacheMiddleware(View())
    etag = middleware(get_with()).headers["ETag"]

    response = middleware(get_with(HTTP_IF_NONE_MATCH=etag))

    assert (response.status_code, response.content) == (304, b"")


def test_dropped_pages_are_asked_again():
    view = View()
    middleware = PageCacheMiddleware(view)
    middleware(get_with())

    drop_stored_pages()
    middleware(get_with())

    assert view.count == 2


def test_page_begun_before_a_change_is_not_kept():
    """The rendering that saw the old state must not be served after the change."""
    view = View()

    def change_while_rendering(request):
        response = view(request)
        drop_stored_pages()
        return response

    middleware = PageCacheMiddleware(change_while_rendering)
    middleware(get_with())
    middleware(get_with())

    assert view.count == 2


def test_broken_cache_leaves_the_page_readable(settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "tests.cms.middleware.test_page_cache.BrokenCache"},
    }

    assert ask_twice(get_with()) == 2
    drop_stored_pages()


class BrokenCache(BaseCache):
    """A server that is gone."""

    def __init__(self, location, params):
        super().__init__(params)

    def get_many(self, keys, version=None):
        raise ConnectionError

    def set(self, key, value, timeout=None, version=None):
        raise ConnectionError


@pytest.mark.django_db
def test_nothing_is_dropped_before_the_commit(django_capture_on_commit_callbacks):
    view = View()
    middleware = PageCacheMiddleware(view)

    with django_capture_on_commit_callbacks(execute=True):
        bump_site_version()
        middleware(get_with())
        middleware(get_with())
        assert view.count == 1
    middleware(get_with())

    assert view.count == 2


@pytest.fixture
def news(portal):
    index = NewsIndexPage.objects.get(locale=portal.locale)
    return index.add_child(instance=NewsPage(title="Sternennacht", date=NOON))


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.unpublish(),
        lambda page: page.save_revision().publish(),
        lambda page: page.delete(),
        lambda page: page.move(page.get_parent().get_parent(), pos="last-child"),
    ],
)
def test_published_change_drops_the_pages(
    news, change, django_capture_on_commit_callbacks
):
    view = View()
    middleware = PageCacheMiddleware(view)
    middleware(get_with())

    with django_capture_on_commit_callbacks(execute=True):
        change(news)
    middleware(get_with())

    assert view.count == 2


def test_draft_leaves_the_pages_alone(news, django_capture_on_commit_callbacks):
    view = View()
    middleware = PageCacheMiddleware(view)
    middleware(get_with())

    with django_capture_on_commit_callbacks(execute=True):
        news.title = "Neu"
        news.save_revision(log_action=True)
    middleware(get_with())

    assert view.count == 1

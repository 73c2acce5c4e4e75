"""What the registries of cms answer from their entries."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser

from cms.audiences import (
    VISITOR,
    AudienceSource,
    Viewer,
    audience_sources,
    find_viewer,
    get_viewer,
)
from cms.enums import Role
from cms.models import Network, NetworkRole
from cms.navigation import NavigationEntry, NavigationLink, get_navigation, navigation
from cms.sections import Section, get_section_choices, sections
from cms.todos import Todo, WaitingTodo, get_waiting_todos, todos

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)


def make_user(username="kim", **kwargs):
    return get_user_model().objects.create_user(username, **kwargs)


def make_network(name, locale):
    return Network.objects.create(
        name=name, slug=name, source_key=name, kind="mint-region", source_locale=locale
    )


def test_section_choices_follow_the_registry():
    section = Section(
        name="latest", label="Latest", template="x.html", get_context=lambda *_: {}
    )
    with sections.replaced_by(section):
        assert get_section_choices() == [("latest", "Latest")]


def test_navigation_leaves_out_what_does_not_apply(rf):
    def entry(name, url, **kwargs):
        return NavigationEntry(name=name, label=name, get_url=lambda _: url, **kwargs)

    entries = [
        entry("calls", "/en/calls/", order=2),
        entry("news", "/en/news/", order=1),
        entry("jobs", None),
        entry("imprint", "/en/imprint/", area="footer"),
    ]
    with navigation.replaced_by(*entries):
        links = get_navigation(rf.get("/en/news/stars/"))

    assert links == [
        NavigationLink("news", "news", "/en/news/", is_current=True),
        NavigationLink("calls", "calls", "/en/calls/", is_current=False),
    ]


def test_waiting_todos_leave_out_what_is_empty(rf):
    def todo(name, count):
        return Todo(
            name=name,
            label=name,
            count=lambda user, now: count,
            get_url=lambda user: f"/{name}/",
        )

    with todos.replaced_by(todo("reviews", 2), todo("links", 0)):
        assert get_waiting_todos(None, NOW) == [
            WaitingTodo("reviews", "reviews", 2, "/reviews/")
        ]


@pytest.mark.requirement("S15")
def test_viewer_without_active_account_is_a_visitor(db):
    assert find_viewer(None) == VISITOR
    assert find_viewer(AnonymousUser()) == VISITOR
    assert find_viewer(make_user(is_active=False, is_superuser=True)) == VISITOR


def test_viewer_holds_staff_tokens_of_today_only(portal):
    user = make_user()
    today = dt.datetime.now(dt.UTC).date()
    long_ago = dt.date(2020, 1, 1)
    networks = [make_network(name, portal.locale) for name in ("a", "b", "c")]
    for network, start, end in (
        (networks[0], long_ago, None),
        (networks[1], long_ago, dt.date(2020, 2, 1)),
        (networks[2], today + dt.timedelta(days=3), None),
    ):
        NetworkRole.objects.create(
            user=user, network=network, role=Role.EDITOR, start_date=start, end_date=end
        )

    viewer = find_viewer(user)

    assert viewer.tokens == {"public", f"staff:{networks[0].pk}"}
    assert viewer.holds("member", f"staff:{networks[0].pk}") is True
    assert viewer.holds(f"staff:{networks[1].pk}") is False


def test_superuser_holds_the_staff_token_of_every_network(portal):
    network = make_network("a", portal.locale)
    site = Network.objects.get_site()

    viewer = find_viewer(make_user(is_superuser=True))

    assert viewer.tokens == {
        "public",
        *(f"{kind}:{row.pk}" for kind in ("staff", "care") for row in (network, site)),
    }


def test_viewer_is_asked_once_a_request(rf, db):
    request = rf.get("/")
    request.user = make_user()
    asked = []
    source = AudienceSource(
        name="test", find=lambda user: asked.append(user) or Viewer()
    )

    with audience_sources.replaced_by(source):
        first, second = get_viewer(request), get_viewer(request)

    assert first is second
    assert asked == [request.user]


def test_viewer_unites_the_answers_of_all_sources(db):
    source = AudienceSource(
        name="test",
        find=lambda user: Viewer(frozenset({"member"}), frozenset({"owner:7"})),
    )
    with audience_sources.registered(source):
        viewer = find_viewer(make_user())

    assert viewer == Viewer(frozenset({"public", "member"}), frozenset({"owner:7"}))

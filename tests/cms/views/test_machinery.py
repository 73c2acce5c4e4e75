"""Screens for editors and operators: drafts shown outside, work that was given up."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from cms.models import LinkToken, NewsIndexPage, NewsPage, OutboxMail
from cms.todos import get_waiting_todos


@pytest.fixture
def operator(portal, client):
    user = get_user_model().objects.create_superuser("kim")
    client.force_login(user)
    return user


@pytest.fixture
def page(portal):
    index = NewsIndexPage.objects.get(locale=portal.locale)
    date = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
    return index.add_child(instance=NewsPage(title="Entwurf", date=date, live=False))


def make_dead(key="a", **kwargs):
    return OutboxMail.objects.create(
        key=key,
        recipient="ada@example.org",
        language="de",
        state="dead",
        attempts=15,
        last_error="451 come back later",
        finished_at=timezone.now(),
        **kwargs,
    )


@pytest.mark.requirement("ED52")
def test_editor_makes_a_link_and_takes_it_back(client, operator, page):
    path = reverse("cms_share_draft", args=[page.pk])
    assert client.get(path).context["links"] == []

    client.post(path, {"make": "1"})
    links = client.get(path).context["links"]
    assert [client.get(link["url"]).status_code for link in links] == [200]

    client.post(path, {"revoke": "1"})
    assert client.get(path).context["links"] == []
    assert [client.get(link["url"]).status_code for link in links] == [410]


@pytest.mark.requirement("ED52")
def test_button_stands_in_the_editor(client, operator, page):
    content = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content

    assert reverse("cms_share_draft", args=[page.pk]) in content.decode()


@pytest.mark.requirement("A1", "ED52")
def test_nobody_shares_what_they_may_not_edit(client, page, django_user_model):
    from django.contrib.auth.models import Permission  # noqa: PLC0415 -- this test only

    user = django_user_model.objects.create_user("ada")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    path = reverse("cms_share_draft", args=[page.pk])

    for answer in (client.get(path), client.post(path, {"make": "1"})):
        assert (answer.status_code, answer["Location"]) == (
            302,
            reverse("wagtailadmin_home"),
        )
    assert LinkToken.objects.count() == 0
    assert client.get(reverse("cms_dead_work")).status_code == 302


@pytest.mark.requirement("R5")
def test_dead_work_is_seen_with_its_reason_and_started_again(client, operator):
    row = make_dead()
    path = reverse("cms_dead_work")

    shown = client.get(path).context["rows"]
    assert [(entry.reason, entry.attempts) for entry in shown] == [
        ("451 come back later", 15)
    ]
    waiting = {todo.name: todo for todo in get_waiting_todos(operator, timezone.now())}
    todo = waiting["dead-work"]
    assert (todo.count, todo.url) == (1, path)

    assert client.post(path, {"row": shown[0].key}).status_code == 302

    row.refresh_from_db()
    assert (row.state, row.attempts) == ("due", 0)
    assert client.get(path).context["rows"] == []


@pytest.mark.requirement("R5")
@pytest.mark.parametrize("key", ["", "x", "cms.OutboxMail:0", "auth.User:1"])
def test_only_dead_rows_are_started(client, operator, key):
    assert client.post(reverse("cms_dead_work"), {"row": key}).status_code == 404


def test_dead_work_is_listed_with_as_many_queries_at_one_row_as_at_three(
    client, operator, django_assert_max_num_queries
):
    path = reverse("cms_dead_work")
    make_dead("a")
    client.get(path)
    with django_assert_max_num_queries(30) as first:
        client.get(path)
    make_dead("b")
    make_dead("c")
    with django_assert_max_num_queries(30) as second:
        client.get(path)

    assert len(first) == len(second)


@pytest.mark.requirement("R30")
def test_lost_cache_logs_nobody_out(client, operator):
    from django.core.cache import cache  # noqa: PLC0415 -- this test only

    cache.clear()

    assert client.get("/admin/").status_code == 200

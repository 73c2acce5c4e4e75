"""Acting by link, and drafts shown outside (ED52)."""

import datetime as dt

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.utils import timezone

from cms.links import LinkPurpose, get_link_path, link_purposes, make_link
from cms.models import LinkToken, Network, NewsIndexPage, NewsPage
from cms.operations.sharing import find_draft_links, share_draft, stop_sharing_draft

CANARY = "Nur im Entwurf: Kolibri"
acted: list[object] = []


@pytest.fixture(autouse=True)
def nobody_acted():
    acted.clear()


@pytest.fixture
def link(portal):
    purpose = LinkPurpose(
        name="test",
        sentence="Shall Kim take part?",
        button="Yes, I agree",
        lifetime=dt.timedelta(days=1),
        act=lambda token, thing, now: acted.append(thing) or "Kim may take part.",
    )
    with link_purposes.registered(purpose):
        thing = Network.objects.get_site()
        yield make_link(purpose="test", thing=thing, now=timezone.now())


@pytest.fixture
def editor(portal):
    return get_user_model().objects.create_superuser("kim", password="x")


@pytest.fixture
def draft(portal):
    index = NewsIndexPage.objects.get(locale=portal.locale)
    date = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
    page = index.add_child(
        instance=NewsPage(title="Öffentlich", date=date, live=False, slug="entwurf")
    )
    page.title = CANARY
    page.save_revision()
    return page


@pytest.mark.requirement("S26")
def test_opening_a_link_changes_nothing_and_the_button_acts(client, link):
    path = get_link_path(link)

    opened = [client.get(path), client.head(path)]
    assert ([answer.status_code for answer in opened], acted) == ([200, 200], [])
    assert "Shall Kim take part?" in opened[0].content.decode()

    done, again = client.post(path), client.post(path)
    assert (done.status_code, again.status_code, len(acted)) == (200, 410, 1)
    assert "Kim may take part." in done.content.decode()


@pytest.mark.requirement("S15", "S26")
def test_answers_to_a_link_are_neither_kept_nor_found_nor_passed_on(client, link):
    path = get_link_path(link)
    for answer in (client.get(path), client.post(path), client.get("/l/x/")):
        assert (
            answer["Cache-Control"],
            answer["X-Robots-Tag"],
            answer["Referrer-Policy"],
        ) == ("private, no-store", "noindex, nofollow", "strict-origin")


@pytest.mark.requirement("S43")
def test_button_needs_the_token_of_its_form(link):
    from django.test import Client  # noqa: PLC0415 -- this one test needs it

    answer = Client(enforce_csrf_checks=True).post(get_link_path(link))

    assert (answer.status_code, acted) == (403, [])


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"expires_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, 410),
        ({"revoked_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, 410),
        ({"used_at": dt.datetime(2001, 1, 1, tzinfo=dt.UTC)}, 410),
        ({"object_id": 10**9}, 404),
    ],
)
def test_link_that_does_not_work_says_so_in_words(client, link, change, status):
    LinkToken.objects.update(
        created_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC), **change
    )
    path = get_link_path(link)

    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == status
        assert answer.templates[0].name == "cms/link_ended.html"
    assert acted == []


@pytest.mark.requirement("A9", "S54")
def test_guessing_links_is_refused(client, portal, settings):
    table = {"link": {"code": (3, 60), "address": (5, 60)}}
    settings.VERBUND_LIMITS = table
    with time_machine.travel("2027-03-03 12:00:00+00:00", tick=False):
        statuses = [client.get(f"/l/guess-{n}/").status_code for n in range(7)]

    assert statuses == [404] * 5 + [429] * 2


@pytest.mark.requirement("S54")
def test_one_link_is_opened_only_so_often(client, link, settings):
    settings.VERBUND_LIMITS = {"link": {"code": (3, 60), "address": (5, 60)}}

    statuses = [client.get(get_link_path(link)).status_code for _try in range(4)]

    assert statuses == [200, 200, 200, 429]


@pytest.mark.requirement("ED52")
def test_draft_is_shown_outside_and_nothing_else(client, draft, editor):
    link = share_draft(page=draft, user=editor, now=timezone.now())

    answer = client.get(get_link_path(link))

    assert (answer.status_code, CANARY in answer.content.decode()) == (200, True)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-store"
    # The page itself stays closed, and the next visitor of its address gets no draft.
    assert client.get(draft.url).status_code == 404
    assert client.post(get_link_path(link)).status_code == 404


@pytest.mark.requirement("ED52")
def test_draft_is_shown_as_a_visitor_sees_it_whoever_looks(client, draft, editor):
    link = share_draft(page=draft, user=editor, now=timezone.now())
    client.force_login(editor)

    content = client.get(get_link_path(link)).content.decode()

    assert "wagtail-userbar" not in content


@pytest.mark.requirement("ED52")
def test_draft_link_ends_after_seven_days(client, draft, editor):
    link = share_draft(page=draft, user=editor, now=timezone.now())

    for days, status in ((6.9, 200), (7.1, 410)):
        moment = timezone.now() + dt.timedelta(days=days)
        with time_machine.travel(moment, tick=False):
            assert client.get(get_link_path(link)).status_code == status


@pytest.mark.requirement("ED52")
def test_draft_link_is_revoked(client, draft, editor):
    now = timezone.now()
    link = share_draft(page=draft, user=editor, now=now)
    assert find_draft_links(page=draft, now=now) == [link]

    assert stop_sharing_draft(page=draft, now=now) == 1

    assert client.get(get_link_path(link)).status_code == 410
    assert find_draft_links(page=draft, now=now) == []


@pytest.mark.requirement("ED52", "A25")
def test_draft_link_ends_with_the_right_to_edit(client, draft, editor):
    link = share_draft(page=draft, user=editor, now=timezone.now())

    get_user_model().objects.update(is_superuser=False)

    assert client.get(get_link_path(link)).status_code == 410

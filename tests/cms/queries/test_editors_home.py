"""The editors' start page (ED55)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail_localize.models import Translation, TranslationSource

from cms.enums import Role
from cms.models import CallIndexPage, CallPage, GenericPage, NewsIndexPage, RegionPage
from cms.queries.editors_home import get_editors_home
from cms.todos import Todo, todos
from tests.cms.pages import make_image, publish
from tests.cms.staff import give, make_network, make_user


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def editor(network):
    person = make_user("edda")
    give(person, network, Role.EDITOR)
    return person


def add(network, number=1, **values):
    region = RegionPage.objects.get(network=network, locale__language_code="de")
    page = GenericPage(title=f"Seite {number}", slug=f"seite-{number}", **values)
    return region.add_child(instance=page)


def get_groups(user):
    home = get_editors_home(user=user, now=timezone.now())
    return {
        group.name: [page.title for page in group.pages]
        for group in home.groups
        if group.pages
    }


@pytest.mark.requirement("ED55")
def test_own_drafts_are_shown(network, editor):
    page = add(network, live=False, owner=editor)
    page.save_revision(user=editor)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)

    assert get_groups(editor)["drafts"] == ["Seite 1"]


@pytest.mark.requirement("ED55", "ED74")
def test_submitted_page_is_with_the_reviewers_until_it_comes_back(network, editor):
    page = add(network, live=False, owner=editor)
    page.save_revision(user=editor)
    shown = []
    shown.append(get_groups(editor))
    state = page.get_workflow().start(page, editor)
    shown.append(get_groups(editor))
    state.current_task_state.reject(user=make_user("rita"))
    shown.append(get_groups(editor))

    drafts = [groups.get("drafts") for groups in shown]
    assert drafts == [["Seite 1"], None, ["Seite 1"]]


@pytest.mark.requirement("ED55", "ED16")
def test_calls_of_this_week_are_shown(network, editor):
    index = CallIndexPage.objects.get(network=network, slug="ausschreibungen")
    for days in (3, 30):
        page = CallPage(
            title=f"In {days} Tagen",
            slug=f"ruf-{days}",
            funder="Muster-Stiftung",
            deadline_at=timezone.now() + dt.timedelta(days=days),
        )
        publish(index.add_child(instance=page))

    assert get_groups(editor)["closing"] == ["In 3 Tagen"]


@pytest.mark.requirement("ED55", "ED57")
def test_missing_and_outdated_translations_are_shown(network, editor, english):
    publish(add(network, 1))
    page = publish(add(network, 2))
    source, _created = TranslationSource.get_or_create_from_instance(page)
    Translation.objects.create(source=source, target_locale=english).save_target()
    TranslationSource.objects.update(
        last_updated_at=timezone.now() - dt.timedelta(days=1)
    )

    groups = get_groups(editor)

    assert groups["untranslated"] == ["Seite 1"]
    assert groups["outdated"] == ["Seite 2"]


@pytest.mark.requirement("ED55", "W60")
def test_missing_alternative_texts_are_shown(network, editor):
    image = make_image()
    add(network, 1, lead_image=image)
    add(network, 2, lead_image=image, lead_image_alt="Eine Brücke")
    add(network, 3, lead_image=image, lead_image_is_decorative=True)

    assert get_groups(editor)["alt"] == ["Seite 1"]


@pytest.mark.requirement("ED55")
def test_links_to_hidden_pages_are_shown(network, editor):
    target = publish(add(network, 1))
    page = add(network, 2)
    page.body = [("text", f'<p><a linktype="page" id="{target.pk}">Mehr</a></p>')]
    publish(page)
    before = get_groups(editor).get("links")
    target.unpublish()

    assert before is None
    assert get_groups(editor)["links"] == ["Seite 2"]


@pytest.mark.requirement("ED55", "S25")
def test_other_networks_do_not_appear(network, editor):
    other = make_network("MINT Sued")
    give(make_user("otto"), other, Role.EDITOR)
    titles = {
        page.title for page in Page.objects.descendant_of(add(network).get_parent())
    }
    page = add(other, 9, live=False, owner=editor)
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)

    shown = {title for group in get_groups(editor).values() for title in group}

    assert shown <= titles
    assert "Seite 9" not in shown


@pytest.mark.requirement("ED55")
def test_waiting_todos_are_shown(client, network, editor):
    client.force_login(editor)
    todo = Todo(
        name="test.reports",
        label="Meldungen",
        count=lambda _user, _now: 4,
        get_url=lambda _user: "/reports/",
    )

    with todos.registered(todo):
        text = client.get(reverse("wagtailadmin_home")).content.decode()

    assert '<a href="/reports/">Meldungen: 4</a>' in text


@pytest.mark.requirement("ED55")
def test_start_page_asks_the_same_number_of_queries_for_any_number_of_rows(
    client, network, editor
):
    client.force_login(editor)
    url = reverse("wagtailadmin_home")
    counts = []
    for number in (1, 2, 3):
        page = publish(add(network, number, owner=editor))
        page.save_revision(user=editor)
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[2]


@pytest.mark.requirement("ED55")
def test_start_page_of_an_author_without_work_says_what_will_be_here(client, network):
    author = make_user("ada")
    give(author, network, Role.TRANSLATOR)
    NewsIndexPage.objects.all().delete()
    CallIndexPage.objects.all().delete()
    client.force_login(author)

    response = client.get(reverse("wagtailadmin_home"))

    assert response.status_code == 200

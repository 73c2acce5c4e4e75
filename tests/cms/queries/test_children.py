"""What a state programme sees of its networks (ED72)."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import NetworkStatus, Role
from cms.models import (
    CallIndexPage,
    Network,
    NetworkState,
    NewsIndexPage,
    NewsPage,
    StateChange,
)
from cms.operations.registry import assign_state_programmes
from cms.permissions.roles import get_watched_networks
from cms.queries.children import ChildFigures, list_child_figures
from tests.cms.pages import make_call, make_news, translate
from tests.cms.staff import give, make_network, make_user


@pytest.fixture
def programme(portal):
    return make_network("MINT Land", kind="state-programme")


@pytest.fixture
def coordinator(programme):
    person = make_user("lena")
    give(person, programme, Role.COORDINATOR)
    return person


def make_child(programme, name):
    child = make_network(name, parent=programme)
    give(make_user(f"staff-{child.slug}"), child, Role.EDITOR)
    return child


def get_index(model, network):
    return model.objects.get(network=network, locale__language_code="de")


def see(person):
    networks = get_watched_networks(person)
    return list_child_figures(networks=networks, now=timezone.now())


@pytest.mark.requirement("ED72")
def test_coordinator_of_the_programme_sees_the_figures_of_each_child(
    coordinator, programme, english, english_interface
):
    busy = make_child(programme, "MINT Nord")
    make_network("MINT Leer", parent=programme, status=NetworkStatus.PLANNED)
    make_network("MINT Ende", parent=programme, status=NetworkStatus.ENDED)
    make_network("MINT Anderswo")
    news = get_index(NewsIndexPage, busy)
    make_news(news)
    translate(make_news(news), english, slug="bridge")
    draft = news.add_child(
        instance=NewsPage(
            title="Entwurf", slug="entwurf", date=timezone.now(), live=False
        )
    )
    draft.save_revision(user=make_user("ada"))
    busy.branch.workflow.start(draft, make_user("otto"))
    calls = get_index(CallIndexPage, busy)
    tomorrow = timezone.now() + dt.timedelta(days=1)
    make_call(calls, deadline_at=tomorrow)
    make_call(calls, deadline_at=timezone.now() - dt.timedelta(days=1))
    draft.refresh_from_db()
    newest = max(
        page.latest_revision_created_at
        for page in (*news.get_children(), *calls.get_children())
    )

    seen = see(coordinator)

    assert seen == [
        ChildFigures("MINT Leer", "MINT Land", "planned", 0, 0, 0, 0, None),
        ChildFigures("MINT Nord", "MINT Land", "active", 2, 1, 1, 3, newest),
    ]


@pytest.mark.requirement("ED72", "S25")
@pytest.mark.parametrize("role", [Role.AUTHOR, Role.TRANSLATOR, Role.EDITOR])
def test_only_coordinators_see_the_children(programme, role):
    child = make_child(programme, "MINT Nord")
    below, beside = make_user("berta"), make_user("carl")
    give(below, programme, role)
    give(beside, child, Role.COORDINATOR)

    assert see(below) == []
    assert see(beside) == []


@pytest.mark.requirement("ED72", "S25")
def test_panel_names_no_person_and_no_text_and_opens_no_door(
    client, coordinator, programme
):
    child = make_child(programme, "MINT Nord")
    page = make_news(get_index(NewsIndexPage, child), title="Kanarienvogel")
    page.save_revision(user=make_user("kanarie"))
    client.force_login(coordinator)

    text = client.get(reverse("wagtailadmin_home")).content.decode()
    answers = {
        name: client.get(reverse(name, args=[page.pk])).status_code
        for name in (
            "wagtailadmin_pages:edit",
            "wagtailadmin_pages:view_draft",
            "wagtailadmin_pages:history",
            "wagtailadmin_pages:unpublish",
        )
    }

    panel = text[text.index('<section class="w-panel" aria-labelledby="child') :]
    panel = panel[: panel.index("</section>")]
    assert "MINT Nord" in panel
    assert "href" not in panel
    assert "Kanarienvogel" not in text
    assert "kanarie" not in text
    assert set(answers.values()) == {302}


@pytest.mark.requirement("ED72")
def test_panel_asks_the_same_number_of_queries_for_any_number_of_children(
    client, coordinator, programme
):
    client.force_login(coordinator)
    url = reverse("wagtailadmin_home")
    counts = []
    for number in range(3):
        make_news(get_index(NewsIndexPage, make_child(programme, f"MINT {number}")))
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        counts.append(len(captured))

    assert counts[0] == counts[2]


@pytest.mark.requirement("ED72")
def test_parent_that_the_import_gives_is_logged(programme):
    child = make_network("MINT Nord")
    for network in (programme, child):
        NetworkState.objects.create(network=network, state="DE-NI")
    now = timezone.now()

    changed = assign_state_programmes(now=now), assign_state_programmes(now=now)

    assert changed == (1, 0)
    assert Network.objects.get(pk=child.pk).parent == programme
    assert list(
        StateChange.objects.values_list(
            "object_id", "field", "from_state", "to_state", "actor", "changed_at"
        )
    ) == [(child.pk, "parent", "", str(programme.pk), None, now)]

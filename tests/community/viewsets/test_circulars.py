"""Coordinators write, preview, send and take back in the admin (CO39, S25)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.enums import NetworkKind, Role
from cms.models import Network
from community.enums import CircularState
from community.models import Circular, Notification
from tests.cms.staff import make_network
from tests.community.circulars import TEXTS, deliver, write
from tests.community.people import make_member
from tests.community.viewsets.test_memberships import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]


@pytest.fixture
def north(portal):
    return make_network("Nord")


@pytest.fixture
def coordinator(north):
    return log_in("clara", north, Role.COORDINATOR)


def fill(network=None, **values):
    texts = {
        f"{part}_{code}": text
        for code, pair in TEXTS.items()
        for part, text in zip(("title", "text"), pair, strict=True)
    }
    chosen = {"network": network.pk} if network else {}
    return {"target": "network", "role": "", **texts, **chosen, **values}


def move(client, circular, step):
    return client.post(
        reverse("circulars:step", args=[circular.pk]), {"step": step}, follow=True
    )


@pytest.mark.requirement("CO39")
def test_written_previewed_sent_and_told(coordinator, north):
    member = make_member("ada", network=north)

    page = coordinator.post(
        reverse("circulars:add"), fill(north, is_service="on"), follow=True
    ).content.decode()
    circular = Circular.objects.get()
    sent = move(coordinator, circular, "send").content.decode()
    deliver()
    after = coordinator.get(reverse("circulars:inspect", args=[circular.pk]))

    assert "1 person would get it today." in page
    assert "Nord: New office" in page
    assert "Nord: Neues Büro" in page
    assert "Take it back" in sent
    assert "Send it" not in sent
    assert Notification.objects.about(circular).get().recipient == member
    assert circular.written_by == coordinator.user
    assert "draft → scheduled" in after.content.decode()
    assert "Ada" not in after.content.decode()


@pytest.mark.requirement("CO39")
def test_taken_back_changed_and_discarded(coordinator, north):
    ada = make_member("ada", network=north)
    circular = write(north)
    move(coordinator, circular, "send")
    edit = reverse("circulars:edit", args=[circular.pk])
    refused = coordinator.post(edit, fill(title_en="Other"))

    move(coordinator, circular, "take-back")
    coordinator.post(edit, fill(title_en="Other", target="chosen", members=[ada.pk]))
    circular.refresh_from_db()

    assert refused.status_code == 302
    assert circular.texts.get(language="en").title == "Other"
    assert list(circular.members.all()) == [ada]
    move(coordinator, circular, "discard")
    circular.refresh_from_db()
    assert circular.state == CircularState.DISCARDED


@pytest.mark.requirement("CO39")
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"target": "role"}, "Please say which role."),
        ({"title_de": ""}, "This field is required."),
        ({"title_de": "x" * 10_000}, "at most 120 characters"),
        ({"text_en": "x" * 10_000}, "at most 4000 characters"),
        ({"target": "everybody"}, "Select a valid choice"),
        ({"network": "0"}, "Select a valid choice"),
    ],
)
def test_form_says_what_is_wrong(coordinator, north, values, words):
    page = coordinator.post(reverse("circulars:add"), fill(north) | values)

    assert words in page.content.decode()
    assert Circular.objects.count() == 0


@pytest.mark.requirement("CO39")
@pytest.mark.parametrize("text", ["Null", "🧪 ja", "<b>fett</b>"])
def test_odd_texts_arrive_as_they_are(coordinator, north, text):
    member = make_member("ada", network=north)
    coordinator.post(reverse("circulars:add"), fill(north, text_en=text))
    circular = Circular.objects.get()

    page = coordinator.get(reverse("circulars:inspect", args=[circular.pk]))
    move(coordinator, circular, "send")
    deliver()

    assert member.notifications.get().words == text
    assert "<b>fett</b>" not in page.content.decode()


@pytest.mark.requirement("CO39")
def test_nobody_to_tell_is_said(coordinator, north):
    circular = write(north)

    page = move(coordinator, circular, "send").content.decode()

    assert "Nobody would get it." in page
    assert Circular.objects.get().state == CircularState.DRAFT


@pytest.mark.requirement("CO39")
def test_more_than_ten_a_day_are_refused(coordinator, north):
    make_member("ada", network=north)
    for _number in range(10):
        move(coordinator, write(north), "send")

    page = move(coordinator, write(north), "send").content.decode()

    assert "You have sent many circulars today." in page
    assert Circular.objects.filter(state=CircularState.DRAFT).count() == 1


@pytest.mark.requirement("CO39", "S25", "ED72")
@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.AUTHOR])
def test_other_staff_write_nothing(north, role):
    client = log_in("emil", north, role)
    circular = write(north)

    assert client.get(reverse("circulars:index")).status_code == 302
    assert move(client, circular, "send").status_code == 404


@pytest.mark.requirement("CO39", "S25", "ED72")
def test_others_circulars_are_out_of_reach_for_parents_too(portal):
    state = make_network("Land", kind=NetworkKind.STATE_PROGRAMME)
    child = make_network("Kind", parent=state)
    client = log_in("land", state, Role.COORDINATOR)
    circular = write(child)

    answer = client.post(reverse("circulars:add"), fill(child))

    assert "Select a valid choice" in answer.content.decode()
    assert move(client, circular, "send").status_code == 404
    inspect = reverse("circulars:inspect", args=[circular.pk])
    assert client.get(inspect).status_code == 302


@pytest.mark.requirement("CO39")
def test_portal_writes_in_its_own_name_only(north):
    site = Network.objects.get_site()
    client = log_in("paula", site, Role.COORDINATOR)

    client.post(reverse("circulars:add"), fill(north))
    refused = Circular.objects.count()
    client.post(reverse("circulars:add"), fill(site))

    assert (refused, Circular.objects.get().network) == (0, site)


@pytest.mark.requirement("CO39")
def test_list_takes_the_same_queries_for_one_and_three(coordinator, north):
    counts = []
    for number in range(3):
        write(north)
        if number in (0, 2):
            coordinator.get(reverse("circulars:index"))
            with CaptureQueriesContext(connection) as queries:
                coordinator.get(reverse("circulars:index"))
            counts.append(len(queries))

    assert counts[0] == counts[1]

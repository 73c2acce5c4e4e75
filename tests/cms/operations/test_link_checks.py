"""The weekly check of links against an own server (ED42)."""

import datetime as dt
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from cms.cms_todos.funding import count_dead_links
from cms.enums import LeaseState, LinkState, Role
from cms.jobs.rows import claim_due
from cms.models import FundingEntry, LinkCheck, Network
from cms.operations.link_checks import check_links, enqueue_link_checks
from tests.cms.funding import make_funding
from tests.cms.html import find_all, get_text, parse
from tests.cms.staff import give, make_network, make_user

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
CODES = {"/ok": 200, "/gone": 410, "/missing": 404, "/broken": 500, "/members": 403}

pytestmark = [
    pytest.mark.requirement("ED42"),
    # What is fetched must not stand within a transaction (R31).
    pytest.mark.django_db(transaction=True),
]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.hits.append(self.path)
        self.send_response(CODES[self.path])
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.hits = []
    server.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def trusted(server, settings):
    settings.VERBUND_LINK_CHECK_ORIGINS = [server.origin]
    return server


def let_time_pass():
    """Make every check due, as if the pause after a failure were over."""
    LinkCheck.objects.filter(state=LeaseState.DUE).update(due_at=Now())


def check_to_the_end():
    for _attempt in range(len(LinkCheck.retry_seconds) + 1):
        check_links(NOW)
        let_time_pass()


def get_states():
    entries = FundingEntry.objects.order_by("pk")
    return [(e.link_state, e.last_checked_at is not None) for e in entries]


@pytest.mark.parametrize(
    ("path", "state", "hits"),
    [
        ("/ok", LinkState.OK, 1),
        ("/gone", LinkState.DEAD, 4),
        ("/missing", LinkState.DEAD, 4),
        ("/broken", LinkState.DEAD, 4),
        ("/members", LinkState.UNKNOWN, 1),
    ],
)
def test_answer_decides_and_failures_are_tried_again(
    portal, trusted, path, state, hits
):
    make_funding(url=f"{trusted.origin}{path}")

    check_to_the_end()

    assert get_states() == [(state, True)]
    assert trusted.hits == [path] * hits


def test_one_failure_alone_flags_nothing(portal, trusted):
    make_funding(url=f"{trusted.origin}/broken")

    check_links(NOW)

    assert get_states() == [(LinkState.UNKNOWN, False)]
    assert [row.state for row in LinkCheck.objects.all()] == [LeaseState.DUE]


def test_own_host_is_never_asked_without_the_setting(portal, server):
    make_funding(url=f"{server.origin}/ok")

    check_to_the_end()

    assert server.hits == []
    assert get_states() == [(LinkState.DEAD, True)]


def test_link_is_looked_at_once_a_week(portal, trusted):
    make_funding(url=f"{trusted.origin}/ok")
    check_links(NOW)

    again = check_links(NOW)
    FundingEntry.objects.update(last_checked_at=Now() - dt.timedelta(days=8))
    later = check_links(NOW)

    assert (again, later) == (0, 1)
    assert trusted.hits == ["/ok", "/ok"]
    assert LinkCheck.objects.count() == 1


def test_entry_that_nobody_sees_is_not_checked(portal, trusted):
    make_funding(url=f"{trusted.origin}/ok").unpublish()

    assert (enqueue_link_checks(), trusted.hits) == (0, [])


def test_another_address_has_not_been_checked(portal, trusted):
    page = make_funding(url=f"{trusted.origin}/gone")
    check_to_the_end()

    page.url = f"{trusted.origin}/ok"
    page.save_revision().publish()
    before = get_states()
    check_to_the_end()

    assert before == [(LinkState.UNKNOWN, False)]
    assert get_states() == [(LinkState.OK, True)]


def test_worker_that_dies_leaves_the_check_to_the_next(portal, trusted):
    make_funding(url=f"{trusted.origin}/ok")
    enqueue_link_checks()
    LinkCheck.objects.update(
        state=LeaseState.LEASED,
        leased_by="dead",
        leased_until=Now() - dt.timedelta(seconds=1),
        attempts=1,
    )

    check_links(NOW)

    assert get_states() == [(LinkState.OK, True)]


@pytest.mark.usefixtures("english_interface")
def test_dead_links_wait_for_editors_of_the_portal_and_are_marked(client, portal):
    make_funding("Tot", url="https://example.org/a")
    FundingEntry.objects.update(link_state=LinkState.DEAD, last_checked_at=NOW)
    make_funding("Lebt", url="https://example.org/b")
    own, foreign = make_user("edda"), make_user("frieda")
    give(own, Network.objects.get_site(), Role.EDITOR)
    give(foreign, make_network("MINT Nord"), Role.EDITOR)
    client.force_login(own)

    tree = parse(
        client.get(reverse("funding_pages:index_results"), {"link_state": "dead"})
    )

    now = timezone.now()
    assert [count_dead_links(person, now) for person in (own, foreign)] == [1, 0]
    table = find_all(tree, "table", class_="listing")[0]
    rows = [find_all(row, "td") for row in find_all(table, "tr")]
    cells = [[get_text(cell) for cell in row] for row in rows if row]
    assert len(cells) == 1
    assert "Tot" in cells[0][1]
    assert cells[0][3] == "leads nowhere"
    tags = find_all(table, "span", class_="w-status--primary")
    assert [get_text(tag) for tag in tags] == ["leads nowhere"]


@pytest.mark.requirement("R5")
def test_check_runs_twice_and_in_two_halves(portal, trusted):
    """Killed after claiming, called again after the end: the address is asked once."""
    make_funding(url=f"{trusted.origin}/ok")
    enqueue_link_checks()
    assert claim_due(LinkCheck) is not None
    assert check_links(NOW) == 0

    LinkCheck.objects.update(leased_until=Now())
    assert check_links(NOW) == 1
    assert check_links(NOW) == 0

    assert (get_states(), trusted.hits) == ([(LinkState.OK, True)], ["/ok"])

"""Reviews that wait: a reminder after three working days, and who stands in (ED51)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine

from cms.enums import Role
from cms.models import GenericPage, LegalPage, Network, NewsIndexPage, OutboxMail
from cms.operations.reviews import remind_reviewers
from cms.operations.roles import grant_network_role
from cms.outbox import render_mail
from tests.cms.staff import give, make_network, make_user

pytestmark = pytest.mark.requirement("ED51")

BERLIN = ZoneInfo("Europe/Berlin")
THURSDAY = dt.datetime(2027, 3, 4, 10, tzinfo=BERLIN)
"""Three working days later it is Tuesday, 9 March."""


def submit(parent, author, model=GenericPage, **values):
    """Submit a draft on Thursday morning."""
    page = parent.add_child(
        instance=model(title="Brücke", slug="bruecke", live=False, **values)
    )
    with time_machine.travel(THURSDAY, tick=False):
        page.save_revision(user=author)
        page.get_workflow().start(page, author)
    return page


def remind(*moment):
    now = dt.datetime(2027, 3, *moment, tzinfo=BERLIN)
    with time_machine.travel(now, tick=False):
        return remind_reviewers(now)


def list_mails():
    mails = OutboxMail.objects.filter(kind="review").order_by("recipient")
    return [(mail.recipient, mail.template.rpartition("/")[2]) for mail in mails]


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def staff(network):
    """Give one of each role, and one of another network."""
    with time_machine.travel(THURSDAY, tick=False):
        for name, role in (
            ("ada", Role.AUTHOR),
            ("emil", Role.EDITOR),
            ("kim", Role.COORDINATOR),
            ("tom", Role.TRANSLATOR),
        ):
            give(make_user(name), network, role)
        give(make_user("otto"), make_network("MINT Sued"), Role.EDITOR)
    return network


@pytest.fixture
def index(staff):
    return NewsIndexPage.objects.get(
        network=staff, locale__language_code="de"
    ).get_parent()


def get_user(name):
    return type(make_user(f"wer-{name}")).objects.get(username=name)


def test_reviewers_are_reminded_once_after_three_working_days(index):
    submit(index, get_user("ada"))

    counts = [remind(9, 9), list_mails(), remind(9, 11), remind(12, 9)]

    assert counts == [0, [], 1, 1]
    assert list_mails() == [
        ("emil@example.org", "review_reminder"),
        ("kim@example.org", "review_reminder"),
    ]
    text = render_mail(OutboxMail.objects.filter(kind="review").first())
    assert text.subject == "Wartet noch auf eine Prüfung: Brücke"
    assert text.text.count("MINT Nord") == 1


def test_answered_item_is_not_reminded_of_and_the_next_round_is(index):
    author, editor = get_user("ada"), get_user("emil")
    page = submit(index, author)
    with time_machine.travel(THURSDAY, tick=False):
        page.current_workflow_task_state.specific.reject(user=editor, comment="Kürzer.")
    answered = remind(9, 11)
    with time_machine.travel(THURSDAY + dt.timedelta(days=7), tick=False):
        page.current_workflow_state.resume(user=author)

    assert (answered, remind(11, 11), remind(16, 11)) == (0, 0, 1)
    assert len(list_mails()) == 2


def test_weekend_does_not_count(index):
    page = submit(index, get_user("ada"))

    # Saturday, Sunday and Monday: only Friday and Monday were working days.
    assert [remind(day, 12) for day in (6, 7, 8)] == [0, 0, 0]
    assert page.current_workflow_task_state.status == "in_progress"


def test_substitute_for_a_period_reviews_and_is_reminded(staff, index):
    page = submit(index, get_user("ada"))
    substitute = make_user("sam")
    grant_network_role(
        user=substitute,
        network=staff,
        role=Role.EDITOR,
        start_date=dt.date(2027, 3, 8),
        end_date=dt.date(2027, 3, 12),
        today=dt.date(2027, 3, 4),
        now=THURSDAY,
    )
    task = page.current_workflow_task

    allowed = []
    for day in (7, 8, 12, 13):
        with time_machine.travel(
            dt.datetime(2027, 3, day, 12, tzinfo=BERLIN), tick=False
        ):
            names = [
                name for name, _label, _modal in task.get_actions(page, substitute)
            ]
            allowed.append("approve" in names)
    remind(10, 12)

    assert allowed == [False, True, True, False]
    assert list_mails() == [
        ("emil@example.org", "review_reminder"),
        ("kim@example.org", "review_reminder"),
        ("sam@example.org", "review_reminder"),
    ]


def test_where_only_the_author_could_review_the_portal_finds_somebody(portal):
    network = make_network("MINT Nord")
    with time_machine.travel(THURSDAY, tick=False):
        only, chief = make_user("emil"), make_user("kim")
        give(only, network, Role.EDITOR)
        give(chief, Network.objects.get_site(), Role.COORDINATOR)
    index = NewsIndexPage.objects.get(network=network, locale__language_code="de")
    page = submit(index.get_parent(), only, LegalPage, legal_kind="terms")

    with time_machine.travel(THURSDAY, tick=False):
        own = page.current_workflow_task.get_actions(page, only)
    remind(9, 11)

    assert [name for name, _label, _modal in own] == ["reject"]
    assert list_mails() == [("kim@example.org", "review_without_reviewer")]
    assert render_mail(OutboxMail.objects.get(kind="review")).text.count("Brücke") == 1


def test_two_eyes_let_the_only_editor_be_reminded(portal):
    network = make_network("MINT Nord")
    with time_machine.travel(THURSDAY, tick=False):
        only = make_user("emil")
        give(only, network, Role.EDITOR)
    index = NewsIndexPage.objects.get(network=network, locale__language_code="de")
    submit(index.get_parent(), only)

    remind(9, 11)

    assert list_mails() == [("emil@example.org", "review_reminder")]

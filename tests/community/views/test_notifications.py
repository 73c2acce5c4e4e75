"""The centre, the figure in the menu, the page of choices, and leaving by one click."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import LinkToken, OutboxMail
from community.consent import find_participants, find_standing
from community.enums import AccountState, Frequency
from community.models import (
    Member,
    Notification,
    NotificationPreference,
    NotificationSettings,
)
from community.notifications.centre import LINES_A_PAGE, find_unread_count
from community.operations.notifications import send_due_letters
from tests.cms.html import find_all, get_text, get_texts, parse
from tests.cms.staff import make_user
from tests.community.people import make_child, make_member
from tests.community.telling import KIND, NOON, choose, kinds, make_kind, tell

pytestmark = pytest.mark.django_db
CENTRE, CHOICES = "/en/notifications/", "/en/me/notifications/"
COUNT = f"{CENTRE}count/"
BAD_KEYS = ["", "0x1", "-1", "1" * 30, "²", "Null", "😀", "x" * 10_000]


@pytest.fixture(autouse=True)
def kind():
    with kinds(make_kind()):
        yield


@pytest.fixture
def member(portal):
    return make_member()


@pytest.fixture
def own(member):
    return log_in(member.user)


def log_in(user):
    client = Client()
    client.force_login(user)
    return client


def find_figures(answer):
    """Return address and text of each figure that is asked for again."""
    return [
        (part.get("data-hx-get"), get_text(part))
        for part in find_all(parse(answer), "span")
        if part.get("data-live-count") is not None
    ]


def find_field(answer, tag, name):
    fields = find_all(parse(answer), tag)
    return next(field for field in fields if field.get("name") == name)


def list_names(answer):
    """Return the names of the fields of the page of choices, in their order."""
    main = find_all(parse(answer), "main")[0]
    return [
        field.get("name")
        for field in main.iter()
        if field.get("type") == "checkbox" or str(field.tag).endswith("}select")
    ]


def list_sentences(answer):
    return [line.sentence for line in answer.context["page"].lines]


def count_queries(client, path=CENTRE, **headers):
    with CaptureQueriesContext(connection) as found:
        client.get(path, headers=headers)
    return len(found)


@pytest.mark.requirement("CO42")
def test_centre_shows_groups_newest_first(own, member):
    tell(member, "1", group_key="a")
    tell(member, "2", group_key="b", place="Trier")
    tell(member, "3", group_key="a")

    answer = own.get(CENTRE)

    assert list_sentences(answer) == ["2 answers in Mainz", "An answer in Trier"]
    assert answer.context["page"].unread_count == 2
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("CO42")
def test_centre_without_anything_says_what_will_be_here(own):
    answer = own.get(CENTRE)

    assert get_texts(parse(answer), "h2")[0] == "Nothing here yet"


@pytest.mark.requirement("A2")
def test_centre_shows_nothing_of_others(own, member):
    tell(make_member("bob"))

    assert list_sentences(own.get(CENTRE)) == []


@pytest.mark.requirement("CO41")
def test_what_is_not_to_be_listed_stands_in_no_list_and_no_figure(own, member):
    choose(member, "daily", is_listed=False)
    tell(member)

    assert list_sentences(own.get(CENTRE)) == []
    assert find_unread_count(member.user, timezone.now()) == 0


@pytest.mark.requirement("P19")
def test_older_lines_are_behind_a_link(own, member):
    rows = [tell(member, str(number)) for number in range(LINES_A_PAGE + 2)]

    first = own.get(CENTRE).context["page"]
    second = own.get(CENTRE + first.older_query).context["page"]

    assert [line.key for line in first.lines] == [row.pk for row in rows[:1:-1]]
    assert [line.key for line in second.lines] == [rows[1].pk, rows[0].pk]
    assert second.older is None


@pytest.mark.requirement("CO42")
def test_line_is_marked_as_read_and_taken_back(own, member):
    tell(member, "1", group_key="a")
    shown = tell(member, "2", group_key="a")
    later = tell(member, "3", group_key="a")
    other = tell(member, "4")

    answer = own.post(f"{CENTRE}read/", {"line": shown.pk}, follow=True)

    unread = Notification.objects.unread().values_list("pk", flat=True)
    assert sorted(unread) == [later.pk, other.pk]

    field = find_field(answer, "input", "read")
    own.post(f"{CENTRE}unread/", {"read": field.get("value")})
    assert Notification.objects.unread().count() == 4


@pytest.mark.requirement("CO42")
def test_all_that_was_shown_is_marked_as_read(own, member):
    shown = tell(member, "1")
    later = tell(member, "2")
    foreign = tell(make_member("bob"))

    own.post(f"{CENTRE}read-all/", {"until": shown.pk})

    unread = Notification.objects.unread().values_list("pk", flat=True)
    assert sorted(unread) == [later.pk, foreign.pk]


@pytest.mark.parametrize("path", ["read", "read-all"])
def test_second_click_changes_nothing_and_says_so(own, member, path):
    row = tell(member)
    sent = {"line": row.pk, "until": row.pk}
    own.post(f"{CENTRE}{path}/", sent)
    read_at = Notification.objects.get().read_at

    answer = own.post(f"{CENTRE}{path}/", sent, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said == ["Nothing was changed: it was read already."]
    assert Notification.objects.get().read_at == read_at


def test_taking_back_twice_changes_nothing_and_says_so(own, member):
    row = tell(member)
    Notification.objects.update(read_at=NOON)
    sent = {"read": NOON.isoformat()}
    own.post(f"{CENTRE}unread/", sent, follow=True)

    answer = own.post(f"{CENTRE}unread/", sent, follow=True)

    said = [str(message) for message in answer.context["messages"]]
    assert said == ["Nothing was changed: it is unread already."]
    assert Notification.objects.get(pk=row.pk).read_at is None


@pytest.mark.requirement("A2")
def test_foreign_keys_are_unknown_ones(own, member):
    foreign = tell(make_member("bob"))
    Notification.objects.filter(pk=foreign.pk).update(read_at=NOON)

    answers = [own.post(f"{CENTRE}read/", {"line": key}) for key in (foreign.pk, 10**9)]
    own.post(f"{CENTRE}unread/", {"read": NOON.isoformat()})

    assert [answer.status_code for answer in answers] == [404, 404]
    assert Notification.objects.get().read_at == NOON


@pytest.mark.requirement("R27")
@pytest.mark.parametrize("text", BAD_KEYS)
def test_bad_keys_are_not_found(own, text):
    answers = [
        own.get(CENTRE, {"before": text}),
        own.post(f"{CENTRE}read/", {"line": text}),
        own.post(f"{CENTRE}read-all/", {"until": text}),
        own.post(f"{CENTRE}unread/", {"read": text}),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


@pytest.mark.requirement("R27")
@pytest.mark.parametrize(
    "text", ["2027-13-45T99:00:00Z", "2027-03-03", "2027-03-03T12:00"]
)
def test_bad_moments_are_not_found(own, text):
    assert own.post(f"{CENTRE}unread/", {"read": text}).status_code == 404


@pytest.mark.requirement("P2", "P3")
@pytest.mark.parametrize("state", ["pending", "paused", "closed"])
def test_who_takes_no_part_reaches_the_own_account_only(portal, state):
    member = make_child(has_consent=state != "pending")
    if state != "pending":
        Member.objects.update(state=AccountState(state), closed_at=NOON)
    client, row = log_in(member.user), tell(member)

    answers = [
        client.get(CENTRE),
        client.post(f"{CENTRE}read/", {"line": row.pk}),
        client.post(f"{CENTRE}read-all/", {"until": row.pk}),
        client.post(f"{CENTRE}unread/", {"read": NOON.isoformat()}),
    ]

    assert [answer.headers["Location"] for answer in answers] == ["/en/me/"] * 4
    assert Notification.objects.get().read_at is None
    assert find_unread_count(member.user, timezone.now()) is None
    assert client.get(COUNT, headers={"HX-Request": "true"}).status_code == 204


@pytest.mark.requirement("P2", "P3")
def test_participants_are_those_that_the_gate_lets_in(portal):
    now = timezone.now()
    people = [make_child(), make_child("jona", has_consent=False), make_member("ada")]
    people += [
        make_child(f"kid{age}", age=age, has_consent=False) for age in (15, 16, 17)
    ]
    paused = make_member("bob")
    Member.objects.filter(pk=paused.pk).update(state=AccountState.PAUSED)

    found = set(find_participants(timezone.localdate(now)))

    assert found == {
        member
        for member in Member.objects.all()
        if find_standing(member, now).takes_part
    }
    assert len(found) == 4
    assert people[0] in found


@pytest.mark.requirement("CO42")
def test_menu_shows_the_figure_for_members_only(own, member, client, portal):
    tell(member, "1", group_key="a")
    tell(member, "2", group_key="a")
    tell(member, "3")
    staff = log_in(make_user("redaktion"))

    figures = [find_figures(who.get("/en/")) for who in (own, staff, client)]

    assert figures == [[(COUNT, "2 unread")], [], []]


@pytest.mark.requirement("CO42")
def test_figure_stands_alone_for_htmx_and_leads_to_the_list_by_hand(own, member):
    tell(member)

    answer = own.get(COUNT, headers={"HX-Request": "true"})

    assert find_figures(answer) == [(COUNT, "1 unread")]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert own.get(COUNT).headers["Location"] == CENTRE
    assert Client().get(COUNT, headers={"HX-Request": "true"}).status_code == 204


@pytest.mark.requirement("CO42")
def test_figure_takes_one_query(member, django_assert_num_queries):
    for number in range(3):
        tell(member, str(number))

    with django_assert_num_queries(1):
        assert find_unread_count(member.user, timezone.now()) == 3


@pytest.mark.requirement("CO42")
def test_queries_of_the_centre_do_not_grow_with_its_lines(own, member):
    tell(member, "0")
    own.get(CENTRE)
    one = count_queries(own)
    actor = make_member("bob")
    for number in range(1, 3):
        tell(member, str(number), actor=actor)

    assert count_queries(own) == one


@pytest.mark.requirement("CO42")
def test_account_page_clears_what_it_shows(own, member):
    tell(member, "1", thing=member)
    tell(member, "2")

    own.get("/en/me/")

    read = Notification.objects.exclude(read_at=None)
    assert list(read.values_list("event_key", flat=True)) == ["1"]


@pytest.mark.requirement("CO40", "CO41")
def test_choices_are_saved_and_count_at_once(own, member):
    tell(member)
    sent = dict.fromkeys(list_names(own.get(CHOICES)), "never")
    sent = {name: value for name, value in sent.items() if "listed" not in name}
    sent |= {f"mail-{KIND}": "daily", "quiet_from": "22", "quiet_until": "6"}

    own.post(CHOICES, sent)

    row = NotificationPreference.objects.get(kind=KIND)
    settings = NotificationSettings.objects.get()
    assert (row.mail, row.is_listed) == ("daily", False)
    assert (settings.quiet_from, settings.quiet_until) == (22, 6)
    assert Notification.objects.get().mail == "daily"
    select = find_field(own.get(CHOICES), "select", f"mail-{KIND}")
    assert get_texts(select, "option", selected="") == ["once a day, in one letter"]


@pytest.mark.requirement("CO40")
def test_kinds_that_stay_on_have_no_field(own):
    names = list_names(own.get(CHOICES))

    assert "mail-consent-given" not in names
    assert names[:2] == ["mail-membership-confirmed", "listed-membership-confirmed"]


@pytest.mark.requirement("P19", "CO44")
def test_minors_see_their_quiet_hours_and_choose_none(portal):
    member = make_member("lena", age=17)
    client = log_in(member.user)
    names = list_names(client.get(CHOICES))

    client.post(CHOICES, dict.fromkeys(names, "never") | {"quiet_from": "3", "quiet_until": "3"})  # fmt: skip

    assert "quiet_from" not in names
    assert NotificationSettings.objects.count() == 0


@pytest.mark.requirement("R27")
@pytest.mark.parametrize("text", [*BAD_KEYS[1:], "\x00"])
def test_bad_choices_are_refused_in_words(own, text):
    answer = own.post(CHOICES, {f"mail-{KIND}": text, "quiet_from": text})

    form = answer.context["form"]
    assert {f"mail-{KIND}", "quiet_from"} <= form.errors.keys()
    assert NotificationPreference.objects.count() == 0


def take_link(member, mail="at-once"):
    """Tell something and return the path of the link that mail programs are given."""
    choose(member, mail)
    tell(member)
    if mail == "daily":
        send_due_letters(NOON + dt.timedelta(days=1))
    header = OutboxMail.objects.get().headers["List-Unsubscribe"]
    return header.strip("<>").removeprefix("http://127.0.0.1:8000")


@pytest.fixture
def stranger(portal):
    """Return a mail program: no cookie, no token of a form."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.requirement("CO43", "A22")
@time_machine.travel(NOON, tick=False)
def test_one_click_ends_the_mails_of_one_kind(stranger, member):
    path = take_link(member)

    answers = [
        stranger.post(path, {"List-Unsubscribe": "One-Click"}) for _time in range(2)
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert NotificationPreference.objects.get().mail == Frequency.NEVER
    assert tell(member, "3").mail == Frequency.NEVER
    # In the centre it stays.
    assert Notification.objects.told_to(member).count() == 2


@pytest.mark.requirement("CO43")
@time_machine.travel(NOON + dt.timedelta(days=1), tick=False)
def test_one_click_ends_letters_and_asking_for_one_brings_them_back(stranger, member):
    path = take_link(member, "daily")
    waiting = tell(member, "2")

    stranger.post(path, {"List-Unsubscribe": "One-Click"})

    waiting.refresh_from_db()
    assert waiting.mail == Frequency.NEVER
    assert tell(member, "3").mail == Frequency.NEVER
    choose(member, "weekly")
    assert tell(member, "4").mail == Frequency.WEEKLY


@pytest.mark.requirement("CO43", "S24")
@time_machine.travel(NOON, tick=False)
def test_opening_the_link_changes_nothing(stranger, member):
    answer = stranger.get(take_link(member))

    assert answer.status_code == 200
    assert NotificationPreference.objects.get().mail == Frequency.AT_ONCE


@pytest.mark.requirement("A22")
@time_machine.travel(NOON, tick=False)
@pytest.mark.parametrize(
    "sent", [{}, {"List-Unsubscribe": "one-click"}, {"x": "One-Click"}]
)
def test_other_posts_need_the_form(stranger, member, sent):
    answer = stranger.post(take_link(member), sent)

    assert answer.status_code == 403
    assert NotificationPreference.objects.get().mail == Frequency.AT_ONCE


@pytest.mark.requirement("A22", "A2")
@time_machine.travel(NOON, tick=False)
def test_forged_link_unsubscribes_nobody(stranger, member):
    path = take_link(member)
    forged = path.replace(LinkToken.objects.get().nonce, "A" * 22)

    answer = stranger.post(forged, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 404
    assert NotificationPreference.objects.get().mail == Frequency.AT_ONCE


@pytest.mark.requirement("CO43")
def test_mails_of_one_kind_share_one_link(member):
    choose(member, "at-once")
    for number in range(3):
        tell(member, str(number))
    tell(member, "late", now=NOON + dt.timedelta(days=350))

    assert LinkToken.objects.count() == 2

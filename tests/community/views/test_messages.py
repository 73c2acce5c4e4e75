"""The pages of messages: what each side sees, and what staff see who have said why."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.audiences import find_viewer
from cms.enums import Role
from community.enums import MessageState, NoticeReason
from community.models import (
    Message,
    ModerationCase,
    Notification,
    Thread,
    ThreadAccess,
    ThreadMember,
)
from community.operations.contacts import block_member
from community.operations.messages import send_message
from community.operations.moderation import NoticeDetails, report_item
from community.queries.messages import MESSAGES_A_PAGE, count_unread_threads
from community.reportables import reportables
from tests.cms.html import find_all, get_text, get_texts, parse
from tests.cms.staff import give, make_network
from tests.community.messaging import (
    PHONE,
    allow_mentoring,
    clear,
    matching,
    write,
)
from tests.community.people import make_child, make_member
from tests.community.profiles import make_contact

pytestmark = pytest.mark.django_db
LIST, NEW = "/en/messages/", "/en/messages/new/"
SECRET = "Kanarienvogel"
BAD_TEXTS = ["", " ", "x\0y", "x" * 10_000]


@pytest.fixture(autouse=True)
def known_people(settings):
    """Nobody is new here: what new members may not has its own test."""
    settings.VERBUND_TRUST_DAYS = 0


@pytest.fixture
def ada(portal):
    return make_member("ada")


@pytest.fixture
def bea(ada):
    other = make_member("bea")
    make_contact(ada, other)
    return other


@pytest.fixture
def network(portal):
    return make_network("Musterland")


@pytest.fixture
def kim(network):
    child = make_child("kim", network=network)
    allow_mentoring(child)
    return child


@pytest.fixture
def mira(network):
    mentor = make_member("mira", network=network)
    clear(mentor, network)
    return mentor


@pytest.fixture
def clara(network):
    carer = make_member("clara")
    give(carer.user, network, Role.COORDINATOR)
    return carer


@pytest.fixture
def match(mira, kim, network):
    with matching((mira, kim, network)) as matches:
        yield matches


def log_in(member):
    client = Client()
    client.force_login(getattr(member, "user", member))
    return client


def path(thread, end=""):
    return f"{LIST}{thread.pk}/{end}"


def list_titles(answer):
    return [
        get_text(link)
        for link in find_all(parse(answer), "a")
        if link.get("href", "").startswith(LIST)
        and link.get("href", "").split("/")[-2].isdigit()
    ]


def read(member, thread):
    answer = log_in(member).get(path(thread))
    return answer.status_code, SECRET in answer.content.decode()


@pytest.mark.requirement("CO33")
def test_list_says_with_whom_one_can_write(ada):
    answer = log_in(ada).get(LIST)

    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Nobody yet: ask people for a contact" in answer.content.decode()
    assert log_in(ada).get(NEW).status_code == 404


@pytest.mark.requirement("CO33")
def test_from_a_profile_to_the_answer(ada, bea):
    client = log_in(ada)
    profile = client.get(f"/en/members/{bea.slug}/").content.decode()
    assert f'href="{NEW}?to={bea.slug}"' in profile
    assert client.get(f"{NEW}?to={bea.slug}").status_code == 200

    sent = client.post(NEW, {"people": [bea.slug], "text": f"<b>{SECRET}</b>"})
    thread = Thread.objects.get()
    assert sent.url == path(thread)
    page = log_in(bea).get(path(thread)).content.decode()
    assert f"&lt;b&gt;{SECRET}&lt;/b&gt;" in page
    log_in(bea).post(path(thread), {"text": "Gern"})
    assert list(Message.objects.order_by("pk").values_list("author", flat=True)) == [
        ada.pk,
        bea.pk,
    ]


@pytest.mark.requirement("CO33")
def test_several_are_chosen_from_those_within_reach(ada, bea):
    stranger, cleo = make_member("sina"), make_member("cleo")
    make_contact(ada, cleo)
    client = log_in(ada)
    names = [field.get("value") for field in find_all(parse(client.get(NEW)), "input")]
    assert {bea.slug, cleo.slug} <= set(names)
    assert stranger.slug not in names

    refused = client.post(NEW, {"people": [stranger.slug], "text": "Hallo"})
    client.post(NEW, {"people": [bea.slug, cleo.slug], "text": "Hallo"})
    assert (refused.status_code, Thread.objects.get().kind) == (200, "round")


@pytest.mark.requirement("CO33", "A2")
def test_a_conversation_of_others_is_not_found(ada, bea, clara):
    thread = write(ada, bea).thread
    stranger = log_in(make_member("sina"))
    superuser = make_member("root")
    superuser.user.is_superuser = superuser.user.is_staff = True
    superuser.user.save()

    for end in ("", "leave/"):
        assert stranger.get(path(thread, end)).status_code == 404
        assert log_in(superuser).get(path(thread, end)).status_code == 404
    for end in ("", "leave/", "mute/", "star/"):
        assert stranger.post(path(thread, end), {"text": "x"}).status_code == 404
    assert Client().get(path(thread)).status_code == 302


@pytest.mark.requirement("CO33")
@pytest.mark.parametrize("text", BAD_TEXTS)
def test_bad_text_is_refused_in_words(ada, bea, text):
    thread = write(ada, bea).thread
    answer = log_in(ada).post(path(thread), {"text": text})

    assert (answer.status_code, Message.objects.count()) == (200, 1)
    assert get_texts(parse(answer), "h1") == ["Bea"]


@pytest.mark.requirement("CO33")
@pytest.mark.parametrize("text", ["Null", "😀", "None", "{{ x }}"])
def test_odd_text_arrives_as_it_is(ada, bea, text):
    thread = write(ada, bea).thread
    log_in(ada).post(path(thread), {"text": text})

    assert Message.objects.order_by("pk").last().text == text


@pytest.mark.requirement("CO33", "CO42")
def test_reading_clears_the_figure_and_what_was_told(ada, bea):
    thread = write(ada, bea).thread
    assert [count_unread_threads(find_viewer(who.user)) for who in (ada, bea)] == [0, 1]
    client = log_in(bea)
    assert list_titles(client.get(f"{LIST}?show=unread")) == ["Ada"]
    client.get(path(thread))

    assert count_unread_threads(find_viewer(bea.user)) == 0
    assert list_titles(client.get(f"{LIST}?show=unread")) == []
    assert not Notification.objects.filter(read_at__isnull=True).exists()
    # Nobody learns that it was read.
    assert "read" not in get_texts(parse(log_in(ada).get(path(thread))), "article")[0]


@pytest.mark.requirement("CO33")
def test_marked_muted_left(ada, bea):
    thread = write(ada, bea).thread
    client = log_in(bea)
    client.post(path(thread, "star/"), {"on": "1"})
    client.post(path(thread, "mute/"), {"on": "1"})
    row = ThreadMember.objects.get(member=bea)
    assert (row.is_starred, row.is_muted) == (True, True)
    assert list_titles(client.get(f"{LIST}?show=starred")) == ["Ada"]
    client.post(path(thread, "star/"), {"on": "0"})
    assert list_titles(client.get(f"{LIST}?show=starred")) == []
    assert client.get(path(thread, "leave/")).status_code == 200
    client.post(path(thread, "leave/"))

    assert list_titles(client.get(LIST)) == []
    assert client.get(path(thread)).status_code == 404
    page = log_in(ada).get(path(thread)).content.decode()
    assert "The other person has left the conversation." in page


@pytest.mark.requirement("CO33")
def test_search_finds_in_own_conversations_only(ada, bea, match, mira, kim):
    write(ada, bea, text=f"ein {SECRET}")
    write(mira, kim, text=SECRET)

    found = {
        who: list_titles(log_in(who).get(f"{LIST}?q=kanarien")) for who in (bea, mira)
    }
    assert found == {bea: ["Ada"], mira: ["Kim"]}
    match.pairs.clear()
    assert list_titles(log_in(mira).get(f"{LIST}?q=kanarien")) == []
    odd = [f"{LIST}?q={words}&show=x&page=abc" for words in ("Null", "%F0%9F%98%80")]
    assert [log_in(bea).get(address).status_code for address in odd] == [200, 200]


@pytest.mark.requirement("CO33")
def test_older_messages_are_a_page_away(ada, bea):
    thread = write(ada, bea, text="Nummer 0").thread
    for number in range(1, MESSAGES_A_PAGE + 2):
        send_message(
            thread=thread, author=ada, text=f"Nummer {number}", now=timezone.now()
        )
    client = log_in(bea)
    first = find_all(parse(client.get(path(thread))), "article")
    older = Message.objects.order_by("pk")[2].pk
    rest = find_all(parse(client.get(f"{path(thread)}?before={older}")), "article")

    assert (len(first), len(rest)) == (MESSAGES_A_PAGE, 2)
    assert client.get(f"{path(thread)}?before=x").status_code == 404


@pytest.mark.requirement("CO33")
def test_queries_do_not_grow_with_conversations(ada, bea, network):
    write(ada, bea)
    counts = []
    for name in ("cleo", "dora", ""):
        client = log_in(bea)
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(LIST)
        counts.append(len(queries))
        if name:
            other = make_member(name)
            make_contact(bea, other)
            write(other, bea)

    assert counts[0] == counts[2]


@pytest.mark.requirement("P17", "CO53")
def test_a_block_hides_the_conversation_from_both(ada, bea):
    cleo = make_member("cleo")
    make_contact(ada, cleo)
    pair = write(ada, bea, text=SECRET).thread
    several = write(ada, bea, cleo, text=SECRET).thread
    block_member(blocker=bea, blocked=ada, now=timezone.now())

    assert [read(who, pair) for who in (ada, bea)] == [(404, False)] * 2
    assert [read(who, several) for who in (ada, bea, cleo)] == [
        (200, True),
        (200, False),
        (200, True),
    ]
    assert list_titles(log_in(bea).get(LIST)) == ["Cleo"]
    assert count_unread_threads(find_viewer(bea.user)) == 0


@pytest.mark.requirement("P17", "CO53")
def test_a_minor_blocks_from_the_conversation_itself(match, mira, kim):
    thread = write(mira, kim).thread
    client = log_in(kim)
    assert client.get(path(thread, "block/")).status_code == 200
    client.post(path(thread, "block/"))

    assert [read(who, thread)[0] for who in (mira, kim)] == [404, 404]
    assert [row.blocked for row in kim.blocks_made.all()] == [mira]


@pytest.mark.requirement("P3", "P5", "CO34")
def test_both_sides_see_the_banner_and_the_adult_nothing_once_consent_is_gone(
    match, mira, kim
):
    thread = write(kim, mira, text=SECRET).thread
    for member in (mira, kim):
        page = log_in(member).get(path(thread)).content.decode()
        assert "This conversation is supervised" in page
        assert "Nobody so far." in page
    kim.consents.filter(scope="mentoring").update(withdrawn_at=timezone.now())

    assert [read(who, thread) for who in (mira, kim)] == [(200, False), (200, True)]
    page = log_in(mira).get(path(thread)).content.decode()
    assert "Nobody can write here at the moment" in page
    assert "Kim" not in page
    assert "Kim" not in log_in(mira).get(LIST).content.decode()
    sent = log_in(mira).post(path(thread), {"text": "Hallo"})
    assert (sent.status_code, Message.objects.count()) == (200, 1)


@pytest.mark.requirement("P2", "P3")
def test_who_waits_for_consent_reaches_no_message(match, mira, kim):
    thread = write(mira, kim).thread
    kim.consents.update(withdrawn_at=timezone.now())

    for address in (LIST, NEW, path(thread)):
        assert log_in(kim).get(address).url == "/en/me/"


@pytest.mark.requirement("CO35")
def test_a_held_message_is_seen_by_its_author_only(match, mira, kim, clara):
    thread = write(mira, kim).thread
    text = f"{SECRET} {PHONE}"
    page = log_in(mira).post(path(thread), {"text": text}, follow=True)
    assert "Your message is being checked" in page.content.decode()

    assert [read(who, thread) for who in (mira, kim)] == [(200, True), (200, False)]
    # What was there before is read; what is held is no news.
    assert count_unread_threads(find_viewer(kim.user)) == 0


# --- staff ------------------------------------------------------------------------------------

THREADS, CHECKED = "/admin/supervised-threads/", "/admin/checked-messages/"


@pytest.mark.requirement("CO34", "P16")
def test_no_text_before_the_reason_stands_and_both_sides_read_it(
    match, mira, kim, clara
):
    thread = write(mira, kim, text=SECRET).thread
    staff, inspect = log_in(clara), f"{THREADS}inspect/{thread.pk}/"
    silent = [
        staff.get(THREADS),
        staff.get(inspect),
        staff.post(inspect, {"reason": ""}),
    ]
    assert [SECRET in answer.content.decode() for answer in silent] == [False] * 3
    assert (
        [answer.status_code for answer in silent],
        ThreadAccess.objects.count(),
    ) == ([200] * 3, 0)

    shown = staff.post(inspect, {"reason": "Stichprobe im März"})
    assert SECRET in shown.content.decode()
    row = ThreadAccess.objects.get()
    assert (row.thread, row.reader, row.reason) == (
        thread,
        clara.user,
        "Stichprobe im März",
    )
    for member in (mira, kim):
        page = log_in(member).get(path(thread)).content.decode()
        assert "Clara – Stichprobe im März" in page


@pytest.mark.requirement("CO34", "P16")
def test_every_admin_route_is_silent_even_for_superusers(match, mira, kim, clara):
    held = write(mira, kim, text=f"{SECRET} {PHONE}")
    superuser = make_member("root")
    superuser.user.is_superuser = superuser.user.is_staff = True
    superuser.user.save()
    client = log_in(superuser)
    for base, key in ((THREADS, held.thread_id), (CHECKED, held.pk)):
        for end in (
            "",
            "?export=xlsx",
            f"inspect/{key}/",
            f"edit/{key}/",
            f"history/{key}/",
            f"usage/{key}/",
            f"delete/{key}/",
        ):
            answer = client.get(base + end)
            body = b"".join(answer) if answer.streaming else answer.content
            assert (base + end, SECRET in body.decode("utf-8", "replace")) == (
                base + end,
                False,
            )
    assert ThreadAccess.objects.count() == 0
    assert (
        SECRET
        in client.post(
            f"{CHECKED}inspect/{held.pk}/", {"reason": "Stichprobe"}
        ).content.decode()
    )
    assert ThreadAccess.objects.get().message == held


@pytest.mark.requirement("CO34", "A2")
def test_others_staff_find_no_conversation(match, mira, kim, network):
    held = write(mira, kim, text=f"{SECRET} {PHONE}")
    other = make_member("olga")
    give(other.user, make_network("Anderland"), Role.COORDINATOR)
    editor = make_member("emil")
    give(editor.user, network, Role.EDITOR)
    addresses = (
        f"{THREADS}inspect/{held.thread_id}/",
        f"{CHECKED}inspect/{held.pk}/",
        f"{CHECKED}edit/{held.pk}/",
    )
    for address in addresses:
        answers = [
            log_in(other).post(address, {"reason": "Stichprobe"}),
            log_in(editor).post(address, {"reason": "Stichprobe"}),
        ]
        # Who works on no messages at all is led away from the form (302).
        of_editor = 302 if "edit" in address else 404
        assert [answer.status_code for answer in answers] == [404, of_editor]
    assert ThreadAccess.objects.count() == 0


@pytest.mark.requirement("CO35")
def test_the_coordination_sees_which_part_goes_and_decides(match, mira, kim, clara):
    held = write(mira, kim, text=f"{SECRET} {PHONE}")
    staff = log_in(clara)
    shown = staff.post(f"{CHECKED}inspect/{held.pk}/", {"reason": "wartet"})
    assert get_texts(parse(shown), "mark") == ["0171 2345678"]
    edit = f"{CHECKED}edit/{held.pk}/"
    refused = staff.post(edit, {"decision": "return", "words": ""})
    assert (refused.status_code, Message.objects.get().state) == (200, "held")

    staff.post(edit, {"decision": "redact", "words": ""})
    assert Message.objects.get().state == MessageState.REDACTED
    assert staff.post(edit, {"decision": "release"}).status_code == 404


@pytest.mark.requirement("P16", "CO50")
def test_a_reported_message_is_read_by_moderators_with_a_reason_only(ada, bea):
    write(ada, bea, text="davor")
    message = write(ada, bea, text=SECRET)
    kind = reportables.get("message")
    assert kind.find("x") is None
    report_item(
        kind=kind,
        row=kind.find(str(message.key)),
        details=NoticeDetails(
            reason=NoticeReason.DIGNITY,
            place="",
            words="schlimm",
            name="",
            email="",
            key="",
        ),
        reporter=bea,
        language="de",
        now=timezone.now(),
    )
    moderator = make_member("momo")
    give(moderator.user, message.thread.network, Role.MODERATOR)
    staff, case = log_in(moderator), ModerationCase.objects.get()
    inspect = f"{CHECKED}inspect/{message.pk}/"

    assert SECRET not in case.title + case.text
    assert case.url.endswith(inspect)
    for address in (CHECKED, inspect, f"/admin/moderation/inspect/{case.pk}/"):
        assert SECRET not in staff.get(address).content.decode()
    shown = staff.post(inspect, {"reason": "gemeldet"}).content.decode()
    assert (SECRET in shown, "davor" in shown) == (True, True)
    page = log_in(ada).get(path(message.thread)).content.decode()
    assert "gemeldet" in page

    hidden = kind.hide(message, moderator.user)
    assert read(bea, message.thread) == (200, False)
    kind.restore(hidden, moderator.user)
    assert read(bea, message.thread) == (200, True)

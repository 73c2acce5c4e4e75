"""One door: told once, by mail at once, in a letter, or only in the centre (CO40–CO44)."""

import datetime as dt
import threading
from contextlib import suppress

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import connection, transaction

from cms.models import OutboxMail
from cms.outbox import deliver_due_mails, render_mail
from community.enums import AccountState, Frequency, MemberRole
from community.models import Member, Notification
from community.notifications.catalogue import UnknownKindError, draw_catalogue
from community.notifications.gate import is_wanted
from community.notifications.telling import WrongPayloadError, withdraw
from community.operations.erasing import erase_user
from community.operations.notifications import mark_seen
from tests.architecture.layers import ROOT
from tests.community.people import make_child, make_member
from tests.community.telling import KIND, NOON, choose, kinds, make_kind, tell

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
NIGHT = NOON + 11 * HOUR
AT_ONCE = {"mail": Frequency.AT_ONCE}


@pytest.fixture(autouse=True)
def kind():
    with kinds(make_kind()):
        yield


@pytest.fixture
def member(portal):
    return make_member(now=NOON)


@pytest.mark.requirement("CO40", "R12")
def test_event_is_told_once(member):
    first = tell(member)
    again = tell(member, place="Trier")

    assert again == first
    assert list(Notification.objects.values_list("event_key", "payload")) == [
        ("1", {"place": "Mainz"})
    ]


@pytest.mark.requirement("R12")
def test_nobody_is_told_what_did_not_happen(member):
    choose(member, "at-once")
    with suppress(RuntimeError), transaction.atomic():
        tell(member)
        raise RuntimeError

    assert (Notification.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.requirement("CO40")
def test_kind_and_values_are_those_of_the_catalogue(member):
    with pytest.raises(UnknownKindError):
        tell(member, kind="nothing")
    with pytest.raises(WrongPayloadError):
        tell(member, kind="membership-confirmed")

    assert Notification.objects.count() == 0


@pytest.mark.requirement("CO41")
@pytest.mark.parametrize(
    ("mail", "count"), [("at-once", 1), ("daily", 0), ("weekly", 0), ("never", 0)]
)
def test_frequency_decides_what_leaves_at_once(member, mail, count):
    choose(member, mail)

    tell(member)

    row = Notification.objects.get()
    assert (row.mail, OutboxMail.objects.count()) == (mail, count)
    assert row.mailed_at == (NOON if count else None)


@pytest.mark.requirement("CO41")
def test_who_wants_to_hear_nothing_is_told_nothing(member):
    choose(member, "never", is_listed=False)

    assert tell(member) is None
    assert Notification.objects.count() == 0


@pytest.mark.requirement("P26", "P19", "CO41")
def test_minors_get_no_mail_of_their_own_accord_except_what_they_must_know(portal):
    youth = make_member("lena", age=17, role=MemberRole.PUPIL, now=NOON)
    must = make_kind("must", mail_for_minors=Frequency.AT_ONCE)
    service = make_kind("service", is_service=True)
    with kinds(make_kind("loud", **AT_ONCE), must, service):
        for name in (KIND, "loud", "must", "service"):
            tell(youth, kind=name)

    found = dict(Notification.objects.values_list("kind", "mail"))
    assert found == {
        KIND: "never",
        "loud": "never",
        "must": "at-once",
        "service": "at-once",
    }
    assert OutboxMail.objects.count() == 2


@pytest.mark.requirement("CO40")
def test_what_one_must_know_cannot_be_switched_off(member):
    choose(member, "never", kind="service", is_listed=False)
    with kinds(make_kind("service", is_service=True)):
        row = tell(member, kind="service")

    assert (row.mail, row.is_listed) == ("at-once", True)
    assert OutboxMail.objects.get().headers == {}


@pytest.mark.requirement("CO42")
def test_reading_clears_the_mail_too(member):
    choose(member, "at-once")
    tell(member, thing=member)
    with time_machine.travel(NOON, tick=False):
        mark_seen(member=member, things=[member], now=NOON)
        deliver_due_mails()

    assert Notification.objects.get().read_at == NOON
    assert (django_mail.outbox, OutboxMail.objects.get().outcome) == ([], "suppressed")


@pytest.mark.requirement("CO42")
def test_reading_one_thing_leaves_the_others_and_other_people_alone(member):
    ada, bob = member, make_member("bob", now=NOON)
    tell(ada, "1", thing=ada)
    tell(ada, "2", thing=bob)
    tell(bob, "1", thing=ada)

    assert mark_seen(member=ada, things=[ada], now=NOON) == 1
    read = Notification.objects.exclude(read_at=None)
    assert list(read.values_list("recipient", "event_key")) == [(ada.pk, "1")]


@pytest.mark.requirement("CO42", "CO71")
def test_what_is_withdrawn_is_not_sent(member):
    choose(member, "at-once")
    tell(member, thing=member)

    assert withdraw(kind=KIND, thing=member) == 1
    with time_machine.travel(NOON, tick=False):
        deliver_due_mails()
    assert (django_mail.outbox, Notification.objects.count()) == ([], 0)


@pytest.mark.requirement("CO42")
def test_what_was_read_is_not_withdrawn(member):
    tell(member, thing=member)
    mark_seen(member=member, things=[member], now=NOON)

    assert withdraw(kind=KIND, thing=member) == 0
    assert Notification.objects.count() == 1


@pytest.mark.requirement("CO44", "CO37")
def test_mail_waits_for_the_morning(member):
    choose(member, "at-once")
    tell(member, now=NIGHT)
    with time_machine.travel(NIGHT, tick=False):
        deliver_due_mails()

        # The message itself is there at once.
        assert Notification.objects.told_to(member).count() == 1
        assert is_wanted(OutboxMail.objects.get()) == 8 * HOUR
    mail = OutboxMail.objects.get()
    assert (mail.state, mail.attempts, django_mail.outbox) == ("due", 0, [])
    with time_machine.travel(NIGHT + 8 * HOUR, tick=False):
        assert is_wanted(mail) is True


@pytest.mark.requirement("CO44")
def test_urgent_mail_leaves_at_night(member):
    with kinds(make_kind("urgent", is_urgent=True, **AT_ONCE)):
        tell(member, kind="urgent", now=NIGHT)
        with time_machine.travel(NIGHT, tick=False):
            deliver_due_mails()

    assert [mail.to for mail in django_mail.outbox] == [["ada@example.org"]]


@pytest.mark.requirement("CO44", "P19")
@pytest.mark.parametrize(("age", "is_sent"), [(30, True), (17, False)])
def test_only_adults_choose_their_quiet_hours(portal, age, is_sent):
    member = make_member(age=age, now=NOON)
    choose(member, "at-once", quiet_hours=(3, 4))
    tell(member, now=NIGHT)
    with time_machine.travel(NIGHT, tick=False):
        deliver_due_mails()

    assert len(django_mail.outbox) == is_sent


@pytest.mark.requirement("R6", "P3")
@pytest.mark.parametrize("change", ["paused", "closed", "disabled"])
def test_who_takes_no_part_gets_no_mail(member, change):
    choose(member, "at-once")
    tell(member)
    if change == "disabled":
        type(member.user).objects.update(is_active=False)
    else:
        state = AccountState(change)
        Member.objects.update(state=state, closed_at=NOON)
    with time_machine.travel(NOON, tick=False):
        deliver_due_mails()

    assert django_mail.outbox == []


@pytest.mark.requirement("P2", "P3")
def test_child_without_consent_gets_only_what_concerns_the_account(portal):
    child = make_child(has_consent=False, now=NOON)
    choose(child, "at-once")
    with kinds(make_kind("service", is_service=True)):
        tell(child)
        tell(child, kind="service")
        with time_machine.travel(NOON, tick=False):
            deliver_due_mails()

    assert len(django_mail.outbox) == 1


@pytest.mark.requirement("CO43", "A22")
def test_mail_says_why_it_came_and_how_it_ends(member):
    choose(member, "at-once")
    tell(member, place="Mainz\r\nBcc: all@example.org", words="<b>Hallo</b>")

    mail = OutboxMail.objects.get()
    with time_machine.travel(NOON, tick=False):
        rendered = render_mail(mail)
        deliver_due_mails()
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert rendered.subject == "An answer in Mainz Bcc: all@example.org"
    assert rendered.text.splitlines()[-1] == url
    assert "Why you get this mail: You have asked." in rendered.text.splitlines()
    assert "&lt;b&gt;Hallo&lt;/b&gt;" in rendered.html
    assert url.startswith("http://127.0.0.1:8000/l/")
    assert django_mail.outbox[0].recipients() == ["ada@example.org"]
    assert django_mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == (
        "List-Unsubscribe=One-Click"
    )


@pytest.mark.requirement("P10")
def test_erasing_leaves_nothing_of_what_somebody_was_told(member):
    choose(member, "at-once")
    tell(member)

    erase_user(user_id=member.user_id, now=NOON)

    assert (Notification.objects.count(), OutboxMail.objects.count()) == (0, 0)


@pytest.mark.requirement("P10")
def test_who_did_it_may_be_erased_before_it_is_read(member):
    actor = make_member("bob", now=NOON)
    tell(member, actor=actor)

    erase_user(user_id=actor.user_id, now=NOON)

    assert Notification.objects.get().actor is None


@pytest.mark.requirement("CO40")
def test_documentation_shows_the_catalogue(english_interface):
    page = (ROOT / "docs/notifications.md").read_text(encoding="utf-8")

    table = page.partition("## The catalogue\n\n")[2].partition("\n\n")[0]
    own = [line for line in draw_catalogue().splitlines() if KIND not in line]

    assert table.splitlines() == own


@pytest.mark.race
@pytest.mark.requirement("R12", "CO43")
@pytest.mark.django_db(transaction=True)
def test_parallel_causes_tell_once(repetitions):
    for number in range(repetitions):
        member = make_member(f"ada{number}", now=NOON)
        choose(member, "at-once")
        barrier, failures = threading.Barrier(10), []

        def cause(member=member, barrier=barrier, failures=failures):
            barrier.wait()
            try:
                tell(member)
            except Exception as error:  # noqa: BLE001 -- whatever fails is shown below
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=cause) for _number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert Notification.objects.filter(recipient=member).count() == 1
        assert OutboxMail.objects.count() == number + 1

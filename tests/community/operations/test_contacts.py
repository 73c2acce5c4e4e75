"""Contacts and blocks, also at the same moment (CO19, CO53, P5, P17, R12)."""

import datetime as dt
import threading

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import connection

from cms.models import OutboxMail, StateChange
from cms.outbox import deliver_due_mails
from cms.transitions import WrongStateError
from community.enums import ContactState
from community.models import Block, Contact, Member, Notification
from community.notifications.centre import get_centre_page
from community.operations.accounts import pause_account
from community.operations.contacts import (
    AskedAlreadyError,
    ContactRefusedError,
    accept_contact,
    ask_for_contact,
    block_member,
    decline_contact,
    end_contact,
    unblock_member,
)
from community.operations.erasing import erase_user
from community.operations.notifications import mark_seen
from tests.community.people import make_child, make_member

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def ada(db):
    return make_member("ada", now=NOW)


@pytest.fixture
def bea(db):
    return make_member("bea", now=NOW)


def ask(asker, asked, now=NOW, words=""):
    return ask_for_contact(asker=asker, asked=asked, words=words, now=now)


def list_told():
    """Return who is told what: by mail at once, or with the next letter."""
    rows = Notification.objects.order_by("pk")
    return [(row.recipient.slug.split("-")[0], row.kind, row.mail) for row in rows]


@pytest.mark.requirement("CO19", "CO41")
def test_request_is_told_at_once_and_the_yes_in_a_letter(ada, bea):
    contact = ask(ada, bea, words="Wir waren im Schülerlabor.")
    asked = Notification.objects.get()
    accept_contact(contact=contact, now=NOW + DAY)
    contact.refresh_from_db()

    assert (contact.state, contact.words) == (ContactState.ACCEPTED, "")
    assert (asked.recipient, asked.actor, asked.thing) == (bea, ada, contact)
    assert (asked.kind, asked.mail) == ("contact-asked", "at-once")
    assert asked.words == "Wir waren im Schülerlabor."
    # What was answered does not wait for an answer any more.
    assert list_told() == [("ada", "contact-accepted", "weekly")]
    assert [mail.recipient for mail in OutboxMail.objects.all()] == ["bea@example.org"]


@pytest.mark.requirement("CO19", "CO42")
def test_words_go_with_the_answer_where_the_request_was_read(ada, bea):
    contact = ask(ada, bea, words="Wir waren im Schülerlabor.")
    mark_seen(member=bea, things=[contact], now=NOW)
    accept_contact(contact=contact, now=NOW + DAY)

    told = Notification.objects.get(kind="contact-asked")
    assert (told.recipient, told.words) == (bea, "")


@pytest.mark.requirement("CO42")
def test_requests_of_several_people_are_one_line(ada, bea):
    cem = make_member("cem", now=NOW)
    ask(ada, bea)
    ask(cem, bea)

    lines = get_centre_page(bea).lines

    assert [(line.count, line.newest.actor) for line in lines] == [(2, cem)]


@pytest.mark.requirement("CO19")
def test_no_and_end_are_silent(ada, bea):
    contact = ask(ada, bea)
    decline_contact(contact=contact, now=NOW)
    declined = list_told()
    again = ask(bea, ada, NOW + DAY)
    accept_contact(contact=again, now=NOW + DAY)
    accepted = list_told()
    end_contact(contact=again, member=ada, now=NOW + 2 * DAY)

    assert (declined, accepted) == ([], [("bea", "contact-accepted", "weekly")])
    assert list_told() == []
    assert Contact.objects.get().state == ContactState.ENDED


@pytest.mark.requirement("CO19", "CO42")
def test_withdrawn_request_is_not_mailed(ada, bea):
    end_contact(contact=ask(ada, bea), member=ada, now=NOW)
    with time_machine.travel(NOW, tick=False):
        deliver_due_mails()

    assert (list_told(), django_mail.outbox) == ([], [])


@pytest.mark.requirement("P10", "CO19")
def test_who_is_erased_takes_the_words_along(ada, bea):
    contact = ask(ada, bea, words="Wir waren im Schülerlabor.")
    mark_seen(member=bea, things=[contact], now=NOW)

    erase_user(user_id=ada.user_id, now=NOW)

    assert list_told() == []


@pytest.mark.requirement("CO19")
def test_who_was_declined_waits_ninety_days_and_who_declined_does_not(ada, bea):
    decline_contact(contact=ask(ada, bea), now=NOW)

    with pytest.raises(AskedAlreadyError):
        ask(ada, bea, NOW + 89 * DAY)
    contact = ask(ada, bea, NOW + 90 * DAY)

    assert (contact.state, contact.asker) == (ContactState.ASKED, ada)


@pytest.mark.requirement("CO19")
def test_asking_back_is_a_yes(ada, bea):
    ask(ada, bea)
    contact = ask(bea, ada)

    assert contact.state == ContactState.ACCEPTED
    with pytest.raises(AskedAlreadyError):
        ask(bea, ada)


@pytest.mark.requirement("P5", "CO19")
@pytest.mark.parametrize("age", [14, 17])
def test_minor_neither_asks_nor_is_asked(ada, age):
    minor = make_child("ede", age=age, now=NOW)

    with pytest.raises(ContactRefusedError):
        ask(ada, minor)
    with pytest.raises(ContactRefusedError):
        ask(minor, ada)

    assert Contact.objects.count() == 0


@pytest.mark.requirement("P5")
def test_request_to_somebody_whose_account_rests_since_cannot_be_accepted(ada, bea):
    contact = ask(ada, bea)
    pause_account(member=ada, now=NOW)

    with pytest.raises(ContactRefusedError):
        accept_contact(contact=contact, now=NOW)


@pytest.mark.requirement("CO19")
def test_nobody_is_in_contact_with_themselves(ada):
    with pytest.raises(ContactRefusedError):
        ask(ada, ada)
    with pytest.raises(ContactRefusedError):
        block_member(blocker=ada, blocked=ada, now=NOW)


@pytest.mark.requirement("CO53", "P17")
def test_block_ends_the_contact_and_forbids_a_new_one(ada, bea):
    contact = ask(ada, bea)
    accept_contact(contact=contact, now=NOW)

    block_member(blocker=bea, blocked=ada, now=NOW)
    block_member(blocker=bea, blocked=ada, now=NOW)
    contact.refresh_from_db()

    assert (contact.state, Block.objects.count()) == (ContactState.ENDED, 1)
    assert list_told() == []
    for asker, asked in ((ada, bea), (bea, ada)):
        with pytest.raises(ContactRefusedError):
            ask(asker, asked, NOW + 100 * DAY)


@pytest.mark.requirement("CO53")
def test_block_is_taken_back_but_the_contact_stays_ended(ada, bea):
    ask(ada, bea)
    block_member(blocker=bea, blocked=ada, now=NOW)
    unblock_member(blocker=bea, blocked=ada)

    assert Block.objects.count() == 0
    assert Contact.objects.get().state == ContactState.ENDED
    assert ask(bea, ada, NOW + 90 * DAY).state == ContactState.ASKED


@pytest.mark.requirement("CO19")
def test_answer_comes_once(ada, bea):
    contact = ask(ada, bea)
    same = Contact.objects.get()
    accept_contact(contact=contact, now=NOW)

    with pytest.raises(WrongStateError):
        decline_contact(contact=same, now=NOW)

    assert StateChange.objects.filter(object_id=contact.pk, field="state").count() == 1


@pytest.mark.race
@pytest.mark.requirement("R12", "CO19")
@pytest.mark.django_db(transaction=True)
def test_fifty_requests_at_once_make_one_row_and_one_mail(repetitions):
    for number in range(repetitions):
        ada, bea = make_member(f"ada{number}"), make_member(f"bea{number}")
        refused, barrier = [], threading.Barrier(50)

        def run(ada=ada, bea=bea, refused=refused, barrier=barrier):
            barrier.wait()
            try:
                ask(
                    Member.objects.select_related("user").get(pk=ada.pk),
                    Member.objects.select_related("user").get(pk=bea.pk),
                )
            except AskedAlreadyError:
                refused.append(1)
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _one in range(50)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(refused) == 49
        assert Contact.objects.between(ada.pk, bea.pk).count() == 1
        mails = OutboxMail.objects.filter(recipient=bea.user.email)
        assert mails.count() == 1

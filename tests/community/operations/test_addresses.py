"""Another address: confirmed at the new one, undone from the old one for a week (CO6)."""

import datetime as dt
import re
import threading

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.links import UsedLinkError, get_link_path, make_link, open_link, use_link
from cms.models import LinkToken, OutboxMail
from community.models import AddressChange
from community.operations.addresses import (
    UNDO_PURPOSE,
    AddressTakenError,
    forget_address_changes,
    note_address_change,
    undo_address_change,
)
from community.operations.erasing import erase_user
from tests.community.people import PASSWORD, make_login, make_member

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NEW = "neu@example.org"


def log_in(name="ada"):
    client = Client()
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def change_address(client, address=NEW):
    """Ask for the new address and confirm it by the link in the mail."""
    client.post(reverse("account_email"), {"action_add": "", "email": address})
    text = mail.outbox[-1].body
    path = re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", text)[1]
    client.post(path)


def change(user, address=NEW, now=None):
    now = now or timezone.now()
    EmailAddress.objects.filter(user=user).update(email=address)
    old, user.email = user.email, address
    user.save()
    return note_address_change(user=user, old_address=old, new_address=address, now=now)


def list_addresses(user):
    rows = EmailAddress.objects.filter(user=user)
    return list(rows.values_list("email", "verified", "primary"))


@pytest.mark.requirement("CO6")
def test_old_address_counts_until_the_new_one_is_confirmed(portal):
    user = make_member().user
    client = log_in()

    client.post(reverse("account_email"), {"action_add": "", "email": NEW})
    user.refresh_from_db()
    before = (user.email, AddressChange.objects.count())
    change_address(client)
    user.refresh_from_db()

    assert (before, user.email) == (("ada@example.org", 0), NEW)
    assert list_addresses(user) == [(NEW, True, True)]
    told = OutboxMail.objects.get(template="community/mail/address_changed")
    assert (told.recipient, told.context["new_address"]) == (
        "ada@example.org",
        "ne…@example.org",
    )


@pytest.mark.requirement("CO6", "A25")
def test_undo_puts_the_address_back_and_ends_every_session(portal, client):
    user = make_member().user
    thief, other = log_in(), log_in()
    change_address(thief)
    path = get_link_path(LinkToken.objects.get(purpose=UNDO_PURPOSE))

    shown = client.get(path)
    before = thief.get("/de/me/").status_code
    done = client.post(path)
    user.refresh_from_db()

    assert (shown.status_code, before, done.status_code) == (200, 200, 200)
    assert user.email == "ada@example.org"
    assert list_addresses(user) == [("ada@example.org", True, True)]
    assert [one.get("/de/me/").status_code for one in (thief, other)] == [302, 302]
    assert UserSession.objects.count() == 0
    assert user.has_usable_password() is False
    assert client.post(path).status_code == 410


@pytest.mark.requirement("CO6")
def test_owner_sets_a_new_password_with_the_old_address(portal, client):
    user = make_member().user
    undo_address_change(change=change(user), now=timezone.now())

    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})

    assert mail.outbox[-1].to == ["ada@example.org"]


@pytest.mark.requirement("CO6")
@pytest.mark.parametrize(("days", "status"), [(6, 200), (7, 410)])
def test_undo_works_for_seven_days(portal, client, days, status):
    user = make_member().user
    change(user, now=timezone.now() - days * DAY)

    answer = client.get(get_link_path(LinkToken.objects.get(purpose=UNDO_PURPOSE)))

    assert answer.status_code == status


@pytest.mark.requirement("CO6")
def test_undo_of_the_first_change_ends_the_links_to_later_addresses():
    user = make_login("ada")
    first, second = change(user, "b@example.org"), change(user, "c@example.org")

    undo_address_change(change=first, now=timezone.now())

    working = LinkToken.objects.filter(revoked_at=None, object_id=second.pk)
    assert list_addresses(user) == [("ada@example.org", True, True)]
    assert working.count() == 0


@pytest.mark.requirement("CO6")
def test_address_that_somebody_else_has_now_is_left_alone(portal, client):
    user = make_login("ada")
    row = change(user)
    bo = make_login("bo")
    EmailAddress.objects.filter(user=bo).update(email="ada@example.org")

    with pytest.raises(AddressTakenError):
        undo_address_change(change=row, now=timezone.now())
    answer = client.post(get_link_path(LinkToken.objects.get()))

    assert answer.status_code == 200
    assert list_addresses(user) == [(NEW, True, True)]


@pytest.mark.requirement("P11", "CO6")
def test_old_address_is_forgotten_after_a_week():
    now = timezone.now()
    change(make_login("ada"), now=now)

    kept = forget_address_changes(now + 7 * DAY - dt.timedelta(seconds=1))
    gone = forget_address_changes(now + 7 * DAY)

    assert (kept, gone, AddressChange.objects.count()) == (0, 1, 0)


@pytest.mark.requirement("P10")
def test_erasing_takes_the_mail_to_the_old_address_along():
    user = make_member().user
    change(user)

    erase_user(user_id=user.pk, now=timezone.now())

    assert (OutboxMail.objects.count(), LinkToken.objects.count()) == (0, 0)


@pytest.mark.race
@pytest.mark.requirement("CO6")
@pytest.mark.django_db(transaction=True)
def test_undo_works_once(repetitions):
    for number in range(repetitions):
        row = change(make_login(f"ada{number}"), f"neu{number}@example.org")
        link = make_link(purpose=UNDO_PURPOSE, thing=row, now=timezone.now())
        signed = get_link_path(link).split("/")[2]
        opened = [open_link(signed, timezone.now()) for _thread in range(4)]
        barrier, lost = threading.Barrier(4), []

        def undo(one, barrier=barrier, lost=lost):
            barrier.wait()
            try:
                use_link(one, timezone.now())
            except UsedLinkError:
                lost.append(1)
            finally:
                connection.close()

        threads = [threading.Thread(target=undo, args=[one]) for one in opened]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(lost) == 3

"""The journey of a class: 30 pupils under 16, one address, one code (CO68, S50, P2, P41)."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.audiences import find_viewer
from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail
from community.consent import find_standing
from community.enums import AccountState, MemberRole
from community.models import ClassCode, Guardian, Member
from community.operations.accounts import erase_due_accounts
from community.operations.guardians import (
    ASK_PURPOSE,
    close_unanswered,
    remind_guardians,
)
from tests.cms.staff import make_network
from tests.community.invitations import make_code, make_teacher
from tests.community.people import PASSWORD, born
from tests.community.views.test_sign_up import find_link

DAY = dt.timedelta(days=1)
ADDRESS = "198.51.100.7"


def url(name):
    with translation.override("de"):
        return reverse(f"community_me:{name}")


def sign_up(number, code):
    """Join from the school's address, confirm, log in and name a parent."""
    year, month = born(13)
    email = f"kind{number}@example.org"
    browser = Client(REMOTE_ADDR=ADDRESS)
    joined = browser.post(
        reverse("account_signup"),
        {
            "email": email,
            "password1": PASSWORD,
            "display_name": f"Kind {number}",
            "role": "pupil",
            "birth_year": year,
            "birth_month": month,
            "network": "",
            "code": code,
        },
    )
    browser.post(find_link(mail.outbox[-1].body))
    logged_in = browser.post(
        reverse("account_login"), {"login": email, "password": PASSWORD}
    )
    asked = browser.post(url("guardian_ask"), {"email": f"eltern{number}@example.org"})
    return [joined.status_code, logged_in.status_code, asked.status_code], browser


def answer(number, said):
    guardian = Guardian.objects.get(email=f"eltern{number}@example.org")
    links = LinkToken.objects.filter(object_id=guardian.pk, purpose=ASK_PURPOSE)
    path = get_link_path(links.get(revoked_at__isnull=True, used_at__isnull=True))
    return Client().post(path, {"answer": said}).status_code


def count_states():
    """Return how many take part, wait, are closed and are gone."""
    members = Member.objects.filter(role=MemberRole.PUPIL)
    standings = [find_standing(member, timezone.now()) for member in members]
    closed = sum(s.member.state == AccountState.CLOSED for s in standings)
    takes_part = sum(standing.takes_part for standing in standings)
    return {
        "in": takes_part,
        "waiting": len(standings) - takes_part - closed,
        "closed": closed,
        "gone": 30 - len(standings),
    }


def count_reachable():
    """Return who holds the tokens of members, and those of the network."""
    tokens = [
        find_viewer(member.user).tokens
        for member in Member.objects.filter(role=MemberRole.PUPIL)
    ]
    members = sum("member" in held for held in tokens)
    return members, sum(
        any(token.startswith("network:") for token in held) for held in tokens
    )


@pytest.mark.requirement("CO68", "CO3", "S50", "P2", "P41", "P10")
@pytest.mark.usefixtures("english_interface")
@pytest.mark.django_db
def test_class_of_thirty_under_sixteen(portal):
    start = timezone.now()
    network = make_network("Nord")
    class_code = make_code(network, make_teacher(network).user)

    results = [sign_up(number, class_code.code) for number in range(30)]
    joined, before = count_states(), count_reachable()

    answers = [answer(number, "yes") for number in range(20)]
    answers += [answer(number, "no") for number in range(20, 23)]
    decided, after = count_states(), count_reachable()

    reminded = remind_guardians(start + 8 * DAY)
    early = close_unanswered(start + 13 * DAY)
    closed = close_unanswered(start + 15 * DAY)
    silent = count_states()
    erase_due_accounts(start + 23 * DAY)
    kept = count_states()

    assert [codes for codes, _browser in results] == [[302, 302, 302]] * 30
    assert ClassCode.objects.get().used_count == 30
    assert joined == {"in": 0, "waiting": 30, "closed": 0, "gone": 0}
    assert before == (0, 0)
    assert answers == [200] * 23
    assert decided == {"in": 20, "waiting": 7, "closed": 3, "gone": 0}
    assert after == (20, 20)
    assert (reminded, early, closed) == (7, 0, 7)
    assert silent == {"in": 20, "waiting": 0, "closed": 10, "gone": 0}
    assert kept == {"in": 20, "waiting": 0, "closed": 0, "gone": 10}
    assert count_reachable() == (20, 20)
    assert Guardian.objects.count() == 20
    gone = [f"eltern{number}@example.org" for number in range(20, 30)]
    assert OutboxMail.objects.filter(recipient__in=gone).count() == 0
    states = set(
        network.community_memberships.filter(member__role="pupil").values_list(
            "state", flat=True
        )
    )
    assert states == {"confirmed"}

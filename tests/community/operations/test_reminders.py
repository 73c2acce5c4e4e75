"""Every reminder there is: once a day at most, and none once the thing is done (CO45)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from cms.enums import OfferRequestState, Role
from cms.models import GenericPage, NewsIndexPage, OfferRequest, OutboxMail
from cms.operations.offer_requests import remind_of_requests
from cms.operations.reviews import remind_reviewers
from cms.outbox import ask_gates
from community.enums import ConsentScope, GuardianAnswer, InvitationAnswer
from community.models import Member
from community.notifications.reminders import INACTIVITY, REMINDERS
from community.operations.guardians import (
    answer_as_guardian,
    ask_guardian,
    remind_guardians,
)
from community.operations.inactivity import note_activity, warn_inactive
from community.operations.invitations import refuse_by_link, remind_invited
from tests.cms.asking import make_offer
from tests.cms.staff import give, make_network, make_user
from tests.community.invitations import invite, make_coordinator
from tests.community.people import make_child, make_member

pytestmark = [pytest.mark.requirement("CO45"), pytest.mark.django_db]

THURSDAY = dt.datetime(2027, 3, 4, 10, tzinfo=ZoneInfo("Europe/Berlin"))
DAY = dt.timedelta(days=1)


def ask_parents(_network):
    child = make_child(has_consent=False)
    row = ask_guardian(member=child, email="eltern@example.org", now=timezone.now())
    return lambda: answer_as_guardian(
        guardian=row,
        answer=GuardianAnswer.YES,
        scopes=[ConsentScope.EVENTS],
        now=timezone.now(),
    )


def invite_somebody(network):
    row = invite(make_coordinator(network), network)
    return lambda: refuse_by_link(
        invitation=row, answer=InvitationAnswer.NO, now=timezone.now()
    )


def ask_for_offer(network):
    give(make_user("clara"), network, Role.COORDINATOR)
    row = OfferRequest.objects.create(
        offer=make_offer(network).offer,
        network=network,
        name="Rita Beispiel",
        email="rita@example.org",
        state=OfferRequestState.ASKED,
        created_at=timezone.now(),
        asked_at=timezone.now(),
        due_on=timezone.localdate() + DAY,
    )
    rows = OfferRequest.objects.filter(pk=row.pk)
    return lambda: rows.update(
        state=OfferRequestState.ANSWERED, answered_at=timezone.now()
    )


def submit_page(network):
    author, editor = make_user("ada"), make_user("emil")
    give(author, network, Role.AUTHOR)
    give(editor, network, Role.EDITOR)
    index = NewsIndexPage.objects.get(network=network, locale__language_code="de")
    page = index.get_parent().add_child(
        instance=GenericPage(title="Brücke", slug="bruecke", live=False)
    )
    page.save_revision(user=author)
    state = page.get_workflow().start(page, author)
    return lambda: state.current_task_state.approve(user=editor)


def stay_away(_network):
    member = make_member()
    Member.objects.update(last_seen_date=dt.date(2025, 1, 1))
    return lambda: note_activity(user_id=member.user_id, now=timezone.now())


def stay_away_as_child(_network):
    child = make_child(has_consent=False)
    row = ask_guardian(member=child, email="eltern@example.org", now=timezone.now())
    answer_as_guardian(
        guardian=row, answer=GuardianAnswer.YES, scopes=[], now=timezone.now()
    )
    Member.objects.update(last_seen_date=dt.date(2026, 2, 1))
    return lambda: note_activity(user_id=child.user_id, now=timezone.now())


CASES = {
    "community/mail/guardian_reminder": (ask_parents, remind_guardians, 7 * DAY),
    "community/mail/invitation_reminder": (invite_somebody, remind_invited, 15 * DAY),
    "cms/mail/offer_request_late": (ask_for_offer, remind_of_requests, 4 * DAY),
    "cms/mail/review_reminder": (submit_page, remind_reviewers, 6 * DAY),
    INACTIVITY: (stay_away, warn_inactive, DAY),
    "community/mail/inactivity_guardian": (stay_away_as_child, warn_inactive, DAY),
}
"""By template: what begins it and returns what ends it, who reminds, and when it is due."""


def list_mails(template):
    return list(OutboxMail.objects.filter(template=template).order_by("pk"))


def test_every_reminder_is_in_the_table():
    assert set(CASES) == {INACTIVITY, *REMINDERS}


@pytest.mark.parametrize("template", CASES)
def test_reminder_comes_once_a_day_and_stops_when_it_is_done(portal, template):
    begin, remind, later = CASES[template]
    with time_machine.travel(THURSDAY, tick=False) as clock:
        finish = begin(make_network("Nord"))
        clock.move_to(THURSDAY + later)
        for hours in (0, 1, 9):
            remind(THURSDAY + later + dt.timedelta(hours=hours))
        (mail,) = list_mails(template)
        before = ask_gates(mail)
        finish()

        assert before is not None
        assert ask_gates(mail) is None


@pytest.mark.parametrize("template", CASES)
def test_nobody_is_reminded_of_what_is_done(portal, template):
    begin, remind, later = CASES[template]
    with time_machine.travel(THURSDAY, tick=False) as clock:
        finish = begin(make_network("Nord"))
        clock.move_to(THURSDAY + later)
        finish()
        remind(THURSDAY + later)

        assert list_mails(template) == []

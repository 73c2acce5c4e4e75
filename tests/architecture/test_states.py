"""docs/states.md draws what the code does, arrow by arrow."""

import datetime as dt
import itertools
import re

import pytest
from django.db.models.functions import Now

from cms.enums import LeaseState, MailOutcome
from cms.jobs.rows import claim_due, fail, finish, give_back, start_again
from cms.models import Call, OutboxMail
from cms.models.call import CLOSING_WITHIN
from cms.transitions import (
    EVENT_TRANSITIONS,
    NETWORK_TRANSITIONS,
    OFFER_REQUEST_TRANSITIONS,
    PROPOSAL_TRANSITIONS,
    draw_state_diagram,
)
from community.transitions import (
    ACCOUNT_TRANSITIONS,
    CASE_TRANSITIONS,
    CIRCULAR_TRANSITIONS,
    CLAIM_TRANSITIONS,
    CLEARANCE_TRANSITIONS,
    CONTACT_TRANSITIONS,
    CORRECTION_TRANSITIONS,
    ENQUIRY_TRANSITIONS,
    GROUP_MEMBERSHIP_TRANSITIONS,
    GROUP_TRANSITIONS,
    GUARDIAN_TRANSITIONS,
    INVITATION_TRANSITIONS,
    MEMBERSHIP_TRANSITIONS,
    MESSAGE_TRANSITIONS,
    ORGANISATION_TRANSITIONS,
    POST_TRANSITIONS,
    SAFEGUARDING_TRANSITIONS,
    TEAM_TRANSITIONS,
)
from tests.architecture.layers import ROOT

PAGE = (ROOT / "docs/states.md").read_text(encoding="utf-8")
DEADLINE = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def get_diagram(heading):
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"```mermaid\n(.*?)```", section, re.DOTALL)[0]


def get_arrows(heading):
    """Return the pairs of states between which the page draws an arrow."""
    return set(
        re.findall(r"^    (\w+) --> (\w+): ", get_diagram(heading), re.MULTILINE)
    )


@pytest.mark.parametrize(
    ("heading", "transitions", "initial"),
    [
        ("Network", NETWORK_TRANSITIONS, "planned"),
        ("Event", EVENT_TRANSITIONS, "planned"),
        ("Proposal", PROPOSAL_TRANSITIONS, "draft"),
        ("Request for an offer", OFFER_REQUEST_TRANSITIONS, "unconfirmed"),
        ("Account", ACCOUNT_TRANSITIONS, "active"),
        ("Membership", MEMBERSHIP_TRANSITIONS, "claimed"),
        ("Question to a guardian", GUARDIAN_TRANSITIONS, "waiting"),
        ("Contact", CONTACT_TRANSITIONS, "asked"),
        ("Organisation", ORGANISATION_TRANSITIONS, "draft"),
        ("Team of an organisation", TEAM_TRANSITIONS, "asked"),
        ("Claim of an organisation", CLAIM_TRANSITIONS, "open"),
        ("Invitation", INVITATION_TRANSITIONS, "pending"),
        ("Case", CASE_TRANSITIONS, "received"),
        ("Correction of a birth month", CORRECTION_TRANSITIONS, "asked"),
        ("Post", POST_TRANSITIONS, "visible"),
        ("Place in a group", GROUP_MEMBERSHIP_TRANSITIONS, "asked"),
        ("Group", GROUP_TRANSITIONS, "active"),
        ("Clearance", CLEARANCE_TRANSITIONS, "entered"),
        ("Case of child protection", SAFEGUARDING_TRANSITIONS, "received"),
        ("Message", MESSAGE_TRANSITIONS, "delivered"),
        ("Circular", CIRCULAR_TRANSITIONS, "draft"),
        ("Enquiry", ENQUIRY_TRANSITIONS, "unconfirmed"),
    ],
)
def test_page_draws_the_table_of_transitions(heading, transitions, initial):
    assert get_diagram(heading) == draw_state_diagram(transitions, initial)


@pytest.mark.requirement("ED16")
def test_page_draws_how_time_moves_a_call():
    found = set()
    for opening, review, decision in itertools.product(
        (None, -20, -3), (None, -1, 2, 9), (None, 0, 5)
    ):
        call = Call(
            opens_at=move(opening),
            deadline_at=DEADLINE,
            review_from=move(review),
            decided_at=move(decision),
        )
        moments = sorted(DEADLINE + day * DAY for day in range(-30, 20))
        states = [call.get_status(moment).replace("-", "_") for moment in moments]
        found |= {(old, new) for old, new in itertools.pairwise(states) if old != new}

    assert CLOSING_WITHIN == 7 * DAY
    assert get_arrows("Call") == found


def move(days):
    return None if days is None else DEADLINE + days * DAY


@pytest.mark.requirement("R5")
def test_page_draws_how_durable_work_moves(db):
    deeds = {
        "finish": finish,
        "fail": lambda row: fail(row, "x"),
        "fail for good": lambda row: fail(row, "x", is_final=True),
        "give back": give_back,
        "die": let_the_lease_end,
        "die on the last attempt": die_on_the_last_attempt,
    }
    found = set()
    for number, deed in enumerate(deeds.values()):
        row = OutboxMail.objects.create(
            key=str(number), recipient=f"{number}@example.org", language="de"
        )
        before = row.state
        claimed = claim_due(OutboxMail)
        found.add((before, claimed.state))
        deed(claimed)
        row.refresh_from_db()
        found.add((claimed.state, row.state))
        if row.state == LeaseState.DEAD:
            start_again(row)
            found.add((LeaseState.DEAD, OutboxMail.objects.get(pk=row.pk).state))
        OutboxMail.objects.all().delete()

    arrows = {(str(old), str(new)) for old, new in found}
    assert get_arrows("Durable work") == arrows
    assert {state for arrow in arrows for state in arrow} == set(LeaseState.values)


def let_the_lease_end(row):
    OutboxMail.objects.filter(pk=row.pk).update(leased_until=Now() - DAY)
    assert claim_due(OutboxMail) == row


def die_on_the_last_attempt(row):
    OutboxMail.objects.filter(pk=row.pk).update(
        leased_until=Now() - DAY, attempts=len(row.retry_seconds) + 1
    )
    assert claim_due(OutboxMail) is None


@pytest.mark.requirement("R6")
def test_page_lists_every_outcome_of_a_mail():
    rows = re.findall(r"^\| `(\w+)` \| (done|dead) \|", PAGE, re.MULTILINE)

    assert {name for name, _state in rows} == set(MailOutcome.values)

"""Cases of child protection: opened, worked on, passed on, closed, forgotten (ME39, ME40)."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from cms.models import Network, OutboxMail
from cms.transitions import TransitionError, WrongStateError
from community.cms_audiences import find_member_tokens
from community.enums import NoticeReason, ReadReason, SafeguardingState
from community.models import (
    CaseEntry,
    Freeze,
    Member,
    ModerationCase,
    SafeguardingCase,
    SafeguardingRead,
)
from community.operations.accounts import close_account, erase_due_accounts
from community.operations.contacts import ContactRefusedError, ask_for_contact
from community.operations.moderation_due import forget_cases
from community.operations.safeguarding import (
    ACT,
    CLARIFY,
    CLOSE,
    REOPEN,
    TRIAGE,
    FrozenStillError,
    KnownAlreadyError,
    add_party,
    freeze_contact,
    lift_freeze,
    move_case,
    note_read,
    save_officer_contact,
)
from community.operations.safeguarding_due import (
    forget_safeguarding_cases,
    forget_safeguarding_reads,
    pass_on_unseen_cases,
)
from community.permissions.safeguarding import get_readable_cases
from community.safeguarding import is_frozen
from tests.cms.staff import make_network, make_user
from tests.community.moderating import note
from tests.community.people import make_child, make_member
from tests.community.profiles import make_contact
from tests.community.safeguarding import (
    DAY,
    HOUR,
    NOW,
    SECRET,
    list_mails,
    make_officer,
    tell,
)


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def officer(network):
    return make_officer("olga", network)


@pytest.fixture
def child(network):
    return make_child("kim", network=network)


@pytest.fixture
def case(network, officer, child):
    return tell(network, told_by=child, author=child.user)


def move(case, *moves, actor=None, now=NOW, is_critical=False):
    for name in moves:
        case = move_case(
            case=case,
            move=name,
            words="Gesehen.",
            is_critical=is_critical,
            actor=actor,
            now=now,
        )
    return case


# --- opened, and who is asked -------------------------------------------------------------------


@pytest.mark.requirement("ME39", "CO36", "ME40")
def test_officer_is_asked_by_a_mail_that_says_nothing(case, child):
    mail = OutboxMail.objects.get(kind="safeguarding")

    assert (mail.recipient, mail.template) == (
        "olga@example.org",
        "community/mail/safeguarding_case",
    )
    assert set(mail.context) == {"number", "is_urgent", "network", "url"}
    assert SECRET not in str(mail.context)
    assert CaseEntry.objects.get().words == SECRET
    assert [party.member for party in case.parties.all()] == [child]


@pytest.mark.requirement("ME39")
def test_deputies_then_the_portal_are_asked_where_there_is_no_officer(
    network, portal, child
):
    site = Network.objects.get_site()
    make_officer("pia", site)
    tell(network, told_by=child)
    deputy = make_officer("dana", network)
    save_officer_contact(user=deputy, network=network, phone="", is_deputy=True)
    tell(network)

    assert [name for name, _event in list_mails("safeguarding")] == ["pia", "dana"]


@pytest.mark.requirement("ME39")
def test_where_nobody_is_there_who_gives_roles_is_asked(network, child):
    make_user("root", is_superuser=True)

    tell(network, told_by=child)

    assert list_mails("safeguarding") == [("root", "safeguarding_nobody")]


@pytest.mark.requirement("R9", "ME39")
def test_form_sent_twice_is_one_case(network, officer, child):
    cases = [tell(network, told_by=child, key="abc") for _time in range(2)]
    cases.append(tell(network, told_by=make_member("ada"), key="abc"))

    assert cases[0] == cases[1] != cases[2]
    assert SafeguardingCase.objects.count() == CaseEntry.objects.count() == 2


# --- worked on ----------------------------------------------------------------------------------


@pytest.mark.requirement("ME39", "ME40")
def test_life_of_a_case(case, officer):
    row = move(case, TRIAGE, CLARIFY, ACT, CLOSE, actor=officer)
    closed = (row.state, row.delete_on)
    row = move(row, REOPEN, actor=officer)

    assert closed == (SafeguardingState.CLOSED, (NOW + 365 * DAY).date())
    assert (row.state, row.delete_on) == (SafeguardingState.CLARIFYING, None)
    assert CaseEntry.objects.count() == 6
    assert forget_safeguarding_cases(NOW + 400 * DAY) == 0


@pytest.mark.requirement("ME39", "R9")
def test_second_officer_does_not_open_again_what_the_first_has_closed(case, officer):
    move(case, TRIAGE, CLOSE, actor=officer)

    with pytest.raises(WrongStateError):
        move(case, CLOSE, actor=officer)
    case.refresh_from_db()
    assert case.state == SafeguardingState.CLOSED


@pytest.mark.requirement("ME39", "P16")
def test_officer_who_becomes_party_loses_sight_at_once(case, network, officer):
    member = Member.objects.filter(user=officer).first() or _make_member_of(officer)
    colleague = make_officer("otto", network)
    before = get_readable_cases(officer).count()

    add_party(case=case, member=member)

    assert (before, get_readable_cases(officer).count()) == (1, 0)
    assert get_readable_cases(colleague).get() == case
    with pytest.raises(KnownAlreadyError):
        add_party(case=case, member=member)


def _make_member_of(user):
    member = make_member("wechsel")
    member.user.delete()
    Member.objects.bulk_create(
        [
            Member(
                user=user,
                slug=user.username,
                display_name=user.username,
                role="friend",
                birth_year=1990,
                birth_month=5,
                language="en",
                joined_at=NOW,
            )
        ]
    )
    return Member.objects.get(user=user)


@pytest.mark.requirement("ME39")
def test_portal_reads_what_no_officer_of_the_network_can(case, network, officer):
    site = make_officer("pia", Network.objects.get_site())
    before = get_readable_cases(site).count()

    add_party(case=case, member=_make_member_of(officer))

    assert (before, get_readable_cases(site).count()) == (0, 1)


# --- frozen contact -----------------------------------------------------------------------------


@pytest.mark.requirement("ME39", "P17")
def test_frozen_contact_is_none_and_comes_back(case):
    ada, bo, cai = (make_member(name) for name in ("ada", "bo", "cai"))
    make_contact(ada, bo)
    make_contact(ada, cai)

    def count_contacts(member):
        tokens = find_member_tokens(member.user).tokens
        return sum(token.startswith("contact:") for token in tokens)

    before = [count_contacts(member) for member in (ada, bo, cai)]
    freeze = freeze_contact(case=case, member=bo, other=ada, now=NOW)
    pair = [count_contacts(member) for member in (ada, bo, cai)]
    with pytest.raises(KnownAlreadyError):
        freeze_contact(case=case, member=ada, other=bo, now=NOW)
    whole = freeze_contact(case=case, member=cai, other=None, now=NOW)
    both = [count_contacts(member) for member in (ada, bo, cai)]

    assert (before, pair, both) == ([2, 1, 1], [1, 0, 1], [0, 0, 0])
    assert (is_frozen(ada, bo), is_frozen(bo, cai)) == (True, True)
    with pytest.raises(ContactRefusedError):
        ask_for_contact(asker=bo, asked=cai, words="", now=NOW)
    for row in (freeze, whole):
        lift_freeze(freeze=row, now=NOW)
    with pytest.raises(KnownAlreadyError):
        lift_freeze(freeze=freeze, now=NOW)
    assert [count_contacts(member) for member in (ada, bo, cai)] == before
    assert not is_frozen(ada, bo)


@pytest.mark.requirement("ME39")
def test_case_is_not_closed_while_contact_is_frozen(case, officer, child):
    freeze_contact(case=case, member=child, other=None, now=NOW)

    with pytest.raises(FrozenStillError):
        move(case, TRIAGE, CLOSE, actor=officer)


# --- by date ------------------------------------------------------------------------------------


@pytest.mark.requirement("ME39", "P11")
@pytest.mark.parametrize(
    ("is_critical", "hours", "count"),
    [(True, 1.9, 0), (True, 2, 1), (False, 23.9, 0), (False, 24, 1)],
)
def test_unseen_case_goes_to_deputy_and_portal_once(
    network, officer, is_critical, hours, count
):
    deputy = make_officer("dana", network)
    save_officer_contact(user=deputy, network=network, phone="", is_deputy=True)
    make_officer("pia", Network.objects.get_site())
    tell(network, is_critical=is_critical)

    found = [pass_on_unseen_cases(NOW + hours * HOUR) for _time in range(2)]

    assert found == [count, 0]
    passed = [("dana", "safeguarding_passed_on"), ("pia", "safeguarding_passed_on")]
    assert list_mails("safeguarding") == [("olga", "safeguarding_case")] + (
        passed * count
    )


@pytest.mark.requirement("ME39")
def test_case_that_was_looked_at_is_not_passed_on(case, officer):
    move(case, TRIAGE, actor=officer)

    assert pass_on_unseen_cases(NOW + 100 * HOUR) == 0


@pytest.mark.requirement("ME40", "P49", "P11", "P58")
def test_closed_case_is_deleted_on_its_day_and_the_log_a_year_later(case, officer):
    note_read(case=case, reader=officer, reason=ReadReason.WORK, now=NOW)
    freeze_contact(case=case, member=case.parties.get().member, other=None, now=NOW)
    Freeze.objects.update(ended_at=NOW)
    move(case, TRIAGE, CLOSE, actor=officer)

    found = [forget_safeguarding_cases(NOW + days * DAY) for days in (364, 365)]
    reads = [forget_safeguarding_reads(NOW + days * DAY) for days in (729, 730)]

    assert (found, reads) == ([0, 1], [0, 1])
    assert not OutboxMail.objects.filter(kind="safeguarding").exists()
    assert not SafeguardingRead.objects.exists()


@pytest.mark.requirement("ME40", "P46")
def test_open_case_keeps_account_and_notice_against_forgetting(
    network, officer, portal
):
    ada = make_member("ada", network=network)
    notice = note("member", ada, reason=NoticeReason.CHILD, email="")
    ModerationCase.objects.update(
        state="closed", closed_at=NOW - 400 * DAY, waiting_since=NOW
    )
    case = tell(network, people=(ada,), notice_case=notice, about=ada)
    close_account(member=ada, actor=ada.user, now=NOW)

    kept = (forget_cases(NOW), erase_due_accounts(NOW + 30 * DAY))
    with pytest.raises(CommandError):
        call_command("erase_member", ada.user.email)
    move(case, TRIAGE, CLOSE, actor=officer)

    assert kept == (0, 0)
    assert (forget_cases(NOW), erase_due_accounts(NOW + 30 * DAY)) == (1, 1)


@pytest.mark.requirement("R9", "ME39")
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_officers_close_at_once(repetitions, portal):
    network = make_network("Nord")
    officers = [make_officer(name, network) for name in ("a", "b")]
    for _number in range(repetitions):
        case = move(tell(network), TRIAGE, actor=officers[0])
        ends, barrier = [], threading.Barrier(2)

        def close(actor, case=case, ends=ends, barrier=barrier):
            barrier.wait()
            try:
                move(case, CLOSE, actor=actor)
                ends.append("done")
            except TransitionError as error:
                ends.append(type(error).__name__)
            finally:
                connection.close()

        threads = [threading.Thread(target=close, args=(one,)) for one in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(ends) == ["WrongStateError", "done"]
        assert case.entries.count() == 3

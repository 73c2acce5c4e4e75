"""Who reaches whom, and what a message needs at the moment of sending (CO33 to CO35, P5)."""

import datetime as dt
import itertools
import threading

import pytest
from django.db import connection
from django.utils import timezone

from cms.enums import Role
from cms.models import Network, NetworkRole, OutboxMail
from cms.transitions import WrongStateError
from community.consent import find_consenting, find_protected, find_standing
from community.contact_reasons import ContactFreeze, contact_freezes
from community.enums import (
    AccountState,
    ClearanceTier,
    ConsentScope,
    MemberRole,
    MembershipState,
    MessageState,
)
from community.models import (
    Clearance,
    Consent,
    Contact,
    GroupMembership,
    Member,
    Membership,
    Message,
    Notification,
    Thread,
    ThreadAccess,
    ThreadMember,
)
from community.operations.contacts import block_member, unblock_member
from community.operations.message_checks import (
    NoReasonError,
    forget_threads,
    note_look,
    note_resting_threads,
    pass_on_held_messages,
    redact_message,
    release_message,
    return_message,
)
from community.operations.messages import (
    NewMemberError,
    NotReachableError,
    TooManyThreadsError,
    WrongNumberError,
    leave_thread,
    send_message,
    set_thread_muted,
    start_thread,
)
from community.permissions.message_checks import (
    get_checked_messages,
    get_held_messages,
    get_looked_into_threads,
)
from community.permissions.messages import (
    SMALL_GROUP,
    ask_gate,
    can_start_thread,
    can_write_in_thread,
)
from tests.cms.staff import give, make_network
from tests.community.messaging import (
    PHONE,
    allow_mentoring,
    clear,
    make_group,
    matching,
    write,
)
from tests.community.people import consent_to, make_child, make_member
from tests.community.profiles import make_contact

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def known_people(settings):
    """Nobody is new here: what new members may not has its own test."""
    settings.VERBUND_TRUST_DAYS = 0


@pytest.fixture
def network(db):
    return make_network("Musterland")


@pytest.fixture
def ada(db):
    return make_member("ada")


@pytest.fixture
def bea(db):
    return make_member("bea")


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
def match(kim, mira, network):
    with matching((mira, kim, network)) as matches:
        yield matches


def reaches(one, other, now=None):
    return can_start_thread(one, [other.pk], now or timezone.now())


def reach_each_other(one, other):
    return reaches(one, other), reaches(other, one)


def list_told(member):
    return list(
        Notification.objects.filter(recipient=member)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


# --- adults -----------------------------------------------------------------------------------


@pytest.mark.requirement("CO33")
def test_adults_need_a_reason(ada, bea):
    assert reach_each_other(ada, bea) == (False, False)
    make_contact(ada, bea)

    assert reach_each_other(ada, bea) == (True, True)
    assert not reaches(ada, ada)
    Contact.objects.update(state="ended")
    assert reach_each_other(ada, bea) == (False, False)


@pytest.mark.requirement("CO33")
def test_a_small_group_is_a_reason_and_a_large_one_is_not(ada, bea, network):
    group = make_group(network, ada, bea)
    assert reaches(ada, bea)

    crowd = [make_member(f"m{number}") for number in range(SMALL_GROUP - 1)]
    for member in crowd:
        GroupMembership.objects.create(
            group=group, member=member, state="active", since=NOW
        )
    assert not reaches(ada, bea)
    GroupMembership.objects.filter(member=crowd[0]).update(state="ended")
    assert reaches(ada, bea)
    GroupMembership.objects.filter(member=bea).update(state="asked")
    assert not reaches(ada, bea)


@pytest.mark.requirement("CO33")
def test_a_reason_of_an_upper_app_and_staff_in_their_role(ada, bea, network, clara):
    with matching((ada, bea, network)):
        assert reach_each_other(ada, bea) == (True, True)
    own = make_member("otto", network=network)

    assert reach_each_other(clara, own) == (True, True)
    assert reach_each_other(clara, ada) == (False, False)
    NetworkRole.objects.all().delete()
    assert reach_each_other(clara, own) == (False, False)


@pytest.mark.requirement("P17", "CO53")
def test_a_block_ends_it_both_ways_and_takes_back_what_was_told(ada, bea):
    make_contact(ada, bea)
    message = write(ada, bea)
    block_member(blocker=bea, blocked=ada, now=NOW)

    assert reach_each_other(ada, bea) == (False, False)
    for member in (ada, bea):
        with pytest.raises(NotReachableError):
            send_message(thread=message.thread, author=member, text="x", now=NOW)
    assert list_told(bea) == []
    unblock_member(blocker=bea, blocked=ada)
    assert not reaches(ada, bea)


@pytest.mark.requirement("CO33")
@pytest.mark.parametrize("state", [AccountState.PAUSED, AccountState.BLOCKED])
def test_who_takes_no_part_is_not_reached(ada, bea, state):
    make_contact(ada, bea)
    Member.objects.filter(pk=bea.pk).update(state=state)

    assert reach_each_other(ada, Member.objects.get(pk=bea.pk)) == (False, False)


@pytest.mark.requirement("CO33")
def test_several_adults_write_to_each_other_up_to_twelve(ada, network):
    others = [make_member(f"m{number}") for number in range(12)]
    make_group(network, ada, *others)
    message = write(ada, *others[:11])

    assert message.thread.memberships.count() == 12
    send_message(thread=message.thread, author=others[0], text="Hallo", now=NOW)
    for wrong in ((), (ada,), others):
        with pytest.raises(WrongNumberError):
            write(ada, *wrong)


@pytest.mark.requirement("P5")
def test_a_conversation_of_several_has_no_minor(mira, kim, match, bea):
    make_contact(mira, bea)

    assert reaches(mira, kim)
    with pytest.raises(NotReachableError):
        write(mira, kim, bea)
    assert Thread.objects.count() == 0


# --- minors -----------------------------------------------------------------------------------

CONDITIONS = ("match", "clearance", "consent")


def miss(condition, match, mira, kim):
    """Take one condition away."""
    if condition == "match":
        match.pairs.clear()
    elif condition == "clearance":
        Clearance.objects.filter(member=mira).update(
            valid_until=timezone.localdate() - DAY
        )
    else:
        Consent.objects.filter(member=kim, scope=ConsentScope.MENTORING).update(
            withdrawn_at=timezone.now()
        )


@pytest.mark.requirement("P5", "CO33")
@pytest.mark.parametrize(
    "missing",
    [
        combination
        for number in range(4)
        for combination in itertools.combinations(CONDITIONS, number)
    ],
)
def test_an_adult_reaches_a_minor_only_when_all_hold(match, mira, kim, missing):
    for condition in missing:
        miss(condition, match, mira, kim)

    assert reach_each_other(mira, kim) == (not missing, not missing)


@pytest.mark.requirement("P5")
@pytest.mark.parametrize(
    "change",
    [
        lambda mira, kim, other: Clearance.objects.update(network=other),
        lambda mira, kim, other: Clearance.objects.update(tier=ClearanceTier.GROUP),
        lambda mira, kim, other: Clearance.objects.update(state="entered"),
        lambda mira, kim, other: Member.objects.filter(pk=mira.pk).update(
            role=MemberRole.COMPANY
        ),
        lambda mira, kim, other: Consent.objects.filter(scope="account").update(
            withdrawn_at=timezone.now()
        ),
        lambda mira, kim, other: Consent.objects.update(by_guardian=False),
        lambda mira, kim, other: block_member(blocker=mira, blocked=kim, now=NOW),
    ],
)
def test_nearly_all_conditions_are_not_enough(match, mira, kim, change):
    change(mira, kim, make_network("Anderland"))
    mira, kim = Member.objects.get(pk=mira.pk), Member.objects.get(pk=kim.pk)

    assert reach_each_other(mira, kim) == (False, False)


@pytest.mark.requirement("P26", "P5")
def test_a_minor_writes_to_no_minor_and_no_stranger(kim, network, ada):
    lou = make_child("lou", network=network)
    allow_mentoring(lou)
    make_contact(kim, ada)
    make_contact(kim, lou)
    make_group(network, kim, lou, ada)
    with matching((kim, lou, network)):
        assert reach_each_other(kim, lou) == (False, False)
    assert reach_each_other(kim, ada) == (False, False)


@pytest.mark.requirement("P5")
def test_the_coordination_of_the_own_network_reaches_its_minors(kim, clara):
    other = make_member("olga")
    give(other.user, make_network("Anderland"), Role.COORDINATOR)
    editor = make_member("emil")
    give(editor.user, kim.networks.get(), Role.EDITOR)

    assert reach_each_other(clara, kim) == (True, True)
    assert reach_each_other(other, kim) == (False, False)
    assert reach_each_other(editor, kim) == (False, False)
    kim.memberships.update(state="claimed")
    assert reach_each_other(clara, kim) == (False, False)


@pytest.mark.requirement("P5", "P3")
def test_a_freeze_stops_both(match, mira, kim):
    thread = write(mira, kim).thread
    freeze = ContactFreeze(
        name="case", list_frozen=lambda member, _now: {mira.pk, kim.pk} - {member.pk}
    )
    with contact_freezes.registered(freeze):
        assert reach_each_other(mira, kim) == (False, False)
        assert not can_write_in_thread(mira, thread, NOW)
    assert can_write_in_thread(mira, thread, NOW)


@pytest.mark.requirement("P3", "P5", "CO61")
@pytest.mark.parametrize("missing", CONDITIONS)
def test_what_is_missing_counts_at_the_next_message_and_reading(
    match, mira, kim, missing
):
    thread = write(mira, kim).thread
    assert ask_gate(mira, thread, NOW).can_read
    miss(missing, match, mira, kim)

    for member in (mira, kim):
        with pytest.raises(NotReachableError):
            send_message(thread=thread, author=member, text="Hallo", now=NOW)
    gates = [ask_gate(member, thread, NOW) for member in (mira, kim)]
    assert [(gate.can_read, gate.can_write) for gate in gates] == [
        (False, False),
        (True, False),
    ]
    assert Message.objects.count() == 1


@pytest.mark.requirement("P3")
def test_consent_withdrawn_while_a_message_is_sent_stops_it(
    match, mira, kim, monkeypatch
):
    thread = write(mira, kim).thread
    # The gate of the view has said yes; the answer that counts is that of the sending.
    assert can_write_in_thread(mira, thread, NOW)
    asked = []

    def withdraw_first(keys):
        asked.append(sorted(keys))
        miss("consent", match, mira, kim)

    monkeypatch.setattr("community.operations.messages._hold_consents", withdraw_first)

    with pytest.raises(NotReachableError):
        send_message(thread=thread, author=mira, text="Hallo", now=NOW)
    assert asked == [sorted([mira.pk, kim.pk])]


@pytest.mark.requirement("CO34")
def test_supervision_begins_with_a_minor_and_is_never_taken_back(
    match, mira, kim, network
):
    thread = write(mira, kim).thread
    assert (thread.is_supervised, thread.network) == (True, network)
    Member.objects.filter(pk=kim.pk).update(birth_year=1990)
    assert Thread.objects.get(pk=thread.pk).is_supervised


@pytest.mark.requirement("CO34", "P31")
def test_who_turns_out_to_be_a_minor_is_protected_at_once(ada, bea):
    make_contact(ada, bea)
    thread = write(ada, bea).thread
    Member.objects.filter(pk=bea.pk).update(birth_year=NOW.year - 15)
    bea = Member.objects.get(pk=bea.pk)

    for member in (ada, bea):
        gate = ask_gate(member, thread, NOW)
        assert (gate.can_read, gate.can_write) == (False, False)


@pytest.mark.requirement("P3", "P32")
@pytest.mark.parametrize("age", [14, 16, 18])
@pytest.mark.parametrize("by_guardian", [True, False])
def test_sets_of_people_agree_with_the_standing_of_one(age, by_guardian, network):
    member = make_child("lou", age=age, network=network)
    consent_to(member, ConsentScope.MENTORING, by_guardian=by_guardian)
    day, standing = timezone.localdate(NOW), find_standing(member, NOW)

    assert find_protected(day).filter(pk=member.pk).exists() == standing.is_protected
    assert find_consenting(ConsentScope.MENTORING, day).filter(
        pk=member.pk
    ).exists() == (standing.is_protected and standing.allows(ConsentScope.MENTORING))


# --- one thread a pair ------------------------------------------------------------------------


@pytest.mark.requirement("CO33")
def test_two_people_have_one_thread(ada, bea):
    make_contact(ada, bea)
    first, second = write(ada, bea), write(bea, ada)

    assert first.thread == second.thread
    assert not first.thread.is_supervised
    assert (Thread.objects.count(), ThreadMember.objects.count()) == (1, 2)


@pytest.mark.requirement("CO33")
def test_who_left_comes_back_by_writing_only(ada, bea):
    make_contact(ada, bea)
    thread = write(ada, bea).thread
    leave_thread(thread=thread, member=bea, now=NOW)

    with pytest.raises(NotReachableError):
        write(ada, bea)
    assert list_told(bea) == ["message-written"]
    write(bea, ada)
    assert not ThreadMember.objects.filter(left_at__isnull=False).exists()


@pytest.mark.race
@pytest.mark.requirement("R12", "CO33")
@pytest.mark.django_db(transaction=True)
def test_starting_at_once_makes_one_thread(repetitions):
    for number in range(repetitions):
        people = [make_member(f"a{number}"), make_member(f"b{number}")]
        make_contact(*people)
        barrier, failed = threading.Barrier(8), []

        def run(turn, people=people, barrier=barrier, failed=failed):
            one, other = people if turn % 2 else people[::-1]
            barrier.wait()
            try:
                write(Member.objects.get(pk=one.pk), Member.objects.get(pk=other.pk))
            except Exception as error:  # noqa: BLE001 -- whatever goes wrong in a thread
                failed.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(turn,)) for turn in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        found = Thread.objects.filter(memberships__member=people[0])
        assert (failed, found.count()) == ([], 1)
        assert found.get().messages.count() == 8


# --- held -------------------------------------------------------------------------------------


@pytest.fixture
def held(match, mira, kim, clara):
    return write(mira, kim, text=PHONE)


@pytest.mark.requirement("CO35", "CO37")
def test_contact_data_hold_a_message_and_only_the_coordination_is_told(
    held, mira, kim, clara
):
    assert (held.state, held.shown_at) == (MessageState.HELD, None)
    assert (list_told(mira), list_told(kim)) == ([], [])
    assert list_told(clara) == ["message-held"]
    assert list(get_held_messages(clara.user)) == [held]
    assert list(get_held_messages(mira.user)) == []
    mails = str(list(OutboxMail.objects.values_list("context", "text", "html")))
    assert "2345678" not in mails


@pytest.mark.requirement("CO35")
def test_adults_among_themselves_may_write_their_number(ada, bea):
    make_contact(ada, bea)

    assert write(ada, bea, text=PHONE).state == MessageState.DELIVERED


@pytest.mark.requirement("CO35")
def test_release_delivers_it_whole(held, kim, mira, clara):
    release_message(message=held, actor=clara.user, now=NOW + DAY)

    found = Message.objects.get()
    assert (found.state, found.text, found.shown_at) == (
        MessageState.DELIVERED,
        PHONE,
        NOW + DAY,
    )
    assert (list_told(kim), list_told(mira), list_told(clara)) == (
        ["message-supervised"],
        ["message-checked"],
        [],
    )
    with pytest.raises(WrongStateError):
        return_message(message=held, reason="Nein", actor=clara.user, now=NOW)


@pytest.mark.requirement("CO35")
def test_redaction_leaves_the_rest_and_keeps_nothing_else(held, kim, clara):
    redact_message(message=held, actor=clara.user, now=NOW)

    found = Message.objects.get()
    assert (found.state, found.text) == (MessageState.REDACTED, "Ruf mich an: […]")
    assert list_told(kim) == ["message-supervised"]


@pytest.mark.requirement("CO35")
def test_what_comes_back_is_seen_by_its_author_only(held, kim, mira, clara):
    with pytest.raises(NoReasonError):
        return_message(message=held, reason=" ", actor=clara.user, now=NOW)
    return_message(message=held, reason="Bitte ohne Nummer.", actor=clara.user, now=NOW)

    found = Message.objects.get()
    assert (found.state, found.reason) == (MessageState.RETURNED, "Bitte ohne Nummer.")
    assert (list_told(kim), list_told(mira)) == ([], ["message-checked"])


@pytest.mark.requirement("CO35")
def test_after_a_day_the_portal_decides(held, clara):
    portal = make_member("petra")
    give(portal.user, Network.objects.get_site(), Role.COORDINATOR)
    assert (pass_on_held_messages(NOW + DAY / 2), list_told(portal)) == (0, [])
    assert list(get_held_messages(portal.user)) == []

    later = timezone.now() + DAY
    assert [pass_on_held_messages(later), pass_on_held_messages(later)] == [1, 0]
    assert list_told(portal) == ["message-held"]
    assert list(get_held_messages(portal.user)) == [held]
    assert list(get_held_messages(clara.user)) == [held]


@pytest.mark.requirement("CO35")
def test_where_the_coordination_takes_part_the_portal_is_asked_at_once(kim, clara):
    portal = make_member("petra")
    give(portal.user, Network.objects.get_site(), Role.COORDINATOR)
    held = write(kim, clara, text=PHONE)

    assert list(get_held_messages(clara.user)) == []
    assert list(get_held_messages(portal.user)) == [held]
    assert list_told(portal) == ["message-held"]


# --- told -------------------------------------------------------------------------------------


@pytest.mark.requirement("CO37", "P19")
def test_what_is_told_holds_no_word_and_no_name_of_a_minor(match, mira, kim, ada, bea):
    make_contact(ada, bea)
    write(ada, bea, text="Kanarienvogel")
    write(kim, mira, text="Kanarienvogel")
    write(mira, kim, text="Kanarienvogel")

    rows = Notification.objects.order_by("pk").values_list("kind", "actor", "words")
    assert list(rows) == [
        ("message-written", ada.pk, ""),
        ("message-supervised", None, ""),
        ("message-supervised", None, ""),
    ]
    # Below 18 no mail of its own accord.
    mails = OutboxMail.objects.order_by("recipient")
    assert [mail.recipient for mail in mails] == [bea.user.email, mira.user.email]
    assert "Kanarienvogel" not in str([mail.context for mail in mails])


@pytest.mark.requirement("CO33")
def test_who_mutes_is_not_told(ada, bea):
    make_contact(ada, bea)
    thread = write(ada, bea).thread
    set_thread_muted(thread=thread, member=bea, is_muted=True)
    send_message(thread=thread, author=ada, text="noch etwas", now=NOW)

    assert list_told(bea) == ["message-written"]


# --- looked into ------------------------------------------------------------------------------


@pytest.mark.requirement("CO34", "P16")
def test_only_the_coordination_of_its_network_may_look(match, mira, kim, clara, ada):
    thread = write(mira, kim).thread
    other = make_member("olga")
    give(other.user, make_network("Anderland"), Role.COORDINATOR)

    assert list(get_looked_into_threads(clara.user)) == [thread]
    for nobody in (ada, mira, kim, other):
        assert list(get_looked_into_threads(nobody.user)) == []
    assert list(get_checked_messages(clara.user)) == []


@pytest.mark.requirement("P16")
def test_nobody_looks_without_a_reason(match, mira, kim, clara):
    thread = write(mira, kim).thread
    with pytest.raises(NoReasonError):
        note_look(thread=thread, reader=clara.user, reason="  ", now=NOW)

    assert ThreadAccess.objects.count() == 0


# --- kept -------------------------------------------------------------------------------------


@pytest.mark.requirement("P46")
@pytest.mark.parametrize(("days", "is_kept"), [(364, True), (365, False)])
def test_a_supervised_thread_is_kept_a_year_after_its_reason(
    match, mira, kim, days, is_kept
):
    write(mira, kim)
    assert note_resting_threads(NOW) == 0
    match.pairs.clear()
    assert [note_resting_threads(NOW), note_resting_threads(NOW)] == [1, 0]
    forget_threads(NOW + days * DAY)

    assert Thread.objects.exists() == is_kept
    assert Notification.objects.exists() == is_kept


@pytest.mark.requirement("P46")
def test_a_reason_that_comes_back_and_an_open_case_keep_it(match, mira, kim, network):
    write(mira, kim)
    match.pairs.clear()
    note_resting_threads(NOW)
    frozen = {mira.pk, kim.pk}
    freeze = ContactFreeze(name="case", list_frozen=lambda _member, _now: frozen)
    with contact_freezes.registered(freeze):
        assert forget_threads(NOW + 400 * DAY) == 0
    match.pairs.add((mira.pk, kim.pk, network.pk))

    assert note_resting_threads(NOW + 300 * DAY) == 1
    assert forget_threads(NOW + 400 * DAY) == 0


@pytest.mark.requirement("CO54")
def test_who_is_new_writes_once_a_network_has_confirmed(network, ada, bea, settings):
    settings.VERBUND_TRUST_DAYS = 14
    make_contact(ada, bea)
    now = timezone.now()

    with pytest.raises(NewMemberError):
        start_thread(starter=ada, others=[bea], text="Hallo", now=now)
    Membership.objects.create(
        member=ada, network=network, state=MembershipState.CONFIRMED, claimed_at=now
    )
    message = start_thread(starter=ada, others=[bea], text="Hallo", now=now)

    assert message.thread.messages.count() == 1


@pytest.mark.requirement("CO54")
def test_who_broke_a_rule_begins_few_conversations_and_with_the_coordination_only(
    network, bea, clara, settings, monkeypatch
):
    settings.VERBUND_TRUST_DAYS, settings.VERBUND_TRUST_THREADS = 14, 0
    monkeypatch.setattr("community.permissions.trust.was_sanctioned", lambda *_: True)
    dora = make_member("dora", network=network)
    make_contact(dora, bea)
    now = timezone.now()

    with pytest.raises(NewMemberError):
        start_thread(starter=dora, others=[bea], text="Hallo", now=now)
    with pytest.raises(TooManyThreadsError):
        start_thread(starter=dora, others=[clara], text="Hallo", now=now)
    settings.VERBUND_TRUST_THREADS = 1

    assert start_thread(starter=dora, others=[clara], text="Hallo", now=now).pk

"""Notices join cases, cases are decided once, decisions have effects (CO49–CO52, P7, P8)."""

import threading

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction

from cms.enums import Role
from cms.links import make_link
from cms.models import LinkToken, Network, OutboxMail, StateChange
from cms.operations.sharing import SHARE_DRAFT
from cms.outbox import render_mail
from cms.transitions import WrongStateError
from community.enums import (
    AccountState,
    CaseState,
    DecisionStage,
    NoticeReason,
    Outcome,
)
from community.models import (
    BannedAddress,
    CaseDecision,
    CaseFigure,
    Member,
    ModerationCase,
    Notice,
    Statement,
)
from community.operations.accounts import (
    close_account,
    erase_due_accounts,
    erase_user,
    reopen_account,
)
from community.operations.moderation import (
    TooLateError,
    appeal_decision,
    decide_appeal,
    decide_case,
    review_case,
)
from community.operations.moderation_due import (
    close_unappealed_cases,
    end_sanctions,
    erase_banned_accounts,
    forget_cases,
    pass_on_overdue_cases,
)
from community.permissions.moderation import can_decide_case, can_read_case
from community.queries.moderation import is_banned, list_year_figures
from tests.cms.staff import make_network, make_user
from tests.community.moderating import (
    DAY,
    HOUR,
    NOW,
    REPORTER,
    judge,
    list_mails,
    make_author,
    make_moderator,
    make_page,
    note,
)
from tests.community.people import make_member

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(portal):
    return make_network("Nord")


@pytest.fixture
def moderator(network):
    return make_moderator("momo", network)


@pytest.fixture
def author(network):
    return make_author(network=network)


@pytest.fixture
def page(network, author):
    return make_page(network, owner=author.user)


@pytest.fixture
def case(page, moderator):
    return note("article", page.article)


def is_live(page):
    page.refresh_from_db()
    return page.live


# --- notices ------------------------------------------------------------------------------------


@pytest.mark.requirement("CO49", "P7")
def test_notice_makes_a_case_and_tells_reporter_and_moderator(case, page, author):
    assert (case.state, case.author, case.network, case.title) == (
        CaseState.RECEIVED,
        author,
        page.network,
        "Ferien im Labor",
    )
    assert case.text == "Ein Satz."
    assert list_mails() == [("momo@example.org", "case"), (REPORTER, "receipt")]
    assert is_live(page)


@pytest.mark.requirement("CO49", "CO50")
def test_notices_of_several_people_join_one_case(case, page):
    note("article", page.article)
    note("article", page.article, email="uwe@example.org")
    note("article", page.article, email="", key="a")

    assert (ModerationCase.objects.count(), Notice.objects.count()) == (1, 3)
    assert list_mails() == [
        ("momo@example.org", "case"),
        (REPORTER, "receipt"),
        ("uwe@example.org", "receipt"),
    ]


@pytest.mark.requirement("CO50", "P7")
def test_child_at_risk_hides_the_item_with_reasons_and_goes_first(
    network, moderator, page, author, portal
):
    other = make_page(network, title="Anderes")
    old = note("article", other.article, now=NOW - DAY)
    urgent = note("article", page.article, reason=NoticeReason.CHILD, email="")

    statement = Statement.objects.get()
    assert not is_live(page)
    assert list(ModerationCase.objects.in_queue_order()) == [urgent, old]
    assert (statement.decision.stage, statement.decision.is_automated) == (
        DecisionStage.INTERIM,
        True,
    )
    assert list_mails()[-1] == ("momo@example.org", "case")
    assert (author.user.email, "statement") in list_mails()


@pytest.mark.requirement("CO50")
def test_second_notice_can_make_a_case_urgent(case, page):
    note("article", page.article, reason=NoticeReason.CHILD, email="uwe@example.org")
    case.refresh_from_db()

    assert (case.is_urgent, is_live(page)) == (True, False)


@pytest.mark.race
@pytest.mark.requirement("CO49", "R12")
@pytest.mark.django_db(transaction=True)
def test_fifty_same_notices_make_one(page, moderator, repetitions):
    for turn in range(repetitions):
        errors, barrier = [], threading.Barrier(10)

        def send(turn=turn, errors=errors, barrier=barrier):
            try:
                barrier.wait()
                for _number in range(5):
                    note("article", page.article, email=f"r{turn}@example.org")
            except DatabaseError as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert errors == []
        assert (ModerationCase.objects.count(), Notice.objects.count()) == (1, turn + 1)
    assert len(list_mails()) == 1 + repetitions


# --- who decides --------------------------------------------------------------------------------


@pytest.mark.requirement("CO52", "S25")
def test_only_moderators_of_the_network_read_a_case(network, case, moderator):
    readers = {
        "moderator": moderator,
        "coordinator": make_moderator("clara", network, Role.COORDINATOR),
        "editor": make_moderator("emil", network, Role.EDITOR),
        "other": make_moderator("otto", make_network("Ost")),
        "portal": make_moderator("pia", Network.objects.get_site()),
        "superuser": make_user("ada", is_superuser=True),
        "reporter": make_user("rita"),
    }

    found = [name for name, user in readers.items() if can_read_case(user, case)]

    assert found == ["moderator", "superuser"]


@pytest.mark.requirement("CO52")
@pytest.mark.parametrize("is_superuser", [True, False])
def test_nobody_decides_on_own_content(network, is_superuser):
    member = make_member("momo", network=network)
    member.user.is_superuser = is_superuser
    member.user.save()
    if not is_superuser:
        make_moderator("mia", network)
    case = note("article", make_page(network, owner=member.user).article)

    assert not can_decide_case(member.user, case)


@pytest.mark.requirement("CO52")
def test_nobody_decides_on_own_notices(network, page):
    reporter = make_member("momo", network=network)
    reporter.user.is_superuser = True
    reporter.user.save()
    case = note("article", page.article, reporter=reporter)

    assert not can_read_case(reporter.user, case)


@pytest.mark.requirement("CO52")
def test_staff_of_a_network_do_not_decide_about_it(network):
    site = Network.objects.get_site()
    neutral, staff = make_moderator("pia", site), make_moderator("momo", network)
    portal_and_staff = make_moderator("petra", site)
    make_moderator_of(portal_and_staff, network)
    from_region = note("network", make_region_live(network))

    deciders = [
        user.username
        for user in (neutral, staff, portal_and_staff)
        if can_decide_case(user, from_region)
    ]
    assert (from_region.network, deciders) == (site, ["pia"])


def make_moderator_of(user, network):
    from tests.cms.staff import give  # noqa: PLC0415 -- used once

    give(user, network, Role.AUTHOR)


def make_region_live(network):
    network.region_pages.update(live=True)
    return network


@pytest.mark.requirement("CO50", "CO52")
def test_case_that_nobody_there_may_decide_is_passed_on_at_once(network, page):
    make_moderator("clara", network, Role.COORDINATOR)
    make_moderator("pia", Network.objects.get_site())

    case = note("article", page.article)

    assert case.escalated_at == NOW
    assert list_mails() == [
        ("clara@example.org", "passed_on"),
        ("pia@example.org", "passed_on"),
        (REPORTER, "receipt"),
    ]


@pytest.mark.requirement("CO50")
@pytest.mark.parametrize(
    ("reason", "hours"), [(NoticeReason.OTHER, 72), (NoticeReason.CHILD, 24)]
)
@pytest.mark.parametrize("is_passed_on", [True, False])
def test_undecided_case_goes_to_others_once(
    page, moderator, reason, hours, is_passed_on
):
    pia = make_moderator("pia", Network.objects.get_site())
    case = note("article", page.article, reason=reason)
    later = NOW + (hours - (not is_passed_on)) * HOUR

    counts = [pass_on_overdue_cases(later), pass_on_overdue_cases(later)]

    assert counts == [int(is_passed_on), 0]
    assert list_mails().count(("pia@example.org", "passed_on")) == int(is_passed_on)
    assert can_decide_case(pia, case) is is_passed_on


# --- decisions ----------------------------------------------------------------------------------


@pytest.mark.requirement("CO50", "CO51", "P8")
def test_hiding_takes_the_page_away_and_says_why(case, page, moderator, author):
    review_case(case=case, actor=moderator, now=NOW)
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW + HOUR)
    case.refresh_from_db()

    mail = OutboxMail.objects.get(template="community/mail/moderation_statement")
    text = render_mail(mail).text
    assert (case.state, is_live(page)) == (CaseState.DECIDED, False)
    assert mail.recipient == author.user.email
    for part in (
        "What was decided: the content is hidden",
        "The facts: Der zweite Absatz nennt Kim dumm.",
        "Law or rule: It insults, threatens or demeans people. Our rules forbid that.",
        "By a person, after a notice. No program took part.",
        "/l/",
    ):
        assert text.count(part) == 1
    assert REPORTER not in text
    assert list_mails()[-1] == (REPORTER, "result_decided")


@pytest.mark.requirement("CO50")
def test_nothing_to_blame_closes_the_case_and_brings_an_urgent_item_back(
    page, moderator, author
):
    case = note("article", page.article, reason=NoticeReason.CHILD)
    revision = page.live_revision_id

    decide_case(
        case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=NOW + HOUR
    )
    case.refresh_from_db()

    assert (case.state, case.closed_at, case.hidden) == (
        CaseState.CLOSED,
        NOW + HOUR,
        [],
    )
    assert (is_live(page), page.live_revision_id) == (True, revision)
    assert (author.user.email, "lifted") in list_mails()
    assert list_mails()[-1] == (REPORTER, "result_closed")


@pytest.mark.requirement("CO51")
def test_restored_page_is_as_it_was_and_a_later_draft_stays_one(page, moderator):
    case = note("article", page.article)
    page.title = "Späterer Entwurf"
    page.save_revision()
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    statement = Statement.objects.get()
    appeal_decision(statement=statement, words="Das stimmt nicht.", now=NOW + DAY)

    decide_appeal(
        case=statement.decision.case,
        verdict=judge(Outcome.NOTHING),
        actor=make_user("ada", is_superuser=True),
        now=NOW + 2 * DAY,
    )
    page.refresh_from_db()

    assert (page.live, page.title) == (True, "Ferien im Labor")
    assert page.get_latest_revision_as_object().title == "Späterer Entwurf"


@pytest.mark.requirement("P25", "P8", "CO51")
def test_every_restricting_decision_has_a_statement(network, moderator, author):
    outcomes = list(Outcome)
    for number, outcome in enumerate(outcomes):
        member = make_member(f"m{number}", network=network)
        page = make_page(network, title=f"Seite {number}", owner=member.user)
        case = note("article", page.article, reason=NoticeReason.CHILD)
        ends_at = NOW + DAY if outcome in (Outcome.RESTRICT, Outcome.SUSPEND) else None
        decide_case(
            case=case, verdict=judge(outcome, ends_at=ends_at), actor=moderator, now=NOW
        )

    restricting = CaseDecision.objects.restricting()
    assert restricting.count() == 2 * len(outcomes) - 1
    assert restricting.filter(statement__isnull=True).count() == 0
    sent = OutboxMail.objects.filter(template="community/mail/moderation_statement")
    assert sent.count() == restricting.count()


@pytest.mark.requirement("CO51")
def test_page_of_nobody_is_answered_for_by_its_network(network, moderator):
    make_moderator("clara", network, Role.COORDINATOR)
    case = note("article", make_page(network).article)

    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)

    assert ("clara@example.org", "statement") in list_mails()


@pytest.mark.parametrize(
    "values",
    [
        {"outcome": "hide", "facts": ""},
        {"outcome": "hide", "basis": ""},
        {"outcome": "suspend", "ends_at": None},
    ],
)
def test_database_refuses_decisions_without_reasons(case, moderator, values):
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        CaseDecision.objects.update(**values)


@pytest.mark.race
@pytest.mark.requirement("CO50", "R12")
@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides(page, moderator, repetitions):
    for turn in range(repetitions):
        case = note("article", page.article, email=f"r{turn}@example.org")
        results, barrier = [], threading.Barrier(4)

        def decide(case=case, results=results, barrier=barrier):
            try:
                barrier.wait()
                decide_case(
                    case=case,
                    verdict=judge(Outcome.NOTHING),
                    actor=moderator,
                    now=NOW,
                )
                results.append("decided")
            except WrongStateError:
                results.append("late")
            finally:
                connection.close()

        threads = [threading.Thread(target=decide) for _number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(results) == ["decided", "late", "late", "late"]
        assert CaseDecision.objects.filter(case=case).count() == 1


# --- accounts -----------------------------------------------------------------------------------


def sentence(author, moderator, outcome, days=None):
    case = note("member", author)
    ends_at = NOW + days * DAY if days else None
    return decide_case(
        case=case, verdict=judge(outcome, ends_at=ends_at), actor=moderator, now=NOW
    )


def stand(member):
    member.refresh_from_db()
    member.user.refresh_from_db()
    return member.state, member.user.is_active


@pytest.mark.requirement("A25", "CO50")
def test_ban_ends_sign_ins_and_links_at_once(author, moderator, client, page):
    client.force_login(author.user)
    link = make_link(purpose=SHARE_DRAFT, thing=page, now=NOW, created_by=author.user)

    sentence(author, moderator, Outcome.BAN)
    link.refresh_from_db()

    assert stand(author) == (AccountState.BLOCKED, False)
    assert link.revoked_at == NOW
    assert client.get("/en/me/").status_code == 302
    assert is_banned(" ANNA@example.org ")
    assert not is_banned("other@example.org")


@pytest.mark.requirement("CO50")
def test_final_ban_leaves_only_the_hash_of_the_address(author, moderator):
    sentence(author, moderator, Outcome.BAN)
    early = [close_unappealed_cases(NOW + 182 * DAY), erase_banned_accounts(NOW)]
    end = NOW + 183 * DAY
    closed = [close_unappealed_cases(end), erase_banned_accounts(end)]
    erase_due_accounts(end + 8 * DAY)

    assert (early, closed) == ([0, 0], [1, 1])
    assert not Member.objects.filter(pk=author.pk).exists()
    assert is_banned("anna@example.org")
    kept = BannedAddress.objects.get()
    assert "anna" not in kept.key


@pytest.mark.requirement("CO50")
@pytest.mark.parametrize(
    ("outcome", "is_active"), [(Outcome.RESTRICT, True), (Outcome.SUSPEND, False)]
)
def test_sanction_ends_by_itself(author, moderator, outcome, is_active):
    sentence(author, moderator, outcome, days=7)
    during = stand(author)
    counts = [end_sanctions(NOW + 6 * DAY), end_sanctions(NOW + 7 * DAY)]

    assert during == (AccountState.BLOCKED, is_active)
    assert [*counts, end_sanctions(NOW + 7 * DAY)] == [0, 1, 0]
    assert stand(author) == (AccountState.ACTIVE, True)
    assert list_mails()[-1] == ("anna@example.org", "lifted")


@pytest.mark.requirement("CO50")
def test_of_two_sanctions_the_longer_holds(author, moderator):
    sentence(author, moderator, Outcome.SUSPEND, days=7)
    sentence(author, moderator, Outcome.SUSPEND, days=9)

    end_sanctions(NOW + 7 * DAY)

    assert stand(author) == (AccountState.BLOCKED, False)


@pytest.mark.requirement("CO50")
def test_closing_and_coming_back_is_no_way_round(author, moderator):
    sentence(author, moderator, Outcome.RESTRICT, days=7)
    author.refresh_from_db()
    close_account(member=author, actor=author.user, now=NOW)
    reopen_account(member=author, actor=author.user, now=NOW + DAY)

    assert stand(author) == (AccountState.BLOCKED, True)


# --- appeals ------------------------------------------------------------------------------------


@pytest.fixture
def statement(case, moderator):
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    return Statement.objects.get()


@pytest.mark.requirement("P8")
def test_appeal_goes_to_another_person(network, statement, moderator):
    second = make_moderator("mia", network)

    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)
    case = ModerationCase.objects.get()

    assert (case.state, case.waiting_since) == (CaseState.APPEALED, NOW + DAY)
    assert (can_decide_case(moderator, case), can_decide_case(second, case)) == (
        False,
        True,
    )
    assert list_mails()[-1] == ("mia@example.org", "appeal")


@pytest.mark.requirement("P8")
def test_appeal_without_a_second_moderator_is_passed_on(statement, moderator):
    pia = make_moderator("pia", Network.objects.get_site())

    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)

    assert can_decide_case(pia, ModerationCase.objects.get())
    assert list_mails()[-1] == ("pia@example.org", "passed_on")


@pytest.mark.requirement("P8")
@pytest.mark.parametrize("days", [1, 183])
def test_appeal_counts_once_and_in_time(statement, days):
    if days == 1:
        appeal_decision(statement=statement, words="Nein.", now=NOW)

    with pytest.raises(TooLateError):
        appeal_decision(statement=statement, words="Nein.", now=NOW + days * DAY)


@pytest.mark.requirement("P8", "CO50")
def test_kept_decision_is_stated_again_and_the_case_is_closed(network, statement, page):
    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)

    decide_appeal(
        case=statement.decision.case,
        verdict=judge(facts="Es bleibt dabei."),
        actor=make_moderator("mia", network),
        now=NOW + 2 * DAY,
    )
    case = ModerationCase.objects.get()

    assert (case.state, case.closed_at) == (CaseState.CLOSED, NOW + 2 * DAY)
    assert not is_live(page)
    assert [row.decision.stage for row in Statement.objects.order_by("pk")] == [
        "first",
        "appeal",
    ]
    assert list_mails()[-2:] == [
        ("anna@example.org", "statement"),
        (REPORTER, "result_closed"),
    ]


@pytest.mark.requirement("P8", "CO50")
def test_ban_that_is_taken_back_opens_the_account(network, author, moderator):
    sentence(author, moderator, Outcome.BAN)
    statement = Statement.objects.get()
    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)

    decide_appeal(
        case=statement.decision.case,
        verdict=judge(Outcome.NOTHING),
        actor=make_moderator("mia", network),
        now=NOW + 2 * DAY,
    )

    assert stand(author) == (AccountState.ACTIVE, True)
    assert not is_banned("anna@example.org")


# --- figures and end ----------------------------------------------------------------------------


def write_figures(**counts):
    for name, count in counts.items():
        reason, outcome = name.split("_")
        CaseFigure.objects.bulk_create(
            CaseFigure(year=2027, reason=reason, outcome=outcome, hours=hours)
            for hours in range(count)
        )


def read_shown(rows):
    return {str(label): count for label, count in rows if count is not None}


@pytest.mark.requirement("CO52")
def test_figures_show_what_is_large_enough(english_interface):
    write_figures(fraud_hide=7, other_nothing=6)

    (year,) = list_year_figures()

    assert (year.total, year.median_hours, year.reversed_count) == (13, 3, None)
    assert read_shown(year.reasons) == {
        "It is advertising or a fraud": 7,
        "Something else": 6,
    }


@pytest.mark.requirement("CO52")
def test_total_betrays_no_hidden_figure(english_interface):
    write_figures(fraud_hide=7, other_nothing=6, child_ban=1)

    (year,) = list_year_figures()

    assert (year.total, read_shown(year.reasons)) == (
        14,
        {"It is advertising or a fraud": 7},
    )


@pytest.mark.requirement("CO52")
def test_small_year_shows_nothing():
    write_figures(fraud_hide=4)

    (year,) = list_year_figures()

    assert (year.total, year.median_hours, read_shown(year.reasons)) == (None, None, {})


@pytest.mark.requirement("P48")
def test_case_is_forgotten_a_year_after_its_end_and_counts_on(case, moderator):
    decide_case(case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=NOW)

    counts = [forget_cases(NOW + 364 * DAY), forget_cases(NOW + 365 * DAY)]

    moves = StateChange.objects.filter(
        content_type=ContentType.objects.get_for_model(ModerationCase)
    )
    assert counts == [0, 1]
    assert [
        model.objects.count()
        for model in (ModerationCase, Notice, CaseDecision, Statement, CaseFigure)
    ] == [0, 0, 0, 0, 1]
    assert {(move.actor, move.reason) for move in moves} == {(None, "")}
    assert not LinkToken.objects.filter(
        content_type=ContentType.objects.get_for_model(Notice)
    ).exists()


@pytest.mark.requirement("P48", "P37")
def test_erased_author_leaves_no_word_in_the_case(author, moderator):
    sentence(author, moderator, Outcome.SUSPEND, days=1)
    statement = Statement.objects.get()
    appeal_decision(statement=statement, words="Ich, Anna, sage nein.", now=NOW)

    erase_user(user_id=author.user_id, now=NOW)

    case = ModerationCase.objects.get()
    decision = CaseDecision.objects.get()
    assert (case.author, case.title, case.text, decision.member) == (None, "", "", None)
    assert (decision.facts, Statement.objects.get().appeal) == ("–", "")
    assert Notice.objects.get().words == "–"


@pytest.mark.requirement("P48")
def test_erased_reporter_leaves_no_name(network, page, moderator):
    reporter = make_member("rita", network=network)
    note("article", page.article, reporter=reporter)

    erase_user(user_id=reporter.user_id, now=NOW)

    notice = Notice.objects.get()
    assert (notice.reporter, notice.name, notice.email, notice.words) == (
        None,
        "",
        "",
        "–",
    )

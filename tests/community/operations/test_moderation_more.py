"""What stays hidden, what goes for good, and reporters who object (CO50–CO52, P8)."""

import threading

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from cms.enums import Role
from cms.links import get_link_path
from cms.models import Article, GenericPage, LinkToken, Network, OutboxMail
from cms.operations.publication import publish_due
from cms.outbox import render_mail
from cms.validators.content import ContentRefusedError
from community.enums import Basis, CaseState, NoticeReason, Outcome
from community.models import (
    CaseFigure,
    ModerationCase,
    Notice,
    Statement,
)
from community.operations.erasing import erase_user
from community.operations.moderation import (
    OBJECTION_PURPOSE,
    TooLateError,
    appeal_decision,
    decide_appeal,
    decide_case,
)
from community.operations.moderation_due import (
    close_unappealed_cases,
    remove_decided_items,
)
from community.operations.moderation_objections import object_to_refusal
from community.permissions.moderation import can_decide_case
from community.queries.moderation import list_label_codes, list_outcomes
from tests.cms.pages import publish_unchecked
from tests.cms.staff import give, make_network, make_user
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

pytestmark = pytest.mark.django_db
AFTER = NOW + 184 * DAY


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
    return Page.objects.get(pk=page.pk).live


# --- hidden stays hidden ------------------------------------------------------------------------


def explain(case):
    return (
        f"Moderation has hidden this page (case {case.number}). The reasons stand in the "
        "mail that came with the decision; there you can object."
    )


@pytest.mark.requirement("CO50", "CO51")
@pytest.mark.usefixtures("english_interface")
def test_hidden_page_is_published_on_no_way(client, network, case, page, moderator):
    editor = make_user("edda")
    give(editor, network, Role.EDITOR)
    client.force_login(editor)
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    page = GenericPage.objects.get(pk=page.pk)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = client.post(f"{bulk}?id={page.pk}&next=/admin/")
    with override("en"), pytest.raises(ContentRefusedError) as refused:
        page.save_revision().publish()
    page.save_revision(approved_go_live_at=NOW)
    counts = publish_due(NOW + HOUR)

    assert [str(one).strip() for one in get_messages(answer.wsgi_request)] == [
        f"{page.title}: {explain(case)}"
    ]
    assert refused.value.messages == [explain(case)]
    assert (counts, is_live(page)) == (0, False)


@pytest.mark.requirement("CO50")
def test_page_that_its_editor_took_down_before_stays_down_too(case, page, moderator):
    page.unpublish()
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)

    with pytest.raises(ContentRefusedError):
        GenericPage.objects.get(pk=page.pk).save_revision().publish()


@pytest.mark.requirement("CO51")
def test_page_given_back_is_published_as_any_other(case, page, moderator):
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    statement = Statement.objects.get()
    appeal_decision(statement=statement, words="Das stimmt nicht.", now=NOW + DAY)
    decide_appeal(
        case=statement.decision.case,
        verdict=judge(Outcome.NOTHING),
        actor=make_user("ada", is_superuser=True),
        now=NOW + 2 * DAY,
    )
    restored = is_live(page)
    fresh = GenericPage.objects.get(pk=page.pk)
    fresh.title = "Neue Fassung"

    fresh.save_revision().publish()

    assert (restored, Page.objects.get(pk=page.pk).title) == (True, "Neue Fassung")


# --- removed for good ---------------------------------------------------------------------------


@pytest.mark.requirement("CO50", "P8")
def test_removed_page_is_gone_when_nobody_can_object_and_its_text_is_sent(
    case, page, moderator, author
):
    TranslationSource.update_or_create_from_instance(page)
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    mail = OutboxMail.objects.get(template="community/mail/moderation_statement")
    in_time = (remove_decided_items(NOW + 182 * DAY), is_live(page))
    text = render_mail(mail).text

    closed = close_unappealed_cases(AFTER)
    counts = [remove_decided_items(AFTER), remove_decided_items(AFTER)]

    assert (in_time, closed, counts) == ((0, False), 1, [1, 0])
    assert (
        Page.objects.filter(pk=page.pk).exists(),
        Article.objects.filter(pk=page.article_id).exists(),
        Revision.objects.filter(object_id=str(page.pk)).count(),
        TranslationSource.objects.filter(object_id=page.translation_key).count(),
    ) == (False, False, 0, 0)
    assert (mail.recipient, text.count("What it said: Ein Satz.")) == (
        author.user.email,
        1,
    )


@pytest.mark.requirement("CO50", "P8")
@pytest.mark.parametrize(
    ("outcome", "is_there"), [(Outcome.NOTHING, True), (Outcome.REMOVE, False)]
)
def test_appeal_decides_whether_it_is_removed(case, page, moderator, outcome, is_there):
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    statement = Statement.objects.get()
    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)
    decide_appeal(
        case=statement.decision.case,
        verdict=judge(outcome),
        actor=make_moderator("mia", case.network),
        now=NOW + 2 * DAY,
    )

    count = remove_decided_items(NOW + 3 * DAY)

    assert count == int(not is_there)
    assert Page.objects.filter(pk=page.pk).exists() is is_there


@pytest.mark.requirement("CO50")
def test_page_with_others_below_is_not_removed(network, case, page, moderator):
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    below = page.add_child(instance=GenericPage(title="Darunter", locale=page.locale))
    close_unappealed_cases(AFTER)

    early = remove_decided_items(AFTER)
    offered = list_outcomes(note("article", publish_unchecked(below).article))
    below.delete()
    late = remove_decided_items(AFTER)

    assert (early, late) == (0, 1)
    assert offered[:4] == [
        Outcome.NOTHING,
        Outcome.LABEL,
        Outcome.HIDE,
        Outcome.REMOVE,
    ]


@pytest.mark.requirement("CO50")
def test_home_of_a_network_is_never_removed(network):
    region = note("network", network)

    assert list_outcomes(region) == [Outcome.NOTHING, Outcome.LABEL, Outcome.HIDE]


# --- labels -------------------------------------------------------------------------------------


LABEL = (
    "Die Moderation hat diese Seite gekennzeichnet: Es führt Menschen in die Irre. Das "
    "verbieten unsere Regeln."
)


def read_notes(client, page):
    html = client.get(page.get_url()).content.decode()
    return html.count("notice notice-warning"), html.count(LABEL)


@pytest.mark.requirement("CO50", "P8")
@pytest.mark.usefixtures("english_interface")
def test_label_stands_above_the_page_with_its_reason_until_it_is_taken_back(
    client, case, page, moderator, django_capture_on_commit_callbacks
):
    before = read_notes(client, page)
    verdict = judge(Outcome.LABEL, basis=Basis.FALSE)
    with django_capture_on_commit_callbacks(execute=True):
        decide_case(case=case, verdict=verdict, actor=moderator, now=NOW)
    labelled, shown = list_label_codes(), read_notes(client, page)
    statement = Statement.objects.get()
    told = list_mails()
    appeal_decision(statement=statement, words="Das stimmt.", now=NOW + DAY)
    with django_capture_on_commit_callbacks(execute=True):
        decide_appeal(
            case=statement.decision.case,
            verdict=judge(Outcome.NOTHING),
            actor=make_moderator("mia", case.network),
            now=NOW + 2 * DAY,
        )

    assert (before, shown, is_live(page)) == ((0, 0), (1, 1), True)
    assert labelled == {f"cms.article:{page.article_id}": "false"}
    assert (case.author.user.email, "statement") in told
    assert (list_label_codes(), read_notes(client, page)) == ({}, (0, 0))


@pytest.mark.requirement("CO50")
def test_label_that_is_kept_stays_and_brings_an_urgent_item_back(
    network, page, moderator
):
    case = note("article", page.article, reason=NoticeReason.CHILD)
    hidden = is_live(page)
    decide_case(case=case, verdict=judge(Outcome.LABEL), actor=moderator, now=NOW)
    statement = Statement.objects.get(appeal_until__isnull=False)
    appeal_decision(statement=statement, words="Nein.", now=NOW + DAY)
    decide_appeal(
        case=statement.decision.case,
        verdict=judge(Outcome.HIDE),
        actor=make_moderator("mia", network),
        now=NOW + 2 * DAY,
    )

    assert (hidden, is_live(page)) == (False, True)
    assert list_label_codes() == {f"cms.article:{page.article_id}": "dignity"}


@pytest.mark.requirement("CO52")
def test_figures_of_forgotten_cases_stay_as_they_are(case, moderator):
    CaseFigure.objects.create(year=2026, reason="other", outcome="hide", hours=1)

    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)

    assert list(CaseFigure.objects.values_list("is_reversed", flat=True)) == [
        False,
        False,
    ]


# --- reporters object ---------------------------------------------------------------------------


@pytest.fixture
def refused(case, moderator):
    decide_case(case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=NOW)
    return case.notices.get()


def find_objection_path():
    return get_link_path(LinkToken.objects.get(purpose=OBJECTION_PURPOSE))


@pytest.mark.requirement("CO50", "CO52")
def test_reporter_objects_and_somebody_else_decides(
    network, refused, page, moderator, author
):
    mia = make_moderator("mia", network)
    object_to_refusal(notice=refused, words="Lest es noch einmal.", now=NOW + DAY)
    case = ModerationCase.objects.get(objects_to=refused.case)

    decide_case(case=case, verdict=judge(), actor=mia, now=NOW + 2 * DAY)

    assert (
        case.notices.get().words,
        is_live(page),
        list(CaseFigure.objects.order_by("pk").values_list("outcome", "is_reversed")),
    ) == (
        "Lest es noch einmal.",
        False,
        [("nothing", True), ("hide", False)],
    )
    assert Statement.objects.get().can_be_appealed_at(NOW + 3 * DAY) is True
    assert list_mails()[2:] == [
        (REPORTER, "result_closed"),
        ("mia@example.org", "case"),
        (author.user.email, "statement"),
        (REPORTER, "result_decided"),
    ]


@pytest.mark.requirement("CO52")
def test_objection_waits_for_another_than_who_decided(network, refused, moderator):
    pia = make_moderator("pia", Network.objects.get_site())

    object_to_refusal(notice=refused, words="Lest es noch einmal.", now=NOW + DAY)
    case = ModerationCase.objects.get(objects_to=refused.case)

    assert [can_decide_case(person, case) for person in (moderator, pia)] == [
        False,
        True,
    ]
    assert list_mails()[-1] == ("pia@example.org", "passed_on")


@pytest.mark.requirement("CO50")
@pytest.mark.parametrize("days", [1, 183])
def test_reporter_objects_once_and_in_time(refused, days):
    if days == 1:
        object_to_refusal(notice=refused, words="Nein.", now=NOW)

    with pytest.raises(TooLateError):
        object_to_refusal(notice=refused, words="Nein.", now=NOW + days * DAY)

    assert ModerationCase.objects.count() == 1 + (days == 1)


@pytest.mark.requirement("CO50")
def test_second_refusal_is_the_last(network, refused):
    object_to_refusal(notice=refused, words="Nein.", now=NOW + DAY)
    case = ModerationCase.objects.get(objects_to=refused.case)

    decide_case(
        case=case,
        verdict=judge(Outcome.NOTHING),
        actor=make_moderator("mia", network),
        now=NOW + 2 * DAY,
    )

    with pytest.raises(TooLateError):
        object_to_refusal(notice=case.notices.get(), words="Nein.", now=NOW + 3 * DAY)
    assert LinkToken.objects.filter(purpose=OBJECTION_PURPOSE).count() == 1


@pytest.mark.requirement("CO50")
def test_what_was_hidden_gives_reporters_nothing_to_object_to(case, moderator):
    decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)

    with pytest.raises(TooLateError):
        object_to_refusal(notice=case.notices.get(), words="Nein.", now=NOW + DAY)


@pytest.mark.requirement("CO50", "P7")
@pytest.mark.parametrize("words", ["\0", "x" * 10_000, "", "Null", "😀"])
def test_reporter_objects_by_link_without_an_account(client, page, moderator, words):
    now = timezone.now()
    case = note("article", page.article, now=now)
    decide_case(case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=now)
    mail = OutboxMail.objects.get(template="community/mail/moderation_result_closed")
    path = find_objection_path()
    in_mail = render_mail(mail).text.count(path)

    shown = client.get(path)
    client.post(path, {"words": words})
    again = client.post(path, {"words": "Noch einmal"})

    is_good = words in {"Null", "😀"}
    new = ModerationCase.objects.filter(objects_to=case)
    assert (in_mail, shown.status_code, again.status_code) == (
        1,
        200,
        410 if is_good else 200,
    )
    assert [notice.words for notice in Notice.objects.filter(case__in=new)] == [
        words if is_good else "Noch einmal"
    ]


@pytest.mark.requirement("CO50", "P48")
def test_erased_reporter_leaves_no_word_in_the_objection(refused, network):
    make_moderator("mia", network)
    member = make_author("rita")
    Notice.objects.update(reporter=member)
    object_to_refusal(notice=Notice.objects.get(), words="Ich, Rita.", now=NOW + DAY)

    erase_user(user_id=member.user_id, now=NOW + 2 * DAY)

    assert (
        list(Notice.objects.values_list("words", "name", "email"))
        == [("–", "", "")] * 2
    )


@pytest.mark.requirement("CO50")
@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_objections_at_once_one_counts(page, moderator, repetitions):
    for _round in range(repetitions):
        case = note("article", page.article, reason=NoticeReason.OTHER)
        decide_case(case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=NOW)
        notice = case.notices.get()
        results = []

        def run(results=results, notice=notice):
            try:
                object_to_refusal(notice=notice, words="Nein.", now=NOW + DAY)
                results.append("done")
            except TooLateError:
                results.append("late")
            finally:
                connection.close()

        threads = [threading.Thread(target=run) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        new = ModerationCase.objects.filter(objects_to=case)
        assert (sorted(results), new.count()) == (["done", "late"], 1)
        new.update(state=CaseState.CLOSED, closed_at=NOW)

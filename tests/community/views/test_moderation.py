"""Reporting an item, its progress, figures and decisions about oneself (CO49, P7, P8)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.links import get_link_path
from cms.models import LinkToken, OutboxMail
from community.enums import CaseState, NoticeReason, Outcome
from community.forms.traps import sign_opening
from community.models import CaseFigure, Member, ModerationCase, Notice, Statement
from community.operations.moderation import decide_case
from tests.cms.staff import make_network
from tests.community.moderating import (
    NOW,
    REPORTER,
    find_appeal_path,
    get_page_url,
    get_report_url,
    judge,
    list_mails,
    make_author,
    make_browser,
    make_moderator,
    make_page,
    note,
    say,
)
from tests.community.people import PASSWORD, born, make_child, make_member

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
def page(network, author, moderator):
    return make_page(network, owner=author.user)


def send(client, page, **values):
    return client.post(get_page_url(page), say(**values))


def list_codes(response):
    found = response.context["form"].errors.as_data()
    return {name: [error.code for error in errors] for name, errors in found.items()}


@pytest.mark.requirement("CO49", "P7")
def test_every_page_leads_to_its_notice_in_one_click(client, page):
    for language in ("de", "en"):
        with override(language):
            shown = client.get(page.get_url()).text
        # The page is German, so its frame is.
        assert shown.count(f'href="{get_page_url(page, "de")}"') == 1
        assert "csrfmiddlewaretoken" not in shown


@pytest.mark.requirement("CO49", "P7")
def test_visitor_reports_and_gets_a_number_on_screen_and_by_mail(client, page):
    answer = send(client, page)
    shown = client.get(answer["Location"])

    case = ModerationCase.objects.get()
    notice = Notice.objects.get()
    assert answer.status_code == 302
    assert answer["Location"].startswith("/l/")
    assert shown.text.count(f"<dd >{case.number}</dd>") == 1
    assert (shown["Cache-Control"], notice.language) == ("private, no-store", "en")
    assert list_mails() == [("momo@example.org", "case"), (REPORTER, "receipt")]
    assert (notice.place, notice.words, notice.name) == (
        "Absatz 2",
        "Das beleidigt Kim.",
        "Rita Beispiel",
    )


@pytest.mark.requirement("P7")
def test_child_at_risk_needs_no_name_and_hides_at_once(client, page):
    answer = send(client, page, reason="child", name="", email="")
    with override("de"):
        gone = client.get(page.get_url())

    assert (answer.status_code, gone.status_code) == (302, 404)
    assert "keep the address of this page" in client.get(answer["Location"]).text


@pytest.mark.requirement("CO49")
@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({"name": "", "email": ""}, {"name": ["required"], "email": ["required"]}),
        ({"reason": ""}, {"reason": ["required"]}),
        ({"reason": "gibt-es-nicht"}, {"reason": ["invalid_choice"]}),
        ({"words": ""}, {"words": ["required"]}),
        ({"words": "x" * 10_000}, {"words": ["max_length"]}),
        ({"words": "a\0b"}, {"words": ["null_characters_not_allowed"]}),
        ({"place": "a\0b"}, {"place": ["null_characters_not_allowed"]}),
        ({"email": "kein-at"}, {"email": ["invalid"]}),
        ({"is_honest": ""}, {"is_honest": ["required"]}),
        ({"homepage": "x"}, {"homepage": ["program"]}),
        ({"opened": ""}, {"__all__": ["quick"]}),
        ({"opened": "a\0b"}, {"opened": ["null_characters_not_allowed"], "__all__": ["quick"]}),
        ({"opened": "gefälscht:x"}, {"__all__": ["quick"]}),
    ],
)  # fmt: skip
def test_bad_notice_is_refused_in_words(client, page, values, codes):
    answer = send(client, page, **values)

    assert (answer.status_code, list_codes(answer)) == (200, codes)
    assert ModerationCase.objects.count() == 0


@pytest.mark.requirement("CO49", "CO55")
def test_program_is_too_quick_and_a_person_sends_again(client, page, monkeypatch):
    fresh = sign_opening(timezone.now())
    quick = send(client, page, opened=fresh)
    again = send(client, page)

    assert (list_codes(quick), again.status_code) == ({"__all__": ["quick"]}, 302)


@pytest.mark.parametrize("words", ["Null", "🙈 <script>alert(1)</script>"])
def test_odd_words_are_kept_as_they_are(client, page, words):
    send(client, page, words=words)

    assert Notice.objects.get().words == words


@pytest.mark.requirement("A4")
def test_form_takes_only_its_fields(client, page, author):
    send(
        client,
        page,
        case="1",
        state="closed",
        reporter=author.pk,
        number="X",
        is_urgent="on",
        network="1",
        hidden="[]",
    )

    case = ModerationCase.objects.get()
    assert (case.state, case.is_urgent, case.network) == (
        CaseState.RECEIVED,
        False,
        page.network,
    )
    assert Notice.objects.get().reporter is None


@pytest.mark.requirement("A2")
@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("article", "00000000-0000-0000-0000-000000000000"),
        ("article", "x"),
        ("gibtesnicht", "x"),
        ("member", "niemand-1234"),
    ],
)
def test_what_nobody_can_see_cannot_be_reported(client, portal, kind, key):
    assert client.get(get_report_url(kind, key)).status_code == 404


@pytest.mark.requirement("A2")
def test_draft_cannot_be_reported(client, page):
    page.unpublish()

    assert client.get(get_page_url(page)).status_code == 404


@pytest.mark.requirement("CO49", "P6")
def test_form_about_a_profile_names_nobody(client, network, moderator):
    child = make_child("kim", network=network)
    url = get_report_url("member", child.slug)

    answer = client.post(url, say())
    shown = client.get(url).text + client.get(answer["Location"]).text

    case = ModerationCase.objects.get()
    assert (case.author, case.title, case.network) == (child, "Kim", network)
    assert "Kim" not in shown
    assert all("Kim" not in str(mail.context) for mail in OutboxMail.objects.all())


@pytest.mark.requirement("CO49")
def test_member_reports_as_oneself_and_only_once(page, network):
    member = make_member("mia", network=network)
    client = make_browser(member.user)
    shown = client.get(get_page_url(page)).text

    send(client, page)
    send(client, page, email="andere@example.org")

    assert shown.count('value="mia@example.org"') == 1
    assert [notice.reporter for notice in Notice.objects.all()] == [member]


def test_form_has_its_limit(client, page, settings):
    from cms.conf import DEFAULTS  # noqa: PLC0415 -- the table of this test only

    settings.VERBUND_LIMITS = DEFAULTS["LIMITS"] | {"report": {"address": (1, 3600)}}

    codes = [send(client, page).status_code for _try in range(2)]

    assert codes == [302, 429]


def test_form_is_kept_by_no_cache(client, page):
    assert client.get(get_page_url(page))["Cache-Control"] == "private, no-store"


# --- figures ------------------------------------------------------------------------------------


@pytest.mark.requirement("CO52")
@pytest.mark.parametrize("language", ["de", "en"])
def test_figures_are_public(client, portal, language):
    CaseFigure.objects.bulk_create(
        CaseFigure(year=2026, reason="fraud", outcome="hide", hours=5)
        for _number in range(6)
    )
    with override(language):
        answer = client.get(reverse("community_moderation:figures"))

    cells = re.findall(r"<td>(\d+)</td>", answer.text)
    assert (answer.status_code, cells) == (200, ["6", "6"])


@pytest.mark.requirement("CO52")
def test_without_figures_the_page_says_what_will_be_there(client, portal):
    shown = client.get("/en/moderation/figures/").text

    assert shown.count("No figures yet") == 1


# --- decisions about oneself --------------------------------------------------------------------


@pytest.fixture
def statement(page, moderator):
    case = note("article", page.article, now=timezone.now())
    decide_case(case=case, verdict=judge(), actor=moderator, now=timezone.now())
    return Statement.objects.get()


def get_decision_url(statement):
    with override("en"):
        return reverse("community_me:decision_detail", args=[statement.pk])


@pytest.mark.requirement("P8")
def test_person_reads_the_reasons_and_objects(author, statement):
    client = make_browser(author.user)
    listed = client.get("/en/me/decisions/").text
    shown = client.get(get_decision_url(statement))

    answer = client.post(get_decision_url(statement), {"words": "Das stimmt nicht."})
    after = client.get(answer["Location"]).text
    statement.refresh_from_db()

    assert listed.count(f'href="{get_decision_url(statement)}"') == 1
    assert shown.text.count("Der zweite Absatz nennt Kim dumm.") == 1
    assert shown["Cache-Control"] == "private, no-store"
    assert (answer.status_code, statement.appeal) == (302, "Das stimmt nicht.")
    assert "<textarea" not in after


@pytest.mark.requirement("A2")
def test_decision_about_somebody_else_is_not_there(statement, network):
    client = make_browser(make_member("otto", network=network).user)

    codes = [
        client.get(get_decision_url(statement)).status_code,
        client.post(get_decision_url(statement), {"words": "x"}).status_code,
        client.get("/en/me/decisions/999999/").status_code,
        Client().get(get_decision_url(statement)).status_code,
    ]

    assert codes == [404, 404, 404, 302]


def test_nothing_decided_is_said(author):
    shown = make_browser(author.user).get("/en/me/decisions/").text

    assert shown.count("Nothing was decided about you") == 1


@pytest.mark.parametrize("words", ["", "x" * 10_000, "a\0b"])
def test_bad_objection_is_refused(author, statement, words):
    answer = make_browser(author.user).post(
        get_decision_url(statement), {"words": words}
    )
    statement.refresh_from_db()

    assert (answer.status_code, statement.appealed_at) == (200, None)


@pytest.mark.requirement("P8")
def test_banned_person_objects_by_link(author, moderator, client):
    case = note("member", author, now=timezone.now())
    decide_case(
        case=case, verdict=judge(Outcome.BAN), actor=moderator, now=timezone.now()
    )
    path = find_appeal_path()
    shown = client.get(path).text

    sent = client.post(path, {"words": "Das war ich nicht."})
    again = client.post(path, {"words": "Noch einmal."})

    assert shown.count("Der zweite Absatz nennt Kim dumm.") == 1
    assert (sent.status_code, again.status_code) == (200, 410)
    assert Statement.objects.get().appeal == "Das war ich nicht."


@pytest.mark.requirement("CO50")
def test_restricted_member_sees_why(author, moderator):
    case = note("member", author)
    decide_case(
        case=case,
        verdict=judge(Outcome.RESTRICT, ends_at=timezone.now()),
        actor=moderator,
        now=NOW,
    )

    shown = make_browser(author.user).get("/en/me/").text

    assert shown.count("Your account is restricted") == 1


# --- joining again ------------------------------------------------------------------------------


def sign_up(client, email):
    year, month = born(30)
    return client.post(
        reverse("account_signup"),
        {
            "email": email,
            "password1": PASSWORD,
            "display_name": "Rosa",
            "role": "friend",
            "birth_year": year,
            "birth_month": month,
            "network": "",
        },
    )


@pytest.mark.requirement("CO50", "A8")
@pytest.mark.parametrize("is_erased", [True, False])
def test_banned_address_gets_the_same_answer_and_no_account(
    client, author, moderator, is_erased
):
    case = note("member", author)
    decide_case(case=case, verdict=judge(Outcome.BAN), actor=moderator, now=NOW)
    if is_erased:
        author.user.delete()
    count = Member.objects.count()

    banned = sign_up(client, "Anna@example.org")
    after_banned = Member.objects.count()
    new = sign_up(Client(), "neu@example.org")

    assert (banned.status_code, banned["Location"]) == (
        new.status_code,
        new["Location"],
    )
    assert (after_banned, Member.objects.count()) == (count, count + 1)
    assert list_mails()[-1] == ("anna@example.org", "banned")


# --- the whole way ------------------------------------------------------------------------------


def decide(client, **values):
    case = ModerationCase.objects.get()
    return client.post(reverse("moderation:edit", args=[case.pk]), values)


@pytest.mark.requirement("CO70", "P7", "P8", "CO51", "CO52")
def test_from_notice_to_a_page_that_is_restored_by_another_moderator(
    client, network, page, author, moderator
):
    second = make_moderator("mia", network)
    with override("de"):
        url = page.get_url()

    progress = send(client, page)["Location"]
    received = client.get(progress).text
    hidden = decide(
        make_browser(moderator),
        decision="hide",
        basis="dignity",
        facts="Der Absatz nennt Kim dumm.",
    )
    gone = client.get(url).status_code
    decided = client.get(progress).text
    client.post(find_appeal_path(), {"words": "Das ist ein Zitat."})
    refused = decide(make_browser(moderator), decision="nothing")
    restored = decide(make_browser(second), decision="nothing", facts="Ein Zitat.")

    case = ModerationCase.objects.get()
    figure = CaseFigure.objects.get()
    assert "received" in received
    assert "We have found a breach and have acted on it." in decided
    assert "We have found no breach" in client.get(progress).text
    assert (hidden.status_code, refused.status_code, restored.status_code) == (
        302,
        404,
        302,
    )
    assert (gone, client.get(url).status_code) == (404, 200)
    assert (case.state, case.hidden) == (CaseState.CLOSED, [])
    assert [
        (decision.stage, decision.outcome, decision.decided_by)
        for decision in case.decisions.order_by("pk")
    ] == [("first", "hide", moderator), ("appeal", "nothing", second)]
    assert (figure.reason, figure.outcome, figure.hours, figure.is_reversed) == (
        NoticeReason.DIGNITY,
        Outcome.HIDE,
        0,
        True,
    )
    assert list_mails() == [
        ("momo@example.org", "case"),
        ("mia@example.org", "case"),
        (REPORTER, "receipt"),
        ("anna@example.org", "statement"),
        (REPORTER, "result_decided"),
        ("mia@example.org", "appeal"),
        ("anna@example.org", "lifted"),
        (REPORTER, "result_closed"),
    ]


def test_progress_link_ends_with_its_case(client, page):
    send(client, page)
    path = get_link_path(LinkToken.objects.get())
    ModerationCase.objects.all().delete()

    assert client.get(path).status_code == 404

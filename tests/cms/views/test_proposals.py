"""Proposing news through the front-end form, from both sides (ED74)."""

import datetime as dt
import threading
import uuid

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, WorkflowState

from cms.enums import ProposalState, Role
from cms.models import (
    Article,
    NewsIndexPage,
    NewsPage,
    OutboxMail,
    Proposal,
    StateChange,
)
from cms.operations.roles import end_network_role
from cms.outbox import render_mail
from cms.proposals import ProposalKind, proposal_kinds
from cms.queries.proposals import count_back_working_days
from cms.todos import WaitingTodo, get_waiting_todos
from tests.cms.proposing import (
    approve,
    ask_for_changes,
    form_data,
    get_page,
    get_task_state,
    make_upload,
    propose,
    url,
)
from tests.cms.staff import count_rows, give, make_network, make_user

pytestmark = pytest.mark.requirement("ED74")


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def author(network):
    user = make_user("ada")
    give(user, network, Role.AUTHOR)
    return user


@pytest.fixture
def editor(network):
    user = make_user("emil")
    give(user, network, Role.EDITOR)
    return user


@pytest.fixture
def writer(client, author):
    """Return the browser of somebody who may propose."""
    client.force_login(author)
    return client


def get_states(proposal):
    return list(
        proposal.get_state_changes().values_list("from_state", "to_state", "reason")
    )


@pytest.mark.requirement("ED51")
def test_form_writes_a_draft_and_starts_the_workflow(writer, author, network):
    response = writer.post(url("proposal_new", "news"), form_data())

    proposal = Proposal.objects.get()
    assert response["Location"] == url("proposal_detail", proposal.pk)
    page = get_page(proposal)
    assert (page.live, page.owner, page.network) == (False, author, network)
    assert page.get_parent().specific == NewsIndexPage.objects.get(
        network=network, slug="aktuelles"
    )
    assert (page.title, page.slug, page.kind) == (
        "Brücke hält",
        "bruecke-haelt",
        "news",
    )
    assert timezone.localtime(page.date) == dt.datetime(
        2027, 3, 3, tzinfo=timezone.get_current_timezone()
    )
    assert [block.value.source for block in page.body] == [
        "<p>Sie hielt beim dritten Versuch.</p>"
    ]
    assert page.latest_revision.user == author
    state = page.current_workflow_state
    assert state.workflow == network.branch.workflow
    assert (state.status, state.requested_by) == ("in_progress", author)
    assert proposal.thing == page.article
    assert proposal.state == ProposalState.SUBMITTED
    assert get_states(proposal) == [("draft", "submitted", "")]


def test_english_text_stands_in_the_english_branch(writer, network):
    proposal = propose(writer, language="en", title="The bridge holds")

    page = get_page(proposal)
    assert page.get_parent().specific == NewsIndexPage.objects.get(
        network=network, slug="news"
    )
    assert page.article.source_locale.language_code == "en"


def test_same_title_twice_gets_two_addresses(writer):
    first, second = propose(writer), propose(writer)

    assert [get_page(first).slug, get_page(second).slug] == [
        "bruecke-haelt",
        "bruecke-haelt-2",
    ]


def test_terms_and_picture_come_with_the_text(writer, author, network):
    from cms.models import Term  # noqa: PLC0415

    physics = Term.objects.get(taxonomy="topic", slug="physics")
    pupils = Term.objects.filter(taxonomy="target-group").first()
    proposal = propose(
        writer,
        topics=[physics.pk],
        target_groups=[pupils.pk],
        picture=make_upload(),
        picture_alt="Eine Brücke aus Holz",
        picture_credit="Ada Beispiel",
        picture_licence="CC-BY-4.0",
        picture_people="agreed",
    )

    page = get_page(proposal)
    assert {row.term_id for row in page.cms_page_terms.all()} == {
        physics.pk,
        pupils.pk,
    }
    image = page.lead_image
    assert (image.credit, image.licence, image.consent, image.people_shown) == (
        "Ada Beispiel",
        "CC-BY-4.0",
        "given",
        True,
    )
    assert image.collection == network.branch.collection
    assert image.uploaded_by_user == author
    assert page.lead_image_alt == "Eine Brücke aus Holz"


@pytest.mark.requirement("W39")
def test_picture_asks_for_what_the_law_wants(writer):
    response = writer.post(
        url("proposal_new", "news"), form_data(picture=make_upload())
    )

    assert set(response.context["form"].errors) == {
        "picture",
        "picture_alt",
        "picture_credit",
        "picture_licence",
        "picture_people",
    }
    assert get_image_model().objects.count() == 0
    assert Proposal.objects.count() == 0


@pytest.mark.requirement("W38", "W39", "W44")
def test_errors_are_named_and_what_was_typed_stays(writer):
    response = writer.post(
        url("proposal_new", "news"),
        form_data(title="", date="morgen", text="Mein **Text**"),
    )

    html = response.content.decode()
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"title", "date"}
    title = html.split("<title>")[1].split("</title>")[0]
    assert title.split()[0] == "Error:"
    assert html.count("data-error-summary") == 1
    assert html.count("autofocus") == 1
    assert html.count("Mein **Text**</textarea>") == 1
    assert html.count('href="#id_title"') == 1


@pytest.mark.requirement("W40", "S43")
def test_form_works_without_scripts_and_carries_its_token(writer):
    html = writer.get(url("proposal_new", "news")).content.decode()

    form = html.split('<form class="form"')[1].split("</form>")[0]
    assert form.count("csrfmiddlewaretoken") == 1
    assert form.count('name="token"') == 1
    assert "hx-" not in form
    assert "required>" not in form


@pytest.mark.requirement("S43")
def test_posts_without_csrf_token_are_refused(author):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(author)

    response = strict.post(url("proposal_new", "news"), form_data())

    assert response.status_code == 403
    assert Proposal.objects.count() == 0


def test_kept_draft_asks_nobody_until_it_is_submitted(writer, author):
    proposal = propose(writer, draft="1")
    assert proposal.state == ProposalState.DRAFT
    assert get_page(proposal).current_workflow_state is None

    response = writer.post(url("proposal_submit", proposal.pk))

    proposal.refresh_from_db()
    assert response["Location"] == url("proposal_detail", proposal.pk)
    assert proposal.state == ProposalState.SUBMITTED
    assert get_page(proposal).current_workflow_state.requested_by == author


def test_proposer_sees_comment_and_answers(writer, author, editor):
    proposal = propose(writer)
    ask_for_changes(proposal, editor, "Wer hat sie gebaut?")
    assert proposal.state == ProposalState.CHANGES_REQUESTED

    detail = writer.get(url("proposal_detail", proposal.pk))
    assert [step.text for step in detail.context["steps"]] == [
        "",
        "",
        "Wer hat sie gebaut?",
    ]
    edit = url("proposal_edit", proposal.pk)
    form = writer.get(edit).context["form"]
    assert form.initial["text"] == "Sie hielt beim dritten Versuch."
    response = writer.post(
        edit,
        form_data(
            text="Gebaut hat sie die 8b.",
            seen_revision=form.initial["seen_revision"],
            message="Steht jetzt drin.",
        ),
    )

    proposal.refresh_from_db()
    assert response["Location"] == url("proposal_detail", proposal.pk)
    assert proposal.state == ProposalState.SUBMITTED
    draft = get_page(proposal).get_latest_revision_as_object()
    assert [block.value.source for block in draft.body] == [
        "<p>Gebaut hat sie die 8b.</p>"
    ]
    assert get_page(proposal).current_workflow_state.status == "in_progress"
    assert get_task_state(proposal).revision == draft.latest_revision
    assert get_states(proposal) == [
        ("draft", "submitted", ""),
        ("submitted", "changes-requested", "Wer hat sie gebaut?"),
        ("changes-requested", "submitted", "Steht jetzt drin."),
    ]
    answer = PageLogEntry.objects.get(action="cms.proposal.answer")
    assert (answer.user, answer.comment) == (author, "Steht jetzt drin.")


def test_approval_publishes_and_accepts(writer, editor):
    proposal = propose(writer)

    approve(proposal, editor, "Schön.")

    assert proposal.state == ProposalState.ACCEPTED
    assert get_page(proposal).live is True
    assert get_states(proposal)[1:] == [("submitted", "accepted", "Schön.")]
    assert StateChange.objects.filter(to_state="accepted").get().actor == editor


def test_publishing_past_the_workflow_accepts_too(writer, editor):
    proposal = propose(writer)
    page = get_page(proposal)

    page.latest_revision.publish(user=editor)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED
    assert page.current_workflow_state is None


def test_publishing_an_older_version_accepts_nothing(writer, editor):
    proposal = propose(writer)
    first = get_page(proposal).latest_revision
    ask_for_changes(proposal, editor)
    answer(writer, proposal, title="Zweite Fassung")

    first.publish(user=editor)

    proposal.refresh_from_db()
    # Wagtail ends the workflow of an item that is published past it.
    assert proposal.state == ProposalState.DECLINED


def answer(client, proposal, **values):
    seen = get_page(proposal).latest_revision_id
    return client.post(
        url("proposal_edit", proposal.pk),
        form_data(**{"seen_revision": seen, "message": ""} | values),
    )


def test_cancelled_workflow_declines(writer, editor):
    proposal = propose(writer)

    get_page(proposal).current_workflow_state.cancel(user=editor)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED


def test_deleted_draft_declines_and_keeps_the_history(writer, editor):
    proposal = propose(writer)

    get_page(proposal).delete(user=editor)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED
    response = writer.get(url("proposal_detail", proposal.pk))
    assert response.status_code == 200
    assert response.context["has_preview"] is False


def test_withdrawn_draft_is_deleted_with_its_picture(
    writer, author, django_capture_on_commit_callbacks
):
    before = count_rows()
    proposal = propose(
        writer,
        picture=make_upload(),
        picture_alt="Eine Brücke",
        picture_credit="Ada",
        picture_licence="CC0-1.0",
        picture_people="none",
    )

    with django_capture_on_commit_callbacks(execute=True):
        writer.post(url("proposal_withdraw", proposal.pk))

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.WITHDRAWN
    assert NewsPage.objects.count() == before["cms.newspage"]
    assert Article.objects.count() == before["cms.article"]
    assert get_image_model().objects.count() == 0
    assert WorkflowState.objects.filter(status="in_progress").count() == 0
    detail = writer.get(url("proposal_detail", proposal.pk))
    assert [detail.context[name] for name in ("can_edit", "can_withdraw")] == [
        False,
        False,
    ]


def test_second_withdrawal_says_that_it_moved_on(writer):
    proposal = propose(writer)
    writer.post(url("proposal_withdraw", proposal.pk))

    response = writer.post(url("proposal_withdraw", proposal.pk), follow=True)

    assert [message.level_tag for message in response.context["messages"]] == [
        "warning"
    ]
    assert StateChange.objects.filter(to_state="withdrawn").count() == 1


def test_change_of_a_live_item_leaves_it_live_until_published(writer, author, editor):
    first = propose(writer)
    approve(first, editor)
    change = url("proposal_change", first.pk)
    assert writer.get(change).context["form"].initial["title"] == "Brücke hält"

    writer.post(change, form_data(title="Brücke hält doch nicht", message="Leider."))

    second = Proposal.objects.latest("pk")
    page = get_page(second)
    assert (second.is_change, second.state, second.thing) == (
        True,
        ProposalState.SUBMITTED,
        first.thing,
    )
    assert (page.live, page.title) == (True, "Brücke hält")
    approve(second, editor)
    assert get_page(second).title == "Brücke hält doch nicht"
    assert second.state == ProposalState.ACCEPTED


def test_second_change_waits_for_the_first(writer, editor):
    first = propose(writer)
    approve(first, editor)
    change = url("proposal_change", first.pk)
    writer.post(change, form_data(title="Eins", message=""))

    response = writer.post(change, form_data(title="Zwei", message=""))

    assert list(response.context["form"].errors) == ["__all__"]
    assert response.context["form"]["title"].value() == "Zwei"
    assert Proposal.objects.count() == 2


def test_change_waits_while_editors_work_on_the_item(writer, editor):
    first = propose(writer)
    approve(first, editor)
    page = get_page(first)
    page.title = "Geheime neue Fassung"
    page.save_revision(user=editor)

    response = writer.post(
        url("proposal_change", first.pk), form_data(title="Zwei", message="")
    )

    assert list(response.context["form"].errors) == ["__all__"]
    assert "Geheime neue Fassung" not in response.content.decode()


def test_withdrawn_change_leaves_the_live_version(writer, editor):
    first = propose(writer)
    approve(first, editor)
    writer.post(url("proposal_change", first.pk), form_data(title="Anders", message=""))
    second = Proposal.objects.latest("pk")

    writer.post(url("proposal_withdraw", second.pk))

    page = get_page(second)
    assert (page.live, page.title, page.has_unpublished_changes) == (
        True,
        "Brücke hält",
        False,
    )
    assert page.get_latest_revision_as_object().title == "Brücke hält"
    assert page.current_workflow_state is None
    second.refresh_from_db()
    assert second.state == ProposalState.WITHDRAWN


@pytest.mark.requirement("R13")
def test_draft_changed_by_editors_is_not_overwritten(writer, editor):
    proposal = propose(writer)
    ask_for_changes(proposal, editor)
    seen = get_page(proposal).latest_revision_id
    draft = get_page(proposal).get_latest_revision_as_object()
    draft.title = "Von der Redaktion"
    draft.save_revision(user=editor)

    response = writer.post(
        url("proposal_edit", proposal.pk),
        form_data(title="Von mir", seen_revision=seen, message=""),
    )

    assert list(response.context["form"].errors) == ["__all__"]
    assert response.context["form"]["title"].value() == "Von mir"
    newest = get_page(proposal).get_latest_revision_as_object()
    assert newest.title == "Von der Redaktion"


def test_parts_of_editors_stay_where_the_form_cannot_show_them(writer, editor):
    proposal = propose(writer)
    draft = get_page(proposal).get_latest_revision_as_object()
    draft.body = [("quote", {"text": "Sie hält.", "person": "", "role": ""})]
    draft.save_revision(user=editor)
    ask_for_changes(proposal, editor)

    html = writer.get(url("proposal_edit", proposal.pk)).content.decode()
    answer(writer, proposal, title="Neuer Titel", text="weg damit")

    assert 'name="text"' not in html
    draft = get_page(proposal).get_latest_revision_as_object()
    assert draft.title == "Neuer Titel"
    assert [block.block_type for block in draft.body] == ["quote"]


@pytest.mark.requirement("A4")
def test_fields_that_the_form_does_not_ask_stay_as_they_are(
    writer, author, editor, network
):
    other = make_network("MINT Sued")
    give(make_user("otto"), other, Role.COORDINATOR)
    everything = {
        field.name: "1"
        for model in (NewsPage, Proposal, Page)
        for field in model._meta.get_fields()
        if field.name not in form_data()
    }

    proposal = propose(
        writer,
        **everything
        | {
            "network": other.pk,
            "state": "accepted",
            "proposer": editor.pk,
            "is_change": "1",
            "live": "1",
            "owner": editor.pk,
            "first_published_at": "2020-01-01",
            "go_live_at": "2020-01-01",
            "slug": "admin",
        },
    )

    page = get_page(proposal)
    assert (proposal.network, proposal.state, proposal.proposer) == (
        network,
        "submitted",
        author,
    )
    assert proposal.is_change is False
    assert (page.live, page.owner, page.network, page.slug) == (
        False,
        author,
        network,
        "bruecke-haelt",
    )
    assert (page.first_published_at, page.go_live_at) == (None, None)


@pytest.mark.requirement("A4", "S25")
def test_network_can_be_chosen_among_the_own_only(writer, author, network):
    second, foreign = make_network("MINT Sued"), make_network("MINT West")
    give(author, second, Role.AUTHOR)
    give(make_user("otto"), foreign, Role.AUTHOR)
    new = url("proposal_new", "news")

    refused = writer.post(new, form_data(network=foreign.pk))
    writer.post(new, form_data(network=second.pk))

    assert set(refused.context["form"].errors) == {"network"}
    assert Proposal.objects.get().network == second


@pytest.mark.requirement("A2", "S25")
@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("proposal_detail", "get"),
        ("proposal_edit", "get"),
        ("proposal_edit", "post"),
        ("proposal_change", "get"),
        ("proposal_change", "post"),
        ("proposal_submit", "post"),
        ("proposal_withdraw", "post"),
        ("proposal_preview", "get"),
    ],
)
def test_foreign_proposal_answers_like_a_missing_one(
    writer, editor, network, name, method
):
    proposal = propose(writer)
    stranger = Client()
    other = make_network("MINT Sued")
    for person in (editor, make_user("otto"), make_user("root", is_superuser=True)):
        if person.username == "otto":
            give(person, other, Role.COORDINATOR)
        stranger.force_login(person)

        foreign = getattr(stranger, method)(url(name, proposal.pk))
        missing = getattr(stranger, method)(url(name, proposal.pk + 1000))

        assert (foreign.status_code, missing.status_code) == (404, 404)
        own, absent = f"/{proposal.pk}/", f"/{proposal.pk + 1000}/"
        assert foreign.text.replace(own, "/") == missing.text.replace(absent, "/")
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED


def test_who_may_not_propose_finds_no_form(client, network):
    for name, role in (("tom", Role.TRANSLATOR), ("nina", None)):
        person = make_user(name)
        if role:
            give(person, network, role)
        client.force_login(person)

        assert client.get(url("proposal_new", "news")).status_code == 404
        assert client.post(url("proposal_new", "news"), form_data()).status_code == 404
        assert client.get(url("proposal_list")).context["kinds"] == []
    assert Proposal.objects.count() == 0


@pytest.mark.requirement("ED2")
def test_ended_role_may_read_and_withdraw_only(writer, author, editor):
    proposal = propose(writer)
    ask_for_changes(proposal, editor)
    end_network_role(
        network_role=author.cms_network_roles.get(),
        today=timezone.localdate(),
        now=timezone.now(),
    )

    detail = writer.get(url("proposal_detail", proposal.pk))
    answer(writer, proposal, title="Trotzdem")
    writer.post(url("proposal_submit", proposal.pk))
    new = writer.post(url("proposal_new", "news"), form_data())

    assert detail.context["can_edit"] is False
    assert detail.context["can_withdraw"] is True
    assert new.status_code == 404
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.CHANGES_REQUESTED
    assert get_page(proposal).get_latest_revision_as_object().title == "Brücke hält"


def test_proposer_needs_no_place_in_the_admin(client, network, editor):
    """The registry decides who may propose: later members without any role."""
    member = make_user("mia")
    open_kind = ProposalKind(
        **{
            name: getattr(proposal_kinds.get("news"), name)
            for name in ("label", "description", "form", "page_model", "index_model")
        },
        name="open-news",
        find_networks=lambda user: type(network).objects.filter(pk=network.pk),
    )
    client.force_login(member)

    with proposal_kinds.registered(open_kind):
        client.post(url("proposal_new", "open-news"), form_data())
        proposal = Proposal.objects.get()
        ask_for_changes(proposal, editor)
        answer(client, proposal, title="Neu")
        proposal.refresh_from_db()
        approve(proposal, editor)

    admin = Permission.objects.get(codename="access_admin")
    member = get_user_model().objects.get(pk=member.pk)
    assert member.has_perm(f"{admin.content_type.app_label}.access_admin") is False
    assert (proposal.proposer, proposal.state) == (member, ProposalState.ACCEPTED)
    assert get_page(proposal).title == "Neu"


@pytest.mark.requirement("S27")
def test_visitor_is_asked_to_log_in(writer, client):
    proposal = propose(writer)
    visitor = Client()

    for address in (
        url("proposal_list"),
        url("proposal_new", "news"),
        url("proposal_detail", proposal.pk),
        url("proposal_preview", proposal.pk),
    ):
        response = visitor.get(address)
        assert response["Location"] == f"/accounts/login/?next={address}"


def test_unknown_kind_and_wrong_method_are_refused(writer):
    proposal = propose(writer)

    assert writer.get(url("proposal_new", "poems")).status_code == 404
    assert writer.get(url("proposal_submit", proposal.pk)).status_code == 405
    assert writer.get(url("proposal_withdraw", proposal.pk)).status_code == 405
    assert writer.post(url("proposal_list")).status_code == 405


def test_answers_are_kept_in_no_cache(writer):
    proposal = propose(writer)

    for name, args in (
        ("proposal_list", []),
        ("proposal_new", ["news"]),
        ("proposal_detail", [proposal.pk]),
        ("proposal_preview", [proposal.pk]),
    ):
        response = writer.get(url(name, *args))
        assert set(response["Cache-Control"].split(", ")) == {"private", "no-store"}


@pytest.mark.requirement("S41")
def test_preview_shows_the_draft_under_the_strict_policy(writer, editor):
    proposal = propose(writer, title="Ein <b>Titel</b>")

    response = writer.get(url("proposal_preview", proposal.pk))

    assert response.status_code == 200
    html = response.content.decode()
    assert html.count("<h1>Ein &lt;b&gt;Titel&lt;/b&gt;</h1>") == 1
    policy = response["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "script-src 'self'" in policy.split("; ")
    approve(proposal, editor)
    assert writer.get(url("proposal_preview", proposal.pk)).status_code == 404


@pytest.mark.requirement("A10")
@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<svg/onload=alert(1)>",
        "{{ 7|add:7 }}{% debug %}",
        "[x](javascript:alert(1))",
    ],
)
def test_payloads_stay_text_in_every_view(writer, editor, payload):
    proposal = propose(writer, title=payload, summary=payload, text=payload)
    pages = [
        writer.get(url("proposal_list")),
        writer.get(url("proposal_preview", proposal.pk)),
    ]
    ask_for_changes(proposal, editor, payload)
    pages += [
        writer.get(url("proposal_list")),
        writer.get(url("proposal_detail", proposal.pk)),
        writer.get(url("proposal_edit", proposal.pk)),
    ]

    for response in pages:
        html = response.content.decode().lower()
        assert response.status_code == 200
        for raw in ("<script>alert", "<img src=x", "<svg/onload", 'href="javascript:'):
            assert raw not in html


@pytest.mark.requirement("R18")
@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("Mu\u0308ller", True),
        ("🚀 \u202eRTL\u200b", True),
        ("O'Neil; DROP TABLE", True),
        ("Null", True),
        ("x" * 10_000, False),
        ("a\x00b", False),
    ],
)
def test_odd_titles_are_stored_composed_or_refused_in_words(writer, text, is_valid):
    response = writer.post(url("proposal_new", "news"), form_data(title=text))

    assert response.status_code == (302 if is_valid else 200)
    stored = list(Proposal.objects.values_list("title", flat=True))
    assert stored == ([text.replace("u\u0308", "ü")] if is_valid else [])


def test_title_of_signs_only_gets_an_address(writer):
    assert get_page(propose(writer, title="🚀🚀")).slug == "news"


@pytest.mark.requirement("R9")
def test_same_form_sent_twice_counts_once(writer):
    sent = form_data(token=str(uuid.uuid4()))
    new = url("proposal_new", "news")

    first, second = writer.post(new, sent), writer.post(new, sent | {"title": "Zwei"})

    assert first["Location"] == second["Location"]
    assert NewsPage.objects.count() == 1
    assert Proposal.objects.get().title == "Brücke hält"
    assert StateChange.objects.count() == 2


@pytest.mark.requirement("R9")
def test_same_token_of_another_person_is_another_form(writer, network):
    sent = form_data()
    second = Client()
    berta = make_user("berta")
    give(berta, network, Role.AUTHOR)
    second.force_login(berta)

    locations = {
        browser.post(url("proposal_new", "news"), sent)["Location"]
        for browser in (writer, second)
    }

    assert len(locations) == 2


@pytest.mark.race
@pytest.mark.requirement("R9", "R12")
@pytest.mark.django_db(transaction=True)
def test_same_form_in_parallel_counts_once(portal, repetitions):
    network = make_network("MINT Nord")
    author = make_user("ada")
    give(author, network, Role.AUTHOR)
    for turn in range(repetitions):
        sent = form_data(
            picture_alt="Brücke",
            picture_credit="Ada",
            picture_licence="CC0-1.0",
            picture_people="none",
        )
        answers, barrier = [], threading.Barrier(8)

        def send(sent=sent, answers=answers, barrier=barrier):
            try:
                browser = Client()
                browser.force_login(author)
                barrier.wait()
                response = browser.post(
                    url("proposal_new", "news"), sent | {"picture": make_upload()}
                )
                answers.append((response.status_code, response["Location"]))
            finally:
                connection.close()

        threads = [threading.Thread(target=send) for _number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        proposal = Proposal.objects.latest("pk")
        assert answers == [(302, url("proposal_detail", proposal.pk))] * 8
        assert Proposal.objects.count() == NewsPage.objects.count() == turn + 1
        assert get_image_model().objects.count() == turn + 1


@pytest.mark.requirement("R9")
def test_answer_sent_twice_counts_once(writer, editor):
    proposal = propose(writer)
    ask_for_changes(proposal, editor)
    seen = get_page(proposal).latest_revision_id

    first = answer(writer, proposal, seen_revision=seen)
    second = answer(writer, proposal, seen_revision=seen)

    assert first["Location"] == second["Location"]
    assert StateChange.objects.filter(to_state="submitted").count() == 2


def test_list_shows_state_and_last_words(writer, editor):
    first, second = propose(writer, title="Eins"), propose(writer, title="Zwei")
    ask_for_changes(second, editor, "Bitte kürzer.")

    cards = writer.get(url("proposal_list")).context["cards"]

    assert [(card.title, card.summary, card.badge.tone) for card in cards] == [
        ("Zwei", "Bitte kürzer.", "warning"),
        ("Eins", "", "info"),
    ]
    assert [card.lang for card in cards] == ["de", "de"]
    assert cards[0].url == url("proposal_detail", second.pk)
    assert first.pk < second.pk


def test_empty_list_says_how_to_begin(writer):
    response = writer.get(url("proposal_list"))

    html = response.content.decode()
    assert response.context["cards"] == []
    assert html.count(f'href="{url("proposal_new", "news")}"') == 1


def test_list_takes_the_same_queries_for_one_and_three(
    writer, django_assert_num_queries
):
    propose(writer)
    writer.get(url("proposal_list"))

    counts = []
    for _turn in range(2):
        with django_assert_num_queries(QUERIES_OF_LIST) as captured:
            writer.get(url("proposal_list"))
        counts.append(len(captured))
        propose(writer)
        propose(writer)

    assert counts == [QUERIES_OF_LIST] * 2
    assert Proposal.objects.count() == 5


QUERIES_OF_LIST = 8


def test_unanswered_for_five_working_days_is_a_todo(writer, author, editor):
    with time_machine.travel("2027-03-03 12:00 +0100", tick=False):
        writer.force_login(author)
        propose(writer)

    def count(user, day):
        waiting = get_waiting_todos(user, dt.datetime.fromisoformat(day))
        return [todo for todo in waiting if todo.name == "cms.proposals_overdue"]

    assert count(editor, "2027-03-10T11:59+01:00") == []
    assert [
        (todo.count, todo.url) for todo in count(editor, "2027-03-10T12:00+01:00")
    ] == [(1, "/admin/")]
    assert [
        type(todo)
        for todo in count(
            make_user("root", is_superuser=True), "2027-03-10T12:00+01:00"
        )
    ] == [WaitingTodo]
    other = make_user("otto")
    give(other, make_network("MINT Sued"), Role.COORDINATOR)
    assert count(other, "2027-03-10T12:00+01:00") == []
    assert count(author, "2027-03-10T12:00+01:00") == []


def test_weekends_are_no_working_days():
    monday = dt.datetime(2027, 3, 8, 9, tzinfo=timezone.get_current_timezone())

    assert count_back_working_days(monday, 1) == monday - dt.timedelta(days=3)
    assert count_back_working_days(monday, 5) == monday - dt.timedelta(days=7)


def test_submission_within_the_admin_moves_the_proposal_too(writer, author, network):
    proposal = propose(writer, draft="1")
    page = get_page(proposal)

    network.branch.workflow.start(page, author)

    proposal.refresh_from_db()
    assert proposal.state == ProposalState.SUBMITTED
    assert get_states(proposal) == [("draft", "submitted", "")]


def test_network_without_list_in_this_language_is_told(writer, network):
    NewsIndexPage.objects.get(network=network, slug="news").delete()

    response = writer.post(url("proposal_new", "news"), form_data(language="en"))

    assert list(response.context["form"].errors) == ["__all__"]
    assert Proposal.objects.count() == 0


def list_mails(address):
    mails = OutboxMail.objects.filter(recipient=address, kind="proposal")
    return [
        (mail.template.rpartition("/")[2], mail.language)
        for mail in mails.order_by("pk")
    ]


def test_mails_tell_editors_and_proposer_what_happened_once(
    writer, author, editor, network
):
    give(make_user("tom"), network, Role.TRANSLATOR)
    stranger = make_user("otto")
    give(stranger, make_network("MINT Sued"), Role.COORDINATOR)
    sent = form_data()
    writer.post(url("proposal_new", "news"), sent)
    writer.post(url("proposal_new", "news"), sent)
    proposal = Proposal.objects.get()
    ask_for_changes(proposal, editor, "Bitte kürzer.")
    answer(writer, proposal)
    proposal.refresh_from_db()
    approve(proposal, editor)

    assert list_mails("emil@example.org") == [("proposal_submitted", "de")] * 2
    assert list_mails("ada@example.org") == [
        ("proposal_changes_requested", "de"),
        ("proposal_accepted", "de"),
    ]
    assert OutboxMail.objects.filter(kind="proposal").count() == 4
    changes = OutboxMail.objects.get(template__endswith="changes_requested")
    text = render_mail(changes).text
    assert text.count("Bitte kürzer.") == 1
    assert text.count(url("proposal_detail", proposal.pk, language="de")) == 1


@pytest.mark.requirement("ED51")
def test_wagtail_tells_proposers_nothing_beside_our_mails_and_authors_as_ever(
    writer, author, editor, mailoutbox
):
    proposal = propose(writer)
    ask_for_changes(proposal, editor)
    answer(writer, proposal)
    proposal.refresh_from_db()
    approve(proposal, editor)
    about_proposal = list(mailoutbox)

    page = get_page(proposal)
    page.title = "Noch eine Fassung"
    page.save_revision(user=author)
    page.get_workflow().start(page, author)
    get_task_state(proposal).reject(user=editor, comment="Nein.")
    get_page(proposal).current_workflow_state.resume(user=author)
    get_task_state(proposal).approve(user=editor)

    assert about_proposal == []
    assert [mail.to for mail in mailoutbox] == [["ada@example.org"]] * 2


def test_declined_proposal_is_told_and_a_withdrawn_one_is_not(writer, editor):
    declined, withdrawn = propose(writer), propose(writer)

    get_page(declined).current_workflow_state.cancel(user=editor)
    writer.post(url("proposal_withdraw", withdrawn.pk))

    assert list_mails("ada@example.org") == [("proposal_declined", "de")]

"""Posts and comments get labels and go for good, with reasons and appeal (CO50, CO51, P8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.audiences import find_viewer
from community.enums import Basis, Outcome, PostState
from community.models import ModerationCase, Post, PostVersion, Statement
from community.operations.moderation import (
    appeal_decision,
    decide_appeal,
    decide_case,
)
from community.operations.moderation_due import (
    close_unappealed_cases,
    remove_decided_items,
)
from community.queries.moderation import list_outcomes
from community.queries.posts import list_comments, list_posts
from tests.community.moderating import judge, list_mails, make_moderator, note
from tests.community.posts import (
    DAY,
    NOW,
    comment_on,
    make_bare_network,
    make_group,
    make_old_member,
    make_post,
)

pytestmark = pytest.mark.django_db
AFTER = NOW + 184 * DAY
LABEL = "Moderation has put a label on this: It misleads people. Our rules forbid that."


@pytest.fixture
def network(portal):
    return make_bare_network("Nord")


@pytest.fixture
def ada(network):
    return make_old_member("ada", network)


@pytest.fixture
def bea(network):
    return make_old_member("bea", network)


@pytest.fixture
def group(network, ada, bea):
    return make_group(network, ada, bea)


@pytest.fixture
def post(ada, network, group):
    return make_post(ada, network, group)


@pytest.fixture
def moderator(network):
    return make_moderator("momo", network)


def read(member):
    viewer = find_viewer(member.user)
    listing = list_posts(
        rows=Post.objects.all(), viewer=viewer, day=NOW.date(), given=None, path="/"
    )
    comments = [
        comment
        for seen in listing.posts
        for comment in list_comments(seen.post, viewer, NOW.date())
    ]
    return [(seen.post.text, seen.label) for seen in (*listing.posts, *comments)]


def appeal(statement, outcome, network):
    appeal_decision(statement=statement, words="Das stimmt.", now=NOW + DAY)
    decide_appeal(
        case=ModerationCase.objects.get(),
        verdict=judge(outcome),
        actor=make_moderator("mia", network),
        now=NOW + 2 * DAY,
    )


@pytest.mark.requirement("CO50", "P8")
@pytest.mark.parametrize("kind", ["post", "comment"])
def test_label_stands_with_its_reason_until_it_is_taken_back(
    post, ada, bea, moderator, kind
):
    comment = comment_on(post, ada)
    row = post if kind == "post" else comment
    case = note(kind, row)
    offered = list_outcomes(case)[:4]
    verdict = judge(Outcome.LABEL, basis=Basis.FALSE)
    decide_case(case=case, verdict=verdict, actor=moderator, now=NOW)
    labelled, told = dict(read(bea)), list_mails()
    appeal(Statement.objects.get(), Outcome.NOTHING, post.network)

    expected = {post.text: "", comment.text: ""} | {row.text: LABEL}
    assert offered == [Outcome.NOTHING, Outcome.LABEL, Outcome.HIDE, Outcome.REMOVE]
    assert labelled == expected
    assert ("ada@example.org", "statement") in told
    assert dict(read(bea)) == {post.text: "", comment.text: ""}


@pytest.mark.requirement("CO50", "P8")
def test_removed_post_goes_for_good_with_its_versions_when_nobody_can_object(
    post, bea, moderator
):
    PostVersion.objects.create(post=post, text="Vorher", until=NOW)
    case = note("post", post)
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    hidden, early = read(bea), remove_decided_items(NOW + 182 * DAY)

    close_unappealed_cases(AFTER)
    counts = [remove_decided_items(AFTER), remove_decided_items(AFTER)]

    assert (hidden, early, counts) == ([], 0, [1, 0])
    assert (Post.objects.count(), PostVersion.objects.count()) == (0, 0)
    assert "Wer kommt zum Zählen mit?" in ModerationCase.objects.get().text


@pytest.mark.requirement("CO50", "P37")
def test_comments_of_others_are_read_again_below_an_empty_place(
    post, ada, bea, moderator
):
    comment_on(post, bea)
    case = note("post", post)
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    close_unappealed_cases(AFTER)
    remove_decided_items(AFTER)

    left = Post.objects.get(parent=None)
    assert (left.text, left.author, left.state) == ("", None, PostState.VISIBLE)
    assert read(ada) == [("", ""), ("Ich komme mit.", "")]


@pytest.mark.requirement("CO50")
def test_removed_comment_leaves_the_post(post, ada, bea, moderator):
    case = note("comment", comment_on(post, bea))
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    close_unappealed_cases(AFTER)

    assert remove_decided_items(AFTER) == 1
    assert read(ada) == [("Wer kommt zum Zählen mit?", "")]


@pytest.mark.requirement("CO50", "CO51", "P8")
@pytest.mark.parametrize(
    ("outcome", "count"), [(Outcome.NOTHING, 0), (Outcome.REMOVE, 1)]
)
def test_appeal_decides_whether_a_post_goes(post, bea, moderator, outcome, count):
    case = note("post", post)
    decide_case(case=case, verdict=judge(Outcome.REMOVE), actor=moderator, now=NOW)
    appeal(Statement.objects.get(), outcome, post.network)

    assert remove_decided_items(NOW + 3 * DAY) == count
    assert len(read(bea)) == 1 - count


@pytest.mark.requirement("CO50")
def test_three_posts_cost_as_many_queries_as_one(post, ada, bea, group):
    viewer = find_viewer(bea.user)

    def count():
        with CaptureQueriesContext(connection) as found:
            list_posts(
                rows=Post.objects.all(),
                viewer=viewer,
                day=NOW.date(),
                given=None,
                path="/",
            )
        return len(found)

    count()
    before = count()
    for _number in range(2):
        make_post(ada, group.network, group)

    assert count() == before

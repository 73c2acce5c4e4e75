"""Writing, checking, telling and ending of posts and comments (CO28, CO54, CO55, P37)."""

import datetime as dt
import threading

import pytest
import time_machine
from django.db import connection

from cms.audiences import find_viewer
from cms.models import StateChange
from community.activity import activity_things
from community.enums import (
    CaseState,
    ContentAudience,
    Outcome,
    PostState,
)
from community.models import (
    GroupMembership,
    Mention,
    ModerationCase,
    Notification,
    Post,
    PostVersion,
    Statement,
    Thanks,
)
from community.notifications.centre import get_centre_page
from community.operations.contacts import block_member
from community.operations.erasing import erase_user
from community.operations.moderation import (
    appeal_decision,
    decide_appeal,
    decide_case,
)
from community.operations.notifications import mark_seen
from community.operations.post_ends import delete_removed_posts, tell_new_posts
from community.operations.posts import (
    PostClosedError,
    TooLateToRestoreError,
    TooManyLinksError,
    TooManyMentionsError,
    TooManyRepliesError,
    edit_post,
    mark_post,
    remove_post,
    restore_post,
    say_thanks,
    take_thanks_back,
    write_comment,
    write_post,
)
from community.permissions.trust import get_trust
from tests.community.moderating import judge, list_mails, make_moderator, note
from tests.community.people import make_child, make_member
from tests.community.posts import (
    DAY,
    MINUTE,
    NOW,
    comment_on,
    join,
    lead,
    make_bare_network,
    make_group,
    make_group_with_minors,
    make_old_member,
    make_post,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english_interface")]
TWO_LINKS = "https://a.example https://b.example"
THREE_LINKS = f"{TWO_LINKS} https://c.example"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def network(db):
    return make_bare_network("Nord")


@pytest.fixture
def moderator(network):
    return make_moderator("momo", network)


@pytest.fixture
def ada(network):
    return make_old_member("ada", network)


@pytest.fixture
def bea(network):
    return make_old_member("bea", network)


@pytest.fixture
def group(network, ada, bea):
    return make_group(network, ada, bea)


def write(author, group, text="Wer kommt mit?", now=NOW, network=None, **values):
    return write_post(
        author=author,
        network=network or group.network,
        group=group,
        audience=values.get("audience", ContentAudience.GROUP),
        text=text,
        now=now,
    )


def comment(author, post, text="Ich komme.", now=NOW):
    return write_comment(author=author, parent=post, text=text, now=now)


def list_lines(member):
    """Return what stands in somebody's centre, one sentence a line."""
    return [line.sentence for line in get_centre_page(member).lines]


@pytest.mark.requirement("CO28", "CO42")
def test_comments_are_one_line_that_reading_the_post_clears(group, ada, bea):
    cem = make_old_member("cem")
    join(group, cem)
    post = write(ada, group)
    comment(bea, post)
    comment(cem, post, "Ich auch.")
    comment(ada, post, "Wie schön.")

    assert list_lines(ada) == ["2 comments on your post in Bienen."]
    assert list_lines(bea) == []
    assert mark_seen(member=ada, things=[post], now=NOW) == 2


@pytest.mark.requirement("CO28", "P17", "CO32")
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda _ada, _bea: None, ["Ada has mentioned you in Bienen."]),
        (lambda ada, bea: block_member(blocker=bea, blocked=ada, now=NOW), []),
        (lambda ada, bea: block_member(blocker=ada, blocked=bea, now=NOW), []),
        (lambda _ada, bea: mute(bea), []),
        (lambda _ada, bea: GroupMembership.objects.filter(member=bea).delete(), []),
    ],
)
def test_mention_is_told_to_who_may_read_it_and_wants_to(group, ada, bea, change, told):
    change(ada, bea)
    write(ada, group, f"Frag @{bea.slug} oder @niemand-12345678.")

    assert list_lines(bea) == told


def mute(member):
    GroupMembership.objects.filter(member=member).update(is_muted=True)


@pytest.mark.requirement("P4", "P5", "CO28")
def test_minor_is_mentioned_by_nobody(network, ada):
    kim = make_child("kim", network=network, now=NOW)
    group = make_group_with_minors(network, ada, kim)
    write(ada, group, f"Hallo @{kim.slug}")

    assert not Mention.objects.exists()
    assert not Notification.objects.filter(recipient=kim).exists()


@pytest.mark.requirement("CO28", "CO42", "P19")
def test_new_posts_are_one_line_for_who_has_not_muted_the_group(group, ada, bea):
    cem, dora = make_old_member("cem"), make_old_member("dora")
    join(group, cem, is_muted=True)
    join(group, dora)
    block_member(blocker=dora, blocked=ada, now=NOW)
    write(ada, group)
    removed = write(ada, group, "Verschrieben.")
    remove_post(post=removed, now=NOW + MINUTE)
    write(ada, group, "Und wer bringt Kuchen?", now=NOW + MINUTE)

    assert tell_new_posts(NOW + 9 * MINUTE) == 0
    assert tell_new_posts(NOW + 11 * MINUTE) == 2
    assert tell_new_posts(NOW + 12 * MINUTE) == 0
    assert {p.display_name: list_lines(p) for p in (ada, bea, cem, dora)} == {
        "Ada": [],
        "Bea": ["2 new posts in Bienen."],
        "Cem": [],
        "Dora": [],
    }


@pytest.mark.requirement("P19")
def test_minor_gets_no_mail_of_posts(network, ada):
    kim = make_child("kim", network=network, now=NOW)
    group = make_group_with_minors(network, ada, kim)
    write(ada, group)
    tell_new_posts(NOW + DAY)

    assert [(row.recipient, row.mail) for row in Notification.objects.all()] == [
        (kim, "never")
    ]


@pytest.mark.requirement("CO28", "P4")
def test_minor_writes_for_the_group_alone_and_nowhere_else(network, ada):
    kim = make_child("kim", network=network, now=NOW)
    group = make_group_with_minors(network, ada, kim)
    wide = make_post(ada, network, group, audience=ContentAudience.MEMBERS)

    post = write(kim, group, audience=ContentAudience.MEMBERS)
    assert post.audience == ContentAudience.GROUP
    assert comment(kim, wide).audience == ContentAudience.GROUP
    assert comment(ada, wide).audience == ContentAudience.MEMBERS
    with pytest.raises(PostClosedError):
        write(kim, None, "Für alle", network=network, audience=ContentAudience.MEMBERS)


@pytest.mark.requirement("CO54")
@pytest.mark.parametrize(
    ("days", "is_confirmed", "links", "mentions"),
    [
        (1, False, 2, 2),
        (13, False, 2, 2),
        (15, False, None, 10),
        (1, True, None, 10),
    ],
)
def test_trust_of_new_members(network, days, is_confirmed, links, mentions):
    member = make_member(
        "neu", network=network, is_confirmed=is_confirmed, now=NOW - days * DAY
    )

    trust = get_trust(member, NOW)
    assert (trust.links, trust.mentions, trust.may_message) == (
        links,
        mentions,
        links is None,
    )
    assert (trust.replies, trust.threads) == (None, None)


@pytest.mark.requirement("CO54")
def test_limits_of_the_first_day(network, group):
    neu = make_member("neu", network=network, is_confirmed=False, now=NOW)
    join(group, neu)
    post = make_post(None, network, group)

    with pytest.raises(TooManyLinksError):
        write(neu, group, THREE_LINKS)
    with pytest.raises(TooManyMentionsError):
        write(neu, group, "@a-11 @b-22 @c-33")
    write(neu, group, TWO_LINKS)
    for number in range(10):
        comment(neu, post, f"Antwort {number}")
    with pytest.raises(TooManyRepliesError):
        comment(neu, post, "Noch eine")
    assert get_trust(neu, NOW).threads == 3

    comment(neu, post, "Am nächsten Tag", now=NOW + DAY)
    write(neu, group, THREE_LINKS, now=NOW + 15 * DAY)


@pytest.mark.requirement("CO54")
def test_upheld_notice_sets_back_until_it_is_reversed(group, ada, moderator, network):
    post = write(ada, group)
    assert get_trust(ada, NOW).links is None
    case = note("post", post)
    decision = decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    assert get_trust(ada, NOW + 13 * DAY).links == 2
    assert get_trust(ada, NOW + 14 * DAY).links is None

    statement = Statement.objects.get(decision=decision)
    appeal_decision(statement=statement, words="Nein.", now=NOW)
    other = make_moderator("mia", network)
    case.refresh_from_db()
    decide_appeal(
        case=case, verdict=judge(Outcome.NOTHING), actor=other, now=NOW + MINUTE
    )
    assert get_trust(ada, NOW + DAY).links is None


@pytest.mark.requirement("CO54", "P5")
def test_links_stay_off_below_18(network, ada):
    kim = make_child("kim", network=network, now=NOW - 100 * DAY)
    group = make_group_with_minors(network, ada, kim)

    trust = get_trust(kim, NOW)
    assert (trust.links, trust.pictures, trust.mentions) == (0, 0, 2)
    with pytest.raises(TooManyLinksError):
        write(kim, group, "Schau: www.example.org")


@pytest.mark.requirement("CO55")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das ist ein Casino für alle", (PostState.HELD, 1)),
        ("Kasinostraße und Casinos", (PostState.VISIBLE, 0)),
        ("CASINO!", (PostState.HELD, 1)),
        ("Schau https://spam.example/x", (PostState.HELD, 1)),
        ("Schau https://www.SPAM.example", (PostState.HELD, 1)),
        ("Schau https://nospam.example", (PostState.VISIBLE, 0)),
        ("Kauft bei mir", (PostState.VISIBLE, 1)),
        ("Schon gesagt", (PostState.HELD, 1)),
    ],
)
@pytest.mark.usefixtures("moderator")
def test_lists_hold_or_report_and_never_delete(group, ada, settings, text, expected):
    settings.VERBUND_HELD_WORDS = ["Casino"]
    settings.VERBUND_HELD_HOSTS = ["spam.example"]
    settings.VERBUND_NOTICED_WORDS = ["kauft"]
    make_post(ada, group.network, group, text="Schon gesagt", created_at=NOW - MINUTE)
    make_post(None, group.network, group, text=text)
    post = write(ada, group, text)

    assert post.text == text
    assert (post.state, ModerationCase.objects.count()) == expected
    assert list_mails() == [("momo@example.org", "case")] * expected[1]


@pytest.mark.requirement("CO55", "P8")
def test_moderator_lets_a_held_comment_through_and_only_then_it_is_told(
    group, ada, bea, moderator, settings
):
    settings.VERBUND_HELD_WORDS = ["Casino"]
    post = write(ada, group)
    held = comment(bea, post, "Casino")
    assert list_lines(ada) == []

    case = ModerationCase.objects.get()
    assert (case.kind, case.author, case.hidden) == ("comment", bea, [held.pk])
    decide_case(case=case, verdict=judge(Outcome.NOTHING), actor=moderator, now=NOW)

    held.refresh_from_db()
    case.refresh_from_db()
    assert (held.state, case.state) == (PostState.VISIBLE, CaseState.CLOSED)
    assert list_lines(ada) == ["Bea has commented on your post in Bienen."]
    assert not Statement.objects.exists()


@pytest.mark.requirement("CO55", "P8")
def test_refused_post_is_hidden_with_reasons(group, ada, moderator, settings):
    settings.VERBUND_HELD_WORDS = ["Casino"]
    post = write(ada, group, "Casino")
    decide_case(
        case=ModerationCase.objects.get(), verdict=judge(), actor=moderator, now=NOW
    )

    post.refresh_from_db()
    assert post.state == PostState.HIDDEN
    assert Statement.objects.get().decision.member == ada
    moves = StateChange.objects.filter(object_id=post.pk, field="state")
    found = moves.filter(content_type__model="post").order_by("pk")
    assert list(found.values_list("from_state", "to_state")) == [
        ("visible", "held"),
        ("held", "hidden"),
    ]


@pytest.mark.requirement("CO28")
def test_edit_keeps_what_stood_before_for_moderators(group, ada, moderator, settings):
    settings.VERBUND_HELD_WORDS = ["Casino"]
    post = write(ada, group, "Erst so")
    edit_post(post=post, text="Erst so", now=NOW)
    edit_post(post=post, text="Dann so", now=NOW + MINUTE)
    edit_post(post=post, text="Dann Casino", now=NOW + 2 * MINUTE)

    post.refresh_from_db()
    versions = PostVersion.objects.values_list("text", "until")
    assert list(versions) == [
        ("Erst so", NOW + MINUTE),
        ("Dann so", NOW + 2 * MINUTE),
    ]
    assert (post.text, post.state, post.edited_at) == (
        "Dann Casino",
        PostState.HELD,
        NOW + 2 * MINUTE,
    )
    assert ModerationCase.objects.get().text == (
        "Dann Casino\n\n[before] Dann so\n\n[before] Erst so"
    )


@pytest.mark.requirement("CO28")
def test_deleted_post_comes_back_within_minutes_and_with_its_comments(group, ada, bea):
    post = write(ada, group)
    answer = comment(bea, post)
    viewer = find_viewer(bea.user)
    remove_post(post=post, now=NOW)
    with pytest.raises(PostClosedError):
        remove_post(post=post, now=NOW)
    with pytest.raises(PostClosedError):
        comment(bea, post)
    assert not Post.objects.visible_to(viewer).exists()

    restore_post(post=post, now=NOW + 9 * MINUTE)
    assert set(Post.objects.visible_to(viewer)) == {post, answer}
    with pytest.raises(TooLateToRestoreError):
        restore_post(post=post, now=NOW + 9 * MINUTE)


@pytest.mark.requirement("CO28", "P37")
def test_deleted_for_good_keeps_the_place_of_what_others_said(group, ada, bea):
    answered, alone = write(ada, group), write(ada, group, "Allein")
    answer = comment(bea, answered)
    comment(ada, alone, "Ich noch mal")
    edit_post(post=answered, text="Anders", now=NOW)
    for post in (answered, alone):
        remove_post(post=post, now=NOW)
    with pytest.raises(TooLateToRestoreError):
        restore_post(post=alone, now=NOW + 10 * MINUTE)

    assert delete_removed_posts(NOW + 9 * MINUTE) == 0
    assert delete_removed_posts(NOW + 10 * MINUTE) == 2
    assert delete_removed_posts(NOW + 11 * MINUTE) == 0
    left = Post.objects.order_by("pk").values_list("pk", "author", "text")
    assert list(left) == [
        (answered.pk, None, ""),
        (answer.pk, bea.pk, "Ich komme."),
    ]
    assert not PostVersion.objects.exists()

    remove_post(post=answer, now=NOW + 20 * MINUTE)
    delete_removed_posts(NOW + 40 * MINUTE)
    assert not Post.objects.exists()


@pytest.mark.requirement("P37", "CO66")
def test_erasing_takes_texts_and_names_and_leaves_what_others_said(group, ada, bea):
    answered, alone = write(ada, group, "Ada sagt"), write(ada, group, "Allein")
    answer = comment(bea, answered, f"Danke @{ada.slug}!")
    comment(ada, answered, "Gern")
    own = write(bea, group, "Von Bea")
    comment(ada, own, "Ada zu Bea")
    say_thanks(post=own, member=ada, now=NOW)
    handle = ada.slug
    erase_user(user_id=ada.user_id, now=NOW)

    left = Post.objects.order_by("pk").values_list("pk", "author", "text")
    assert list(left) == [
        (answered.pk, None, ""),
        (answer.pk, bea.pk, "Danke @–!"),
        (own.pk, bea.pk, "Von Bea"),
    ]
    assert not Post.objects.filter(pk=alone.pk).exists()
    assert not Thanks.objects.exists()
    assert not Post.objects.filter(text__contains=handle).exists()


@pytest.mark.requirement("CO28")
@pytest.mark.parametrize("mark", ["is_locked", "is_archived"])
def test_locked_or_archived_post_takes_no_comment(group, ada, bea, mark):
    lead(group, ada)
    post = write(ada, group)
    mark_post(post=post, mark=mark, is_on=True)
    with pytest.raises(PostClosedError):
        mark_post(post=post, mark=mark, is_on=True)
    with pytest.raises(PostClosedError):
        comment(bea, post)

    mark_post(post=post, mark=mark, is_on=False)
    assert comment(bea, post).parent == post


@pytest.mark.requirement("CO28")
def test_thanks_are_told_once_and_can_be_taken_back(group, ada, bea):
    post = write(ada, group)
    for _time in range(2):
        say_thanks(post=post, member=bea, now=NOW)
        take_thanks_back(post=post, member=bea)
        say_thanks(post=post, member=bea, now=NOW)

    assert Thanks.objects.count() == 1
    assert list_lines(ada) == ["Bea thanks you for what you wrote in Bienen."]


@pytest.mark.requirement("CO70", "CO50", "CO51", "P7", "P8")
def test_reported_comment_is_hidden_with_reasons_and_restored_on_appeal(
    group, ada, bea, network, moderator
):
    other = make_moderator("mia", network)
    post = write(ada, group)
    rude = comment(bea, post, "Kim ist dumm.")
    viewer = find_viewer(ada.user)
    case = note("comment", rude)
    decision = decide_case(case=case, verdict=judge(), actor=moderator, now=NOW)
    assert list(Post.objects.visible_to(viewer)) == [post]

    statement = Statement.objects.get(decision=decision)
    appeal_decision(statement=statement, words="Das war ein Zitat.", now=NOW + DAY)
    case.refresh_from_db()
    decide_appeal(
        case=case,
        verdict=judge(Outcome.NOTHING),
        actor=other,
        now=NOW + 2 * DAY,
    )

    assert set(Post.objects.visible_to(viewer)) == {post, rude}
    case.refresh_from_db()
    assert (case.state, case.hidden) == (CaseState.CLOSED, [])
    assert case.figure.is_reversed
    assert [mail for mail in list_mails() if mail[0] == "bea@example.org"] == [
        ("bea@example.org", "statement"),
        ("bea@example.org", "lifted"),
    ]


@pytest.mark.requirement("P7", "CO51")
def test_child_at_risk_hides_a_post_with_its_comments_at_once(group, ada, bea):
    post = write(ada, group)
    comment(bea, post)
    note("post", post, reason="child")

    viewer = find_viewer(bea.user)
    assert not Post.objects.visible_to(viewer).exists()


@pytest.mark.requirement("CO26", "CO27")
def test_feed_is_asked_when_it_is_read(group, ada, bea):
    post, gone = write(ada, group), write(ada, group, "Weg damit")
    remove_post(post=gone, now=NOW)
    thing = activity_things.get("community.post")
    stranger = make_old_member("dora")

    shown = thing.find_shown([post.pk, gone.pk], find_viewer(bea.user), NOW)
    assert {key: (s.title, s.teaser) for key, s in shown.items()} == {
        post.pk: ("A post in Bienen", "Wer kommt mit?")
    }
    assert thing.find_shown([post.pk], find_viewer(stranger.user), NOW) == {}


def run_together(*deeds):
    """Run all at once; return the names of the errors, sorted."""
    ends, barrier = [], threading.Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        try:
            deed()
            ends.append("done")
        except (PostClosedError, TooManyRepliesError) as error:
            ends.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("CO28", "R12")
def test_thanking_at_the_same_moment_makes_one_row(ada, bea, network, repetitions):
    group = make_group(network, ada, bea)
    for number in range(repetitions):
        post = make_post(ada, network, group, text=f"Nummer {number}")
        thank = lambda post=post: say_thanks(post=post, member=bea, now=NOW)  # noqa: E731 -- a deed
        assert run_together(*[thank] * 4) == ["done"] * 4
        assert Thanks.objects.filter(post=post).count() == 1
        assert Notification.objects.filter(object_id=post.pk).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.requirement("CO54", "R12")
def test_first_day_is_not_longer_for_who_is_quick(network, repetitions):
    for number in range(repetitions):
        neu = make_member(f"neu{number}", now=NOW)
        post = make_post(None, network, None)
        for answer in range(9):
            comment_on(post, neu, text=f"Antwort {answer}")
        deeds = [
            lambda text=text: comment(neu, post, text)  # noqa: B023 -- joined before the next
            for text in ("Eins", "Zwei", "Drei")
        ]
        assert run_together(*deeds) == [
            "TooManyRepliesError",
            "TooManyRepliesError",
            "done",
        ]


@pytest.mark.parametrize(("minutes", "count"), [(9, 0), (10, 1)])
def test_undo_time_is_a_setting(group, ada, settings, minutes, count):
    settings.VERBUND_POST_UNDO_MINUTES = 10
    remove_post(post=write(ada, group), now=NOW)

    assert delete_removed_posts(NOW + dt.timedelta(minutes=minutes)) == count

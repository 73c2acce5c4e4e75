"""The feed, the button, and the own list (CO25, CO26)."""

import pytest
from actstream.models import Follow
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from cms.models import Network, Term
from community.activity import is_followed
from community.activity.feed import LINES_A_PAGE
from community.models import FeedItem, FeedMute, Member
from tests.cms.html import find_all, get_text, parse
from tests.cms.pages import make_call, make_event, make_news
from tests.cms.staff import make_network
from tests.community.feeds import deliver, let_follow
from tests.community.organisations import make_organisation
from tests.community.people import make_child, make_member

pytestmark = pytest.mark.django_db
FEED, FOLLOWS = "/en/feed/", "/en/me/follows/"
BAD = ["\0", "x" * 10_000, "Null", "😀", "0-", "-1", "9" * 30, "member:\0", "1:2:3"]


@pytest.fixture
def ada(portal):
    return make_member()


@pytest.fixture
def own(ada):
    client = Client()
    client.force_login(ada.user)
    return client


@pytest.fixture
def site(ada):
    network = Network.objects.get_site()
    let_follow(ada, network)
    return network


def get_titles(answer):
    return [get_text(one) for one in find_all(parse(answer), "h2")]


def get_lines(answer):
    return [text for text in get_titles(answer) if text.startswith("Das Portal")]


def name(row):
    return f"{ContentType.objects.get_for_model(row).pk}:{row.pk}"


@pytest.mark.requirement("CO26")
def test_feed_says_what_happened_and_why_it_is_there(own, site):
    make_news(title="Brücke")
    deliver()
    answer = own.get(FEED)

    assert get_lines(answer) == ["Das Portal: “Brücke” is new."]
    assert "because you follow Das Portal" in answer.text
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.requirement("CO26")
def test_empty_feed_says_what_one_could_follow(own, ada):
    network = make_network("Musterland")
    ada.memberships.create(network=network, claimed_at=timezone.now())
    answer = own.get(FEED)

    assert get_titles(answer)[:2] == [
        "You do not follow anything yet",
        "You could follow",
    ]
    assert f"/en/follow/network/{network.slug}/" in answer.text


@pytest.mark.requirement("CO26")
def test_feed_is_read_by_source_kind_and_page(own, ada, site):
    call = make_call(title="Preis")
    let_follow(ada, call.call)
    for number in range(LINES_A_PAGE):
        make_news(title=f"Brücke {number}")
    make_event(title="Werkstatt")
    deliver()
    first = own.get(FEED)
    [older] = [
        link.get("href")
        for link in find_all(parse(first), "a")
        if get_text(link) == "Older"
    ]
    second = own.get(FEED + older)

    assert len(get_lines(first)) == LINES_A_PAGE
    assert get_lines(second) == [
        "Das Portal: “Brücke 0” is new.",
        "Das Portal: “Preis” is new.",
    ]
    for query, count in (
        ("of=call", 1),
        (f"of=call:{call.call.translation_key}", 1),
        (f"of=network:{site.slug}", LINES_A_PAGE),
        ("of=member", 0),
        ("kind=cancelled", 0),
    ):
        assert len(get_lines(own.get(f"{FEED}?{query}"))) == count


@pytest.mark.requirement("CO26")
@pytest.mark.parametrize("bad", BAD)
def test_wrong_addresses_and_forms_answer_not_found(own, bad):
    refused = 400 if "\0" in bad else 404  # an address with NUL is no address at all
    for field in ("of", "kind", "before"):
        assert own.get(FEED, {field: bad}).status_code == refused
    for path in (f"{FEED}mute/", f"{FEED}unmute/", f"{FOLLOWS}end/"):
        assert own.post(path, {"what": bad}).status_code == 404
    assert own.get("/en/follow/no-such/1/").status_code == 404


@pytest.mark.requirement("CO26")
def test_muting_a_source_or_a_kind_is_taken_back_in_one_click(own, site):
    make_news()
    deliver()
    for what in (name(site), "kind:published"):
        answer = own.post(f"{FEED}mute/", {"what": what}, follow=True)
        assert get_lines(answer) == []
        assert "It is out of your feed." in answer.text
        assert "It is out of your feed." not in own.get(FEED).text
        answer = own.post(f"{FEED}unmute/", {"what": what}, follow=True)
        assert len(get_lines(answer)) == 1
    assert FeedMute.objects.count() == 0


@pytest.mark.requirement("CO27", "CO71")
def test_what_is_unpublished_is_gone_at_the_next_request(own, site):
    page = make_news()
    deliver()
    assert len(get_lines(own.get(FEED))) == 1
    page.unpublish()

    assert get_lines(own.get(FEED)) == []
    assert FeedItem.objects.count() == 1


@pytest.mark.requirement("CO25")
def test_pages_link_to_the_button_and_are_the_same_for_all(own, ada, portal):
    visitor, page = Client(), make_call()
    path = f"/en/follow/call/{page.translation_key}/"
    for client in (visitor, own):
        text = client.get(page.get_url()).text
        assert path.replace("/en/", "/de/") in text
    assert visitor.get(path).status_code == 302

    answer = own.post(path, {"deed": "follow"}, follow=True)
    assert is_followed(user=ada.user, row=page.call)
    assert "Unfollow" in answer.text
    own.post(path, {"deed": "unfollow"})
    assert not is_followed(user=ada.user, row=page.call)


@pytest.mark.requirement("CO25")
def test_every_kind_has_its_button(own, ada):
    bea = make_member("bea")
    Member.objects.filter(pk=bea.pk).update(may_be_followed=True)
    topic = Term.objects.of("topic").in_use().first()
    organisation, network = make_organisation(), make_network("Musterland")
    for path in (
        f"member/{bea.slug}",
        f"topic/{topic.slug}",
        f"organisation/{organisation.slug}",
        f"network/{network.slug}",
        f"network/{network.translation_key}",
    ):
        assert own.post(f"/en/follow/{path}/").status_code == 302
    assert Follow.objects.filter(user=ada.user).count() == 4
    for path in (f"members/{bea.slug}", f"organisations/{organisation.slug}"):
        assert "/en/follow/" in own.get(f"/en/{path}/").text


@pytest.mark.requirement("CO25", "P17")
def test_who_is_hidden_and_who_is_nobody_answer_alike(own, ada):
    bea = make_member("bea")
    answers = [
        own.get(f"/en/follow/member/{slug}/")
        for slug in (bea.slug, "nobody", ada.slug, make_child().slug)
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert "/en/follow/" not in own.get(f"/en/members/{bea.slug}/").text


@pytest.mark.requirement("CO25")
def test_own_list_ends_mutes_and_lets_others_follow(own, ada, site):
    make_news()
    deliver()
    assert "Das Portal" in own.get(FOLLOWS).text
    what = {"what": name(site), "back": "follows"}
    answer = own.post(f"{FEED}mute/", what, follow=True)
    assert answer.redirect_chain == [(FOLLOWS, 302)]
    assert "Unmute" in answer.text
    own.post(f"{FOLLOWS}end/", what)
    assert Follow.objects.count() == 0

    for answer, is_allowed in (("yes", True), ("no", False)):
        own.post(f"{FOLLOWS}allow/", {"is_allowed": answer})
        ada.refresh_from_db()
        assert ada.may_be_followed is is_allowed


@pytest.mark.requirement("CO25", "P2")
def test_minors_are_followed_by_nobody_and_who_waits_reads_nothing(portal):
    kim, pending = make_child(), make_child("lou", has_consent=False)
    client = Client()
    client.force_login(kim.user)
    assert client.get(FOLLOWS).status_code == 200
    answer = client.post(f"{FOLLOWS}allow/", {"is_allowed": "yes"})
    assert answer.status_code == 404
    client.force_login(pending.user)
    for path in (FEED, FOLLOWS, f"/en/follow/network/{make_network('Land').slug}/"):
        assert client.get(path).url == "/en/me/"

"""Links: one purpose, one thing, an end (S26)."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import connection

from cms.cms_schedule import prune_links
from cms.links import (
    ExpiredLinkError,
    LinkPurpose,
    RevokedLinkError,
    UnknownLinkError,
    UsedLinkError,
    find_working_links,
    get_link_path,
    get_link_url,
    link_purposes,
    make_link,
    open_link,
    revoke_links,
    use_link,
)
from cms.models import LinkToken, Network

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
DAY, SECOND = dt.timedelta(days=1), dt.timedelta(seconds=1)
acted: list[object] = []


def act(token, thing, now):
    acted.append(thing)
    return "Done."


def make_purpose(**kwargs):
    values = {
        "name": "test",
        "sentence": "Say yes?",
        "button": "Yes",
        "lifetime": 2 * DAY,
        "act": act,
    }
    return LinkPurpose(**(values | kwargs))


@pytest.fixture
def purpose():
    acted.clear()
    with link_purposes.registered(make_purpose()):
        yield


@pytest.fixture
def thing(portal):
    return Network.objects.get_site()


def sign(token):
    return get_link_path(token).split("/")[2]


def test_link_leads_to_one_thing_and_purpose(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)

    opened = open_link(sign(token), NOW)

    assert (opened.token, opened.thing, opened.purpose.name) == (token, thing, "test")
    assert get_link_url(token) == f"http://127.0.0.1:8000{get_link_path(token)}"
    assert token.nonce in get_link_path(token)


@pytest.mark.requirement("S26")
def test_forged_link_is_unknown(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)
    good = sign(token)
    other_salt = signing.Signer(salt="elsewhere").sign(token.nonce)
    unknown = signing.Signer(salt="cms.links").sign("nothing")

    for bad in (token.nonce, good[:-1], f"{good}x", other_salt, unknown, "x", ""):
        with pytest.raises(UnknownLinkError):
            open_link(bad, NOW)


@pytest.mark.requirement("S26")
def test_link_ends_at_its_time(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)

    open_link(sign(token), NOW + 2 * DAY - dt.timedelta(seconds=1))
    with pytest.raises(ExpiredLinkError):
        open_link(sign(token), NOW + 2 * DAY)


@pytest.mark.requirement("S26")
def test_link_can_be_taken_back(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)
    opened = open_link(sign(token), NOW)
    assert list(find_working_links(purpose="test", thing=thing, now=NOW)) == [token]

    assert revoke_links(purpose="test", thing=thing, now=NOW) == 1
    assert revoke_links(purpose="test", thing=thing, now=NOW) == 0

    with pytest.raises(RevokedLinkError):
        open_link(sign(token), NOW)
    with pytest.raises(UsedLinkError):
        use_link(opened, NOW)
    assert (acted, list(find_working_links(purpose="test", thing=thing, now=NOW))) == (
        [],
        [],
    )


@pytest.mark.requirement("S26")
def test_link_acts_once(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)
    opened = open_link(sign(token), NOW)

    assert use_link(opened, NOW) == "Done."

    with pytest.raises(UsedLinkError):
        use_link(opened, NOW)
    with pytest.raises(UsedLinkError):
        open_link(sign(token), NOW)
    assert acted == [thing]


def test_link_may_work_until_its_end(thing):
    with link_purposes.registered(make_purpose(is_single_use=False)):
        opened = open_link(sign(make_link(purpose="test", thing=thing, now=NOW)), NOW)

        assert [use_link(opened, NOW) for _use in range(2)] == ["Done.", "Done."]
        with pytest.raises(UsedLinkError):
            use_link(opened, NOW + 3 * DAY)


def test_link_is_not_used_up_by_what_fails(thing):
    def fail(token, thing, now):
        raise ZeroDivisionError

    with link_purposes.registered(make_purpose(act=fail)):
        token = make_link(purpose="test", thing=thing, now=NOW)
        with pytest.raises(ZeroDivisionError):
            use_link(open_link(sign(token), NOW), NOW)

        assert LinkToken.objects.get().used_at is None


@pytest.mark.requirement("A25")
def test_links_of_a_disabled_person_are_dead(thing, purpose):
    user = get_user_model().objects.create_user("kim")
    token = make_link(purpose="test", thing=thing, now=NOW, created_by=user)
    open_link(sign(token), NOW)

    get_user_model().objects.update(is_active=False)

    with pytest.raises(RevokedLinkError):
        open_link(sign(token), NOW)


def test_link_ends_with_the_right_behind_it(thing):
    with link_purposes.registered(make_purpose(is_allowed=lambda token, thing: False)):
        token = make_link(purpose="test", thing=thing, now=NOW)
        with pytest.raises(RevokedLinkError):
            open_link(sign(token), NOW)


def test_link_to_what_is_gone_is_unknown(thing, purpose):
    token = make_link(purpose="test", thing=thing, now=NOW)
    LinkToken.objects.update(object_id=10**9)

    with pytest.raises(UnknownLinkError):
        open_link(sign(token), NOW)


def test_link_of_a_purpose_that_is_gone_is_unknown(thing):
    with link_purposes.registered(make_purpose()):
        token = make_link(purpose="test", thing=thing, now=NOW)

    with pytest.raises(UnknownLinkError):
        open_link(sign(token), NOW)
    with pytest.raises(KeyError):
        make_link(purpose="test", thing=thing, now=NOW)


def test_link_that_shows_something_cannot_act(thing):
    with link_purposes.registered(make_purpose(act=None, show=lambda *_: None)):
        token = make_link(purpose="test", thing=thing, now=NOW)
        with pytest.raises(UnknownLinkError):
            use_link(open_link(sign(token), NOW), NOW)


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_parallel_clicks_act_once(thing, purpose, repetitions):
    for _round in range(repetitions):
        acted.clear()
        token = make_link(purpose="test", thing=thing, now=NOW)
        opened = open_link(sign(token), NOW)
        results, barrier = [], threading.Barrier(10)

        def click(results=results, barrier=barrier, opened=opened):
            barrier.wait()
            try:
                results.append(str(use_link(opened, NOW)))
            except UsedLinkError:
                results.append("used")
            finally:
                connection.close()

        threads = [threading.Thread(target=click) for _number in range(10)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(results) == ["Done.", *["used"] * 9]
        assert len(acted) == 1


@pytest.mark.requirement("P55", "P58")
def test_expired_link_forgets_its_thing_and_maker_and_still_says_so(purpose, thing):
    maker = get_user_model().objects.create_user("ada")
    link = make_link(purpose="test", thing=thing, now=NOW, created_by=maker)
    signed = get_link_path(link).split("/")[2]

    kept = []
    for moment in (NOW + 2 * DAY - SECOND, NOW + 2 * DAY, NOW + 93 * DAY):
        prune_links(moment)
        kept.append(list(LinkToken.objects.values_list("object_id", "created_by")))
        if len(kept) == 2:
            with pytest.raises(ExpiredLinkError):
                open_link(signed, moment)

    assert kept == [[(thing.pk, maker.pk)], [(0, None)], []]

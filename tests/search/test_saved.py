"""Saved searches: saved, told once in one mail, confirmed, ended, forgotten (F13, F15)."""

import datetime as dt
import os
import re
import signal
import threading
from urllib.parse import urlencode

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.links import get_link_path
from cms.models import LinkToken, Network, OutboxMail
from cms.outbox import deliver_due_mails, render_mail
from community.enums import AccountState, Frequency
from community.forms.traps import sign_opening
from community.models import BannedAddress, Member
from community.operations.erasing import erase_user
from community.queries.moderation import make_address_key
from search.models import Entry, EntryValue, SavedMatch, SavedSearch
from search.operations import alerts
from search.operations.alerts import tell_due_matches
from search.operations.saving import (
    NoPlaceLeftError,
    SavedAlreadyError,
    confirm_search,
    end_search,
    forget_saved_searches,
    resume_search,
    save_search,
    save_search_as_guest,
)
from search.queries.saved import UnsavableError, describe, read_savable
from search.registry import SearchKind, search_kinds
from tests.community.people import make_child, make_member
from tests.search.database.making import add_entry

pytestmark = [pytest.mark.requirement("F13"), pytest.mark.django_db]

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
"""A Wednesday, 13 o'clock at the site."""
MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
GUEST = "rita@gast.example"


@pytest.fixture(autouse=True)
def _kinds():
    def build(_keys):
        return iter(())

    news = SearchKind(
        name="news",
        label="Neuigkeit",
        model=Network,
        build=build,
        list_all=build,
        sources=(),
        covers=(),
    )
    cache.clear()
    with search_kinds.replaced_by(news):
        yield


@pytest.fixture
def ada(portal):
    return make_member("ada", now=NOW - DAY)


def ask_for(text="robotik"):
    return read_savable(QueryDict(urlencode({"q": text})), "de")


def save(member, frequency=Frequency.AT_ONCE, text="robotik", now=NOW):
    return save_search(
        member=member, question=ask_for(text), frequency=frequency, now=now
    )


def save_as_guest(text="robotik", frequency=Frequency.AT_ONCE, now=NOW):
    save_search_as_guest(
        address=GUEST, question=ask_for(text), frequency=frequency, now=now
    )
    return SavedSearch.objects.filter(address=GUEST).order_by("pk").last()


def put(number, title="Robotik", *, at, audience="public"):
    return add_entry(
        f"news:{number}",
        f"{title} {number}",
        audience=(audience,),
        appeared_at=at,
        url=f"/de/n/{number}/",
    )


def list_alerts():
    """Return the things that each mail was written about, oldest mail first."""
    rows = OutboxMail.objects.filter(kind="search-alert").order_by("pk")
    return [[one["things"] for one in row.context["told"]] for row in rows]


def send(now):
    with time_machine.travel(now, tick=False):
        deliver_due_mails()
    return [message.body for message in django_mail.outbox]


def list_titles(text):
    return re.findall(r"^\* (.*)$", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("frequency", "moments"),
    [
        ("at-once", {NOW + 2 * MINUTE: 1}),
        ("daily", {NOW + 17 * HOUR: 0, NOW + 18 * HOUR: 1}),
        ("weekly", {NOW + 3 * DAY: 0, NOW + 4 * DAY + 18 * HOUR: 1}),
    ],
)
def test_each_rhythm_tells_what_is_new_and_only_that(ada, frequency, moments):
    put(1, at=NOW - HOUR)
    save(ada, Frequency(frequency))
    put(2, at=NOW + MINUTE)
    put(3, "Physik", at=NOW + MINUTE)

    assert {moment: tell_due_matches(moment) for moment in moments} == moments
    assert list_alerts() == [[["news:2"]]]


def test_thing_is_told_once_though_it_is_published_anew(ada):
    put(1, at=NOW - HOUR)
    save(ada)
    put(2, at=NOW + MINUTE)
    tell_due_matches(NOW + 2 * MINUTE)

    Entry.objects.update(appeared_at=NOW + HOUR)
    counts = [tell_due_matches(NOW + HOUR + number * MINUTE) for number in (1, 2)]

    assert counts == [0, 0]
    assert list_alerts() == [[["news:2"]]]


def test_late_transaction_is_not_missed(ada):
    save(ada)
    put(1, at=NOW + MINUTE)
    tell_due_matches(NOW + 2 * MINUTE)
    put(2, at=NOW + MINUTE)

    tell_due_matches(NOW + 3 * MINUTE)

    assert list_alerts() == [[["news:1"]], [["news:2"]]]


def test_nothing_new_is_no_mail_and_asks_nothing(ada):
    put(1, at=NOW - HOUR)
    save(ada)

    with CaptureQueriesContext(
        connection,
    ) as captured:
        count = tell_due_matches(NOW + HOUR)

    assert (count, len(captured)) == (0, 2)
    assert OutboxMail.objects.count() == 0


def test_two_searches_of_one_person_are_one_mail_with_each_thing_once(ada):
    save(ada)
    save(ada, text="roboter OR robotik")
    save(ada, text="physik")
    put(1, at=NOW + MINUTE)
    put(2, "Physik", at=NOW + MINUTE)

    assert tell_due_matches(NOW + 2 * MINUTE) == 1
    text = send(NOW + 2 * MINUTE)[0]

    assert list_titles(text) == ["Robotik 1 (Neuigkeit)", "Physik 2 (Neuigkeit)"]
    headers = django_mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_words_that_only_look_alike_are_not_told(ada):
    save(ada, text="physik")
    put(1, "Physic", at=NOW + MINUTE)

    assert tell_due_matches(NOW + 2 * MINUTE) == 0


@pytest.mark.requirement("F15")
@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("member", "member", ["Robotik 1 (Neuigkeit)"]),
        ("member", "staff:1", []),
        ("staff:1", "member", []),
    ],
)
def test_audience_is_asked_when_looking_and_when_sending(ada, before, after, told):
    save(ada)
    put(1, at=NOW + MINUTE, audience=before)
    tell_due_matches(NOW + 2 * MINUTE)
    EntryValue.objects.filter(name="audience").update(value=after)

    texts = send(NOW + 2 * MINUTE)

    assert [line for text in texts for line in list_titles(text)] == told
    assert len(texts) == len(told)


@pytest.mark.requirement("F15")
def test_guest_hears_of_what_is_public_alone(portal):
    saved = save_as_guest()
    confirm_search(saved=saved, now=NOW)
    put(1, at=NOW + MINUTE, audience="member")
    put(2, at=NOW + MINUTE)

    tell_due_matches(NOW + 2 * MINUTE)

    assert list_alerts() == [[["news:2"]]]


@pytest.mark.parametrize("meanwhile", ["ended", "paused", "gone", "reworded"])
def test_what_changed_before_sending_is_not_sent(ada, meanwhile):
    saved = save(ada)
    entry = put(1, at=NOW + MINUTE)
    tell_due_matches(NOW + 2 * MINUTE)
    if meanwhile == "ended":
        end_search(saved=saved, now=NOW)
    elif meanwhile == "paused":
        Member.objects.filter(pk=ada.pk).update(state=AccountState.PAUSED)
    elif meanwhile == "gone":
        entry.delete()
    else:
        SavedSearch.objects.update(params="kind=nothing&q=robotik")

    assert send(NOW + 2 * MINUTE) == []


@pytest.mark.requirement("P2")
@pytest.mark.parametrize("state", ["paused", "no consent"])
def test_who_takes_no_part_gets_nothing(portal, state):
    if state == "paused":
        member = make_member(now=NOW - DAY)
        save(member)
        Member.objects.filter(pk=member.pk).update(state=AccountState.PAUSED)
    else:
        save(make_child(has_consent=False, now=NOW - DAY))
    put(1, at=NOW + MINUTE)

    assert tell_due_matches(NOW + 2 * MINUTE) == 0


@pytest.mark.requirement("CO44", "P19")
def test_at_night_nothing_is_sent_and_in_the_morning_one_mail(ada):
    save(ada)
    evening, morning = NOW + 9 * HOUR, NOW + 18 * HOUR
    counts = []
    for number in range(3):
        put(number, at=evening + number * MINUTE)
        counts.append(tell_due_matches(evening + number * MINUTE))
    counts += [tell_due_matches(morning), tell_due_matches(morning + MINUTE)]

    assert counts == [0, 0, 0, 1, 0]
    assert sorted(list_alerts()[0][0]) == ["news:0", "news:1", "news:2"]


def test_filter_that_is_gone_finds_nothing_instead_of_more(ada):
    save(ada)
    SavedSearch.objects.update(params="kind=nothing&q=robotik")
    put(1, at=NOW + MINUTE)

    assert tell_due_matches(NOW + 2 * MINUTE) == 0


@pytest.mark.kill
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_runner_killed_between_note_and_mail_tells_it_once(portal):
    save(make_member(now=NOW - DAY))
    put(1, at=NOW + MINUTE)
    connection.close()
    child = os.fork()
    if child == 0:
        alerts.mail_alert = lambda **_values: os.kill(os.getpid(), signal.SIGKILL)
        tell_due_matches(NOW + 2 * MINUTE)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert SavedMatch.objects.count() == 0
    counts = [tell_due_matches(NOW + number * MINUTE) for number in (3, 4)]
    assert (counts, list_alerts()) == ([1, 0], [[["news:1"]]])


def run_parallel(deed):
    barrier, failures = threading.Barrier(3), []

    def run():
        barrier.wait()
        try:
            deed()
        except Exception as error:  # noqa: BLE001 -- whatever fails is shown
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_parallel_runs_write_one_mail(repetitions):
    for number in range(repetitions):
        OutboxMail.objects.all().delete()
        save(make_member(f"ada{number}", now=NOW - DAY))
        put(number, at=NOW + MINUTE)

        assert run_parallel(lambda: tell_due_matches(NOW + 2 * MINUTE)) == []
        assert list_alerts() == [[[f"news:{number}"]]]
        SavedSearch.objects.all().delete()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_parallel_saving_keeps_to_the_limit(repetitions, settings):
    settings.VERBUND_SAVED_SEARCHES_OF_MEMBER = 2
    for number in range(repetitions):
        ada = make_member(f"ada{number}", now=NOW - DAY)
        words = iter(["robotik", "physik", "chemie"])
        failures = run_parallel(
            lambda words=words, ada=ada: save(ada, text=next(words))
        )

        places = SavedSearch.objects.filter(member=ada).values_list("place", flat=True)
        assert sorted(places) == [1, 2]
        assert [type(error) for error in failures] == [NoPlaceLeftError]


def test_database_refuses_two_owners_none_and_the_same_twice(ada):
    saved = save(ada)
    for values in (
        {"address": GUEST},
        {"member": None},
        {"place": None},
        {"frequency": "never"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedSearch.objects.filter(pk=saved.pk).update(**values)
    with pytest.raises(SavedAlreadyError):
        save(ada, text="  ROBOTIK ")


def test_ended_search_goes_on_or_is_forgotten(ada, settings):
    settings.VERBUND_SAVED_SEARCHES_OF_MEMBER = 1
    saved = save(ada)
    end_search(saved=saved, now=NOW)
    put(1, at=NOW + MINUTE)
    assert tell_due_matches(NOW + 2 * MINUTE) == 0

    resume_search(saved=saved, now=NOW + 3 * MINUTE)
    assert tell_due_matches(NOW + 3 * MINUTE) == 1

    end_search(saved=saved, now=NOW)
    save(ada, text="physik")
    with pytest.raises(NoPlaceLeftError):
        resume_search(saved=saved, now=NOW)
    assert forget_saved_searches(NOW + 29 * DAY) == 0
    forget_saved_searches(NOW + 30 * DAY)
    assert [row.params for row in SavedSearch.objects.all()] == ["q=physik"]


@pytest.mark.parametrize(
    ("is_confirmed", "days", "kept"),
    [(False, 6, 1), (False, 7, 0), (True, 364, 1), (True, 365, 0)],
)
def test_search_of_a_guest_runs_out(portal, is_confirmed, days, kept):
    saved = save_as_guest()
    if is_confirmed:
        confirm_search(saved=saved, now=NOW)
    put(1, at=NOW + 365 * DAY)

    forget_saved_searches(NOW + days * DAY)

    assert SavedSearch.objects.count() == kept


@pytest.mark.requirement("P12")
def test_guest_confirms_by_a_link_and_ends_it_with_one_click(portal):
    saved = save_as_guest()
    put(1, at=NOW + MINUTE)
    assert tell_due_matches(NOW + 2 * MINUTE) == 0
    client = Client(enforce_csrf_checks=True)
    with time_machine.travel(NOW + 3 * MINUTE, tick=False):
        path = get_link_path(LinkToken.objects.get(purpose="saved-search-confirm"))
        asked = client.get(path)
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', asked.content.decode())
        assert SavedSearch.objects.running().count() == 0
        client.post(path, {"csrfmiddlewaretoken": token[1]})
        assert tell_due_matches(NOW + 3 * MINUTE) == 1
    mail = OutboxMail.objects.get(kind="search-alert")
    stop = mail.headers["List-Unsubscribe"].strip("<>")
    stop = stop[stop.index("/l/") :]

    with time_machine.travel(NOW + HOUR, tick=False):
        client.get(stop)
        assert SavedSearch.objects.running().count() == 1
        codes = [
            client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code
            for _click in range(2)
        ]

    assert codes == [200, 200]
    saved.refresh_from_db()
    assert saved.ended_at == NOW + HOUR


def test_saving_as_a_guest_again_sends_at_most_what_is_needed(portal, settings):
    settings.VERBUND_SAVED_SEARCHES_OF_GUEST = 2
    save_as_guest("eins")
    confirm_search(saved=save_as_guest("eins"), now=NOW)
    for text in ("eins", "zwei", "drei"):
        save_as_guest(text)
    BannedAddress.objects.create(
        key=make_address_key("weg@gast.example"), banned_at=NOW
    )
    save_search_as_guest(
        address="weg@gast.example",
        question=ask_for(),
        frequency=Frequency.DAILY,
        now=NOW,
    )

    mails = OutboxMail.objects.filter(kind="search-confirm")
    assert (SavedSearch.objects.count(), mails.count()) == (2, 3)


@pytest.mark.requirement("P10")
def test_erasing_takes_searches_of_account_and_address(ada):
    save(ada)
    save_search_as_guest(
        address=ada.user.email,
        question=ask_for(),
        frequency=Frequency.DAILY,
        now=NOW,
    )
    put(1, at=NOW + MINUTE)
    tell_due_matches(NOW + 2 * MINUTE)

    erase_user(user_id=ada.user_id, now=NOW + HOUR)

    counts = [rows.count() for rows in (SavedSearch.objects, SavedMatch.objects)]
    assert (counts, OutboxMail.objects.count()) == ([0, 0], 0)


def test_question_has_one_spelling(portal):
    one = read_savable(QueryDict("kind=news&q=Robotik&page=3"), "de")
    two = read_savable(QueryDict("q= robotik &kind=news&kind=news"), "de")
    three = read_savable(QueryDict("q=robotik&kind=news"), "en")

    assert (one.params, one.key == two.key) == ("kind=news&q=Robotik", True)
    assert three.key != one.key
    assert describe(one.params) == "„Robotik“ · Neuigkeit"


@pytest.mark.requirement("F24")
@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=",
        "q=x",
        "q=%00",
        "q=" + "a" * 10_000,
        "q=-weg",
        "q=robotik&kind=erfunden",
        "q=robotik&near=Atlantis",
    ],
)
def test_what_cannot_be_saved_is_said_in_words(ada, client, query):
    client.force_login(ada.user)
    url = f"{reverse('verbund_search:saved_new')}?{query}"

    answers = [client.get(url), client.post(url, {"frequency": "daily"})]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert SavedSearch.objects.count() == 0
    with pytest.raises(UnsavableError):
        read_savable(QueryDict(query), "de")


@pytest.mark.requirement("F24")
@pytest.mark.parametrize("bad", ["", "never", "Null", "\x00", "a" * 10_000, "🎈"])
def test_bad_form_is_refused_in_words(portal, client, bad):
    url = f"{reverse('verbund_search:saved_new')}?q=robotik"
    sent = {
        "opened": sign_opening(timezone.now() - MINUTE),
        "email": bad,
        "frequency": bad,
        "is_old_enough": "",
    }

    answer = client.post(url, sent)

    assert sorted(answer.context["form"].errors) == [
        "email",
        "frequency",
        "is_old_enough",
    ]
    assert SavedSearch.objects.count() == 0


def test_guest_saves_by_the_form_and_programs_do_not(portal, client):
    url = f"{reverse('verbund_search:saved_new')}?q=robotik"
    sent = {"email": GUEST, "frequency": "daily", "is_old_enough": "on"}
    quick = sent | {"opened": sign_opening(timezone.now())}
    slow = sent | {"opened": sign_opening(timezone.now() - MINUTE)}

    client.post(url, quick)
    client.post(url, slow | {"homepage": "x"})
    assert SavedSearch.objects.count() == 0

    answer = client.post(url, slow)
    assert answer["Location"] == reverse("verbund_search:saved_sent")
    assert answer["Cache-Control"] == "private, no-store"
    assert SavedSearch.objects.get().confirmed_at is None


@pytest.mark.usefixtures("english_interface")
def test_member_saves_changes_ends_and_resumes(ada, client):
    client.force_login(ada.user)
    page = client.get(reverse("verbund_search:results"), {"q": "robotik"})
    assert page.context["search"].save_query == "q=robotik"

    url = f"{reverse('verbund_search:saved_new')}?q=robotik"
    states = []
    for name, values in (
        (None, {"frequency": "daily"}),
        ("saved_change", {"frequency": "weekly"}),
        ("saved_end", {}),
        ("saved_resume", {}),
    ):
        row = SavedSearch.objects.first()
        path = reverse(f"verbund_search:{name}", args=[row.pk]) if name else url
        client.post(path, values)
        row = SavedSearch.objects.get()
        states.append((row.frequency, row.ended_at is None))

    assert states == [
        ("daily", True),
        ("weekly", True),
        ("weekly", False),
        ("weekly", True),
    ]


@pytest.mark.requirement("P2")
def test_pending_child_and_strangers_reach_nothing(ada, client):
    saved = save(ada)
    child = make_child("kim", has_consent=False)
    other = make_member("bea")
    answers = []
    for member in (child, other):
        client.force_login(member.user)
        answers += [
            client.get(f"{reverse('verbund_search:saved_new')}?q=robotik").status_code,
            client.get(reverse("verbund_search:saved_list")).status_code,
            client.get(
                reverse("verbund_search:saved_change", args=[saved.pk])
            ).status_code,
            client.post(
                reverse("verbund_search:saved_end", args=[saved.pk])
            ).status_code,
        ]

    assert answers == [403, 404, 404, 404, 200, 200, 404, 404]


def test_list_asks_as_often_for_three_as_for_one(ada, client):
    client.force_login(ada.user)
    client.get(reverse("verbund_search:saved_list"))
    counts = []
    for words in (("eins",), ("zwei", "drei")):
        for text in words:
            save(ada, text=text)
        with CaptureQueriesContext(connection) as captured:
            page = client.get(reverse("verbund_search:saved_list"))
        counts.append((len(captured), len(page.context["list"].running)))

    assert [rows for _queries, rows in counts] == [1, 3]
    assert counts[0][0] == counts[1][0]


def test_mail_is_written_in_the_language_of_the_person(ada):
    Member.objects.filter(pk=ada.pk).update(language="de")
    save(ada)
    put(1, at=NOW + MINUTE)
    tell_due_matches(NOW + 2 * MINUTE)

    with time_machine.travel(NOW + 2 * MINUTE, tick=False):
        rendered = render_mail(OutboxMail.objects.get())

    assert rendered.subject == "Neues zu deiner Suche „robotik“"
    assert "/de/n/1/" in rendered.html

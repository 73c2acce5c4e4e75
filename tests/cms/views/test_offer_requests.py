"""Asking for an offer, from the form to the end, and who sees it (ED29)."""

import datetime as dt
import threading
import uuid

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.enums import OfferRequestState, Role
from cms.links import get_link_path
from cms.models import OfferRequest, OutboxMail, StateChange
from cms.operations.offer_requests import (
    KEEP_PERSON,
    KEEP_UNCONFIRMED,
    LAPSE_AFTER,
    confirm_request,
    forget_requests,
    let_requests_lapse,
    remind_of_requests,
    settle_request,
)
from cms.outbox import render_mail
from cms.queries.proposals import count_on_working_days
from cms.todos import get_waiting_todos
from cms.transitions import WrongStateError
from tests.cms.asking import (
    PROVIDER,
    ask,
    ask_url,
    find_answer_link,
    find_confirm_link,
    make_offer,
    question,
)
from tests.cms.html import find_all, parse
from tests.cms.pages import translate
from tests.cms.staff import count_rows, give, make_network, make_user
from tests.cms.text import get_text

pytestmark = pytest.mark.requirement("ED29")
NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def network(portal):
    return make_network("MINT Nord")


@pytest.fixture
def offer(network):
    return make_offer(network)


@pytest.fixture
def coordinator(network):
    user = make_user("nora")
    give(user, network, Role.COORDINATOR)
    OutboxMail.objects.all().delete()
    return user


@pytest.fixture
def asked(client, offer):
    """Return a request that its asker has confirmed."""
    offer_request = ask(client, offer)
    client.post(get_link_path(find_confirm_link(offer_request)))
    offer_request.refresh_from_db()
    return offer_request


def answer(client, offer_request, outcome="answered", text="Gern am 12. Mai?"):
    link = find_answer_link(offer_request)
    return client.post(get_link_path(link), {"outcome": outcome, "text": text})


def get_mails(address):
    mails = OutboxMail.objects.filter(recipient=address).order_by("pk")
    return [render_mail(mail) for mail in mails]


def get_states(offer_request):
    return list(
        StateChange.objects.filter(object_id=offer_request.pk, field="state")
        .order_by("pk")
        .values_list("from_state", "to_state", "actor__username")
    )


def test_question_is_written_down_and_its_address_asked(client, offer, network):
    response = client.post(ask_url(offer), question())

    assert response["Location"] == ask_url(offer, name="offer_asked")
    row = OfferRequest.objects.get()
    assert (row.offer, row.network, row.state) == (offer.offer, network, "unconfirmed")
    assert (row.role, row.name, row.email, row.place, row.group_size) == (
        "teacher",
        "Mia Beispiel",
        "mia@example.org",
        "Realschule plus, Musterstadt",
        24,
    )
    assert (row.wished_dates, row.message) == ("im Mai", "Kommt ihr zu uns?")
    assert list(OutboxMail.objects.values_list("recipient", flat=True)) == [row.email]
    mail = get_mails("mia@example.org")[0]
    assert get_link_path(find_confirm_link(row)) in mail.text
    sent = get_text(client.get(response["Location"]))
    assert "mia@example.org" not in sent


def test_opening_the_link_sends_nothing_and_its_button_does(client, offer):
    row = ask(client, offer)
    path = get_link_path(find_confirm_link(row))

    before = count_rows()
    shown = client.get(path)
    assert count_rows() == before
    done = client.post(path)

    assert shown.status_code == 200
    assert "Kommt ihr zu uns?" in get_text(shown)
    assert "Musterlabor" in get_text(done)
    row.refresh_from_db()
    assert (row.state, row.asked_at, row.due_on) == (
        "asked",
        NOW,
        dt.date(2027, 3, 17),
    )
    assert get_states(row) == [("unconfirmed", "asked", None)]
    mail = get_mails(PROVIDER)[0]
    assert mail.subject == "Eine Anfrage zu deinem Angebot: Robotik 1"
    assert get_link_path(find_answer_link(row)) in mail.text
    assert "E-Mail: mia@example.org" in mail.text


def test_due_day_skips_weekends_and_no_holidays():
    assert count_on_working_days(dt.date(2027, 3, 3), 10) == dt.date(2027, 3, 17)
    assert count_on_working_days(dt.date(2027, 3, 6), 1) == dt.date(2027, 3, 8)
    # Good Friday and Easter Monday count: the platform knows no public holidays.
    assert count_on_working_days(dt.date(2027, 3, 25), 3) == dt.date(2027, 3, 30)


def test_provider_answers_by_link_and_says_later_how_it_ended(client, asked):
    first = find_answer_link(asked)

    shown = client.get(get_link_path(first))
    answered = answer(client, asked)
    again = client.get(get_link_path(first))
    second = client.get(get_link_path(find_answer_link(asked)))
    answer(client, asked, "arranged", "Wir kommen am 12. Mai.")

    choices = [
        [field.get("value") for field in find_all(parse(page), "input", type="radio")]
        for page in (shown, second)
    ]
    assert choices == [["answered", "arranged", "declined"], ["arranged", "declined"]]
    assert (answered.status_code, again.status_code) == (200, 410)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.ended_at) == (
        "arranged",
        "Wir kommen am 12. Mai.",
        NOW,
    )
    assert get_states(asked) == [
        ("unconfirmed", "asked", None),
        ("asked", "answered", None),
        ("answered", "arranged", None),
    ]
    subjects = [mail.subject for mail in get_mails("mia@example.org")]
    assert subjects == [
        "Bitte bestätige deine Anfrage: Robotik 1",
        "Eine Antwort auf deine Anfrage: Robotik 1",
        "Vereinbart: Robotik 1",
    ]
    assert "Wir kommen am 12. Mai." in get_mails("mia@example.org")[2].text
    assert PROVIDER in get_mails("mia@example.org")[2].text
    assert [mail.subject for mail in get_mails(PROVIDER)] == [
        "Eine Anfrage zu deinem Angebot: Robotik 1",
        "Wie ging es aus? Robotik 1",
    ]


def test_provider_declines_and_no_link_works_any_more(client, asked):
    path = get_link_path(find_answer_link(asked))

    answer(client, asked, "declined", "Wir sind ausgebucht.")

    asked.refresh_from_db()
    assert asked.state == "declined"
    assert client.post(path).status_code == 410
    assert get_mails("mia@example.org")[-1].subject == "Leider nicht möglich: Robotik 1"


def test_answer_without_words_is_asked_for_again(client, asked):
    response = answer(client, asked, "answered", " ")

    assert list(response.context["form"].errors) == ["text"]
    asked.refresh_from_db()
    assert asked.state == "asked"
    assert find_answer_link(asked).used_at is None


def test_everybody_reads_their_own_language(client, network, english):
    german = make_offer(network)
    translate(german, english, title="Robotics")

    row = ask(client, german, "en")
    confirm = client.get(get_link_path(find_confirm_link(row)))
    client.post(get_link_path(find_confirm_link(row)))
    to_answer = client.get(get_link_path(find_answer_link(row)))

    assert get_mails("mia@example.org")[0].subject == (
        "Please confirm your question: Robotics"
    )
    assert get_mails(PROVIDER)[0].subject == "Eine Anfrage zu deinem Angebot: Robotik 1"
    assert [
        find_all(parse(page), "html")[0].get("lang") for page in (confirm, to_answer)
    ] == ["en", "de"]


IN_GERMAN = "Eine Anfrage zu deinem Angebot: Robotik auf Deutsch"
IN_ENGLISH = "A request for your offer: Robotik 1"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("written in English first", (IN_GERMAN, "de")),
        ("in English only", (IN_ENGLISH, "en")),
        ("provider reads English", (IN_ENGLISH, "en")),
    ],
)
def test_provider_reads_the_language_chosen_else_that_of_the_portal(
    client, network, german, case, expected
):
    offer = make_offer(network, language="en")
    if case != "in English only":
        translate(offer, german, title="Robotik auf Deutsch")
    if case == "provider reads English":
        make_user("labor")

    row = ask(client, offer)
    client.post(get_link_path(find_confirm_link(row)))
    to_answer = client.get(get_link_path(find_answer_link(row)))

    mail = get_mails(PROVIDER)[-1]
    lang = find_all(parse(to_answer), "html")[0].get("lang")
    assert (mail.subject, lang) == expected


def test_offer_without_address_goes_to_the_coordination(client, network, coordinator):
    offer = make_offer(network, contact_email="")
    row = ask(client, offer)

    client.post(get_link_path(find_confirm_link(row)))

    mail = get_mails(coordinator.email)[0]
    assert mail.subject == "Eine Anfrage ohne Ansprechperson: Robotik 1"
    assert reverse("offer_requests:inspect", args=[row.pk]) in mail.text
    assert "Mia" not in mail.text


# --- what the form refuses -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", "pupil"),
        ("name", ""),
        ("name", "a\x00b"),
        ("name", "x" * 121),
        ("email", "mia"),
        ("email", "mia@example.org\nBcc: alle@example.org"),
        ("place", ""),
        ("group_size", "0"),
        ("group_size", "501"),
        ("group_size", "viele"),
        ("wished_dates", "x" * 301),
        ("message", "a\x00b"),
        ("message", "x" * 2001),
        ("is_of_age", ""),
        ("token", "kein-token"),
    ],
)
def test_bad_text_is_refused_in_words(client, offer, field, value):
    response = client.post(ask_url(offer), question(**{field: value}))

    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert OfferRequest.objects.count() == OutboxMail.objects.count() == 0


@pytest.mark.requirement("P33")
def test_minors_are_told_whom_to_turn_to(client, offer):
    page = get_text(client.get(ask_url(offer, "en")))
    refused = client.post(ask_url(offer, "en"), question(is_of_age=""))

    assert "Then ask your teacher or your parents to write to us." in page
    assert refused.context["form"].errors["is_of_age"] == [
        (
            "Only adults can ask here. If you are under 18, please ask a teacher or your "
            "parents to send this form."
        )
    ]


def test_odd_but_true_names_reach_the_provider_as_they_are(client, offer):
    row = ask(client, offer, name="D’Árc <Ola> 🚀", message="Zeile 1\r\nZeile 2 & mehr")

    client.post(get_link_path(find_confirm_link(row)))

    text = get_mails(PROVIDER)[0].text
    assert "D’Árc <Ola> 🚀" in text
    assert "<Ola>" not in get_mails(PROVIDER)[0].html


def test_form_sent_twice_counts_once(client, offer):
    sent = question()

    for _turn in range(2):
        client.post(ask_url(offer), sent)

    assert OfferRequest.objects.count() == OutboxMail.objects.count() == 1


@pytest.mark.parametrize("case", ["closed", "draft", "unknown", "restricted"])
def test_only_published_offers_that_take_requests_can_be_asked_for(
    client, network, case
):
    offer = make_offer(network, takes_requests=case != "closed")
    path = ask_url(offer)
    if case == "draft":
        offer.unpublish()
    elif case == "unknown":
        path = path.replace(str(offer.offer.translation_key), str(uuid.uuid4()))
    elif case == "restricted":
        offer.view_restrictions.create(restriction_type="login")

    answers = [client.get(path), client.post(path, question())]

    assert [response.status_code for response in answers] == [404, 404]
    assert OfferRequest.objects.count() == 0


@pytest.mark.requirement("S42")
def test_form_is_kept_in_no_cache(client, offer):
    first, second = client.get(ask_url(offer)), client.get(ask_url(offer))

    assert first["Cache-Control"] == "private, no-store"
    tokens = {response.context["form"]["token"].value() for response in (first, second)}
    assert len(tokens) == 2


@pytest.mark.requirement("S54", "A8")
def test_one_address_is_not_flooded_by_many(client, offer, settings):
    settings.VERBUND_LIMITS = {
        "offer-request": {"person": (2, 3600), "address": (60, 3600)}
    }
    cache.clear()

    codes = [
        client.post(
            ask_url(offer), question(), REMOTE_ADDR=f"203.0.113.{number}"
        ).status_code
        for number in range(3)
    ]

    assert codes == [302, 302, 429]


# --- time passes ---------------------------------------------------------------------------------


def test_coordination_hears_once_after_ten_working_days(asked, coordinator, wednesday):
    last_day = dt.datetime(2027, 3, 17, 22, 59, tzinfo=dt.UTC)
    before = remind_of_requests(last_day)
    waiting_before = get_waiting_todos(coordinator, last_day)

    counts = [
        remind_of_requests(last_day + dt.timedelta(hours=hours)) for hours in (1, 2)
    ]

    assert (before, counts) == (0, [1, 0])
    mails = get_mails(coordinator.email)
    assert [mail.subject for mail in mails] == ["Niemand hat geantwortet: Robotik 1"]
    assert "Mia" not in mails[0].text
    waiting = get_waiting_todos(coordinator, last_day + dt.timedelta(hours=1))
    assert waiting_before == []
    assert [(todo.name, todo.count) for todo in waiting] == [
        ("cms.offer_requests_overdue", 1)
    ]


def test_where_nobody_coordinates_the_portal_hears_without_reading(asked):
    person = make_user("paula")
    give(person, type(asked.network).objects.get_site(), Role.COORDINATOR)

    remind_of_requests(NOW + dt.timedelta(days=20))

    mail = get_mails(person.email)[-1]
    assert mail.subject == "Niemand hat geantwortet: Robotik 1"
    assert reverse("team:index") in mail.text
    assert "Mia" not in mail.text


@pytest.mark.requirement("S25")
def test_to_do_counts_the_own_network_only(asked, coordinator):
    foreign = make_user("fremd")
    give(foreign, make_network("MINT Sued"), Role.COORDINATOR)
    editor = make_user("emil")
    give(editor, asked.network, Role.EDITOR)
    superuser = make_user("root", is_superuser=True)
    late = NOW + dt.timedelta(days=20)

    counts = [
        sum(
            todo.count
            for todo in get_waiting_todos(user, late)
            if todo.name == "cms.offer_requests_overdue"
        )
        for user in (coordinator, foreign, editor, superuser)
    ]

    assert counts == [1, 0, 0, 1]


@pytest.mark.requirement("ED29")
def test_list_of_staff_leads_to_the_request_and_to_its_answer(asked, coordinator):
    client = Client()
    client.force_login(coordinator)
    inspect_url = reverse("offer_requests:inspect", args=[asked.pk])

    listed = client.get(reverse("offer_requests:index")).text
    shown = client.get(inspect_url).text

    assert listed.count(f'href="{inspect_url}"') == 1
    assert reverse("offer_requests:edit", args=[asked.pk]) in shown


def test_request_lapses_after_thirty_days_of_silence(asked):
    end = NOW + LAPSE_AFTER

    counts = [
        let_requests_lapse(moment) for moment in (end - SECOND, end, end + SECOND)
    ]

    assert counts == [0, 1, 0]
    asked.refresh_from_db()
    assert (asked.state, asked.ended_at) == ("lapsed", end)
    assert get_mails("mia@example.org")[-1].subject == "Keine Vereinbarung: Robotik 1"


def test_answer_gives_another_thirty_days(client, asked, wednesday):
    wednesday.shift(LAPSE_AFTER - SECOND)
    answer(client, asked)
    answered_at = timezone.now()

    counts = [
        let_requests_lapse(answered_at + after)
        for after in (LAPSE_AFTER - SECOND, LAPSE_AFTER)
    ]

    assert counts == [0, 1]


@pytest.mark.requirement("P11", "P65")
def test_person_is_forgotten_half_a_year_after_the_end(client, asked):
    answer(client, asked, "arranged", "Bis bald, Mia.")
    end = NOW + KEEP_PERSON

    kept = forget_requests(end - SECOND)
    asked.refresh_from_db()
    name_before = asked.name
    counts = [forget_requests(end), forget_requests(end)]

    asked.refresh_from_db()
    assert (kept, name_before, counts) == (0, "Mia Beispiel", [1, 0])
    assert {getattr(asked, name) for name in OfferRequest.personal_fields} == {""}
    assert (asked.group_size, asked.role, asked.state, asked.emptied_at) == (
        None,
        "teacher",
        "arranged",
        end,
    )
    # Nor does the log name anybody.
    changes = StateChange.objects.filter(object_id=asked.pk)
    assert set(changes.values_list("reason", flat=True)) == {""}


@pytest.mark.requirement("P11", "P40")
def test_what_nobody_confirmed_is_deleted_after_two_weeks(client, offer):
    ask(client, offer)
    end = NOW + KEEP_UNCONFIRMED

    counts = [forget_requests(moment) for moment in (end - SECOND, end, end)]

    assert counts == [0, 1, 0]
    assert OfferRequest.objects.count() == 0


@pytest.mark.requirement("R5")
def test_dated_work_is_wired(client, offer, asked, capsys):
    OfferRequest.objects.update(asked_at=NOW - LAPSE_AFTER)

    call_command("run_due")

    asked.refresh_from_db()
    assert asked.state == "lapsed"


# --- states and races ------------------------------------------------------------------------


def settle(row, outcome=OfferRequestState.DECLINED, actor=None):
    return settle_request(
        offer_request=row, outcome=outcome, text="Nein.", actor=actor, now=NOW
    )


def test_ended_request_is_not_settled_again(asked):
    settle(asked)

    for outcome in ("answered", "arranged", "declined"):
        with pytest.raises(WrongStateError):
            settle(asked, OfferRequestState(outcome))
    with pytest.raises(WrongStateError):
        confirm_request(offer_request=asked, now=NOW)

    assert len(get_states(asked)) == 2


@pytest.mark.parametrize(
    "values",
    [
        {"state": "asked", "due_on": None},
        {"state": "declined", "ended_at": None},
        {"emptied_at": NOW},
    ],
)
def test_database_refuses_halves(asked, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferRequest.objects.update(**values)


@pytest.mark.race
@pytest.mark.requirement("R12")
@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_wins(client, offer, coordinator, repetitions):
    for turn in range(repetitions):
        row = ask(client, offer)
        client.post(get_link_path(find_confirm_link(row)))
        path = get_link_path(find_answer_link(row))
        codes, barrier = [], threading.Barrier(6)

        def send(number, row=row, path=path, codes=codes, barrier=barrier):
            outcome = ("arranged", "declined")[number % 2]
            browser = Client()
            try:
                barrier.wait()
                if number < 4:
                    sent = {"outcome": outcome, "text": outcome}
                    codes.append(browser.post(path, sent).status_code)
                else:
                    settle(row, OfferRequestState(outcome), coordinator)
                    codes.append(200)
            except WrongStateError:
                codes.append(410)
            finally:
                connection.close()

        threads = [threading.Thread(target=send, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(codes) == [200, *[410] * 5]
        row.refresh_from_db()
        assert len(get_states(row)) == 2
        assert OutboxMail.objects.filter(recipient=row.email).count() == 2 * (turn + 1)


# --- staff --------------------------------------------------------------------------------------


def see(client, user, row):
    client.force_login(user)
    return [
        client.get(reverse("offer_requests:index")),
        client.get(reverse("offer_requests:inspect", args=[row.pk])),
        client.get(reverse("offer_requests:edit", args=[row.pk])),
    ]


@pytest.mark.requirement("S25", "S27")
@pytest.mark.parametrize(
    ("role", "is_own", "can_see"),
    [
        (Role.COORDINATOR, True, True),
        (Role.EDITOR, True, True),
        (Role.AUTHOR, True, False),
        (Role.TRANSLATOR, True, False),
        (Role.COORDINATOR, False, False),
        (Role.EDITOR, False, False),
    ],
)
def test_staff_reads_requests_of_the_own_network_only(
    client, asked, role, is_own, can_see
):
    person = make_user("ada")
    give(person, asked.network if is_own else make_network("MINT Sued"), role)

    answers = see(client, person, asked)

    shown = ["Realschule plus, Musterstadt" in page.text for page in answers]
    assert shown == [can_see] * 3
    assert answers[2].status_code == (200 if can_see else 302)


def test_staff_of_the_portal_reads_no_requests_of_networks(client, asked):
    person = make_user("paula")
    give(person, type(asked.network).objects.get_site(), Role.COORDINATOR)

    answers = see(client, person, asked)

    assert ["Musterstadt" in page.text for page in answers] == [False] * 3


def test_nobody_reads_what_was_not_confirmed(client, offer, coordinator):
    row = ask(client, offer)

    answers = see(client, coordinator, row)

    assert ["Musterstadt" in page.text for page in answers] == [False] * 3


def test_coordinator_answers_in_the_providers_place(client, asked, coordinator):
    client.force_login(coordinator)
    path = get_link_path(find_answer_link(asked))

    client.post(
        reverse("offer_requests:edit", args=[asked.pk]),
        {"outcome": "declined", "text": "Das Labor macht Pause.", "name": "Gehackt"},
    )

    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.name) == (
        "declined",
        "Das Labor macht Pause.",
        "Mia Beispiel",
    )
    assert get_states(asked)[-1] == ("asked", "declined", "nora")
    assert Client().get(path).status_code == 410
    ended = client.get(reverse("offer_requests:edit", args=[asked.pk]))
    assert ended.status_code == 302


def test_list_asks_as_often_for_three_as_for_one(client, asked, coordinator):
    client.force_login(coordinator)
    address = reverse("offer_requests:index")
    client.get(address)

    counts = [count_queries(client, address)]
    for _number in range(2):
        row = ask(Client(), asked.offer.offer_pages.get())
        confirm_request(offer_request=row, now=NOW)
    counts.append(count_queries(client, address))

    assert counts[0] == counts[1]


def count_queries(client, address):
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)

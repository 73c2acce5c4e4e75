"""Webinars, their recordings, and the academy (ED40)."""

import datetime as dt

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.enums import Role
from cms.models import Event, Network, WebinarPage
from cms.queries.webinars import read_seconds
from cms.validators.content import ContentRefusedError, find_errors
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import (
    NOW,
    make_academy,
    make_body,
    make_call,
    make_event,
    make_image,
    make_webinar,
    publish,
    translate,
)
from tests.cms.staff import give, make_network, make_user

pytestmark = [
    pytest.mark.requirement("ED40"),
    pytest.mark.usefixtures("english_interface"),
]

TODAY = NOW.date()
DAY = dt.timedelta(days=1)


def make_recording(**values):
    video = {
        "title": "Aufzeichnung",
        "url": "https://video.example.org/1",
        "has_captions": True,
    }
    return make_body({"type": "video", "value": video | values})


def make_speaker(*, agrees):
    value = {"name": "Ada Beispiel", "role": "", "agrees_to_recording": agrees}
    return make_body({"type": "speaker", "value": value})


def make_file(name):
    return get_document_model().objects.create(title=name, file=name, language="de")


def read_main(client, page):
    return find_all(parse(client.get(page.url)), "main")[0]


def list_titles(client, path="/de/webinare/", **params):
    main = find_all(parse(client.get(path, params)), "main")[0]
    return get_texts(main, "h3", class_="card-title")


@time_machine.travel(NOW, tick=False)
def test_recording_at_another_host_is_a_link_behind_a_click(client, portal):
    page = make_webinar(recording=make_recording())

    main = read_main(client, page)

    video = find_all(main, "details", class_="video")[0]
    links = [link.get("href") for link in find_all(video, "a")]
    assert links == ["https://video.example.org/1"]
    assert find_all(main, "iframe") == find_all(main, "video") == []


@time_machine.travel(NOW, tick=False)
def test_own_film_has_captions_and_chapters_lead_into_it(client, portal):
    film, captions = make_file("film.mp4"), make_file("film.vtt")
    chapter = {"type": "chapter", "value": {"start": "1:05", "title": "Fragen"}}
    page = make_webinar(
        recording=make_recording(
            url="", has_captions=False, file=film.pk, captions=captions.pk
        ),
        chapters=make_body(chapter),
        transcript="<p>Guten Tag.</p>",
    )

    main = read_main(client, page)

    assert [t.get("src") for t in find_all(main, "track")] == [captions.url]
    assert f"{film.url}#t=65" in [link.get("href") for link in find_all(main, "a")]
    assert "Guten Tag." in get_texts(main, "p")


def test_recording_without_captions_is_not_published(portal):
    page = make_webinar()
    page.recording = make_recording(has_captions=False)

    with pytest.raises(ContentRefusedError, match="captions"):
        publish(page)

    assert not WebinarPage.objects.get().has_recording


def test_recording_needs_the_consent_of_every_speaker(portal):
    page = make_webinar(speakers=make_speaker(agrees=False))
    page.recording = make_recording()

    assert [(p.field, p.blocks) for p in find_errors(page)] == [("speakers", True)]

    page.speakers = make_speaker(agrees=True)
    assert find_errors(page) == []


@pytest.mark.parametrize(
    ("until", "note"),
    [
        (TODAY, "Die Aufzeichnung steht hier bis zum 3. März 2027."),
        (TODAY - DAY, "Die Aufzeichnung ist nicht mehr verfügbar."),
    ],
)
@time_machine.travel(NOW, tick=False)
def test_recording_ends_with_its_last_day(client, portal, until, note):
    page = make_webinar(recording=make_recording(), recording_until=until)

    main = read_main(client, page)

    assert len(find_all(main, "details", class_="video")) == (until == TODAY)
    assert note in get_texts(main, "p")
    badges = get_texts(main, "span", class_="badge")
    assert badges == (["mit Aufzeichnung"] if until == TODAY else ["vorbei"])


@pytest.fixture
def film(portal):
    """Return an own film with its captions, as they lie in the library."""
    files = [
        get_document_model().objects.create(
            title=name, file=ContentFile(b"WEBVTT", name), language="de"
        )
        for name in ("film.mp4", "film.vtt")
    ]
    yield files
    for document in files:
        document.file.close()


def make_own(film):
    video, captions = film
    return make_recording(
        url="", has_captions=False, file=video.pk, captions=captions.pk
    )


def ask_for(client, film):
    """Return the answers to the addresses of film and captions."""
    return [read_file(client, document).status_code for document in film]


def read_file(client, document):
    """Return the answer to a download that was read to its end."""
    with time_machine.travel(NOW, tick=False):
        answer = client.get(document.url)
    answer.getvalue()
    return answer


def test_own_film_is_gone_by_its_address_after_its_last_day(client, film):
    page = make_webinar(recording=make_own(film), recording_until=TODAY)

    on_the_last_day = ask_for(client, film)
    page.recording_until = TODAY - DAY
    publish(page)
    after_it = ask_for(client, film)
    page.recording_until = TODAY + DAY
    publish(page)
    extended = ask_for(client, film)

    assert (on_the_last_day, after_it, extended) == (
        [200, 200],
        [404, 404],
        [200, 200],
    )


@time_machine.travel(NOW, tick=False)
def test_film_that_is_over_is_kept_for_its_staff_and_no_cache(client, film):
    make_webinar(recording=make_own(film), recording_until=TODAY - DAY)
    members = {
        "editor": Network.objects.get_site(),
        "other": make_network("MINT Nord"),
    }

    found = {}
    for name, network in members.items():
        person = make_user(name)
        give(person, network, Role.EDITOR)
        branch = Network.objects.get_site().branch
        type(film[0]).objects.update(collection=branch.collection)
        client.force_login(person)
        found[name] = ask_for(client, film)
        if name == "editor":
            kept = read_file(client, film[0])["Cache-Control"]

    assert found == {"editor": [200, 200], "other": [404, 404]}
    assert kept == "private, no-store"


def test_film_that_another_live_page_shows_stays_open(client, film):
    make_webinar(recording=make_own(film), recording_until=TODAY - DAY)
    other = make_webinar(recording=make_own(film))

    open_there = ask_for(client, film)
    other.unpublish()
    nowhere = ask_for(client, film)
    video = film[0].pk
    files = make_body({"type": "item", "value": {"document": video, "credit": ""}})
    make_event(documents=files)
    as_download = ask_for(client, film)

    assert (open_there, nowhere) == ([200, 200], [404, 404])
    assert as_download == [200, 404]


@time_machine.travel(NOW, tick=False)
def test_library_shows_what_comes_next_then_the_latest(client, portal):
    for days in (-30, 20, -3, 5):
        make_webinar(title=f"{days}", days=days)

    assert list_titles(client) == ["5", "20", "-3", "-30"]


@time_machine.travel(NOW, tick=False)
def test_library_is_narrowed_by_recording_language_and_topic(client, portal):
    make_webinar(title="Mit", recording=make_recording(), topics=["physics"])
    make_webinar(
        title="Abgelaufen", recording=make_recording(), recording_until=TODAY - DAY
    )
    make_webinar(title="Bald", days=3, spoken_language="en")

    found = {
        query: list_titles(client, **dict([query.split("=")]))
        for query in (
            "state=recorded",
            "state=to-come",
            "state=done",
            "language=en",
            "topic=physics",
        )
    }

    assert found == {
        "state=recorded": ["Mit"],
        "state=to-come": ["Bald"],
        "state=done": ["Abgelaufen"],
        "language=en": ["Bald"],
        "topic=physics": ["Mit"],
    }


@time_machine.travel(NOW, tick=False)
def test_conference_link_stands_nowhere_in_public(client, portal):
    page = make_webinar(days=3, conference_url="https://meet.example.org/geheim")

    assert "geheim" not in client.get(page.url).content.decode()


@time_machine.travel(NOW, tick=False)
def test_webinar_says_how_to_register_until_it_is_over(client, portal):
    outside = {
        "registration_kind": "outside",
        "registration_url": "https://example.org/dabei",
    }
    ahead, over = make_webinar(days=3, **outside), make_webinar(**outside)

    links = {
        page.pk: [a.get("href") for a in find_all(read_main(client, page), "a")]
        for page in (ahead, over)
    }

    assert [
        "https://example.org/dabei" in links[page.pk] for page in (ahead, over)
    ] == [True, False]


@time_machine.travel(NOW, tick=False)
def test_both_languages_share_the_row_and_its_dates(client, portal, english):
    page = make_webinar(days=3)
    other = translate(page, english, title="Ten experiments")

    assert (other.event, Event.objects.count()) == (page.event, 1)
    assert "Saturday, 6 March 2027, 13:00–14:00 CET" in get_texts(
        read_main(client, other), "time"
    )


@time_machine.travel(NOW, tick=False)
def test_academy_shows_modules_and_leads_to_its_call(client, portal):
    call = make_call(title="Bewirb dich")
    modules = [
        {"title": "Ankommen", "text": "Kennenlernen.", "starts_on": "2027-04-01"},
        {
            "title": "Rechnen",
            "text": "",
            "starts_on": "2027-05-03",
            "ends_on": "2027-05-04",
        },
        {"title": "Abschluss", "text": ""},
    ]
    page = make_academy(
        modules=make_body(*({"type": "module", "value": value} for value in modules)),
        coaching="<p>Alle drei Wochen.</p>",
        eligibility="<p>Wer beginnt.</p>",
        past_cohorts="<p>Elf.</p>",
        call_page=call,
    )

    main = read_main(client, page)

    assert get_texts(main, "p", class_="timeline-date") == [
        "1. April 2027",
        "3. Mai 2027 bis 4. Mai 2027",
        "Termin folgt",
    ]
    assert get_texts(main, "h2")[:4] == [
        "Module",
        "Begleitung",
        "Wer sich bewerben kann",
        "Frühere Jahrgänge",
    ]
    assert call.url in [link.get("href") for link in find_all(main, "a")]
    assert "Akademie" in get_texts(
        parse(client.get("/de/webinare/")), "h3", class_="card-title"
    )


@time_machine.travel(NOW, tick=False)
def test_academy_leads_to_no_call_that_is_hidden(client, portal):
    call = make_call()
    call.unpublish()

    main = read_main(client, make_academy(call_page=call))

    assert call.url not in [link.get("href") for link in find_all(main, "a")]


@pytest.mark.parametrize(
    ("text", "seconds"), [("0:05", 5), ("1:05", 65), ("1:00:01", 3601)]
)
def test_chapters_begin_at_a_second(text, seconds):
    assert read_seconds(text) == seconds


@pytest.mark.parametrize("number", [1, 3])
@time_machine.travel(NOW, tick=False)
def test_first_rendering_asks_the_same_for_one_and_three_rows(
    client, portal, number, django_assert_max_num_queries
):
    pages = [
        make_webinar(
            topics=["physics"],
            lead_image=make_image(),
            lead_image_alt="Brücke",
            recording=make_recording(),
        )
        for _ in range(number)
    ]
    client.get("/de/hilfe/")

    with django_assert_max_num_queries(12):
        assert client.get(pages[0].url).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get("/de/webinare/").status_code == 200

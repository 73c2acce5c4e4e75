"""Events as visitors find them: lists, dates, filters, one event in full (ED18–ED20, ED26)."""

import datetime as dt
import html
import io
import re
import zipfile
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from cms.enums import EventMode, EventStatus, Role
from cms.models import Event, EventIndexPage, NetworkState, PageDistrict
from cms.operations.branches import open_branch
from tests.cms.html import find_all, get_texts, parse
from tests.cms.pages import NOW, make_event, make_image, publish, translate
from tests.cms.staff import give, make_network, make_user

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.timedelta(days=1)
LIST = "/de/veranstaltungen/"
SECRET = "https://konferenz.example.org/geheim-4711"


def at(year, month, day, hour=10, minute=0):
    return dt.datetime(year, month, day, hour, minute, tzinfo=BERLIN)


def list_titles(client, path="/en/events/", **params):
    tree = parse(client.get(path, params))
    return get_texts(find_all(tree, "main")[0], "h3", class_="card-title")


def find_option(client, name, value, path="/en/events/", **params):
    """Return the words of one option of the filters, as "this week 2"."""
    tree = parse(client.get(path, params))
    for link in find_all(tree, "a", class_="filter-option"):
        if link.get("id") == f"filter-{name}-{value}":
            return " ".join("".join(link.itertext()).split())
    return None


@pytest.fixture
def events(portal, english):
    """Publish events around a Wednesday in March 2027, in both languages."""
    starts = {
        "over": NOW - 2 * DAY,
        "tomorrow": NOW + DAY,
        "next week": NOW + 7 * DAY,
        "later in March": NOW + 20 * DAY,
        "April": NOW + 35 * DAY,
    }
    pages = {
        name: make_event(title=name, slug=name.replace(" ", "-"), starts_at=start)
        for name, start in reversed(starts.items())
    }
    for page in pages.values():
        translate(page, english)
    return pages


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_list_shows_what_lies_ahead_by_its_next_date(client, events):
    assert list_titles(client) == ["tomorrow", "next week", "later in March", "April"]
    assert list_titles(client, period="past") == ["over"]


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    ("period", "titles"),
    [
        ("from-today", ["tomorrow", "next week", "later in March", "April"]),
        ("this-week", ["tomorrow"]),
        ("next-week", ["next week"]),
        ("this-month", ["tomorrow", "next week", "later in March"]),
        ("next-month", ["April"]),
        ("past", ["over"]),
    ],
)
def test_periods_follow_the_calendar_and_are_counted(client, events, period, titles):
    assert list_titles(client, period=period) == titles
    option = find_option(client, "period", period)
    assert option.endswith(f" {len(titles)}")


@pytest.mark.requirement("ED20")
@time_machine.travel(NOW, tick=False)
def test_series_is_one_entry_with_its_next_date_and_the_number_of_others(
    client, portal
):
    make_event(title="Einmalig", starts_at=at(2027, 3, 12))
    make_event(
        title="Reihe",
        starts_at=at(2027, 2, 24, 16),
        ends_at=at(2027, 2, 24, 18),
        repeats="weekly",
        repeats_until=dt.date(2027, 4, 7),
        exceptions=[("day", {"day": dt.date(2027, 3, 10), "is_cancelled": True})],
    )
    tree = parse(client.get(LIST))
    card = find_all(tree, "article", class_="card")[0]

    assert list_titles(client, LIST) == ["Reihe", "Einmalig"]
    assert get_texts(card, "li")[:2] == [
        "Mittwoch, 3. März 2027, 16:00–18:00 Uhr MEZ",
        "5 weitere Termine",
    ]


@pytest.mark.requirement("ED20")
@time_machine.travel(NOW, tick=False)
def test_cancelled_next_date_of_a_series_gives_way_to_the_one_after(client, portal):
    make_event(
        title="Reihe",
        starts_at=at(2027, 3, 10, 16),
        ends_at=at(2027, 3, 10, 18),
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 17),
        exceptions=[("day", {"day": dt.date(2027, 3, 10), "is_cancelled": True})],
    )
    card = find_all(parse(client.get(LIST)), "article", class_="card")[0]

    assert get_texts(card, "li")[0].startswith("Mittwoch, 17. März 2027")


@pytest.mark.requirement("ED20")
@time_machine.travel(NOW, tick=False)
def test_times_are_those_of_berlin_with_the_zone_of_that_day(client, portal):
    page = make_event(
        starts_at=at(2027, 3, 26, 16),
        ends_at=at(2027, 3, 26, 18),
        repeats="weekly",
        repeats_until=dt.date(2027, 4, 2),
    )
    section = find_all(parse(client.get(page.url)), "section", class_="event-dates")[0]

    assert get_texts(section, "time") == [
        "Freitag, 26. März 2027, 16:00–18:00 Uhr MEZ",
        "Freitag, 2. April 2027, 16:00–18:00 Uhr MESZ",
    ]
    assert [one.get("datetime") for one in find_all(section, "time")] == [
        "2027-03-26T16:00:00+01:00",
        "2027-04-02T16:00:00+02:00",
    ]


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_filters_by_mode_age_and_cost_count_and_narrow(client, portal):
    make_event(title="Vor Ort", age_from=8, age_to=12)
    make_event(title="Online", mode=EventMode.ONLINE, is_free=True, age_from=14)

    assert list_titles(client, LIST, mode="online") == ["Online"]
    assert list_titles(client, LIST, age="10-12") == ["Vor Ort"]
    assert list_titles(client, LIST, age="16-19") == ["Online"]
    assert list_titles(client, LIST, age="0-5") == []
    assert list_titles(client, LIST, free="yes") == ["Online"]
    assert find_option(client, "mode", "online", LIST).endswith(" 1")
    assert find_option(client, "age", "10-12", LIST).endswith(" 1")
    assert find_option(client, "free", "yes", LIST).endswith(" 1")


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_state_and_district_are_the_pages_own_else_those_of_its_network(client, portal):
    network = make_network("Netz Nord")
    NetworkState.objects.create(network=network, state="DE-SH")
    open_branch(network=network)
    index = EventIndexPage.objects.get(network=network, locale=portal.locale)
    make_event(index, title="Überall im Netz")
    own = make_event(index, title="Nur in Mainz")
    PageDistrict.objects.create(page_id=own.pk, ags="07315")

    assert list_titles(client, LIST, state="DE-SH") == ["Überall im Netz"]
    assert list_titles(client, LIST, state="DE-RP") == ["Nur in Mainz"]
    assert find_option(client, "state", "DE-RP", LIST) == "Rheinland-Pfalz 1"
    assert find_option(client, "district", "07315", LIST, state="DE-RP") == "Mainz 1"
    assert list_titles(client, LIST, state="DE-RP", district="07315") == [
        "Nur in Mainz"
    ]


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_distance_narrows_and_says_what_it_does_not_know(client, portal):
    make_event(title="Kaiserslautern", latitude="49.4401", longitude="7.7491")
    make_event(title="Berlin", latitude="52.5200", longitude="13.4050")

    assert list_titles(client, LIST, near="67663", radius="25") == ["Kaiserslautern"]
    unknown = client.get(LIST, {"near": "Atlantis", "radius": "25"}).content.decode()
    assert "Atlantis" in unknown
    assert len(list_titles(client, LIST, near="Atlantis", radius="25")) == 2
    missing = parse(client.get(LIST, {"radius": "25"}))
    [note] = find_all(missing, "p", class_="distance-note")
    assert "Postleitzahl" in "".join(note.itertext())


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_map_shows_the_events_of_the_list_and_opens_a_card(client, portal):
    make_event(title="Kaiserslautern", latitude="49.4401", longitude="7.7491")
    make_event(title="Online", mode=EventMode.ONLINE)

    drawn = client.get(LIST, {"view": "map"}).content.decode()
    [point] = re.findall(r'<a class="map-place"[^>]* href="([^"]+)"', drawn)
    point = html.unescape(point)
    card = find_all(parse(client.get(point)), "section", class_="map-card")[0]

    assert get_texts(card, "strong") == ["Kaiserslautern"]
    assert "view=map" in point
    assert list_titles(client, LIST, view="map") == ["Kaiserslautern", "Online"]


@pytest.mark.requirement("ED22")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize(
    "query",
    ["period=gestern", "age=-1", "mode=mars", "page=99", "cell=1-1", "view=xyz",
     "near=%00", "radius=-1", "near=" + "x" * 5000, "place=9-9-9&view=map"],
)  # fmt: skip
def test_bad_addresses_are_answered_with_words(client, portal, query):
    make_event()

    assert client.get(f"{LIST}?{query}").status_code in (200, 400, 404)


@pytest.mark.requirement("ED25")
@time_machine.travel(NOW, tick=False)
def test_conference_link_is_shown_to_staff_in_the_preview_only(client, portal):
    page = make_event(
        mode=EventMode.ONLINE, conference_url=SECRET, conference_code="4711-0815"
    )
    public = client.get(page.url).content + client.get(LIST).content
    editor = make_user("redaktion", is_superuser=True)
    client.force_login(editor)
    preview = client.get(f"/admin/pages/{page.pk}/view_draft/").content

    assert b"geheim-4711" not in public
    assert b"4711-0815" not in public
    assert b"geheim-4711" in preview
    client.logout()
    assert b"geheim-4711" not in client.get(page.url).content


@pytest.fixture
def documents(portal):
    """Return three documents of two collections."""
    model = get_document_model()
    return [
        model.objects.create(
            title=f"Ablauf {number}",
            file=ContentFile(
                b"%PDF-1.4 " + bytes([48 + number]), f"ablauf-{number}.pdf"
            ),
        )
        for number in (1, 2)
    ]


@pytest.mark.requirement("ED25")
@time_machine.travel(NOW, tick=False)
def test_all_documents_come_as_one_file(client, portal, documents):
    page = make_event(
        documents=[
            ("item", {"document": document, "credit": ""}) for document in documents
        ]
    )
    tree = parse(client.get(page.url))
    [link] = [a for a in find_all(tree, "a") if (a.get("href") or "").endswith(".zip")]
    answer = client.get(link.get("href"))
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    assert {name: packed.read(name) for name in packed.namelist()} == {
        "01-ablauf-1.pdf": b"%PDF-1.4 1",
        "02-ablauf-2.pdf": b"%PDF-1.4 2",
    }
    page.unpublish()
    assert client.get(link.get("href")).status_code == 404
    assert client.get("/documents/events/999999.zip").status_code == 404
    assert client.get(f"/documents/events/{portal.pk}.zip").status_code == 404


@pytest.mark.requirement("ED18")
@time_machine.travel(NOW, tick=False)
def test_parts_of_an_event_and_the_whole_lead_to_each_other(client, portal):
    whole = make_event(title="Woche", ends_at=NOW + 30 * DAY)
    part = make_event(title="Vortrag", parent_event=whole)

    section = find_all(parse(client.get(whole.url)), "section", class_="related")[0]
    up = find_all(parse(client.get(part.url)), "p", class_="muted")[0]

    assert get_texts(section, "h3") == ["Vortrag"]
    assert [a.get("href") for a in find_all(up, "a")] == [whole.url]


@pytest.mark.requirement("ED21")
@time_machine.travel(NOW, tick=False)
def test_cancelled_event_stays_and_says_why(client, portal):
    page = make_event(registration_kind="outside", registration_url="https://a.example")
    Event.objects.update(status=EventStatus.CANCELLED, status_reason="Der Saal ist zu.")

    tree = parse(client.get(page.url))
    [notice] = find_all(tree, "div", class_="notice")
    card = find_all(parse(client.get(LIST)), "article", class_="card")[0]

    assert "abgesagt" in "".join(notice.itertext())
    assert "Der Saal ist zu." in "".join(notice.itertext())
    assert get_texts(card, "span", class_="badge") == ["abgesagt"]
    assert "https://a.example" not in client.get(page.url).content.decode()


@pytest.mark.requirement("ED18")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("number", [1, 3])
def test_list_and_page_ask_the_database_as_often_for_one_as_for_three(
    client, portal, number, django_assert_max_num_queries
):
    image = make_image()
    for _one in range(number):
        page = make_event(
            lead_image=image, topics=["physics"], latitude="49.4", longitude="7.7"
        )

    client.get("/de/hilfe/")
    with django_assert_max_num_queries(15):
        client.get(LIST)
    with django_assert_max_num_queries(15):
        client.get(LIST, {"view": "map"})
    with django_assert_max_num_queries(12):
        client.get(page.url)


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_home_and_region_show_what_comes_next(client, portal):
    network = make_network("Netz Nord")
    open_branch(network=network)
    give(make_user("kim"), network, Role.EDITOR)
    index = EventIndexPage.objects.get(network=network, locale=portal.locale)
    make_event(index, title="Morgen", starts_at=NOW + DAY)
    make_event(title="Anderswo", starts_at=NOW + DAY)
    portal.sections = [("section", {"section": "cms.events", "title": "", "text": ""})]
    publish(portal)

    home = parse(client.get("/de/"))
    region = parse(client.get("/de/regionen/netz-nord/"))

    assert get_texts(home, "h3", class_="card-title") == ["Morgen", "Anderswo"]
    assert get_texts(region, "h3", class_="card-title") == ["Morgen"]


# --- the month ------------------------------------------------------------------------


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_month_shows_each_date_on_its_days(client, portal):
    make_event(title="Camp", starts_at=at(2027, 3, 30, 9), ends_at=at(2027, 4, 2, 16))
    make_event(
        title="Reihe",
        starts_at=at(2027, 3, 1, 16),
        ends_at=at(2027, 3, 1, 18),
        repeats="fortnightly",
        repeats_until=dt.date(2027, 4, 30),
        exceptions=[("day", {"day": dt.date(2027, 3, 29), "is_cancelled": True})],
    )

    def read(**params):
        tree = parse(client.get(LIST, {"view": "month", **params}))
        return {
            find_all(day, "time")[0].get("datetime"): get_texts(day, "li")[1:]
            for day in find_all(tree, "li", class_="month-day")
            if find_all(day, "a")
        }

    assert read(month="2027-03") == {
        "2027-03-01": ["16:00 Reihe"],
        "2027-03-15": ["16:00 Reihe"],
        "2027-03-29": ["16:00 Reihe abgesagt"],
        "2027-03-30": ["09:00 Camp"],
        "2027-03-31": ["Camp"],
    }
    assert list(read(month="2027-04")) == [
        "2027-04-01",
        "2027-04-02",
        "2027-04-12",
        "2027-04-26",
    ]
    assert read(month="2027-03", mode="online") == {}


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("month", ["2027-13", "1999-12", "2101-01", "mai", "²0²7-03"])
def test_month_that_is_none_is_the_present_one_with_a_sentence(client, portal, month):
    tree = parse(client.get(LIST, {"view": "month", "month": month}))

    assert get_texts(tree, "h3")[0] == "März 2027"
    [notice] = get_texts(tree, "div", class_="notice")
    assert month in notice


@pytest.mark.requirement("ED26")
@time_machine.travel(NOW, tick=False)
def test_month_leads_to_the_months_beside_it_with_the_same_filters(client, portal):
    tree = parse(client.get(LIST, {"view": "month", "month": "2026-12", "free": "yes"}))
    head = find_all(tree, "div", class_="month-head")[0]

    assert [a.get("href") for a in find_all(head, "a")] == [
        f"{LIST}?view=month&month=2026-11&free=yes",
        f"{LIST}?view=month&month=2027-01&free=yes",
    ]

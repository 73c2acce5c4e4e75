"""Events and offers as files: out, in again, and what is refused (ED65)."""

import csv
import datetime as dt
import io
import json
import uuid

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cms.exports.things import export_csv, export_json, neutralise, restore
from cms.importers.networks import import_networks
from cms.importers.tables import MAX_BYTES, UnreadableTableError
from cms.importers.things import import_things
from cms.models import (
    Event,
    EventIndexPage,
    EventPage,
    Network,
    Offer,
    OfferIndexPage,
    PracticePage,
    WebinarPage,
)
from cms.queries.thing_cells import (
    EVENTS,
    OFFERS,
    PRACTICE,
    WEBINARS,
    clean_cell,
    find_things,
)
from tests.cms.machines import (
    NOON,
    get_index,
    make_event,
    make_offer,
    translate,
)
from tests.cms.pages import add_terms, make_practice, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_english")]

WRITERS = {"csv": export_csv, "json": export_json}


@pytest.fixture(autouse=True)
def site(portal) -> str:
    get_index(EventIndexPage, "veranstaltungen")
    get_index(OfferIndexPage, "angebote")
    return portal.network.slug


def write(kind, form="csv") -> bytes:
    return "".join(WRITERS[form](kind.kind)).encode()


def make_file(*rows) -> bytes:
    """Return a CSV file with the columns that the rows name."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue().encode()


def guard(cells) -> dict[str, str]:
    return {name: neutralise(cell) for name, cell in cells.items()}


def run(kind, content, **options):
    return import_things(kind, content, now=NOON, **options)


def get_counts(report):
    return report.created, report.changed, report.unchanged, report.pages


def get_errors(report):
    return [(note.line, note.text) for note in report.errors]


def read_cells(kind):
    return [thing.cells for thing in find_things(kind)]


def make_full_event():
    page = make_event(
        "=Summe; der „Sterne“",
        slug="sterne",
        summary="Wir\nsehen hinauf.",
        body=[("text", "<p>Erster &amp; bester.</p><p>Zweiter.</p>")],
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 31),
        more_dates=[
            (
                "date",
                {
                    "starts_at": NOON + dt.timedelta(days=2),
                    "ends_at": NOON + dt.timedelta(days=2, hours=1),
                },
            )
        ],
        exceptions=[
            ("day", {"day": dt.date(2027, 3, 10), "is_cancelled": True}),
            ("day", {"day": dt.date(2027, 3, 17), "is_cancelled": False}),
        ],
        latitude="50.0010",
        longitude="8.2710",
        contact_phone="+49 6131 1",
        conference_url="https://meet.example.org/geheim",
    )
    add_terms(page, "topic", ["physics"])
    add_terms(page, "stage", ["primary", "university"])
    page = EventPage.objects.get(pk=page.pk)
    copy = translate(page, "Sum of stars")
    return page, copy


@pytest.mark.requirement("ED65")
@pytest.mark.parametrize("form", WRITERS)
def test_event_that_comes_back_changes_nothing(form):
    make_full_event()
    before = read_cells(EVENTS)
    content = write(EVENTS, form)

    report = run(EVENTS, content)

    assert get_errors(report) == []
    assert get_counts(report) == (0, 0, 1, 0)
    assert read_cells(EVENTS) == before


@pytest.mark.requirement("ED65")
@pytest.mark.parametrize("form", WRITERS)
def test_event_is_whole_on_another_portal(form):
    make_full_event()
    before, content = read_cells(EVENTS), write(EVENTS, form)
    dates = list(Event.objects.get().dates.values_list("starts_at", "is_cancelled"))
    EventPage.objects.all().delete()
    Event.objects.all().delete()

    report = run(EVENTS, content)

    assert get_errors(report) == []
    assert get_counts(report) == (1, 0, 0, 2)
    assert read_cells(EVENTS) == before
    row = Event.objects.get()
    assert list(row.dates.values_list("starts_at", "is_cancelled")) == dates
    german = EventPage.objects.get(locale__language_code="de")
    assert german.body.raw_data[0]["value"] == (
        "<p>Erster &amp; bester.</p><p>Zweiter.</p>"
    )


@pytest.mark.requirement("ED65")
def test_file_has_one_row_a_thing_and_columns_by_language():
    make_full_event()

    (row,) = csv.DictReader(io.StringIO(write(EVENTS).decode("utf-8-sig")))

    assert (row["title_de"], row["title_en"]) == (
        "'=Summe; der „Sterne“",
        "Sum of stars",
    )
    assert row["starts_at"] == "2027-03-03T13:00:00+01:00"
    assert (row["repeats"], row["repeats_until"]) == ("weekly", "2027-03-31")
    assert row["more_dates"] == "2027-03-05T13:00:00+01:00/2027-03-05T14:00:00+01:00"
    assert row["exceptions"] == "2027-03-10 cancelled; 2027-03-17"
    assert (row["stages"], row["topics"]) == ("primary; university", "physics")
    assert row["text_de"] == "Erster & bester.\n\nZweiter."
    assert row["contact_phone"] == "'+49 6131 1"
    assert "geheim" not in str(row)


TEXTS = ("venue_name", "cost", "duration", "languages", "contact_name", "directions")
FLAGS = ("is_on_site", "is_mobile", "is_online", "is_free")
TEXT = st.text(max_size=60).map(lambda text: text.replace("\x00", ""))
MOMENTS = st.datetimes(
    dt.datetime(2000, 1, 1),  # noqa: DTZ001 -- the zone comes below
    dt.datetime(2060, 1, 1),  # noqa: DTZ001 -- as above
    timezones=st.just(dt.UTC),
)


@pytest.mark.requirement("ED65")
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    title=TEXT.filter(clean_cell),
    texts=st.fixed_dictionaries(dict.fromkeys(TEXTS, TEXT)),
    flags=st.fixed_dictionaries(dict.fromkeys(FLAGS, st.booleans())),
    minutes=st.none() | st.integers(0, 99),
    moments=st.lists(MOMENTS, max_size=3),
)
def test_whatever_an_offer_holds_comes_back_unchanged(
    *, title, texts, flags, minutes, moments
):
    offer = make_offer(
        title,
        slug=uuid.uuid4().hex,
        minutes=minutes,
        dates=[
            ("date", {"starts_at": at, "ends_at": at + dt.timedelta(hours=1)})
            for at in moments
        ],
        **texts,
        **flags,
    )
    before = read_cells(OFFERS)

    found = {
        form: (get_errors(report), get_counts(report))
        for form in WRITERS
        for report in [run(OFFERS, write(OFFERS, form))]
    }
    after = read_cells(OFFERS)
    offer.delete()
    Offer.objects.all().delete()

    assert found == dict.fromkeys(WRITERS, ([], (0, 0, 1, 0)))
    assert after == before


@given(st.text())
def test_neutralised_cell_is_restored(text):
    assert restore(neutralise(text)) == text
    assert not neutralise(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.requirement("ED65")
def test_changed_cell_changes_its_page_and_the_row_and_nothing_else(site):
    page, copy = make_full_event()
    (cells,) = read_cells(EVENTS)

    report = run(
        EVENTS,
        make_file(guard(cells) | {"title_en": "Stars", "venue_name": "Planetarium"}),
    )

    assert get_counts(report) == (0, 1, 0, 0)
    expected = {**cells, "title_en": "Stars", "venue_name": "Planetarium"}
    assert read_cells(EVENTS) == [expected]
    assert Event.objects.get().venue_name == "Planetarium"
    page.refresh_from_db()
    copy.refresh_from_db()
    assert (page.title, copy.title) == ("=Summe; der „Sterne“", "Stars")
    assert page.conference_url == "https://meet.example.org/geheim"


@pytest.mark.requirement("ED65")
def test_second_import_without_ids_finds_what_the_first_made(site):
    needed = {
        "network": site,
        "provider_name": "Labor",
        "is_mobile": "yes",
        "stages": "primary",
        "formats": "workshop",
    }
    content = make_file(
        {**needed, "title_de": "Löten"}, {**needed, "title_de": "Bohren"}
    )

    first, second = run(OFFERS, content), run(OFFERS, content)

    assert get_counts(first) == (2, 0, 0, 2)
    assert get_counts(second) == (0, 0, 2, 0)
    assert Offer.objects.count() == 2


@pytest.mark.requirement("ED65")
def test_words_of_the_national_platform_are_understood(site):
    content = make_file(
        {
            "network": site,
            "title_de": "Nacht",
            "starts_at": "03.03.2027 14:00",
            "ends_at": "2027-03-03T16:00",
            "mode": "all",
            "venue_address": "Planetarium, 55116 Mainz",
            "conference_url": "https://meet.example.org/geheim",
            "stages": "pupils_in_sek_1; Grundschule",
            "districts": "Mainz; Saarland",
            "is_free": "ja",
        }
    )

    report = run(EVENTS, content)

    assert get_errors(report) == []
    (cells,) = read_cells(EVENTS)
    assert cells["mode"] == "hybrid"
    assert cells["stages"] == "primary; lower-secondary"
    assert cells["starts_at"] == "2027-03-03T14:00:00+01:00"
    assert cells["districts"].split("; ")[0] == "07315"
    assert {ags[:2] for ags in cells["districts"].split("; ")} == {"07", "10"}
    assert cells["is_free"] == "yes"


AS_MOMENT = "Write a moment as 2027-03-31T14:00."
MISSING_HOUR = (
    "02:30 on 28.03.2027 does not exist: that night the clocks go from 02:00 to 03:00. "
    "Enter a time before 02:00 or from 03:00 on."
)
GOOD = {
    "title_de": "Nacht",
    "starts_at": "2027-03-03T14:00",
    "ends_at": "2027-03-03T16:00",
    "venue_address": "55116 Mainz",
}


@pytest.mark.requirement("ED65")
@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"network": "atlantis"}, "The network “atlantis” does not exist."),
        ({"title_de": ""}, "The title is missing: title_de."),
        (
            {"topics": "zauberei"},
            "“zauberei” is no term of the list “Topic”.",
        ),
        (
            {"starts_at": "morgen"},
            "starts_at: “morgen” cannot be read. Write a moment as 2027-03-31T14:00.",
        ),
        (
            {"starts_at": "2027-02-30T14:00"},
            f"starts_at: “2027-02-30T14:00” cannot be read. {AS_MOMENT}",
        ),
        (
            {"starts_at": "2027-03-28T02:30"},
            f"starts_at: “2027-03-28T02:30” cannot be read. {MISSING_HOUR}",
        ),
        ({"ends_at": "2027-03-03T13:00"}, "ends_at does not lie after starts_at."),
        ({"age_from": "9", "age_to": "8"}, "age_to is smaller than age_from."),
        ({"latitude": "50.1"}, "A point needs latitude and longitude."),
        (
            {"repeats": "weekly"},
            "The series has too many dates, or no last day (repeats_until).",
        ),
        (
            {"districts": "Atlantis"},
            "The district “Atlantis” does not exist in districts.tsv.",
        ),
        ({"id": "7"}, "id: “7” cannot be read. An id looks as an export writes it."),
        (
            {"is_free": "vielleicht"},
            "is_free: “vielleicht” cannot be read. Write yes or no.",
        ),
        ({"title_de": "=1+1"}, "“=1+1” begins like a formula."),
        (
            {"contact_email": "kein"},
            "de: contact_email: Enter a valid email address.",
        ),
        (
            {"source_language": "fr"},
            "The language “fr” does not exist. There are: de, en.",
        ),
    ],
)
def test_mistake_is_said_by_line_and_the_others_are_written(site, cells, sentence):
    good = {"network": site, **GOOD}
    content = make_file({**good, **cells}, {**good, "title_de": "Andere"})

    report = run(EVENTS, content)

    assert get_errors(report) == [(2, sentence)]
    assert list(EventPage.objects.values_list("title", flat=True)) == ["Andere"]
    assert Event.objects.count() == 1


@pytest.mark.requirement("ED65")
def test_row_that_the_pages_refuse_leaves_nothing_half_written(site):
    """The English list is missing: neither the German page nor the row stays."""
    EventIndexPage.objects.filter(locale__language_code="en").first().delete()
    good = {"network": site, **GOOD}
    content = make_file({**good, "title_en": "Night"}, {**good, "title_de": "Andere"})

    report = run(EVENTS, content)

    assert get_errors(report) == [
        (2, f"“{site}” has no list for this in the language en.")
    ]
    assert get_counts(report) == (1, 0, 0, 1)
    assert (Event.objects.count(), EventPage.objects.count()) == (1, 1)


@pytest.mark.requirement("ED65")
def test_dry_run_says_the_same_and_writes_nothing(site):
    content = make_file({"network": site, **GOOD}, {"network": "atlantis", **GOOD})

    report = run(EVENTS, content, dry_run=True)

    assert get_counts(report) == (1, 0, 0, 0)
    assert get_errors(report) == [(3, "The network “atlantis” does not exist.")]
    assert EventPage.objects.count() == 0


@pytest.mark.requirement("ED65")
def test_draft_in_work_is_left_alone():
    page, _copy = make_full_event()
    (cells,) = read_cells(EVENTS)
    page.title = "Entwurf"
    page.save_revision()

    report = run(EVENTS, make_file(guard(cells) | {"venue_name": "Planetarium"}))

    assert [note.text for note in report.kept] == [
        "Left alone: somebody is working on a draft of it."
    ]
    assert read_cells(EVENTS) == [cells]


@pytest.mark.requirement("ED65")
def test_part_stands_below_its_larger_event():
    above = make_event("Woche")
    make_event("Teil", slug="teil", parent_event=above)
    content = write(EVENTS)
    EventPage.objects.all().delete()
    Event.objects.all().delete()

    report = run(EVENTS, content)

    assert get_errors(report) == []
    part = EventPage.objects.get(slug="teil")
    assert part.event.parent.event_pages.get().title == "Woche"


@pytest.mark.requirement("ED65")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * (MAX_BYTES + 1), "The file is larger than 20 MB. Split it."),
        (b"{" + b" " * MAX_BYTES, "The file is larger than 20 MB. Split it."),
        (b'{"items": 7}', "The file has no list “items”."),
        (
            b"title_de\nNacht\n",
            "Columns are missing: network. The first line must name: network.",
        ),
    ],
)
def test_file_that_cannot_be_read_is_refused_whole(content, sentence):
    with pytest.raises(UnreadableTableError) as refused:
        run(EVENTS, content)

    assert str(refused.value) == sentence


@pytest.mark.requirement("ED65")
def test_registry_that_comes_back_changes_nothing():
    head = "name,states,kind,locality,latitude,longitude,districts"
    line = "MINT Süd,DE-RP,region,Kaiserslautern,49.4430,7.7716,Landkreis Kusel"
    import_networks(f"{head}\n{line}\n".encode(), now=NOON)
    Network.objects.filter(source_key="mint-sued").update(name="Umbenannt")
    content = "".join(export_csv("networks")).encode()

    report = import_networks(content, now=NOON)

    assert get_errors(report) == []
    assert (report.created, report.changed) == (0, 0)
    assert Network.objects.in_registry().count() == 1


@pytest.mark.requirement("ED65")
@pytest.mark.parametrize("form", WRITERS)
def test_commands_write_and_read_the_file(tmp_path, form):
    make_offer()
    path = tmp_path / f"offers.{form}"
    call_command("export_things", "offers", format=form, output=path)
    out = io.StringIO()

    call_command("import_offers", str(path), stdout=out)

    assert out.getvalue() == "0 new, 0 changed, 1 unchanged, 0 pages made.\n"
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps([{"network": "atlantis", "de": {"title": "x"}}]))
    with pytest.raises(CommandError) as refused:
        call_command("import_events", str(bad), dry_run=True, stdout=out)
    assert refused.value.returncode == 1
    with pytest.raises(CommandError) as missing:
        call_command("import_events", str(tmp_path / "none.csv"))
    assert missing.value.returncode == 2


# --- webinars and good practice -----------------------------------------------------------------


def make_full_webinar():
    page = make_webinar(
        title="-Zehn Versuche",
        slug="zehn-versuche",
        spoken_language="en",
        recording_until=dt.date(2028, 1, 31),
        transcript="<p>Guten &amp; Tag.</p><p>Ende.</p>",
        repeats="weekly",
        repeats_until=dt.date(2027, 3, 10),
        conference_url="https://meet.example.org/geheim",
    )
    add_terms(page, "topic", ["physics"])
    translate(WebinarPage.objects.get(pk=page.pk), "Ten experiments")


def make_full_practice():
    page = make_practice(
        title="Forscherkiste",
        slug="forscherkiste",
        idea="<p>Erstens.</p><p>Zweitens &lt; drittens.</p>",
        effect="<p>Mit <b>Nachdruck</b>.</p>",
        starts_on=dt.date(2026, 9, 1),
        budget="300 Euro",
        transfer_name="Ada Beispiel",
    )
    add_terms(page, "special-group", ["refugees"])
    translate(PracticePage.objects.get(pk=page.pk), "Box of questions")


BOTH = [(WEBINARS, make_full_webinar), (PRACTICE, make_full_practice)]


@pytest.mark.requirement("ED65", "ED37", "ED40")
@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize(("kind", "make"), BOTH)
def test_webinar_and_practice_that_come_back_change_nothing(kind, make, form):
    make()
    before = read_cells(kind)
    content = write(kind, form)

    report = run(kind, content)

    assert get_errors(report) == []
    assert get_counts(report) == (0, 0, 1, 0)
    assert read_cells(kind) == before
    assert b"geheim" not in content


@pytest.mark.requirement("ED65", "ED37", "ED40")
@pytest.mark.parametrize(("kind", "make"), BOTH)
def test_webinar_and_practice_are_whole_on_another_portal(kind, make):
    make()
    (before,), content = read_cells(kind), write(kind)
    kind.page_model.objects.all().delete()
    kind.row_model.objects.all().delete()

    rehearsal = run(kind, content, dry_run=True)
    report = run(kind, content)

    assert get_errors(report) == []
    assert get_counts(rehearsal) == (1, 0, 0, 0)
    assert get_counts(report) == (1, 0, 0, 2)
    assert read_cells(kind) == [before]


@pytest.mark.requirement("ED65", "ED37")
def test_prose_is_written_as_paragraphs_and_richer_prose_stays(site):
    make_full_practice()
    (cells,) = read_cells(PRACTICE)
    assert cells["idea_de"] == "Erstens.\n\nZweitens < drittens."
    assert cells["effect_de"] == ""

    row = {name: cells[name] for name in ("id", "network", "title_de", "effect_de")}
    report = run(PRACTICE, make_file(row | {"idea_de": "<b>Neu</b>\n\nUnd mehr"}))

    page = PracticePage.objects.get(locale__language_code="de")
    assert get_counts(report) == (0, 1, 0, 0)
    assert page.idea == "<p>&lt;b&gt;Neu&lt;/b&gt;</p><p>Und mehr</p>"
    assert page.effect == "<p>Mit <b>Nachdruck</b>.</p>"


@pytest.mark.requirement("ED65", "ED37", "ED40")
@pytest.mark.parametrize(
    ("kind", "cells", "sentence"),
    [
        (WEBINARS, {"spoken_language": "fr"}, "de: spoken_language:"),
        (WEBINARS, {"ends_at": "2027-03-01T10:00"}, "ends_at does not lie after"),
        (WEBINARS, {"repeats": "daily"}, "The series has"),
        (PRACTICE, {"starts_on": "Montag"}, "starts_on: “Montag” cannot be read."),
        (
            PRACTICE,
            {"starts_on": "2027-03-03", "ends_on": "2027-03-01"},
            "ends_on lies before starts_on.",
        ),
        (PRACTICE, {"special_groups": "dance"}, "“dance” is no term of the list"),
        (PRACTICE, {"transfer_email": "x"}, "de: transfer_email:"),
    ],
)
def test_mistake_in_webinar_or_practice_is_said_by_line(site, kind, cells, sentence):
    row = {"network": site, "title_de": "Gut"}
    if kind is WEBINARS:
        row |= {"starts_at": "2027-03-03T10:00", "ends_at": "2027-03-03T11:00"}
        row |= {"spoken_language": "de"}

    report = run(kind, make_file(row | cells | {"title_de": "Falsch"}, row))

    assert [(line, text[: len(sentence)]) for line, text in get_errors(report)] == [
        (2, sentence)
    ]
    assert [page.title for page in kind.page_model.objects.all()] == ["Gut"]


@pytest.mark.requirement("ED65", "ED40")
@pytest.mark.parametrize("dry_run", [True, False])
def test_events_are_not_taken_for_webinars(dry_run):
    make_full_event()

    report = run(WEBINARS, write(EVENTS), dry_run=dry_run)

    assert get_errors(report) == [(2, "The id is that of a thing of another kind.")]
    assert WebinarPage.objects.count() == 0


@pytest.mark.requirement("ED65", "ED37", "ED40")
@pytest.mark.parametrize(("kind", "make"), BOTH)
def test_commands_of_webinars_and_practice_write_and_read(tmp_path, kind, make):
    make()
    path = tmp_path / "file.csv"
    said = io.StringIO()

    call_command("export_things", kind.kind, output=path)
    call_command(f"import_{kind.kind}", path, dry_run=True, stdout=said)

    assert said.getvalue().splitlines()[-1].startswith("0 new, 0 changed, 1 unchanged")

"""The funding directory from a file: what is written, left alone, refused and said (ED42)."""

import csv
import io
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.enums import Taxonomy
from cms.exports.things import export_csv, export_json
from cms.importers.funding import COLUMNS, import_funding
from cms.importers.tables import UnreadableTableError
from cms.models import FundingEntry, FundingIndexPage, FundingPage, PageTerm
from cms.operations.funding import NoDirectoryError
from cms.queries.funding_cells import get_funding_facts
from tests.cms.funding import make_funding

ROW = {
    "source": "Beispielliste",
    "external_key": "a-1",
    "title": "MINT-Topf",
    "summary": "Geld für Brücken.",
    "funder": "Muster-Stiftung",
    "url": "https://example.org/topf",
    "sum": "bis zu 5.000 Euro",
    "deadline": "2027-06-30",
    "in_force": "yes",
    "states": "DE-RP;DE-SL",
    "types": "foundations",
    "areas": "equipment",
    "eligible": "school;association",
}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.requirement("ED42"),
    pytest.mark.usefixtures("portal", "_in_english"),
]


def make_csv(*rows, columns=COLUMNS):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return out.getvalue().encode()


def run(*rows, **kwargs):
    return import_funding(make_csv(*rows), **kwargs)


def get_counts(report):
    return report.created, report.changed, report.unchanged


def get_errors(report):
    return [(note.line, note.text) for note in report.errors]


def get_page():
    return FundingPage.objects.get(entry__external_key="a-1", alias_of=None)


def test_row_becomes_an_entry_with_its_page():
    report = run({})

    page = get_page()
    assert (get_counts(report), report.errors, report.kept) == ((1, 0, 0), [], [])
    assert (page.live, page.slug, page.source) == (True, "mint-topf", "Beispielliste")
    assert get_funding_facts(page) == {
        "title": "MINT-Topf",
        "summary": "Geld für Brücken.",
        "funder": "Muster-Stiftung",
        "url": "https://example.org/topf",
        "amount": "bis zu 5.000 Euro",
        "deadline_at": "2027-06-30T21:59:00+00:00",
        "is_in_force": True,
        "states": ["DE-RP", "DE-SL"],
        "types": ["foundations"],
        "areas": ["equipment"],
        "eligible": ["association", "school"],
    }
    assert page.entry.deadline_at == page.deadline_at
    assert sorted(row.state for row in page.entry.states.all()) == ["DE-RP", "DE-SL"]


def test_second_run_changes_nothing():
    run({})
    before = list(Page.objects.order_by("pk").values())

    report = run({})

    assert get_counts(report) == (0, 0, 1)
    assert list(Page.objects.order_by("pk").values()) == before


def test_dry_run_says_the_same_and_writes_nothing():
    run({})

    report = run({"sum": "10.000 Euro"}, {"external_key": "a-2"}, dry_run=True)

    assert (report.is_dry_run, get_counts(report)) == (True, (1, 1, 0))
    assert FundingEntry.objects.count() == 1
    assert get_page().amount == "bis zu 5.000 Euro"


def test_changed_row_changes_its_page_alone():
    run({}, {"external_key": "a-2", "title": "Anderer"})

    report = run(
        {"deadline": "31.12.2027", "types": "companies", "in_force": "nein"},
        {"external_key": "a-2", "title": "Anderer"},
    )

    page = get_page()
    assert get_counts(report) == (0, 1, 1)
    assert page.deadline_at.isoformat() == "2027-12-31T22:59:00+00:00"
    assert (page.is_in_force, page.entry.is_in_force) == (False, False)
    types = PageTerm.objects.filter(page=page, term__taxonomy=Taxonomy.FUNDING_TYPE)
    assert [row.term.slug for row in types] == ["companies"]


def test_what_staff_have_changed_is_kept_and_said():
    run({})
    page = get_page()
    page.amount = "bis zu 7.000 Euro"
    page.save_revision().publish()

    report = run({"sum": "bis zu 6.000 Euro", "summary": "Neu."})

    page = get_page()
    assert (page.amount, page.summary) == ("bis zu 7.000 Euro", "Neu.")
    assert [(note.line, note.text) for note in report.kept] == [
        (2, "“MINT-Topf”: changed here since the last import and kept: amount.")
    ]


@pytest.mark.parametrize(
    ("do", "sentence"),
    [
        ("draft", "“MINT-Topf” has a draft here and was left alone."),
        ("unpublish", "“MINT-Topf” is not published here and was left alone."),
        ("delete", "“MINT-Topf” was deleted here and stays deleted."),
    ],
)
def test_entry_that_staff_work_on_is_left_alone(do, sentence):
    run({})
    page = get_page()
    if do == "draft":
        page.summary = "Entwurf"
        page.save_revision()
    elif do == "unpublish":
        page.unpublish()
    else:
        page.delete()

    report = run({"summary": "Neu."})

    assert [note.text for note in report.kept] == [sentence]
    assert get_counts(report) == (0, 0, 1)
    assert not FundingPage.objects.filter(summary="Neu.").exists()


def test_foreign_slugs_of_the_national_platform_are_understood():
    run({"types": "private_funding_foundations;public_funding_eu"})

    assert get_funding_facts(get_page())["types"] == ["foundations", "public-eu"]


def test_json_means_the_same_as_csv():
    run({})
    row = ROW | {
        "states": ["DE-RP", "DE-SL"],
        "eligible": ["school", "association"],
        "in_force": True,
    }

    report = import_funding(json.dumps([row]).encode())

    assert (get_counts(report), report.errors) == ((0, 0, 1), [])


def test_windows_1252_and_bom_are_read():
    text = make_csv({}).decode()

    first = import_funding(text.encode("cp1252"))
    second = import_funding(b"\xef\xbb\xbf" + text.encode())

    assert [get_counts(first), get_counts(second)] == [(1, 0, 0), (0, 0, 1)]
    assert get_page().summary == "Geld für Brücken."


@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        ({"types": "gibtsnicht"}, [
            ("“gibtsnicht” does not exist in “types”. There are: companies, crowdfunding, "
             "foundations, individuals, other, prize, public-eu, public-germany, "
             "social-lottery.")
        ]),
        ({"deadline": "2027-02-30"}, [
            "“2027-02-30” is no date. Write it as 2027-03-31, 2027-03-31 14:00 or 31.03.2027."
        ]),
        ({"deadline": "bald"}, [
            "“bald” is no date. Write it as 2027-03-31, 2027-03-31 14:00 or 31.03.2027."
        ]),
        ({"title": "=HYPERLINK(1)"}, ["“=HYPERLINK(1)” begins like a formula."]),
        ({"states": "RP"}, ["The state “RP” does not exist. Write it as DE-RP."]),
        ({"url": "javascript:alert(1)"}, [
            "“javascript:alert(1)” is no address that begins with https:// or http://."
        ]),
        ({"title": "", "external_key": ""}, [
            "The column “external_key” is empty.",
            "The column “title” is empty.",
        ]),
        ({"in_force": "vielleicht"}, ["“vielleicht” is neither yes nor no."]),
        ({"title": "x" * 201}, ["“title” is longer than 200 characters."]),
    ],
)  # fmt: skip
def test_mistakes_of_a_row_are_said_and_the_others_imported(row, sentences):
    report = run(row, {"external_key": "a-2"})

    assert get_errors(report) == [(2, sentence) for sentence in sentences]
    assert [e.external_key for e in FundingEntry.objects.all()] == ["a-2"]


def test_key_that_stands_twice_is_refused_the_second_time_only():
    report = run({}, {"title": "Doppelt"}, {"source": "Andere Liste"})

    assert get_errors(report) == [(3, "The key “a-1” stands in line 2 already.")]
    assert get_counts(report) == (2, 0, 0)
    assert sorted(FundingPage.objects.values_list("title", flat=True)) == [
        "MINT-Topf",
        "MINT-Topf",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * (20 * 1024 * 1024 + 1), "The file is larger than 20 MB. Split it."),
        (b"", "The file is empty."),
        (b"[]", "The file is empty."),
        (b'{"title": "x"}', "The JSON must be a list of objects."),
        (b'[{"title": ', "Line 1 cannot be read: this is no JSON."),
        (b"[" * 100_000, "Line 1 cannot be read: this is no JSON."),
        (
            b"PK\x03\x04",
            "This is a workbook, not a CSV file. Save the sheet as “CSV UTF-8”.",
        ),
    ],
)
def test_file_that_cannot_be_read_is_refused_as_a_whole(content, sentence):
    with pytest.raises(UnreadableTableError) as error:
        import_funding(content)

    assert str(error.value) == sentence
    assert FundingEntry.objects.count() == 0


def test_missing_column_is_named():
    with pytest.raises(UnreadableTableError) as error:
        import_funding(make_csv({}, columns=[c for c in COLUMNS if c != "url"]))

    assert str(error.value).startswith("Columns are missing: url.")


def test_json_with_unknown_names_or_other_values_is_refused_by_number():
    rows = [ROW | {"colour": "red"}, "text", ROW]

    report = import_funding(json.dumps(rows).encode())

    assert get_errors(report) == [
        (1, "Nobody knows these names: colour."),
        (2, "This is no object with names and values."),
    ]
    assert get_counts(report) == (1, 0, 0)


def test_broken_batch_is_tried_again_row_by_row(monkeypatch):
    import cms.operations.funding as operations  # noqa: PLC0415 -- to break one row

    real = operations._publish  # noqa: SLF001 -- the step that is to fail

    def publish(page):
        if page.title == "Kaputt":
            from django.db import DataError  # noqa: PLC0415 -- as a database would

            raise DataError("no")
        real(page)

    monkeypatch.setattr(operations, "_publish", publish)

    report = run({}, {"external_key": "a-2", "title": "Kaputt"})

    assert get_errors(report) == [(3, "The database refuses the row: no")]
    assert [e.external_key for e in FundingEntry.objects.all()] == ["a-1"]
    assert Page.find_problems() == ([], [], [], [], [])


def test_portal_without_directory_says_so(tmp_path):
    FundingIndexPage.objects.all().delete()
    path = tmp_path / "funding.csv"
    path.write_bytes(make_csv({}))

    with pytest.raises(NoDirectoryError):
        run({})
    with pytest.raises(CommandError) as error:
        call_command("import_funding", str(path))

    assert error.value.returncode == 2


def test_command_reports_lines_and_ends_with_one_where_rows_were_refused(tmp_path):
    path, out = tmp_path / "funding.csv", StringIO()
    path.write_bytes(make_csv({}, {"external_key": "a-2", "deadline": "bald"}))

    with pytest.raises(CommandError) as error:
        call_command("import_funding", str(path), stdout=out)

    assert error.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "Line 3: “bald” is no date. Write it as 2027-03-31, 2027-03-31 14:00 or 31.03.2027.",
        "1 new, 0 changed, 0 unchanged.",
    ]


@pytest.mark.requirement("ED42", "ED65")
@pytest.mark.parametrize("export", [export_csv, export_json])
def test_round_trip_changes_nothing(export):
    run({"deadline": "2027-06-30 14:00"}, {"external_key": "a-2", "deadline": ""})
    make_funding("=1+1", states=["DE-RP"], types=["foundations"], is_in_force=False)
    content = "".join(export("funding")).encode()
    entries = list(FundingEntry.objects.order_by("pk").values())
    pages = list(Page.objects.order_by("pk").values())

    report = import_funding(content)

    assert (get_counts(report), report.errors, report.kept) == ((0, 0, 3), [], [])
    assert list(FundingEntry.objects.order_by("pk").values()) == entries
    assert list(Page.objects.order_by("pk").values()) == pages


def test_no_cell_of_an_export_is_a_formula():
    make_funding("=1+1", summary="@SUM(A1)")

    rows = list(csv.DictReader(io.StringIO("".join(export_csv("funding"))[1:])))

    assert [(row["title"], row["summary"]) for row in rows] == [("'=1+1", "'@SUM(A1)")]

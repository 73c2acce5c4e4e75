"""The registry from a file: what is written, left alone, refused and said."""

import datetime as dt
import time
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex

from cms.conf import get_data_dir
from cms.enums import NetworkKind
from cms.importers.networks import import_networks
from cms.models import Network, NetworkState, RegionIndexPage, RegionPage
from cms.models.network import get_network_facts
from cms.operations.registry import build_summary

NOW = dt.datetime(2027, 3, 3, 12, tzinfo=dt.UTC)
HEADER = "name,states,kind,locality,latitude,longitude,districts\n"
REGISTRY = get_data_dir() / "regions.csv"
WESTPFALZ = (
    "MINT-Region Süd,DE-RP,region,Kaiserslautern,49.4430,7.7716,"
    "Kaiserslautern;Landkreis Kusel\n"
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_in_english")]


def run(text, *, dry_run=False):
    return import_networks((HEADER + text).encode(), now=NOW, dry_run=dry_run)


def get_counts(report):
    return report.created, report.changed, report.unchanged, report.pages


def get_errors(report):
    return [(note.line, note.text) for note in report.errors]


@pytest.mark.requirement("ED5", "ED1")
def test_shipped_registry_becomes_networks_and_pages_in_both_languages(
    portal, german, english
):
    started = time.perf_counter()
    report = import_networks(REGISTRY.read_bytes(), now=NOW)
    seconds = time.perf_counter() - started

    assert get_counts(report) == (127, 0, 0, 254)
    assert (report.notes, report.kept, report.errors) == ([], [], [])
    networks = Network.objects.in_registry()
    programmes = networks.filter(kind=NetworkKind.STATE_PROGRAMME)
    assert (networks.count(), programmes.count()) == (127, 6)
    assert [networks.listed(locale).count() for locale in (german, english)] == [
        127,
        127,
    ]
    assert networks.filter(seat_ags="").count() == 0
    assert Page.find_problems() == ([], [], [], [], [])
    assert seconds < 30


@pytest.mark.requirement("ED5")
def test_second_run_changes_nothing_and_is_quick(portal, django_assert_max_num_queries):
    import_networks(REGISTRY.read_bytes(), now=NOW)
    before = list(Network.objects.order_by("pk").values())

    started = time.perf_counter()
    with django_assert_max_num_queries(25):
        report = import_networks(REGISTRY.read_bytes(), now=NOW)
    seconds = time.perf_counter() - started

    assert get_counts(report) == (0, 0, 127, 0)
    assert report.adopted == 0
    assert list(Network.objects.order_by("pk").values()) == before
    assert seconds < 2


@pytest.mark.requirement("ED1", "ED5")
def test_row_becomes_a_network_with_its_facts(portal):
    run(WESTPFALZ)

    network = Network.objects.in_registry().get()
    assert network.source_key == network.slug == "mint-region-sued"
    assert get_network_facts(network) == network.imported_values
    assert get_network_facts(network) == {
        "name": "MINT-Region Süd",
        "kind": "mint-region",
        "locality": "Kaiserslautern",
        "latitude": "49.4430",
        "longitude": "7.7716",
        "seat_ags": "07312",
        "states": ["DE-RP"],
        "districts": ["07312", "07336"],
    }
    assert network.confirmed_on is None


@pytest.mark.requirement("ED5", "ED71")
def test_pages_stand_live_below_the_directory_of_their_language(portal):
    run(WESTPFALZ)

    network = Network.objects.in_registry().get()
    pages = RegionPage.objects.order_by("locale__language_code")
    assert [(page.url, page.title, page.live, page.network) for page in pages] == [
        ("/de/regionen/mint-region-sued/", "MINT-Region Süd", True, network),
        ("/en/regions/mint-region-sued/", "MINT-Region Süd", True, network),
    ]
    assert {page.translation_key for page in pages} == {network.translation_key}
    assert pages[1].summary == (
        "STEM network based in Kaiserslautern (Rhineland-Palatinate). "
        "It covers 2 districts and cities."
    )


@pytest.mark.requirement("ED5")
def test_pages_are_as_if_saved_one_by_one(portal):
    run(WESTPFALZ)
    page = RegionPage.objects.first()
    references = list(ReferenceIndex.objects.order_by("pk").values())

    page.save()
    ReferenceIndex.create_or_update_for_object(page)

    assert list(ReferenceIndex.objects.order_by("pk").values()) == references
    assert Page.find_problems() == ([], [], [], [], [])
    assert list(RegionPage.objects.search("Region", operator="and")) != []
    directory = page.get_parent()
    assert directory.numchild == directory.get_children().count() == 1
    sibling = directory.add_child(instance=make_region_page(page.network, "andere"))
    assert sibling.path > page.path


def make_region_page(network, slug):
    return RegionPage(title=slug, slug=slug, network=network)


@pytest.mark.requirement("ED5")
def test_page_made_by_hand_stays_and_a_taken_address_gets_another(portal, german):
    directory = RegionIndexPage.objects.get(locale=german)
    other = Network.objects.get_site()
    directory.add_child(instance=make_region_page(other, "mint-region-sued"))

    report = run(WESTPFALZ)

    network = Network.objects.in_registry().get()
    slugs = RegionPage.objects.filter(network=network, locale=german).values_list(
        "slug"
    )
    assert report.pages == 2
    assert [slug for (slug,) in slugs] == [f"mint-region-sued-{network.pk}"]


@pytest.mark.requirement("ED5")
def test_without_a_directory_the_networks_are_imported_alone(db):
    report = run(WESTPFALZ)

    assert get_counts(report) == (1, 0, 0, 0)


@pytest.mark.requirement("ED5")
def test_missing_page_is_made_by_the_next_run(portal, english):
    run(WESTPFALZ)
    RegionPage.objects.get(locale=english).delete()

    report = run(WESTPFALZ)

    assert get_counts(report) == (0, 0, 1, 1)


@pytest.mark.requirement("ED5")
def test_file_changes_what_staff_have_not_touched(portal):
    run(WESTPFALZ)
    changed = WESTPFALZ.replace("Kaiserslautern,49.4430,7.7716", "Kusel,49.5371,7.4045")

    report = run(changed.replace("Kaiserslautern;", ""))

    network = Network.objects.in_registry().get()
    assert get_counts(report) == (0, 1, 0, 0)
    assert (network.locality, network.seat_ags) == ("Kusel", "07336")
    assert network.latitude == Decimal("49.5371")
    assert [row.ags for row in network.districts.all()] == ["07336"]
    assert get_network_facts(network) == {
        name: network.imported_values[name] for name in get_network_facts(network)
    }
    english_page = RegionPage.objects.get(locale__language_code="en")
    assert english_page.summary == build_summary(network, "en")


@pytest.mark.requirement("ED5")
def test_value_that_staff_have_changed_is_kept_and_reported(portal):
    run(WESTPFALZ)
    network = Network.objects.in_registry().get()
    network.name, network.locality = "MINT-Region Westpfalz", ""
    network.save()
    NetworkState.objects.create(network=network, state="DE-SL")

    reports = [run(WESTPFALZ), run(WESTPFALZ.replace("7.7716", "7.7000"))]

    network.refresh_from_db()
    assert [get_counts(report) for report in reports] == [(0, 0, 1, 0), (0, 1, 0, 0)]
    assert [[(note.line, note.text) for note in report.kept] for report in reports] == [
        [
            (
                2,
                (
                    "“MINT-Region Westpfalz”: changed here since the last import and kept: "
                    "name, locality, states."
                ),
            )
        ]
    ] * 2
    assert (network.name, network.locality) == ("MINT-Region Westpfalz", "")
    assert sorted(row.state for row in network.states.all()) == ["DE-RP", "DE-SL"]
    assert network.longitude == Decimal("7.7000")


@pytest.mark.requirement("ED5")
def test_summary_that_an_editor_has_written_is_kept(portal):
    run(WESTPFALZ)
    RegionPage.objects.update(summary="Wir forschen im Wald.")

    run(WESTPFALZ.replace("Kaiserslautern;", ""))

    assert set(RegionPage.objects.values_list("summary", flat=True)) == {
        "Wir forschen im Wald."
    }


@pytest.mark.requirement("ED5")
def test_renamed_network_is_still_matched_by_its_source_key(portal):
    run(WESTPFALZ)
    Network.objects.in_registry().update(name="Neuer Name", slug="neuer-name")

    report = run(WESTPFALZ)

    assert get_counts(report) == (0, 0, 1, 0)
    assert Network.objects.in_registry().get().source_key == "mint-region-sued"


@pytest.mark.requirement("ED5")
def test_dry_run_says_the_same_and_writes_nothing(portal):
    run(WESTPFALZ)
    before = list(Network.objects.order_by("pk").values())
    text = WESTPFALZ.replace("Kusel", "Kusel;Pirmasens") + (
        "Neu,DE-HE,region,,,,\nFalsch,DE-XX,region,,,,\n"
    )

    report = run(text, dry_run=True)

    assert get_counts(report) == (1, 1, 0, 0)
    assert get_errors(report) == [
        (4, "The state “DE-XX” does not exist. Write it as DE-RP.")
    ]
    assert list(Network.objects.order_by("pk").values()) == before


@pytest.mark.requirement("ED5", "R19")
@pytest.mark.parametrize(
    ("row", "sentences"),
    [
        (",DE-RP,region,,,,", ["The name is missing."]),
        (
            "…,DE-RP,region,,,,",
            ["The name needs letters or digits to make an address from."],
        ),
        ("Site,DE-RP,region,,,,", ["The name “Site” is kept for the portal."]),
        (f"{'n' * 201},DE-RP,region,,,,", ["The name is longer than 200 characters."]),
        (
            f"N,DE-RP,region,{'o' * 121},,,",
            ["The locality is longer than 120 characters."],
        ),
        ("N,,region,,,,", ["The state is missing. Write it as DE-RP."]),
        ("N,RP,region,,,,", ["The state “RP” does not exist. Write it as DE-RP."]),
        (
            "N,DE-RP,club,,,,",
            [
                (
                    "The kind “club” does not exist. There are: region, state_programme, "
                    "mint-region, mint-cluster, alliance, national-initiative, "
                    "other-network, state-programme."
                )
            ],
        ),
        ("N,DE-RP,site,,,,", None),
        ("N,DE-RP,region,Mainz,49.9,,", ["A point needs latitude and longitude."]),
        (
            "N,DE-RP,region,Mainz,x,8.2,",
            ["“x” is no latitude between 47 and 56 degrees."],
        ),
        (
            "N,DE-RP,region,Mainz,8.2,49.9,",
            [
                "“8.2” is no latitude between 47 and 56 degrees.",
                "“49.9” is no longitude between 5 and 16 degrees.",
            ],
        ),
        (
            "N,DE-RP,region,,,,Kreis Atlantis",
            ["The district “Kreis Atlantis” does not exist in districts.tsv."],
        ),
        (
            "N,DE-RP,region,,,,Kreis Unna",
            ["The district “Kreis Unna” lies in DE-NW, which the row does not name."],
        ),
        (
            "N,DE-XX,club,,,,Kreis Atlantis",
            None,
        ),
    ],
)
def test_row_with_mistakes_is_refused_with_all_of_them(row, sentences, db):
    report = run("Gut,DE-RP,region,,,,\n" + row + "\n")

    errors = get_errors(report)
    assert {line for line, _text in errors} == {3}
    if sentences is None:
        assert len(errors) == (3 if "XX" in row else 1)
    else:
        assert [text for _line, text in errors] == sentences
    assert [n.name for n in Network.objects.in_registry()] == ["Gut"]


@pytest.mark.requirement("ED5")
def test_name_that_stands_twice_is_refused_with_the_line_of_the_first(db):
    report = run("A B,DE-RP,region,,,,\nC,DE-RP,region,,,,\na-b,DE-HE,region,,,,\n")

    assert get_errors(report) == [(4, "The name “a-b” stands in line 2 already.")]
    assert report.created == 2


@pytest.mark.requirement("R19")
def test_german_spreadsheet_with_decimal_commas_is_read(db):
    text = (
        "name;states;kind;locality;latitude;longitude;districts\n"
        'Süd;DE-BE DE-BB;region;Mainz;49,9;8,27;"Berlin;Potsdam"\n'
    )

    report = import_networks(text.encode("cp1252"), now=NOW)

    network = Network.objects.in_registry().get()
    assert (report.created, len(report.notes)) == (1, 2)
    assert (network.latitude, network.longitude) == (Decimal("49.9"), Decimal("8.27"))
    assert [row.state for row in network.states.all()] == ["DE-BB", "DE-BE"]
    assert [row.ags for row in network.districts.all()] == ["11000", "12054"]


@pytest.mark.requirement("R19", "ED5")
def test_row_that_the_database_refuses_leaves_the_others_whole(portal):
    site = Network.objects.get_site()
    for slug in ("netz-7", "netz-7-2"):
        Network.objects.create(
            name=slug,
            slug=slug,
            source_key=f"old-{slug}",
            kind=NetworkKind.OTHER,
            source_locale=site.source_locale,
        )

    report = run("".join(f"Netz {n},DE-RP,region,,,,\n" for n in range(20)))

    assert get_counts(report) == (19, 0, 0, 38)
    assert [note.line for note in report.errors] == [9]
    assert NetworkState.objects.count() == 19
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.requirement("R19", "ED5")
def test_ten_thousand_rows_with_one_broken_import_the_others(db):
    rows = [f"Netz {n},DE-RP,region,,,,\n" for n in range(10_000)]
    rows[4_998] = "Netz 4998,DE-RP,region,,broken,8,\n"

    report = run("".join(rows))

    assert get_counts(report) == (9_999, 0, 0, 0)
    assert get_errors(report) == [
        (5_000, "“broken” is no latitude between 47 and 56 degrees.")
    ]
    assert Network.objects.in_registry().count() == 9_999


@pytest.mark.requirement("ED72")
def test_state_programme_is_parent_of_its_states_networks_where_there_is_one(portal):
    import_networks(REGISTRY.read_bytes(), now=NOW)

    networks = Network.objects.in_registry()
    by_state = {
        state: set(
            networks.filter(states__state=state)
            .exclude(kind=NetworkKind.STATE_PROGRAMME)
            .values_list("parent__name", flat=True)
        )
        for state in ("DE-TH", "DE-NW", "DE-BY", "DE-BW")
    }
    assert by_state == {
        "DE-TH": {"Jungforscher Thüringen"},
        "DE-NW": {"Zukunft durch Innovation.NRW"},
        "DE-BY": {None},
        "DE-BW": {None},
    }
    assert networks.filter(kind="state-programme", parent__isnull=False).count() == 0


@pytest.mark.requirement("ED72", "ED5")
def test_parent_that_staff_have_changed_stays(portal):
    text = "Land,DE-TH,state_programme,,,,\n" + "".join(
        f"{name},DE-TH,region,,,,\n" for name in ("A", "B", "C")
    )
    run(text)
    Network.objects.filter(name="A").update(parent=None)

    report = run(text + "D,DE-TH,region,,,,\n")

    parents = dict(Network.objects.in_registry().values_list("name", "parent__name"))
    assert report.adopted == 1
    assert parents == {"Land": None, "A": None, "B": "Land", "C": "Land", "D": "Land"}


@pytest.mark.requirement("ED72")
def test_second_programme_of_a_state_takes_the_imported_parents_away(portal):
    text = "Land,DE-TH,state_programme,,,,\nA,DE-TH,region,,,,\n"
    run(text)

    run(text + "Zweites,DE-TH,state_programme,,,,\n")

    assert Network.objects.get(name="A").parent is None


@pytest.mark.requirement("ED5")
def test_import_asks_the_same_number_of_queries_for_one_row_and_three(portal):
    counts = []
    for names in (["A"], ["B", "C", "D"]):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            run("".join(f"{name},DE-RP,region,,,,\n" for name in names), dry_run=True)
        counts.append(len(captured))

    assert counts[0] == counts[1]


# --- the command -----------------------------------------------------------------------


def call(path, *options):
    out = StringIO()
    call_command("import_networks", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.mark.requirement("ED5")
def test_command_says_what_it_did(portal, tmp_path):
    path = tmp_path / "regions.csv"
    path.write_text(HEADER + WESTPFALZ, encoding="utf-8-sig")

    outputs = [call(path, "--dry-run"), call(path), call(path)]

    assert outputs == [
        (
            "Dry run: nothing was written.\n"
            "1 new, 0 changed, 0 unchanged, 0 pages made, 0 put below a state programme.\n"
        ),
        "1 new, 0 changed, 0 unchanged, 2 pages made, 0 put below a state programme.\n",
        "0 new, 0 changed, 1 unchanged, 0 pages made, 0 put below a state programme.\n",
    ]


@pytest.mark.requirement("ED5", "R19")
@pytest.mark.parametrize(
    ("content", "message", "code"),
    [
        (b"name,states\n", "f.csv: Columns are missing: kind, locality", 2),
        (
            (HEADER + "A,DE-RP,region,,,,\nB,,region,,,,\n").encode(),
            "Mistakes: 1. The rows without a mistake were imported.",
            1,
        ),
    ],
)
def test_command_ends_with_a_code_that_scripts_can_read(
    content, message, code, tmp_path
):
    path = tmp_path / "f.csv"
    path.write_bytes(content)

    with pytest.raises(CommandError) as caught:
        call(path)

    assert str(caught.value)[: len(message)] == message
    assert caught.value.returncode == code


@pytest.mark.requirement("ED5")
def test_command_without_a_file_says_so(tmp_path):
    with pytest.raises(
        CommandError, match=r"missing\.csv cannot be read: No such file"
    ):
        call(tmp_path / "missing.csv")

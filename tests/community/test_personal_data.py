"""The registry of what we hold on people covers every table and every column (P9, P10, P35)."""

import csv
import datetime as dt
import io
import os
import re

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model

from community.checks import check_personal_data
from community.personal_data import (
    DataClass,
    DataPurpose,
    Impersonal,
    Person,
    PersonalData,
    impersonal,
    personal_data,
)
from community.queries.personal_data import (
    PEOPLE,
    find_people_columns,
    find_undeclared_columns,
    get_rows,
    list_inventory,
    list_undeclared,
)
from tests.architecture.layers import ROOT

OUR_APPS = {"cms", "community", "alumni", "sponsors", "verbund_search"}
INVENTORY = ROOT / "docs/data-inventory.tsv"
PRIVACY = ROOT / "docs/privacy.md"
NOBODY = Person(
    user_id=0,
    addresses=frozenset(),
    claimed=frozenset(),
    names=frozenset(),
    joined_at=dt.datetime(2027, 3, 3, tzinfo=dt.UTC),
)
HEAD = ("table", "column", "class", "purpose", "readers", "kept", "export")


@pytest.mark.requirement("P9", "P10", "P35")
def test_every_table_is_declared_or_holds_nobody():
    assert list_undeclared() == []


@pytest.mark.requirement("P35")
def test_every_entry_has_its_table_and_every_column_its_word():
    undeclared = {
        entry.name: find_undeclared_columns(entry)
        for entry in personal_data.entries()
        if find_undeclared_columns(entry)
    }

    assert undeclared == {}
    assert all(apps.get_model(entry.name) for entry in impersonal.entries())


@pytest.mark.requirement("P35")
def test_exported_columns_exist(db):
    for entry in personal_data.entries():
        assert list(get_rows(entry, NOBODY).values(*entry.exported)) == []


@pytest.mark.requirement("P9", "P10")
def test_tables_that_hold_nobody_do_not_speak_of_people():
    speaking = {
        entry.name: columns
        for entry in impersonal.entries()
        for columns in [find_people_columns(apps.get_model(entry.name))]
        if columns
    }

    assert speaking == {}


@pytest.mark.requirement("P9", "P10")
def test_no_table_points_to_a_person_unseen():
    """Keys, one to one, many to many and through tables, whatever declares them."""
    people = (get_user_model(), *PEOPLE)
    pointing = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for column in model._meta.local_fields
        if column.is_relation and column.related_model in people
    }

    assert pointing - {entry.name for entry in personal_data.entries()} == set()


@pytest.mark.requirement("P35")
def test_inventory_lists_every_column_of_our_tables():
    """`VERBUND_WRITE_INVENTORY=1` writes it; read the difference before it is committed."""
    lines = [
        (
            line.table,
            line.column,
            line.data_class,
            line.purpose,
            line.readers,
            line.kept,
            line.export,
        )
        for line in list_inventory(OUR_APPS)
    ]
    if os.environ.get("VERBUND_WRITE_INVENTORY"):
        text = io.StringIO()
        csv.writer(text, delimiter="\t", lineterminator="\n").writerows([HEAD, *lines])
        INVENTORY.write_text(text.getvalue(), "utf-8")

    with INVENTORY.open(encoding="utf-8", newline="") as file:
        written = [tuple(row) for row in csv.reader(file, delimiter="\t")]
    assert [line for line in lines if "undeclared" in line[6]] == []
    assert written == [HEAD, *lines]


def format_row(entry) -> str:
    cells = (
        f"`{entry.name}`",
        entry.data_class,
        entry.purpose,
        entry.readers,
        entry.kept,
        entry.erasure,
    )
    return f"| {' | '.join(cells)} |"


@pytest.mark.requirement("P35")
def test_privacy_page_lists_every_table():
    rows = [format_row(entry) for entry in personal_data.entries()]
    text = PRIVACY.read_text("utf-8")
    if os.environ.get("VERBUND_WRITE_INVENTORY"):
        found = re.search(r"(\| table \|.*?\n\|[-|]+\|\n)(.*?)\n\n", text, re.DOTALL)
        text = text.replace(found[2], "\n".join(rows))
        PRIVACY.write_text(text, "utf-8")

    assert re.findall(r"^\| `\w+\.\w+` \|.*$", text, re.MULTILINE) == rows


# --- whoever forgets it is told -----------------------------------------------------------------


def test_check_is_content():
    assert check_personal_data() == []


@pytest.mark.requirement("P35")
def test_check_names_a_forgotten_table():
    entries = [
        entry
        for entry in personal_data.entries()
        if entry.name not in ("community.Guardian", "cms.OfferRequest")
    ]

    with personal_data.replaced_by(*entries):
        found = check_personal_data()

    assert [(message.id, message.obj) for message in found] == [
        ("community.W001", "cms.OfferRequest"),
        ("community.W001", "community.Guardian"),
    ]


def test_check_names_an_entry_without_a_table():
    entry = PersonalData(
        name="community.Nothing",
        data_class=DataClass.MEMBER,
        purpose=DataPurpose.ACCOUNT,
        readers="nobody",
        kept="never",
    )

    with personal_data.registered(entry):
        found = check_personal_data()

    assert [(message.id, message.obj) for message in found] == [
        ("community.W002", "community.Nothing")
    ]


def test_table_that_holds_nobody_is_no_forgotten_one():
    entries = [
        entry for entry in personal_data.entries() if entry.name != "community.Guardian"
    ]

    with (
        personal_data.replaced_by(*entries),
        impersonal.registered(Impersonal(name="community.Guardian", reason="test")),
    ):
        assert check_personal_data() == []

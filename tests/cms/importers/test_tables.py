"""Tables as people send them."""

import pytest

from cms.importers.tables import MAX_BYTES, UnreadableTableError, read_table

COLUMNS = ("name", "town")
TEXT = "name,town\nGrüne Straße,Köln\n"


def read(content):
    table = read_table(content, columns=COLUMNS)
    return [(row.line, row.cells, row.problem) for row in table.rows], table.notes


@pytest.mark.requirement("R19")
@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (TEXT.encode(), ()),
        (TEXT.encode("utf-8-sig"), ()),
        (TEXT.replace("\n", "\r\n").encode(), ()),
        (
            TEXT.encode("cp1252"),
            (
                "The file is not UTF-8; read as Windows-1252. Check letters like ä and ß.",
            ),
        ),
        (
            TEXT.replace(",", ";").encode("utf-8-sig"),
            ("Cells are separated by “;”; read that way.",),
        ),
        (
            TEXT.replace(",", "\t").encode(),
            ("Cells are separated by “tab”; read that way.",),
        ),
    ],
    ids=["utf-8", "bom", "crlf", "cp1252", "semicolon", "tab"],
)
@pytest.mark.usefixtures("_in_english")
def test_same_table_is_read_from_every_program(content, notes):
    assert read(content) == (
        [(2, {"name": "Grüne Straße", "town": "Köln"}, "")],
        notes,
    )


@pytest.mark.requirement("R19")
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04rest", "This is a workbook, not a CSV file."),
        (b"\xd0\xcf\x11\xe0rest", "This is a workbook, not a CSV file."),
        (TEXT.encode("utf-16"), "The file is saved as UTF-16."),
        (b"name,town\n\x81\xff,K\n", "The letters of the file cannot be read."),
        (
            b"name\nx\n",
            "Columns are missing: town. The first line must name: name, town.",
        ),
        (b"x,y\n", "Columns are missing: name, town."),
        (b"name,town,name\n", "Columns stand twice: name."),
        (b'name,town\na,b\n"c,d\n', "Line 3 cannot be read: a quotation mark"),
        (b"x" * (MAX_BYTES + 1), "The file is larger than 20 MB."),
    ],
    ids=[
        "empty",
        "xlsx",
        "xls",
        "utf-16",
        "binary",
        "missing",
        "none",
        "double",
        "open quote",
        "large",
    ],
)
@pytest.mark.usefixtures("_in_english")
def test_file_that_is_no_such_table_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadableTableError) as caught:
        read(content)

    assert str(caught.value)[: len(sentence)] == sentence


@pytest.mark.requirement("R19")
@pytest.mark.usefixtures("_in_english")
def test_rows_keep_the_line_they_begin_in_and_say_what_is_wrong():
    content = (
        b'town,name,x\nK,"two\nlines",1\n\nK,=1+1,2\nK,a\nK,nul\x00,3\nK,'
        + b"z" * 10_001
    ) + b",4\n"

    rows, notes = read(content)

    assert [(line, problem) for line, _cells, problem in rows] == [
        (2, ""),
        (5, "“=1+1” begins like a formula."),
        (6, "The line has 2 cells, the first line has 3."),
        (7, "“nul\\ufffd” holds characters that cannot be shown."),
        (8, "A cell is longer than 10,000 characters."),
    ]
    assert notes == ("Columns that nobody knows were left out: x.",)


@pytest.mark.requirement("R27")
def test_texts_come_composed():
    assert read("name,town\nMu\u0308nster , K\n".encode())[0] == [
        (2, {"name": "Münster", "town": "K"}, "")
    ]

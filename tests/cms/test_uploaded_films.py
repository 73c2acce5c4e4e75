"""Films and captions among the documents (ED7, ED8, P15, S30)."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile

from cms.uploads import VIDEO_PART_BYTES, clean_document

MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 64
WEBM = b"\x1aE\xdf\xa3" + b"\x00" * 64
VTT = b"WEBVTT\n\n00:00.000 --> 00:02.000\nHallo.\n"


def upload(name, content):
    return InMemoryUploadedFile(
        io.BytesIO(content), "file", name, "", len(content), None
    )


@pytest.mark.requirement("ED7")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.mp4", MP4),
        ("film.webm", WEBM),
        ("worte.vtt", VTT),
        ("worte.vtt", b"\xef\xbb\xbf" + VTT),
    ],
)
def test_film_and_captions_are_taken(name, content):
    uploaded = upload(name, content)

    clean_document(uploaded)

    assert uploaded.read() == content


@pytest.mark.requirement("S30")
@pytest.mark.parametrize("name", ["film.mp4", "film.webm", "worte.vtt"])
def test_something_else_under_such_a_name_is_refused(name):
    with pytest.raises(ValidationError) as caught:
        clean_document(upload(name, b"MZ\x90 not what the name says"))

    assert [error.code for error in caught.value.error_list] == ["content"]


@pytest.mark.requirement("P15")
@pytest.mark.parametrize("padding", [0, VIDEO_PART_BYTES - len(MP4) - 2])
def test_film_that_says_where_it_was_made_is_refused(padding):
    content = MP4 + b"\x00" * padding + b"\xa9xyz+49.4447+007.7690/"

    with pytest.raises(ValidationError) as caught:
        clean_document(upload("film.mp4", content))

    assert [error.code for error in caught.value.error_list] == ["place"]

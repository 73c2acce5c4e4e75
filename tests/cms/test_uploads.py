"""The upload policy against what people and attackers send (S30–S33, A13, P15)."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image as PillowImage
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from cms import uploads
from cms.models import Document, Image
from cms.queries.pictures import FILTERS
from tests.cms.pictures import GPS_INFO, MAKE, draw_picture
from tests.security.bombs import DOCX, draw_animation, pack

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def send_picture(client, name, content, **fields):
    return client.post(
        reverse("wagtailimages:add"),
        {
            "title": "Bild",
            "file": SimpleUploadedFile(name, content),
            "credit": "Ada Beispiel",
            "licence": "CC0-1.0",
            "consent": "not-needed",
            "collection": Collection.get_first_root_node().pk,
        }
        | fields,
    )


def send_document(client, name, content, **fields):
    return client.post(
        reverse("wagtaildocs:add"),
        {
            "title": "Akte",
            "file": SimpleUploadedFile(name, content),
            "language": "de",
            "collection": Collection.get_first_root_node().pk,
        }
        | fields,
    )


@pytest.mark.requirement("A13", "S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bild.svg", SVG),
        ("bild.png", SVG),
        ("bild.jpg", b"MZ\x90\x00"),
        ("bild.exe.jpg", draw_picture()),
        ("bild.php.png", draw_picture(kind="PNG")),
        ("bild\u202egpj.exe.jpg", draw_picture()),
        ("bild.jpg", b""),
        ("bild.png", draw_picture(kind="JPEG")),
        ("bild.html", draw_picture()),
        ("bild", draw_picture()),
        ("bild.jpg", draw_picture()[:300]),
        ("bild.tiff", draw_picture(kind="TIFF")),
        ("a" * 260 + ".jpg", draw_picture()),
    ],
)
def test_wrong_picture_is_refused_in_words(admin_client, name, content):
    response = send_picture(admin_client, name, content)

    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert Image.objects.count() == 0


@pytest.mark.requirement("A13", "S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bericht.pdf", b"<html><script>alert(1)</script></html>"),
        ("bericht.pdf", b"MZ\x90\x00"),
        ("bericht.exe", PDF),
        ("bericht.html", PDF),
        ("bericht.zip", pack({"a": b"b"})),
        ("bericht.pdf.exe", PDF),
        ("bericht.exe.pdf", PDF),
        ("bericht\u202efdp.exe", PDF),
        ("bericht.pdf", b""),
        ("bericht.docx", pack({"a": b"b"})),
        ("bericht.docx", pack(DOCX | {"word/vbaProject.bin": b"x"})),
        ("bericht.docx", PDF),
        ("tabelle.csv", SVG),
        ("tabelle.csv", b"\x7fELF\x02"),
        ("text.txt", b"<script>alert(1)</script>"),
        ("text.txt", b"a\x00b"),
        ("brief.rtf", PDF),
    ],
)
def test_wrong_document_is_refused_in_words(admin_client, name, content):
    response = send_document(admin_client, name, content)

    assert response.status_code == 200
    assert len(response.context["form"].errors["file"]) == 1
    assert Document.objects.count() == 0


@pytest.mark.requirement("S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [("IMG_1.HEIC", b"\0" * 20), ("foto.jpg", b"\0\0\0\x18ftypheic\0\0\0\0")],
)
def test_heic_is_refused_with_the_way_to_a_jpeg(admin_client, name, content):
    response = send_picture(admin_client, name, content)

    [sentence] = response.context["form"].errors["file"]
    with translation.override("de"):
        assert sentence == gettext(
            "This photo is in the HEIC format, which many browsers cannot show. On an "
            "iPhone choose Settings, Camera, Formats, “Most Compatible”, or open the "
            "photo, export it as JPEG and upload that file."
        )


def read_notes(content: bytes) -> tuple[dict, dict, set]:
    with PillowImage.open(io.BytesIO(content)) as picture:
        exif = picture.getexif()
        left = set(picture.info) & {"exif", "comment", "xmp", "XML:com.adobe.xmp"}
        return dict(exif), dict(exif.get_ifd(GPS_INFO)), left


def read_file(field) -> bytes:
    with field.open("rb") as file:
        return file.read()


@pytest.mark.requirement("P15", "S31")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_gps_and_camera_are_gone_from_the_original_and_its_sizes(
    admin_client, settings, kind
):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    content = draw_picture(kind=kind, exif=True)
    assert read_notes(content)[0][MAKE] == "Beispielkamera"

    send_picture(admin_client, f"urlaub.{kind.lower()}", content)

    image = Image.objects.get()
    files = [image.file, *(row.file for row in image.renditions.all())]
    assert len(files) == len(FILTERS) + 1
    assert [read_notes(read_file(file)) for file in files] == [({}, {}, set())] * len(
        files
    )


@pytest.mark.requirement("P15")
def test_turned_photo_is_upright_after_its_note_is_gone(admin_client):
    picture = PillowImage.new("RGB", (40, 20))
    exif = PillowImage.Exif()
    exif[0x0112] = 6
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)

    send_picture(admin_client, "hoch.jpg", buffer.getvalue())

    image = Image.objects.get()
    assert (image.width, image.height) == (20, 40)


@pytest.mark.requirement("A13")
def test_polyglot_is_stored_without_what_was_hung_behind_it(admin_client):
    content = draw_picture(kind="PNG") + b"<script>alert(1)</script>"

    send_picture(admin_client, "bild.png", content)

    assert b"<script>" not in read_file(Image.objects.get().file)


@pytest.mark.requirement("S31", "A13")
@pytest.mark.parametrize(
    "name", ["../../etc/passwd.jpg", "urlaub mit ada.jpg", "a\u202egpj.jpg"]
)
def test_file_gets_a_random_name_and_stays_in_its_folder(admin_client, name):
    send_picture(admin_client, name, draw_picture(40, 40))

    image = Image.objects.get()
    folder, stem = image.file.name.split("/")
    assert (folder, len(stem)) == ("original_images", 26)


@pytest.mark.requirement("S31")
def test_title_has_no_invisible_characters(admin_client):
    send_picture(
        admin_client, "bild.jpg", draw_picture(40, 40), title="Bild\u202egpj\u200b"
    )

    assert Image.objects.get().title == "Bildgpj"


def test_animation_keeps_its_frames(admin_client):
    send_picture(admin_client, "kurz.gif", draw_animation("GIF", 5))

    with PillowImage.open(io.BytesIO(read_file(Image.objects.get().file))) as picture:
        assert picture.n_frames == 5


@pytest.mark.requirement("P15", "S30")
def test_file_of_the_multiple_upload_that_waits_for_its_fields_is_clean_too(
    admin_client,
):
    """The credit is missing, so Wagtail keeps the request's own file until it is there."""
    response = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": SimpleUploadedFile("urlaub.jpg", draw_picture(exif=True))},
    )

    assert response.json()["success"] is True
    waiting = UploadedFile.objects.get()
    assert read_notes(read_file(waiting.file)) == ({}, {}, set())
    refused = admin_client.post(
        reverse("wagtailimages:add_multiple"),
        {"files[]": SimpleUploadedFile("bild.png", SVG)},
    )
    assert refused.json()["success"] is False
    assert UploadedFile.objects.count() == 1


def test_large_upload_in_a_temporary_file_is_replaced_there():
    content = draw_picture(exif=True)
    uploaded = TemporaryUploadedFile("urlaub.jpg", "image/jpeg", len(content), None)
    uploaded.write(content)
    uploaded.seek(0)

    uploads.clean_picture(uploaded)

    stored = Path(uploaded.temporary_file_path()).read_bytes()
    uploaded.close()
    assert len(stored) == uploaded.size
    assert read_notes(stored) == ({}, {}, set())


@pytest.mark.requirement("S30")
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bericht.pdf", PDF),
        ("Bericht.PDF", PDF),
        ("brief.rtf", b"{\\rtf1}"),
        ("text.txt", "Grüße".encode()),
        ("tabelle.csv", "Stra\u00dfe;1".encode("cp1252")),
        ("bericht.docx", pack(DOCX)),
        ("brief.odt", pack({"mimetype": uploads.ODT_TYPE})),
    ],
)
def test_right_document_is_taken(admin_client, name, content):
    response = send_document(admin_client, name, content)

    assert response.status_code == 302
    assert Document.objects.get().file.name.startswith("documents/")


# --- serving ------------------------------------------------------------------------------------


def make_document(admin_client) -> Document:
    send_document(admin_client, "bericht.pdf", PDF, title="Unser Bericht")
    return Document.objects.get()


@pytest.mark.requirement("S32")
def test_document_is_a_download_that_may_do_nothing(admin_client, client):
    document = make_document(admin_client)

    response = client.get(document.url)

    assert b"".join(response.streaming_content) == PDF
    assert (
        response.headers["Content-Disposition"]
        == 'attachment; filename="unser-bericht.pdf"'
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'"


@pytest.fixture
def closed_collection():
    root = Collection.get_first_root_node()
    parent = root.add_child(instance=Collection(name="Intern"))
    CollectionViewRestriction.objects.create(
        collection=parent, restriction_type="login"
    )
    return parent.add_child(instance=Collection(name="Darunter"))


@pytest.mark.requirement("S33", "A3", "A7")
def test_closed_collection_holds_for_documents_and_their_tags(
    admin_client, client, closed_collection
):
    document = make_document(admin_client)
    document.collection = closed_collection
    document.save()

    plain = client.get(document.url)
    right = client.get(
        document.url, headers={"If-None-Match": f'"{document.file_hash}"'}
    )
    wrong = client.get(document.url, headers={"If-None-Match": '"x"'})

    assert plain.status_code == 302
    assert right.headers["Location"] == wrong.headers["Location"]
    assert (right.status_code, right.content) == (wrong.status_code, wrong.content)


@pytest.mark.requirement("S33", "A3")
def test_closed_collection_holds_for_originals_and_sizes(
    admin_client, client, closed_collection, settings
):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    send_picture(admin_client, "bild.jpg", draw_picture())
    image = Image.objects.get()
    urls = [image.file.url, image.renditions.first().file.url]
    assert [get_status(client, url) for url in urls] == [200, 200]

    image.collection = closed_collection
    image.save()

    assert [get_status(client, url) for url in urls] == [404, 404]
    assert [get_status(admin_client, url) for url in urls] == [200, 200]


def get_status(client, url) -> int:
    response = client.get(url)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.mark.requirement("S33")
def test_documents_and_raw_uploads_are_not_found_among_the_pictures(
    admin_client, client
):
    document = make_document(admin_client)

    for path in (document.file.name, "wagtail_uploads/x.jpg", "../manage.py"):
        assert client.get(f"/media/{path}").status_code == 404

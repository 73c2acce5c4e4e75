"""Bad input is answered in little time and memory, and never by a failure (A14)."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from cms.models import Document, Image, NewsIndexPage, NewsPage
from tests.cms.pictures import draw_picture
from tests.cms.test_editor_forms import fill
from tests.cms.test_uploads import PDF, send_document, send_picture
from tests.security.bombs import (
    DOCX,
    LAUGHS,
    MEGABYTE,
    XLSX,
    claim_gif_size,
    draw_animation,
    draw_flat,
    draw_huge_text_png,
    draw_png,
    make_big_json,
    measure,
    nest_json,
    pack,
    pack_in_each_other,
    pack_with_a_lie,
    squeeze,
)

SECONDS_MAX = 2
MEMORY_MAX = 150 * MEGABYTE
FORM = "application/x-www-form-urlencoded"
BOUNDARY = "multipart/form-data; boundary=x"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("gross.png", lambda: draw_png(30_000)),
    ("text.png", draw_huge_text_png),
    ("lang.gif", lambda: draw_animation("GIF", 1000)),
    ("flaeche.gif", lambda: claim_gif_size(65_535)),
    ("lang.webp", lambda: draw_animation("WEBP", 1000)),
    ("flaeche.webp", lambda: draw_flat("WEBP", 8_000, quality=1, method=0)),
    ("lang.png", lambda: draw_animation("PNG", 1000)),
    ("gross.jpg", lambda: draw_picture() + b"0" * 10 * MEGABYTE),
    ("lachen.svg", lambda: LAUGHS + b"<svg/>"),
    ("a" * 100_000 + ".png", draw_picture),
    ("bombe.docx", lambda: pack(DOCX | {"word/media/a": b"\0" * 110 * MEGABYTE})),
    ("luege.docx", lambda: pack_with_a_lie("word/a.xml", 99 * MEGABYTE)),
    ("innen.docx", lambda: pack_in_each_other(3)),
    ("lachen.docx", lambda: pack(DOCX | {"word/document.xml": LAUGHS})),
    (
        "lachen-utf16.docx",
        lambda: pack(DOCX | {"word/document.xml": LAUGHS.decode().encode("utf-16")}),
    ),
    (
        "lachen-spaet.docx",
        lambda: pack(
            DOCX | {"word/document.xml": b"<!--" + b" " * 70_000 + b"-->" + LAUGHS}
        ),
    ),
    ("lachen.xlsx", lambda: pack(XLSX | {"xl/workbook.xml": LAUGHS})),
    ("lachen-rels.xlsx", lambda: pack(XLSX | {"xl/_rels/workbook.XML.RELS": LAUGHS})),
    (
        "viele.xlsx",
        lambda: pack(XLSX | {f"xl/{number}.xml": b"" for number in range(5001)}),
    ),
    (
        "tausende.xlsx",
        lambda: pack(
            {f"xl/{number}.xml": b"<a>" + b" " * 20_000 for number in range(4900)}
        ),
    ),
    ("gross.odt", lambda: pack({"mimetype": b" " * 99 * MEGABYTE})),
    ("innen.zip", lambda: pack_in_each_other(2)),
    ("gross.pdf", lambda: PDF + b"0" * 10 * MEGABYTE),
    ("leer.txt", lambda: b" " * (10 * MEGABYTE - 10) + b"<svg>"),
]


@pytest.mark.requirement("A14", "S30")
@pytest.mark.parametrize(
    ("name", "make"), FILES, ids=[name[-20:] for name, _make in FILES]
)
def test_file_that_is_dear_to_read_is_refused(admin_client, name, make):
    content = make()
    is_picture = name.endswith((".png", ".gif", ".webp", ".jpg", ".svg"))
    send = send_picture if is_picture else send_document
    with measure() as cost:
        response = send(admin_client, name, content)

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]
    assert (cost.seconds < SECONDS_MAX, cost.memory < MEMORY_MAX) == (True, True), vars(
        cost
    )
    assert (Image.objects.count(), Document.objects.count()) == (0, 0)


@dataclass(frozen=True)
class Bomb:
    """A request and the one answer that it gets."""

    name: str
    path: str
    status: int
    method: str = "POST"
    make: Callable[[], bytes | str] = bytes
    kind: str = FORM
    headers: dict[str, str] = field(default_factory=dict)


LOGIN, NEWS, API = "/accounts/login/", "/de/aktuelles/", "/api/v1/news"
REQUESTS = [
    Bomb(
        "10 MB of JSON",
        LOGIN,
        400,
        make=lambda: make_big_json(10 * MEGABYTE),
        kind="application/json",
    ),
    Bomb(
        "10 MB of JSON for the API",
        API,
        405,
        make=lambda: make_big_json(10 * MEGABYTE),
        kind="application/json",
    ),
    Bomb(
        "deep JSON",
        LOGIN,
        400,
        make=lambda: nest_json(500_000),
        kind="application/json",
    ),
    Bomb("10 MB in one field", LOGIN, 400, make=lambda: "a=" + "b" * 10 * MEGABYTE),
    Bomb("10,001 fields", LOGIN, 400, make=lambda: "a=b&" * 10_000 + "a=b"),
    Bomb("a million separators", LOGIN, 400, make=lambda: "&" * 1_000_000),
    Bomb("200 files", LOGIN, 400, kind=BOUNDARY, make=lambda: make_parts(200)),
    Bomb(
        "a part's header of 1 MB",
        LOGIN,
        400,
        kind=BOUNDARY,
        make=lambda: make_parts(1, "x" * MEGABYTE),
    ),
    Bomb(
        "a packed body",
        LOGIN,
        200,
        make=lambda: squeeze(200 * MEGABYTE),
        headers={"Content-Encoding": "gzip"},
    ),
    Bomb("a query of 1 MB", f"{NEWS}?network={'a' * MEGABYTE}", 200, "GET"),
    Bomb("a query of 1 MB for the API", f"{API}?network={'a' * MEGABYTE}", 422, "GET"),
    Bomb("10,001 filters", f"{NEWS}?{'network=a&' * 10_001}", 400, "GET"),
    Bomb("10,001 filters for the API", f"{API}?{'network=a&' * 10_001}", 400, "GET"),
    Bomb("a cursor of 1 MB", f"{API}?cursor={'W' * MEGABYTE}", 422, "GET"),
    Bomb("a path of 100,000 parts", NEWS + "a/" * 100_000, 404, "GET"),
    Bomb("a link of 1 MB", f"/l/{'a:' * (MEGABYTE // 2)}/", 404, "GET"),
    Bomb(
        "a cookie of 1 MB",
        NEWS,
        200,
        "GET",
        headers={"Cookie": "a=b; " * (MEGABYTE // 5)},
    ),
    Bomb(
        "languages of 1 MB",
        "/",
        302,
        "GET",
        headers={"Accept-Language": "de;q=0.1," * (MEGABYTE // 9)},
    ),
    Bomb(
        "entity tags of 1 MB",
        API,
        200,
        "GET",
        headers={"If-None-Match": '"a",' * (MEGABYTE // 4)},
    ),
    Bomb(
        "addresses of 1 MB",
        NEWS,
        200,
        "GET",
        headers={"X-Forwarded-For": "1.2.3.4," * (MEGABYTE // 8)},
    ),
]


def make_parts(count: int, note: str = "") -> str:
    part = (
        "--x\r\nContent-Disposition: form-data; name=a; filename=a.txt\r\n"
        f"X-Note: {note}\r\n\r\nb\r\n"
    )
    return part * count + "--x--\r\n"


@pytest.mark.requirement("A14")
@pytest.mark.parametrize("bomb", REQUESTS, ids=[bomb.name for bomb in REQUESTS])
def test_request_that_is_dear_to_read_is_answered(portal, client, bomb):
    client.get(NEWS)
    body = bomb.make()
    with measure() as cost:
        response = client.generic(
            bomb.method, bomb.path, body, bomb.kind, headers=bomb.headers
        )

    assert response.status_code == bomb.status
    assert (cost.seconds < SECONDS_MAX, cost.memory < MEMORY_MAX) == (True, True), vars(
        cost
    )


@pytest.mark.requirement("A14")
def test_deep_json_in_an_editors_text_is_answered(portal, admin_client):
    index = NewsIndexPage.objects.get(locale=portal.locale)
    path = reverse("wagtailadmin_pages:add", args=["cms", "newspage", index.pk])
    block = {"type": "text", "order": "0", "deleted": "", "value": nest_json(500_000)}
    fields = fill(**{"body-count": "1"})
    fields |= {f"body-0-{name}": value for name, value in block.items()}
    with measure() as cost:
        response = admin_client.post(path, fields)

    assert response.status_code == 400
    assert (cost.seconds < SECONDS_MAX, cost.memory < MEMORY_MAX) == (True, True)
    assert NewsPage.objects.count() == 0

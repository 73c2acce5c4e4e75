"""Attacks that need no browser (A12, A17, A18, A19, A20, A23, S42, S43)."""

import json
import logging
import re

import pytest
import structlog
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from tests.architecture.layers import ROOT
from tests.cms.machines import make_call, make_news, make_region
from tests.cms.staff import count_rows
from tests.routes import walk_routes

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@pytest.fixture
def pages(portal) -> list[str]:
    make_region()
    made = [make_news("Eins"), make_call("Zwei")]
    paths = [page.get_url() for page in Page.objects.filter(depth__gte=2).specific()]
    assert made[0].get_url() in paths
    return paths


@pytest.mark.requirement("A19", "S42")
def test_visitors_pages_hold_no_cookie_no_post_form_and_no_person(client, pages):
    for path in pages:
        response = client.get(path)

        assert response.status_code == 200, path
        assert list(response.cookies) == [], path
        assert "csrfmiddlewaretoken" not in response.text, path
        assert not re.search(
            r'<form[^>]+method="?post', response.text, re.IGNORECASE
        ), path


@pytest.mark.requirement("A19")
def test_members_answers_are_private_and_visitors_ones_vary(
    client, admin_client, pages
):
    for path in pages:
        assert admin_client.get(path).headers["Cache-Control"] == "private, no-store", (
            path
        )
        assert "Cookie" in client.get(path).headers["Vary"], path


@pytest.mark.requirement("A19")
def test_visitor_after_a_member_sees_nothing_of_the_member(
    client, admin_client, pages, settings
):
    settings.VERBUND_PAGE_CACHE_SECONDS = 60
    for path in pages:
        member = admin_client.get(path)
        visitor = client.get(path)

        assert "admin" not in visitor.text.replace("/admin/", "")
        assert visitor.headers["Cache-Control"] != member.headers["Cache-Control"]


@pytest.mark.requirement("A12")
def test_fragment_header_opens_nothing_and_skips_no_check(client, pages):
    for path in ("/admin/", "/admin/pages/"):
        response = client.get(path, headers={"HX-Request": "true"})
        assert response.status_code in (302, 403)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(
        "/accounts/login/",
        {"login": "a", "password": "b"},
        headers={"HX-Request": "true"},
    )
    assert response.status_code == 403


@pytest.mark.requirement("S42", "A12")
def test_templates_use_nothing_of_htmx_that_compiles_strings():
    forbidden = re.compile(
        r"hx-on|hx-vals=[\"']js:|hx-trigger=[\"'][^\"']*\[|inlineScriptNonce|"
        r"<body[^>]*hx-headers",
    )
    found = {
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        if forbidden.search(path.read_text("utf-8"))
    }

    assert found == set()


@pytest.mark.requirement("S43")
def test_every_post_form_carries_the_token():
    form = re.compile(
        r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL
    )
    missing = {
        str(path.relative_to(ROOT))
        for path in TEMPLATES
        for found in form.findall(path.read_text("utf-8"))
        if "csrf_token" not in found
    }

    assert missing == set()


@pytest.mark.requirement("S43")
def test_no_view_of_ours_is_exempt_from_csrf():
    sources = [
        path
        for app in ("cms", "community", "alumni", "sponsors", "search")
        for path in (ROOT / app).rglob("*.py")
    ]

    # One click in a mail program ends a mail: RFC 8058 sends no cookie. All other purposes of
    # that view go through `csrf_protect`, which tests/cms/views/test_links.py tries. A click on
    # a result is counted by a beacon, signed by the page, that names nobody.
    assert [
        str(path.relative_to(ROOT))
        for path in sources
        if "csrf_exempt" in path.read_text("utf-8")
    ] == ["cms/views/links.py", "search/views/results.py"]


@pytest.mark.requirement("A18")
@pytest.mark.parametrize("is_editor", [False, True])
def test_reading_writes_nothing(client, admin_client, pages, is_editor):
    reader = admin_client if is_editor else client
    fixed = [
        "/" + route.pattern
        for route in walk_routes()
        if not re.search(r"[<(^]", route.pattern)
        # Both exist to write on the spot: a preview of the widgets, and logging out.
        and "failwhale" not in route.pattern
    ]
    for user in get_user_model().objects.all():
        # As whoever logs in through the form has it.
        EmailAddress.objects.create(
            user=user, email=user.email, primary=True, verified=True
        )
    before = count_lasting_rows()

    reader.raise_request_exception = False
    for path in [*pages, *fixed]:
        reader.get(path)

    assert count_lasting_rows() == before


def count_lasting_rows() -> dict[str, int]:
    """Leave out the empty profile that Wagtail makes when somebody first looks in."""
    return {
        table: count
        for table, count in count_rows().items()
        if table != "wagtailusers.userprofile"
    }


@pytest.mark.requirement("A20")
@pytest.mark.parametrize(
    "query",
    [
        "_connector=OR",
        "owner__password__startswith=pbkdf2",
        "order_by=owner__email",
        "sort=owner__password",
        "topic__in=1",
        "page=1%27%20OR%201=1",
        "page=-1",
        "page=1000000000",
        "topic=%27%3B%20DROP%20TABLE%20cms_newspage%3B--",
        "network[]=1",
        "kind=" + "x" * 5000,
    ],
)
@pytest.mark.parametrize(
    "path", ["/de/aktuelles/", "/de/ausschreibungen/", "/de/regionen/"]
)
def test_lists_take_only_their_own_filters(client, pages, path, query):
    response = client.get(f"{path}?{query}")

    assert response.status_code in (200, 302, 404)
    assert "password" not in response.text.replace(query, "")
    assert Page.objects.filter(depth__gte=2).count() == len(pages)


LINE = django_settings.LOGGING["formatters"]["line"]
RENDERERS = {
    "console": LINE["processor"],
    "json": structlog.processors.JSONRenderer(),
}


def log_event(**event) -> dict:
    hide_secrets = LINE["foreign_pre_chain"][-1]
    return hide_secrets(None, "info", dict(event))


@pytest.mark.requirement("A23")
def test_log_hides_addresses_and_tokens():
    assert log_event(
        event="GET /l/eyJhbGciOi/ by ada@example.org",
        request="GET /de/?token=abc&page=2",
    ) == {
        "event": "GET /l/…/ by …@…",
        "request": "GET /de/?token=…&page=2",
    }


@pytest.mark.requirement("A23")
def test_nobody_writes_a_second_line_into_the_log():
    assert log_event(user_agent="x\r\n2027-01-01 admin logged in\x1b[31m\u2028") == {
        "user_agent": "x\\r\\n2027-01-01 admin logged in\\x1b[31m\\u2028"
    }


@pytest.mark.requirement("A23")
@pytest.mark.parametrize("log_format", ["console", "json"])
def test_request_with_control_characters_is_one_line_in_both_formats(log_format):
    formatter = structlog.stdlib.ProcessorFormatter(
        processor=RENDERERS[log_format], foreign_pre_chain=LINE["foreign_pre_chain"]
    )
    record = logging.LogRecord(
        "x", logging.INFO, "", 0, "Not Found: %s", ("/a\r\nb ada@example.org",), None
    )

    text = formatter.format(record)

    assert len(text.splitlines()) == 1
    assert "ada@example.org" not in text
    if log_format == "json":
        assert json.loads(text)["event"] == "Not Found: /a\\r\\nb …@…"

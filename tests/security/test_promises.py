"""What the rules and SECURITY.md promise, held to the files that people read."""

import json
import re

import pytest
from django.conf import settings
from django.urls import get_resolver

from cms.conf import get_data_dir
from community.cms_demo.crowd import FIRST_NAMES, LAST_NAMES
from community.cms_demo.members import PEOPLE
from tests.architecture.layers import ROOT
from tests.security.test_attacks import log_event

SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
TEXT = " ".join(SECURITY.split())
INVENTED = {"Beispiel", "Muster", "Probe", "Tafel", "Exempel", "Vorlage", "Schablone"}
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
KEPT_FREE = re.compile(
    r"@(?:[\w-]+\.)*(?:example\.(?:org|com|net)|example|invalid|test)$"
)


def list_views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from list_views(pattern.url_patterns)
        else:
            yield pattern.callback.__module__


def read_demo():
    for folder in ("data/demo", "cms/cms_demo", "community/cms_demo"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".json", ".py", ".csv", ".txt", ".html"}:
                yield path.read_text(encoding="utf-8")


@pytest.mark.requirement("S1")
def test_routes_of_the_library_of_activities_are_nowhere():
    assert "actstream" in settings.INSTALLED_APPS
    modules = set(list_views(get_resolver().url_patterns))
    assert [name for name in modules if name.startswith("actstream")] == []


@pytest.mark.requirement("S1")
@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "activity/", "actstream/", "de/activity/"])
@pytest.mark.parametrize("path", ["follow/1/1/", "followers/1/1/", "feed/1/1/json/"])
def test_addresses_of_the_library_answer_not_found(client, portal, prefix, path):
    answer = client.get(f"/{prefix}{path}?next=https://evil.example/")

    assert answer.status_code in (302, 404)
    assert "evil" not in answer.headers.get("Location", "").partition("?")[0]
    assert client.get(f"/{prefix}{path}", follow=True).status_code == 404


@pytest.mark.requirement("S70", "S71", "S72")
@pytest.mark.parametrize(
    "promise",
    [
        "private security advisory",
        "`security@example.org`",
        "within 72 hours",
        "| version | security fixes |",
        "A fix, an advisory with its severity, a release note",
        "your name appear on the same day",
        "is merged within seven days",
        "Files that an operator serves straight from media folders or object storage",
        "Whoever may edit users in Wagtail can become a superuser",
        "CSV files from Wagtail's own reports can hold formulas",
    ],
)
def test_security_page_says_what_is_promised_and_what_is_not(promise):
    assert promise in TEXT


@pytest.mark.requirement("P22")
@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Record of processing (GDPR Art. 30)", "periods"),
        ("Breach (Art. 33, 34)", "72 hours"),
        ("Impact assessment (Art. 35)", "Children are a group"),
    ],
)
def test_templates_of_records_are_in_the_documentation(heading, words):
    page = (ROOT / "docs/data-protection-records.md").read_text(encoding="utf-8")

    section = page.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert words in section
    assert "**[" in section


@pytest.mark.requirement("P27", "P28")
def test_imprint_of_the_demo_asks_for_what_the_law_wants():
    text = (get_data_dir() / "demo/pages/impressum.json").read_text(encoding="utf-8")

    json.loads(text)
    assert [
        text.count(law)
        for law in ("§ 5 DDG", "§ 18 Abs. 2 MStV", "section 18(2) MStV", "§ 7 JMStV")
    ] == [1, 1, 1, 1]


@pytest.mark.requirement("P39")
def test_people_and_addresses_of_the_demo_are_recognisably_invented():
    names = {person.display_name.split()[-1] for person in PEOPLE.values()}
    found = {word for text in read_demo() for word in ADDRESS.findall(text)}

    assert names | set(LAST_NAMES) <= INVENTED
    assert not set(FIRST_NAMES) & INVENTED
    assert sorted(word for word in found if not KEPT_FREE.search(word)) == []


@pytest.mark.requirement("P51")
@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("from 203.0.113.77 at 12:30:45", "from 203.0.113.0 at 12:30:45"),
        ("203.0.113.77, 198.51.100.4.", "203.0.113.0, 198.51.100.0."),
        ("[2001:db8:1:2::7]:443", "[2001:db8:1::]:443"),
        ("::ffff:203.0.113.77", "::ffff:203.0.113.0"),
        ("127.0.0.1 and ::1", "127.0.0.1 and ::1"),
        ("2027-03-03T12:30:45+01:00, 5.2.19, 999.1.1.1", None),
        ("1:2:3:4:5:6:7:8:9 00:11:22:33:44:55", None),
    ],
)
def test_log_shortens_addresses_of_devices_and_nothing_else(said, kept):
    assert log_event(event=said) == {"event": kept or said}


@pytest.mark.requirement("P51")
def test_logs_hold_no_requests_and_are_kept_for_thirty_days():
    unit = (ROOT / "deploy/verbund-web.service").read_text(encoding="utf-8")
    journal = (ROOT / "deploy/journald.conf").read_text(encoding="utf-8")

    assert settings.DJANGO_STRUCTLOG_IP_LOGGING_ENABLED is False
    assert "access-log" not in unit
    assert "MaxRetentionSec=30day" in journal


@pytest.mark.requirement("P39")
def test_error_reports_leave_the_machine_only_when_the_operator_says_where_to():
    text = (ROOT / "config/settings/production.py").read_text(encoding="utf-8")
    before, found, after = text.partition('if env.read("SENTRY_DSN"):\n')

    assert (found != "", "sentry" in before, after.count("    import sentry_sdk")) == (
        True,
        False,
        1,
    )
    assert "send_default_pii=False" in after

"""A browser, a server and a small portal for all tests of this folder, each made once."""

import os
import shutil

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client, override_settings
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from cms.links import link_purposes
from cms.models import HomePage
from tests.a11y.site import LINK_PURPOSE, build_site, log_in
from tests.sowing import sow_if_flushed

CHROMIUM = shutil.which("chromium") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]


@pytest.fixture(scope="package")
def chromium():
    if CHROMIUM:
        return CHROMIUM
    reason = "browser tests need Chromium: apt-get install chromium fonts-dejavu-core"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="package")
def site(chromium, django_db_setup, django_db_blocker):
    """Serve the portal; the rows are thrown away with the last test of this folder."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with (
        django_db_blocker.unblock(),
        override_settings(ROOT_URLCONF="tests.a11y.states"),
        link_purposes.registered(LINK_PURPOSE),
    ):
        if HomePage.objects.exists():  # a run that was broken off left its rows
            call_command("flush", interactive=False, verbosity=0)
        sow_if_flushed()
        server = LiveServer("localhost")
        try:
            build_site(server.thread.port)
            yield server
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)
            sow_if_flushed()
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="package")
def browser(chromium):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def transactional_db(site):
    """Keep the portal from test to test, where pytest-django's own would empty the tables."""
    return site


@pytest.fixture
def new_page(site, transactional_db, browser):
    """Return a function that opens a page of the site: ``new_page(width=320)``."""
    contexts = []

    def open_page(*, width=1280, height=900, language=None, user="", **options):
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        if language:
            cookie = {"name": "verbund_language", "value": language, "url": site.url}
            context.add_cookies([cookie])
        if user:
            client = Client()
            log_in(client, get_user_model().objects.get(username=user))
            value = client.cookies["sessionid"].value
            cookie = {"name": "sessionid", "value": value, "url": site.url}
            context.add_cookies([cookie])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()

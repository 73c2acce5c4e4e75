"""A real browser on a real server, with or without a session."""

import os
import shutil

import pytest
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="module")
def chromium():
    if not CHROMIUM:
        reason = (
            "browser tests need Chromium: apt-get install chromium fonts-dejavu-core"
        )
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    # Playwright keeps a loop running in this thread; the tests themselves are synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        yield program
        program.close()


class Tab:
    """One tab that notes what the policy refused and what ran that should not."""

    def __init__(self, program, live_server, client=None):
        self.server = live_server
        self.context = program.new_context(base_url=live_server.url, locale="de-DE")
        if client is not None:
            cookie = client.cookies["sessionid"]
            self.context.add_cookies(
                [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
            )
        self.page = self.context.new_page()
        self.refused: list[str] = []
        self.executed: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("console", self._note_console)
        self.page.on("dialog", self._note_dialog)
        self.page.on("request", self._note_request)
        self.page.expose_function("executed", self._note_execution)

    def _note_execution(self, number):
        self.executed.append(f"{self.page.url}: {number}")

    def _note_console(self, message):
        if "Content Security Policy" in message.text:
            self.refused.append(f"{self.page.url}: {message.text}")

    def _note_dialog(self, dialog):
        self.executed.append(f"{self.page.url}: {dialog.message}")
        dialog.dismiss()

    def _note_request(self, request):
        if request.url.startswith("http"):
            self.hosts.add(request.url.split("/")[2])

    def open(self, path):
        response = self.page.goto(path, wait_until="load")
        self.page.wait_for_timeout(150)
        return response

    def close(self):
        self.context.close()

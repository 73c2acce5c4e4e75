"""All questions to one screen, asked in one visit, since loading it is what takes long."""

import io
import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.a11y.exceptions import ALLOWED_VIOLATIONS, SETTLED_QUESTIONS
from tests.a11y.page_types import PageType

PROBES = (Path(__file__).parent / "probes.js").read_text()
WATCH = """
window.policyViolations = [];
addEventListener("securitypolicyviolation", (event) =>
  window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FULL = {"runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}  # fmt: skip
ALLOWED_COOKIES = {"sessionid", "csrftoken", "verbund_language"}
HEIGHT = 900
VISIBLE_RATIO = 3.0
TEXT_RATIO = 4.5


@dataclass
class Memory:
    """What was seen on earlier screens and need not be looked at again."""

    words: dict[str, str]
    kinds: set[str] = field(default_factory=set)
    asked: set[tuple[str, ...]] = field(default_factory=set)
    questions: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Survey:
    """One screen in one language, and the problems found on it."""

    page: Page
    page_type: PageType
    language: str
    memory: Memory
    problems: list[str] = field(default_factory=list)
    questions: list[dict[str, Any]] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def ask(self, probe: str, *arguments: Any) -> Any:
        call = ", ".join(json.dumps(argument) for argument in arguments)
        return self.page.evaluate(f"a11yProbes.{probe}({call})")

    def note(self, probe: str, *arguments: Any) -> None:
        self.problems += self.ask(probe, *arguments)

    def run(self) -> list[str]:
        self.visit()
        self.check_once()
        for width in self.page_type.widths:
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            self.check_width(width)
        if self.language == "de":
            self.check_enlarged()
            self.check_other_views()
        self.check_privacy()
        return self.problems

    def visit(self) -> None:
        page = self.page
        page.add_init_script(WATCH)
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))
        page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        path = self.page_type.get_path(self.language)
        response = page.goto(path)
        assert response is not None
        assert response.status == self.page_type.status, (path, response.status)
        page.evaluate(PROBES)
        page.evaluate(AXE_SCRIPT)
        if self.page_type.has_frame:
            self.note("settle")
        self.open_part()

    def open_part(self) -> None:
        """Open with the keyboard what this screen is about."""
        if self.page_type.open:
            self.page.set_viewport_size({"width": 320, "height": HEIGHT})
            opener = self.page.locator(self.page_type.open).first
            opener.focus()
            opener.press("Enter")
        if self.page_type.sends:
            form = self.page.locator(self.page_type.sends)
            form.evaluate("form => { form.noValidate = true }")
            with self.page.expect_navigation():
                form.evaluate("form => form.requestSubmit()")
            self.page.evaluate(PROBES)
            self.page.evaluate(AXE_SCRIPT)
            self.note("settle")

    def check_once(self) -> None:
        language = self.page.evaluate("document.documentElement.lang")
        if language != self.language:
            self.problems.append(f"W50: html lang is {language}")
        self.note("structure", self.page_type.has_frame)
        self.note("languages", self.memory.words)
        self.note("forms")
        self.note("maps")
        self.note("motion")
        if self.page_type.has_frame:
            self.note("frame")

    def check_width(self, width: int) -> None:
        # German has the longer words; English screens have the same parts and colours.
        if self.language == "de" or width == min(self.page_type.widths):
            self.run_axe(FULL, f"{width} light")
        self.note("targets")
        self.note("reflow", f"{width} px")
        self.note("scrollers")
        if self.language == "de":
            self.page.emulate_media(color_scheme="dark")
            self.run_axe(COLOURS, f"{width} dark")
            self.page.emulate_media(color_scheme="light")
            # The first Tab tells the browser that a keyboard is in use.
            self.page.keyboard.press("Tab")
            self.note("focus", f"{width} px")
            self.compare_focus()

    def check_enlarged(self) -> None:
        """Ask for text spacing (1.4.12) and 200 % (1.4.4), as zoom and as text size."""
        self.page.set_viewport_size({"width": 320, "height": HEIGHT})
        self.ask("setTextSpacing", True)
        self.note("reflow", "text spacing")
        self.note("clipped", "text spacing")
        self.page.set_viewport_size({"width": 640, "height": 512})
        self.ask("setTextSpacing", False)
        self.note("reflow", "200 % zoom")
        self.note("clipped", "200 % zoom")
        self.page.set_viewport_size({"width": 1280, "height": HEIGHT})
        self.ask("setTextSize", 200)
        self.note("reflow", "200 % text")
        self.note("clipped", "200 % text")
        self.ask("setTextSize", 100)

    def check_other_views(self) -> None:
        page = self.page
        page.emulate_media(media="print")
        self.run_axe(COLOURS, "print")
        if page.locator("main, body").first.bounding_box() is None:
            self.problems.append("W33: nothing to print")
        page.emulate_media(media="screen", forced_colors="active")
        if count_colours(page.screenshot()) < 3:
            self.problems.append("W33: empty in forced colours")
        page.emulate_media(forced_colors="none")

    def check_privacy(self) -> None:
        page = self.page
        own = page.url.split("/")[2]
        self.problems += [f"P13: request to {host}" for host in self.hosts - {own}]
        cookies = {cookie["name"] for cookie in page.context.cookies()}
        self.problems += [f"P13: cookie {name}" for name in cookies - ALLOWED_COOKIES]
        violations = page.evaluate("window.policyViolations")
        self.problems += [f"A11: {violation}" for violation in violations]

    def run_axe(self, options: dict[str, Any], when: str) -> None:
        script = "(options) => axe.run(document, options)"
        options = {**options, "resultTypes": ["violations", "incomplete"]}
        result = self.page.evaluate(script, options)
        for finding in result["violations"]:
            for node in finding["nodes"]:
                element = str(node["target"][-1])
                if not any(e.covers(finding["id"], element) for e in ALLOWED_VIOLATIONS):  # fmt: skip
                    self.problems.append(f"axe {finding['id']} ({when}): {element}: {node['failureSummary']}")  # fmt: skip
        for finding in result["incomplete"]:
            for node in finding["nodes"]:
                self.add_question(finding["id"], str(node["target"][-1]), node, when)

    def add_question(self, rule: str, element: str, node: Any, when: str) -> None:
        """Keep what axe could not decide, with the answer where a script can find it."""
        if (rule, element, when) in self.memory.asked:
            return
        self.memory.asked.add((rule, element, when))
        settled = any(e.covers(rule, element) for e in SETTLED_QUESTIONS)
        if rule == "color-contrast" and not settled:
            settled = self.measure_contrast(node["target"]) >= TEXT_RATIO
        checks = node["any"] + node["all"] + node["none"]
        question = {
            "page": self.page_type.name,
            "language": self.language,
            "when": when,
            "rule": rule,
            "element": element,
            "why": [check["message"] for check in checks],
            "settled": settled,
        }
        self.questions.append(question)
        self.memory.questions.append(question)

    def measure_contrast(self, target: list[str]) -> float:
        """Return the lowest contrast of a text to any pixel behind it.

        Axe cannot see through pseudo elements and gradients; a picture without the text
        shows what lies there.
        """
        if len(target) != 1:
            return 0.0
        element = self.page.locator(target[0]).first
        if not element.evaluate("element => element.checkVisibility()"):
            return math.inf  # in a closed part: the state with it open is surveyed too
        colour = element.evaluate("element => a11yProbes.readColour(element)")
        element.evaluate("element => a11yProbes.setInk(element, false)")
        picture = element.screenshot(animations="disabled")
        element.evaluate("element => a11yProbes.setInk(element, true)")
        behind = Image.open(io.BytesIO(picture)).convert("RGB").getcolors(1 << 20) or []
        return min(
            (get_contrast(tuple(colour), value) for _count, value in behind),
            default=0.0,
        )

    def compare_focus(self) -> None:
        """Look at one stop of each kind: the pixels with and without focus differ (W30)."""
        for stop in self.ask("kindsOfStops", sorted(self.memory.kinds)):
            self.memory.kinds.add(stop["kind"])
            width, height = self.ask("focusStop", stop["index"])
            focused = self.page.screenshot(animations="disabled")
            self.page.evaluate("document.activeElement.blur()")
            plain = self.page.screenshot(animations="disabled")
            if count_visible_changes(focused, plain) < width + height:
                self.problems.append(f"W30: focus hardly seen at {stop['kind']}")


def count_visible_changes(first: bytes, second: bytes) -> int:
    """Return how many pixels differ by a contrast of at least 3:1."""
    one, two = (Image.open(io.BytesIO(data)).convert("RGB") for data in (first, second))
    changed = (
        ImageChops.difference(one, two).convert("L").point(lambda v: 255 * (v > 8))
    )
    box = changed.getbbox()
    if box is None:
        return 0
    pairs = zip(
        one.crop(box).get_flattened_data(),
        two.crop(box).get_flattened_data(),
        strict=True,
    )
    return sum(get_contrast(a, b) >= VISIBLE_RATIO for a, b in pairs if a != b)


def get_contrast(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    bright, dark = sorted((get_luminance(one), get_luminance(two)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def get_luminance(colour: tuple[int, ...]) -> float:
    red, green, blue = (
        value / 3294.6 if value <= 10 else ((value / 255 + 0.055) / 1.055) ** 2.4
        for value in colour[:3]
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def count_colours(picture: bytes) -> int:
    image = Image.open(io.BytesIO(picture)).convert("RGB").resize((200, 200))
    return len(image.getcolors(maxcolors=40_000) or [])

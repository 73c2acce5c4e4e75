"""Lighthouse with the phone profile on the main page types of the demo.

Needs node with Lighthouse and Chromium: `python bench/lighthouse.py [--lighthouse PATH]`.
"""

import argparse
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measure import ROOT, Result, report

PAGES = {
    "home": "/de/",
    "news list": "/de/aktuelles/",
    "call list": "/de/ausschreibungen/",
    "regions": "/de/regionen/",
    "event list": "/de/veranstaltungen/",
    "offer list": "/de/angebote/",
}
"""The lists; the first page behind most of them is measured too."""

DETAILS = {
    "news": "/de/aktuelles/",
    "call": "/de/ausschreibungen/",
    "region": "/de/regionen/",
    "event": "/de/veranstaltungen/",
    "offer": "/de/angebote/",
}
ATTEMPTS = 3
"""Now and then Lighthouse fails to record a page (NO_NAVSTART), which says nothing of it."""

BOUNDS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-background-networking"
SECONDS_TO_START = 240


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 -- our own address
        return str(answer.read().decode())


def wait_until_up(url: str) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while True:
        try:
            read(url)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(1)
        else:
            return


def find_first_detail(base: str, path: str) -> str:
    """Return the first link of a list that leads below it."""
    for piece in read(base + path).split('href="')[1:]:
        target = piece.split('"')[0]
        if target.startswith(path) and len(target) > len(path) and "?" not in target:
            return target
    sys.exit(f"There is nothing in {path}: load the demo first.")


def measure(lighthouse: str, url: str) -> dict[str, float]:
    """Return the scores of one page: ``{"performance": 98.0, ...}``."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        command = [
            lighthouse, url, "--quiet", "--output=json", f"--output-path={output}",
            f"--only-categories={','.join(BOUNDS)}", f"--chrome-flags={FLAGS}",
        ]  # fmt: skip
        environment = {**os.environ, "CHROME_PATH": shutil.which("chromium") or ""}
        for attempt in range(ATTEMPTS):
            is_last = attempt == ATTEMPTS - 1
            ran = subprocess.run(command, check=is_last, env=environment, timeout=180)
            if ran.returncode == 0:
                break
        result = json.loads(output.read_text())
    for name, audit in result["audits"].items():
        if audit["score"] is not None and audit["score"] < 0.9:
            print(f"  {url}: {name}: {audit['title']} {audit.get('displayValue', '')}")
    return {name: part["score"] * 100 for name, part in result["categories"].items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"))
    parser.add_argument("--base", help="address of a server that runs already")
    options = parser.parse_args()
    if not options.lighthouse or not shutil.which("chromium"):
        print("Lighthouse is not measured: npm install lighthouse@12, and Chromium.")
        return
    port = find_free_port()
    base = options.base or f"http://127.0.0.1:{port}"
    server = None
    if not options.base:
        command = [
            sys.executable,
            "manage.py",
            "serve",
            "--prepare",
            "--port",
            str(port),
        ]
        server = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_until_up(f"{base}/de/")
        details = {
            name: find_first_detail(base, path) for name, path in DETAILS.items()
        }
        for name, path in {**PAGES, **details}.items():
            for category, score in measure(options.lighthouse, base + path).items():
                bound = BOUNDS[category]
                label = f"Lighthouse {category}, {name}"
                report(Result(label, score, "", bound, at_least=True))
    finally:
        if server:
            server.terminate()
            server.wait(20)


if __name__ == "__main__":
    main()

"""What a phone loads before pictures: HTML, CSS and fonts, compressed."""

import gzip
import re

from measure import ROOT, Result, report, start_django

LIMIT_KB = 60


def needs_face(face: str, text: str) -> bool:
    """Tell whether a browser loads this font: a character of its range is on the page."""
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
    spans = [(int(first, 16), int(last or first, 16)) for first, last in ranges]
    return any(
        first <= ord(character) <= last
        for character in set(text)
        for first, last in spans
    )


def main() -> None:
    start_django("pages")
    from django.core.management import call_command
    from django.test import Client

    call_command("load_demo", verbosity=0)
    from cms.models import CallPage, NewsPage, RegionPage

    urls = ["/de/", "/de/aktuelles/", "/de/ausschreibungen/", "/de/regionen/"]
    for model in (NewsPage, CallPage, RegionPage):
        page = model.objects.filter(live=True, locale__language_code="de").first()
        assert page is not None
        urls.append(page.url)
    client = Client()
    for url in urls:
        html = client.get(url).content
        text = html.decode()
        files = set(re.findall(r'href="/static/([^"]+\.(?:css|woff2))"', text))
        for name in [name for name in files if name.endswith(".css")]:
            css = (ROOT / "static" / name).read_text(encoding="utf-8")
            for face in re.findall(r"@font-face {(.*?)}", css, re.DOTALL):
                font = re.search(r"url\([\"']?([^)\"']+\.woff2)", face)
                if font and needs_face(face, text):
                    path = (ROOT / "static" / name).parent / font.group(1)
                    files.add(path.resolve().relative_to(ROOT / "static").as_posix())
        size = len(gzip.compress(html, 6))
        for name in files:
            content = (ROOT / "static" / name).read_bytes()
            size += len(content if name.endswith("woff2") else gzip.compress(content))
        label = re.sub(r"/[^/]{30,}/$", "/…/", url)
        report(Result(f"first load of {label}", size / 1000, "kB", LIMIT_KB))


if __name__ == "__main__":
    main()

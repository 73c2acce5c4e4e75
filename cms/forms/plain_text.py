"""Plain text with a few signs, and the blocks of a page's body that it stands for.

An empty line parts paragraphs, `## ` begins a heading, `- ` a line of a list; `**bold**`,
`*italic*` and `[words](https://…)` work inside a line. Everything else is text: HTML is
shown as it was typed.
"""

import json
import re
from html.parser import HTMLParser
from typing import Any

from django.utils.html import escape

HEADING = re.compile(r"##\s+(?P<text>\S.*)")
ENTRY = re.compile(r"[-*•]\s+(?P<text>\S.*)")
LINK = re.compile(r"\[([^\[\]]+)\]\((https?://[^\s()<>]+|mailto:[^\s()<>]+)\)")
BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")
ITALIC = re.compile(r"\*(?=\S)([^*]+?)(?<=\S)\*")
BLOCK_KEY = re.compile(r'\s+data-block-key="[^"]*"')
HEADING_LENGTH = 160


def build_body(text: str) -> list[dict[str, Any]]:
    """Return the blocks of a body: ``[{"type": "text", "value": "<p>…</p>"}]``."""
    blocks: list[dict[str, Any]] = []
    prose: list[str] = []

    def close_prose() -> None:
        if prose:
            blocks.append({"type": "text", "value": "".join(prose)})
            prose.clear()

    for lines in _split_paragraphs(text):
        heading = HEADING.fullmatch(lines[0])
        if heading:
            close_prose()
            value = {"text": heading["text"][:HEADING_LENGTH], "level": "h2"}
            blocks.append({"type": "heading", "value": value})
            lines = lines[1:]  # noqa: PLW2901 -- the rest of the paragraph
        prose += _build_prose(lines)
    close_prose()
    return blocks


def read_text(body: Any) -> str | None:
    """Return the text that stands for a page's body, None where it would lose something."""
    parts: list[str] = []
    given: list[dict[str, Any]] = []
    for block in body:
        if block.block_type == "text":
            source = BLOCK_KEY.sub("", str(block.value.source))
            reader = _ProseReader()
            reader.feed(source)
            parts += reader.paragraphs
            given.append({"type": "text", "value": source})
        elif block.block_type == "heading":
            parts.append(f"## {block.value['text']}")
            value = {"text": block.value["text"], "level": block.value["level"]}
            given.append({"type": "heading", "value": value})
        else:
            return None
    text = "\n\n".join(parts)
    return text if _join_prose(given) == build_body(text) else None


def build_prose(text: str) -> str:
    """Return the text as rich text without headings: ``<p>…</p><ul>…</ul>``."""
    return "".join(
        part for lines in _split_paragraphs(text) for part in _build_prose(lines)
    )


def read_prose(html: str) -> str | None:
    """Return the text that stands for rich text, None where it would lose something."""
    source = BLOCK_KEY.sub("", html)
    reader = _ProseReader()
    reader.feed(source)
    text = "\n\n".join(reader.paragraphs)
    return text if build_prose(text) == source else None


def dump_body(text: str) -> str:
    """Return the body as a page's field takes it."""
    return json.dumps(build_body(text))


def _split_paragraphs(text: str) -> list[list[str]]:
    paragraphs = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").strip())
    cleaned = (
        [line.strip() for line in paragraph.split("\n") if line.strip()]
        for paragraph in paragraphs
    )
    return [lines for lines in cleaned if lines]


def _build_prose(lines: list[str]) -> list[str]:
    """Return the paragraphs and lists of lines that no empty line parts."""
    html: list[str] = []
    entries: list[str] = []
    words: list[str] = []

    def close() -> None:
        if words:
            html.append(f"<p>{'<br/>'.join(words)}</p>")
            words.clear()
        if entries:
            html.append(f"<ul>{''.join(f'<li>{entry}</li>' for entry in entries)}</ul>")
            entries.clear()

    for line in lines:
        entry = ENTRY.fullmatch(line)
        if (entry and words) or (not entry and entries):
            close()
        if entry:
            entries.append(_mark_up(entry["text"]))
        else:
            words.append(_mark_up(line))
    close()
    return html


def _mark_up(line: str) -> str:
    # Quotation marks are escaped too, so an address cannot leave its attribute.
    html = LINK.sub(r'<a href="\2">\1</a>', escape(line))
    parts = re.split(r"(<[^>]*>)", html)
    return "".join(
        part
        if part.startswith("<")
        else ITALIC.sub(r"<i>\1</i>", BOLD.sub(r"<b>\1</b>", part))
        for part in parts
    )


def _join_prose(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Editors may have parted a text; our own way writes neighbours as one block."""
    joined: list[dict[str, Any]] = []
    for block in blocks:
        if joined and block["type"] == joined[-1]["type"] == "text":
            joined[-1] = {
                "type": "text",
                "value": joined[-1]["value"] + block["value"],
            }
        else:
            joined.append(block)
    return joined


class _ProseReader(HTMLParser):
    """Turns stored rich text back into signs; what it does not know gets lost."""

    SIGNS = {"b": "**", "i": "*"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._entries: list[str] = []
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif tag == "a":
            self._href = dict(attrs).get("href") or ""
            self._parts.append("[")
        else:
            self._parts.append(self.SIGNS.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "p":
            self.paragraphs.append(self._take())
        elif tag == "li":
            self._entries.append(f"- {self._take()}")
        elif tag == "ul":
            self.paragraphs.append("\n".join(self._entries))
            self._entries.clear()
        elif tag == "a":
            self._parts.append(f"]({self._href})")
        else:
            self._parts.append(self.SIGNS.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self._parts.append(data)

    def _take(self) -> str:
        text = "".join(self._parts)
        self._parts.clear()
        return text

"""From the texts' plain blocks to the values of a StreamField."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

PAGE_LINK = re.compile(r'href="page:([a-z0-9-]+)"')

FindPage = Callable[[str], int | None]
"""Gives the id of the page behind a key of the demo texts, in the language at hand."""
MakePicture = Callable[[str], dict[str, Any] | None]
"""Gives a picture of the demo as blocks store it, with its alt text in that language."""


class BodyMaker:
    """Makes the bodies of one language; ids are the same in every run."""

    def __init__(
        self, find_page: FindPage, make_picture: MakePicture, item: str
    ) -> None:
        self.find_page = find_page
        self.make_picture = make_picture
        self.item = item

    def make(self, blocks: list[dict[str, Any]]) -> str:
        """Return the body as the JSON in which StreamField stores it."""
        made = []
        for number, block in enumerate(blocks):
            identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{self.item}/{number}")
            value = self.make_value(block["type"], block["value"], identity)
            if value is not None:
                made.append(
                    {"type": block["type"], "value": value, "id": str(identity)}
                )
        return json.dumps(made)

    def make_value(self, kind: str, value: Any, identity: uuid.UUID) -> Any:
        """Return the block's stored value, or None where what it shows is missing.

        Items of lists have ids too: without them translators do not get their texts.
        """
        if kind == "text":
            return self.link(value)
        if kind == "box":
            return value | {"text": self.link(value["text"])}
        if kind in {"accordion", "timeline"}:
            items = [
                item | {"text": self.link(item.get("text", ""))}
                for item in value["items"]
            ]
            return {
                "items": [
                    {
                        "type": "item",
                        "value": item,
                        "id": str(uuid.uuid5(identity, str(number))),
                    }
                    for number, item in enumerate(items)
                ]
            }
        if kind == "table":
            return {
                "caption": value["caption"],
                "columns": [
                    {"type": "text", "heading": text} for text in value["header"]
                ],
                "rows": [{"values": row} for row in value["rows"]],
            }
        if kind == "button":
            page = self.find_page(value["page"])
            return {"label": value["label"], "page": page, "url": ""} if page else None
        if kind == "image":
            picture = self.make_picture(value["image"])
            return picture and {"image": picture, "caption": value["caption"]}
        return value

    def link(self, html: str) -> str:
        """Turn `page:KEY` links into Wagtail's; a link to nothing becomes the home page."""

        def replace(match: re.Match[str]) -> str:
            page = self.find_page(match.group(1)) or self.find_page("home")
            return f'linktype="page" id="{page}"'

        return PAGE_LINK.sub(replace, html)

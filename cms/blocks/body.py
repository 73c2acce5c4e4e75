"""The body of a page: all blocks, with anchors and heading levels without gaps (W38)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from wagtail import blocks

from cms.blocks.links import ButtonBlock, MapBlock, SectionBlock
from cms.blocks.media import (
    CaptionedImageBlock,
    DownloadsBlock,
    GalleryBlock,
    SignLanguageVideoBlock,
    VideoBlock,
)
from cms.blocks.tables import TableBlock
from cms.blocks.texts import (
    AccordionBlock,
    Anchors,
    BoxBlock,
    ContactBlock,
    FigureNumberBlock,
    HeadingBlock,
    QuoteBlock,
    TextBlock,
    TimelineBlock,
    take_anchor,
)

FIRST_LEVEL = 2
LAST_LEVEL = 4


@dataclass(frozen=True)
class PlacedBlock:
    """A block of a body with its id and the level that a heading inside it has."""

    block: Any
    anchor: str
    inner_level: int


@dataclass(frozen=True)
class ContentsEntry:
    """A line of the table of contents."""

    title: str
    anchor: str
    level: int


@dataclass(frozen=True)
class Answer:
    """A question of an accordion as its page shows it; the answer is plain text."""

    question: str
    answer: str
    anchor: str


def place_blocks(body: Any, anchors: Anchors | None = None) -> list[PlacedBlock]:
    """Give each block its anchor and the level of headings inside it."""
    anchors = anchors or Anchors()
    for entry in _walk_questions(body):
        if entry["anchor"]:
            anchors.reserve(entry["anchor"])
    level, placed = FIRST_LEVEL - 1, []
    for number, child in enumerate(body, start=1):
        text = f"{child.block_type}-{number}"
        if child.block_type == "heading":
            level, text = int(child.value["level"][1:]), child.value["text"]
        anchor = anchors.take(text)
        placed.append(PlacedBlock(child, anchor, min(level + 1, LAST_LEVEL)))
    return placed


def get_contents(body: Any) -> list[ContentsEntry]:
    """Return the headings of a body with the anchors that the page gives them."""
    return [
        ContentsEntry(
            item.block.value["text"], item.anchor, int(item.block.value["level"][1:])
        )
        for item in place_blocks(body)
        if item.block.block_type == "heading"
    ]


def list_answers(body: Any) -> list[Answer]:
    """Return the questions of a body with the anchors that the page gives them."""
    anchors = Anchors()
    place_blocks(body, anchors)
    return [
        Answer(
            entry["title"],
            strip_tags(entry["text"].source.replace("</", " </")).strip(),
            take_anchor(entry, anchors),
        )
        for entry in _walk_questions(body)
    ]


def keep_anchors(body: Any) -> None:
    """Write down the anchor of each new question, so that other words keep it."""
    answers = list_answers(body)
    for entry, answer in zip(_walk_questions(body), answers, strict=True):
        entry["anchor"] = answer.anchor


def _walk_questions(body: Any) -> Iterator[Any]:
    for child in body:
        if child.block_type == "accordion":
            yield from child.value["items"]


class BodyBlock(blocks.StreamBlock):
    heading = HeadingBlock()
    text = TextBlock()
    image = CaptionedImageBlock()
    gallery = GalleryBlock()
    video = VideoBlock()
    sign_language_video = SignLanguageVideoBlock()
    quote = QuoteBlock()
    box = BoxBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    downloads = DownloadsBlock()
    button = ButtonBlock()
    contact = ContactBlock()
    figure_number = FigureNumberBlock()
    timeline = TimelineBlock()
    map = MapBlock()
    section = SectionBlock()

    class Meta:
        template = "cms/blocks/body.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        keep_anchors(cleaned)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context=parent_context)
        context["anchors"] = Anchors()
        context["placed_blocks"] = place_blocks(value, context["anchors"])
        return context

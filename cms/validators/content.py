"""What a page must have before visitors see it (ED8, P15, W60, W61).

Reads pages, blocks and pictures by their attributes only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import RichTextField, StreamField
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

from cms.holds import holds

FILE_NAME = re.compile(
    r"\.(jpe?g|png|gif|webp|avif|heic|svg|tiff?|bmp)$"
    r"|^(img|dsc|dscn|dscf|dcim|pxl|mvi|p|image|bild|foto|photo|screenshot|unbenannt|"
    r"untitled)[-_ ]?\d+[-_\d ]*$",
    re.IGNORECASE,
)
LONG_SUMMARY = 160
HARD_TO_READ = 30
FEWEST_WORDS = 100
"""Below this the reading ease says nothing."""


@dataclass(frozen=True)
class Problem:
    """What is wrong, where, and what to do, in one sentence."""

    field: str
    sentence: str
    blocks: bool = True
    """Whether it refuses publishing or only warns."""


class ContentRefusedError(ValidationError):
    """The page is not published; the messages say what is missing and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__([problem.sentence for problem in problems])


def check_order(page: Any, first: str, last: str, sentence: str) -> Iterator[Problem]:
    """Ask that one field is not less than another, where both are given."""
    start, end = getattr(page, first), getattr(page, last)
    if start is not None and end is not None and end < start:
        yield Problem(last, sentence)


def check_point(page: Any) -> Iterator[Problem]:
    """Ask for both parts of a point, or for neither."""
    if (page.latitude is None) != (page.longitude is None):
        sentence = _("A point needs both latitude and longitude, or neither.")
        yield Problem("longitude", sentence)


def looks_like_file_name(text: str) -> bool:
    return bool(FILE_NAME.search(text.strip()))


def find_errors(page: Any) -> list[Problem]:
    """Return what refuses publishing."""
    return [problem for problem in find_problems(page) if problem.blocks]


def find_draft_problems(page: Any) -> list[Problem]:
    """Return what a draft may not say either: what a page type's own method finds."""
    find = getattr(page, "find_draft_problems", None)
    return list(find()) if find else []


def find_warnings(page: Any) -> list[Problem]:
    """Return what an editor may want to know and may leave."""
    return [problem for problem in find_problems(page) if not problem.blocks]


def find_problems(page: Any) -> list[Problem]:
    """Return all problems of a page, in the order in which a reader meets them.

    What another app holds back comes first: with it nothing else matters.

    A page type adds its own by a method ``find_own_problems``.
    """
    problems = [*_check_holds(page), *_check_lead_image(page)]
    texts: list[str] = []
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            checker = _Checker(field.name)
            checker.check(getattr(page, field.name), "")
            problems += checker.problems
            texts += checker.texts
        elif isinstance(field, RichTextField):
            checker = _Checker(field.name)
            checker.check(RichText(getattr(page, field.name)), str(field.verbose_name))
            problems += checker.problems
            texts += checker.texts
    problems += [*_check_materials(page), *_check_speakers(page)]
    own = getattr(page, "find_own_problems", None)
    if own is not None:
        problems += own()
    return problems + list(_warn(page, " ".join(texts)))


def _check_holds(page: Any) -> Iterator[Problem]:
    for hold in holds.entries():
        sentence = hold.find_reason(page)
        if sentence:
            yield Problem("title", sentence)


def _check_materials(page: Any) -> Iterator[Problem]:
    """Materials that others are to use need a licence (ED37)."""
    if getattr(page, "materials", None) and getattr(page, "materials_licence", 1) == "":
        yield Problem(
            "materials_licence",
            _("Materials: say under which licence others may use them."),
        )


def _check_lead_image(page: Any) -> Iterator[Problem]:
    image = getattr(page, "lead_image", None)
    if image is None:
        return
    place = _("Lead image")
    alt = getattr(page, "lead_image_alt", "")
    decorative = getattr(page, "lead_image_is_decorative", False)
    for sentence in _judge_picture(place, image, alt, decorative=decorative):
        yield Problem("lead_image_alt", sentence)


def _judge_picture(
    place: str, image: Any, alt: str | None, *, decorative: bool
) -> Iterator[str]:
    alt = (alt or "").strip()
    if not alt and not decorative:
        yield _(
            "%(place)s: the picture has no alternative text. Say what can be seen, or "
            "mark it as decorative."
        ) % {"place": place}
    elif alt and not decorative and looks_like_file_name(alt):
        yield _(
            "%(place)s: “%(text)s” is a file name. Say in words what can be seen."
        ) % {"place": place, "text": alt}
    yield from _judge_consent(place, image)


def _judge_consent(place: str, image: Any) -> Iterator[str]:
    facts = image if hasattr(image, "may_be_published") else None
    facts = facts or getattr(image, "cms_media_note", None)
    if facts is not None and not facts.may_be_published:
        yield _(
            "%(place)s: people can be recognised and their consent is missing. Note the "
            "consent at the picture “%(title)s”, or take another one."
        ) % {"place": place, "title": image.title}


def _check_speakers(page: Any) -> Iterator[Problem]:
    """A recording shows nobody who has not agreed to it (ED40)."""
    if not getattr(page, "recording", None):
        return
    for child in page.speakers:
        if not child.value["agrees_to_recording"]:
            yield Problem(
                "speakers",
                _(
                    "Speakers: %(name)s has not agreed to the recording. Ask first and "
                    "tick it, or take the recording out."
                )
                % {"name": child.value["name"]},
            )


class _Checker:
    """Walks through the values of one field."""

    def __init__(self, field: str) -> None:
        self.field = field
        self.level = 1
        self.problems: list[Problem] = []
        self.texts: list[str] = []

    def refuse(self, sentence: str) -> None:
        self.problems.append(Problem(self.field, sentence))

    def check(self, value: Any, place: str) -> None:
        if isinstance(value, StreamValue):
            for number, child in enumerate(value, start=1):
                label = child.block.label or child.block_type
                here = _("Block %(number)s (%(label)s)") % {
                    "number": number,
                    "label": label,
                }
                here = f"{place}, {here}" if place else here
                if child.block_type == "heading":
                    self._check_heading(
                        int(child.value["level"][1:]), child.value["text"], here
                    )
                self.check(child.value, here)
        elif isinstance(value, ListValue):
            for item in value:
                self.check(item, place)
        elif isinstance(value, StructValue):
            self._check_struct(value, place)
        elif isinstance(value, RichText):
            self._check_rich_text(value, place)
        elif isinstance(value, AbstractImage):
            self._check_image(value, place)

    def _check_heading(self, level: int, text: str, place: str) -> None:
        if level > self.level + 1:
            self.refuse(
                _(
                    "%(place)s: the heading “%(text)s” skips a level. Begin with a "
                    "heading of level %(level)s, or raise this one."
                )
                % {"place": place, "text": text, "level": self.level + 1}
            )
        self.level = level

    def _check_struct(self, value: StructValue, place: str) -> None:
        if "has_captions" in value and not (
            value.get("has_captions") or value.get("captions")
        ):
            self.refuse(
                _(
                    "%(place)s: the video has no captions. Add them as a WebVTT file, "
                    "or choose a video that has some."
                )
                % {"place": place}
            )
        if {"page", "url"} <= set(value) and not (value["page"] or value["url"]):
            self._refuse_link(place)
        for name, child in value.items():
            if name == "poster" and isinstance(child, AbstractImage):
                for sentence in _judge_consent(place, child):
                    self.refuse(sentence)
            else:
                self.check(child, place)

    def _check_image(self, image: Any, place: str) -> None:
        # Wagtail's image block puts the words of this use on the picture.
        alt = getattr(image, "contextual_alt_text", None)
        decorative = bool(getattr(image, "decorative", False))
        for sentence in _judge_picture(place, image, alt, decorative=decorative):
            self.refuse(sentence)

    def _check_rich_text(self, value: RichText, place: str) -> None:
        reader = _RichTextReader()
        reader.feed(value.source or "")
        self.texts.append(" ".join(reader.words))
        if reader.empty_links:
            self._refuse_link(place)
        for level, text in reader.headings:
            self._check_heading(level, text, place)
        for alt in reader.picture_alts:
            if not alt.strip():
                self.refuse(
                    _(
                        "%(place)s: the picture has no alternative text. Say what can "
                        "be seen, or mark it as decorative."
                    )
                    % {"place": place}
                )

    def _refuse_link(self, place: str) -> None:
        self.refuse(
            _(
                "%(place)s: a link has no text or leads nowhere. Write where it leads, "
                "or remove it."
            )
            % {"place": place}
        )


class _RichTextReader(HTMLParser):
    """Collects links, headings, pictures and words of rich text as it is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.empty_links = 0
        self.headings: list[tuple[int, str]] = []
        self.picture_alts: list[str] = []
        self.words: list[str] = []
        self._link: str | None = None
        self._link_leads = False
        self._heading: tuple[int, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self._link, self._link_leads = (
                "",
                bool(values.get("href") or values.get("id")),
            )
        elif re.fullmatch(r"h[1-6]", tag):
            self._heading = (int(tag[1]), "")
        elif tag == "embed" and values.get("embedtype") == "image":
            self.picture_alts.append(values.get("alt") or "")
            if self._link is not None:
                self._link += values.get("alt") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link is not None:
            if not self._link.strip() or not self._link_leads:
                self.empty_links += 1
            self._link = None
        elif self._heading and tag == f"h{self._heading[0]}":
            self.headings.append(self._heading)
            self._heading = None
        elif tag in {"p", "li"}:
            # A line end is a sentence's end, for the reading ease.
            self.words.append(".")

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._link is not None:
            self._link += data
        if self._heading:
            self._heading = (self._heading[0], self._heading[1] + data)


def _warn(page: Any, text: str) -> Iterator[Problem]:
    summary = getattr(page, "summary", "") or ""
    if len(summary) > LONG_SUMMARY:
        yield Problem(
            "summary",
            _("The summary has %(count)s characters; %(limit)s are read at a glance.")
            % {"count": len(summary), "limit": LONG_SUMMARY},
            blocks=False,
        )
    language = getattr(getattr(page, "locale", None), "language_code", "de")
    ease = get_reading_ease(text, language)
    if ease is not None and ease < HARD_TO_READ:
        yield Problem(
            "body",
            _(
                "The text is hard to read (%(ease)s of 100). Shorter sentences and "
                "shorter words help."
            )
            % {"ease": max(0, round(ease))},
            blocks=False,
        )


def get_reading_ease(text: str, language: str) -> float | None:
    """Return Flesch's reading ease, for German by Amstad; None for a short text.

    Source: R. Flesch, A new readability yardstick (1948); T. Amstad, Wie verständlich
    sind unsere Zeitungen? (1978).
    """
    words = re.findall(r"[^\W\d_]+", text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = len([part for part in re.split(r"[.!?:]+", text) if part.strip()]) or 1
    syllables = sum(
        len(re.findall(r"[aeiouyäöü]+", word.casefold())) or 1 for word in words
    )
    length, weight = len(words) / sentences, syllables / len(words)
    if language.startswith("en"):
        return 206.835 - 1.015 * length - 84.6 * weight
    return 180 - length - 58.5 * weight

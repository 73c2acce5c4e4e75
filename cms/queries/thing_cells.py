"""Things as cells of a table: one row a thing, texts once a language (ED65).

The same cells are what an export writes and what an import compares with, so that a file
that was exported changes nothing when it comes back.
"""

import datetime as dt
import html
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import F
from wagtail.fields import RichTextField
from wagtail.models import Locale

from cms.enums import Taxonomy
from cms.models import (
    EventIndexPage,
    EventPage,
    OfferIndexPage,
    OfferPage,
    PageDistrict,
    PageTerm,
    PracticeIndexPage,
    PracticePage,
    WebinarIndexPage,
    WebinarPage,
)
from cms.models.practice import NEED_FIELDS, PROSE_FIELDS
from cms.validators.times import BERLIN

CELL_LENGTH = 10_000
BATCH_SIZE = 500
SEPARATOR = "; "
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
YES, NO = "yes", "no"
CANCELLED = "cancelled"
COMMON_TEXTS = ("title", "slug", "summary", "text")
PLAIN_PARAGRAPHS = re.compile(r'(<p(?: data-block-key="[^"]*")?>[^<]*</p>\s*)+')
PARAGRAPH = re.compile(r"<p[^>]*>([^<]*)</p>")

Cells = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class ThingFormat:
    """Which columns a kind has; the names of facts and texts are those of the page's fields.

    ``series`` are the fields that hold dates, ``above`` the field that names a larger
    thing by its id, ``only_read`` what a new thing takes from a file and no export writes.
    """

    kind: str
    page_model: Any
    index_model: Any
    row_attribute: str
    facts: tuple[str, ...]
    series: tuple[str, ...]
    terms: Mapping[str, Taxonomy]
    texts: tuple[str, ...]
    above: str = ""
    only_read: tuple[str, ...] = ()

    @property
    def row_model(self) -> Any:
        return self.page_model._meta.get_field(self.row_attribute).related_model

    @property
    def once(self) -> tuple[str, ...]:
        """Return the columns that stand once, in their order."""
        above = (self.above,) if self.above else ()
        return (
            "id",
            "network",
            "source_language",
            *above,
            *self.facts,
            *self.series,
            *self.terms,
            "districts",
        )

    @property
    def by_language(self) -> tuple[str, ...]:
        return (*COMMON_TEXTS, *self.texts)

    @property
    def known_columns(self) -> tuple[str, ...]:
        """Return the columns that an import understands."""
        return (*self.columns, *self.only_read)

    @property
    def columns(self) -> tuple[str, ...]:
        return (
            *self.once,
            *(
                name_column(text, language)
                for language in LANGUAGES
                for text in self.by_language
            ),
        )


ATTENDANCE = (
    "is_free",
    "seats",
    "registration_kind",
    "registration_url",
    "registration_opens_at",
    "registration_closes_at",
    "contact_name",
    "contact_email",
    "contact_phone",
    "venue_name",
    "venue_address",
)
"""What it takes to be there, in the order of the columns."""

EVENTS = ThingFormat(
    kind="events",
    page_model=EventPage,
    index_model=EventIndexPage,
    row_attribute="event",
    above="parent_event",
    facts=(
        "starts_at",
        "ends_at",
        "repeats",
        "repeats_until",
        "mode",
        "latitude",
        "longitude",
        "age_from",
        "age_to",
        *ATTENDANCE,
    ),
    series=("more_dates", "exceptions"),
    terms={
        "event_types": Taxonomy.EVENT_TYPE,
        "stages": Taxonomy.STAGE,
        "class_levels": Taxonomy.CLASS_LEVEL,
        "topics": Taxonomy.TOPIC,
        "target_groups": Taxonomy.TARGET_GROUP,
        "levels": Taxonomy.LEVEL,
        "promotion": Taxonomy.PROMOTION,
        "formats": Taxonomy.FORMAT,
    },
    texts=(
        "subline",
        "organiser",
        "directions",
        "supervision",
        "bring",
        "languages",
        "cost",
        "accessibility_note",
        "privacy_note",
    ),
    only_read=("conference_url",),
)
"""Exported without the conference link: files travel. An import never changes one."""

OFFERS = ThingFormat(
    kind="offers",
    page_model=OfferPage,
    index_model=OfferIndexPage,
    row_attribute="offer",
    facts=(
        "provider_name",
        "provider_url",
        "is_on_site",
        "is_mobile",
        "is_online",
        "venue_name",
        "venue_address",
        "latitude",
        "longitude",
        "travel_km",
        "availability",
        "minutes",
        "age_from",
        "age_to",
        "group_from",
        "group_to",
        "is_free",
        "contact_name",
        "contact_email",
        "contact_phone",
        "takes_requests",
    ),
    series=("dates",),
    terms={
        "stages": Taxonomy.STAGE,
        "class_levels": Taxonomy.CLASS_LEVEL,
        "formats": Taxonomy.FORMAT,
        "topics": Taxonomy.TOPIC,
        "promotion": Taxonomy.PROMOTION,
        "target_groups": Taxonomy.TARGET_GROUP,
    },
    texts=(
        "directions",
        "duration",
        "cost",
        "languages",
        "accessibility_note",
        "preparation",
    ),
)
WEBINARS = ThingFormat(
    kind="webinars",
    page_model=WebinarPage,
    index_model=WebinarIndexPage,
    row_attribute="event",
    facts=(
        "starts_at",
        "ends_at",
        "repeats",
        "repeats_until",
        "mode",
        "spoken_language",
        "recording_until",
        *ATTENDANCE,
        "latitude",
        "longitude",
    ),
    series=("more_dates", "exceptions"),
    terms=EVENTS.terms,
    texts=(
        "subline",
        "organiser",
        "directions",
        "cost",
        "accessibility_note",
        "privacy_note",
        "transcript",
    ),
    only_read=EVENTS.only_read,
)
"""Without recording, slides and speakers, whose consent a file cannot tell."""

PRACTICE = ThingFormat(
    kind="practice",
    page_model=PracticePage,
    index_model=PracticeIndexPage,
    row_attribute="entry",
    facts=(
        "starts_on",
        "ends_on",
        "contact_name",
        "contact_email",
        "contact_phone",
        "transfer_name",
        "transfer_email",
    ),
    series=(),
    terms={
        "stages": Taxonomy.STAGE,
        "topics": Taxonomy.TOPIC,
        "target_groups": Taxonomy.TARGET_GROUP,
        "special_groups": Taxonomy.SPECIAL_GROUP,
        "formats": Taxonomy.FORMAT,
    },
    texts=("subline", *PROSE_FIELDS, *NEED_FIELDS, "transfer_text"),
)
FORMATS = {one.kind: one for one in (EVENTS, OFFERS, WEBINARS, PRACTICE)}


@dataclass(frozen=True)
class KnownThing:
    """A thing with its own pages by language, aliases left out, and its cells."""

    row: Any
    pages: Mapping[str, Any]
    cells: Cells


def name_column(text: str, language: str) -> str:
    """Return the column of a text in one language: ``title_de``."""
    return f"{text}_{language.replace('-', '_')}"


def clean_cell(text: str) -> str:
    """Return what every program shows alike: composed, trimmed, without hidden signs."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = (sign for sign in text if sign in "\n\t" or sign.isprintable())
    return "".join(shown).replace("\ufffd", "").strip()


def iterate_things(kind: ThingFormat) -> Iterator[KnownThing]:
    """Yield what is published of a kind, larger things before their parts."""
    order = [F("parent_id").asc(nulls_first=True)] if kind.above else []
    rows = kind.row_model.objects.order_by(*order, "pk")
    keys = list(rows.values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH_SIZE):
        yield from find_things(kind, pk__in=keys[start : start + BATCH_SIZE])


def find_things(kind: ThingFormat, **conditions: Any) -> list[KnownThing]:
    """Return the things of these rows whose source page is live, five queries in all."""
    rows = kind.row_model.objects.filter(**conditions).select_related("network")
    if kind.above:
        rows = rows.select_related("parent", "network")
    wanted = conditions.get("pk__in")
    by_pk = {row.pk: row for row in rows.order_by("pk")}
    if wanted is not None:
        by_pk = {pk: by_pk[pk] for pk in wanted if pk in by_pk}
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    pages: dict[int, dict[str, Any]] = defaultdict(dict)
    for page in kind.page_model.objects.filter(
        **{f"{kind.row_attribute}__in": by_pk}, live=True, alias_of__isnull=True
    ):
        pages[getattr(page, f"{kind.row_attribute}_id")][codes[page.locale_id]] = page
    sources = {
        pk: page
        for pk, row in by_pk.items()
        if (page := pages[pk].get(codes[row.source_locale_id]))
    }
    terms = _read_terms([page.pk for page in sources.values()])
    districts = _read_districts([page.pk for page in sources.values()])
    return [
        KnownThing(
            by_pk[pk],
            pages[pk],
            {
                **_make_row_cells(kind, by_pk[pk], codes),
                **_make_fact_cells(kind, source),
                **{
                    name: SEPARATOR.join(terms[source.pk, taxonomy])
                    for name, taxonomy in kind.terms.items()
                },
                "districts": SEPARATOR.join(districts[source.pk]),
                **_make_text_cells(kind, pages[pk]),
            },
        )
        for pk, source in _in_order(sources, by_pk)
    ]


def _in_order(sources: Mapping[int, Any], by_pk: Iterable[int]) -> Iterator[Any]:
    return ((pk, sources[pk]) for pk in by_pk if pk in sources)


def _read_terms(page_ids: Sequence[int]) -> dict[tuple[int, str], list[str]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    rows = PageTerm.objects.filter(page__in=page_ids).order_by(
        "term__sort_order", "term__slug"
    )
    for page, taxonomy, slug in rows.values_list(
        "page", "term__taxonomy", "term__slug"
    ):
        found[page, taxonomy].append(slug)
    return found


def _read_districts(page_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = PageDistrict.objects.filter(page__in=page_ids).order_by("ags")
    for page, ags in rows.values_list("page", "ags"):
        found[page].append(ags)
    return found


def _make_row_cells(kind: ThingFormat, row: Any, codes: Mapping[int, str]) -> Cells:
    cells = {
        "id": str(row.translation_key),
        "network": row.network.slug,
        "source_language": codes[row.source_locale_id],
    }
    if kind.above:
        cells[kind.above] = str(row.parent.translation_key) if row.parent else ""
    return cells


def _make_fact_cells(kind: ThingFormat, page: Any) -> Cells:
    cells = {name: write_value(getattr(page, name)) for name in kind.facts}
    for name in kind.series:
        parts = (write_entry(child.value) for child in getattr(page, name))
        cells[name] = SEPARATOR.join(parts)
    return cells


def _make_text_cells(kind: ThingFormat, pages: Mapping[str, Any]) -> Cells:
    cells = {}
    for language in LANGUAGES:
        page = pages.get(language)
        for name in kind.by_language:
            value = read_text(page, name) if page else ""
            cells[name_column(name, language)] = value
    return cells


def read_text(page: Any, name: str) -> str:
    """Return a text of a page; what a cell cannot hold (pictures, tables) is empty."""
    if name == "text":
        text = read_paragraphs(page.body)
    elif is_prose(page, name):
        text = read_prose(getattr(page, name))
    else:
        text = getattr(page, name)
    text = clean_cell(text)
    return text if len(text) <= CELL_LENGTH else ""


def is_prose(page: Any, name: str) -> bool:
    """Tell whether a text of a page has markup."""
    return isinstance(page._meta.get_field(name), RichTextField)


def read_paragraphs(body: Any) -> str:
    """Return a body of plain paragraphs as text, with an empty line between them."""
    raw = list(body.raw_data)
    if len(raw) != 1 or raw[0]["type"] != "text":
        return ""
    return read_prose(raw[0]["value"])


def read_prose(source: str) -> str:
    """Return plain paragraphs as text; what has more markup than that is empty."""
    if not PLAIN_PARAGRAPHS.fullmatch(source):
        return ""
    return "\n\n".join(html.unescape(part) for part in PARAGRAPH.findall(source))


def write_paragraphs(text: str) -> list[tuple[str, str]]:
    """Return the body that ``read_paragraphs`` reads as this text."""
    prose = write_prose(text)
    return [("text", prose)] if prose else []


def write_prose(text: str) -> str:
    """Return the paragraphs that ``read_prose`` reads as this text."""
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]
    return "".join(f"<p>{html.escape(part)}</p>" for part in parts if part)


def write_value(value: Any) -> str:
    """Return a fact as a cell; moments in Berlin's time, with what it was then to UTC."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dt.datetime):
        return value.astimezone(BERLIN).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return clean_cell(str(value))


def write_entry(value: Mapping[str, Any]) -> str:
    """Return one date of a series: “start/end”, or an exception: “day cancelled”."""
    if "day" in value:
        day = write_value(value["day"])
        return f"{day} {CANCELLED}" if value["is_cancelled"] else day
    return f"{write_value(value['starts_at'])}/{write_value(value['ends_at'])}"

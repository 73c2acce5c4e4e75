"""What the API answers; a field that is not named here does not leave the site."""

import datetime as dt

from ninja import Schema


class ImageOut(Schema):
    url: str
    alt: str
    credit: str


class NetworkRef(Schema):
    slug: str
    name: str


class NetworkOut(Schema):
    id: str
    slug: str
    name: str
    kind: str
    status: str
    states: list[str]
    locality: str
    latitude: float | None
    longitude: float | None
    founding_year: int | None
    carrier: str
    website: str
    parent: NetworkRef | None
    title: str
    summary: str
    url: str
    language: str


class NewsOut(Schema):
    id: str
    kind: str
    title: str
    summary: str
    url: str
    language: str
    published_at: dt.datetime
    updated_at: dt.datetime | None
    network: NetworkRef
    image: ImageOut | None


class CallOut(Schema):
    id: str
    title: str
    summary: str
    url: str
    language: str
    status: str
    opens_at: dt.datetime | None
    deadline_at: dt.datetime | None
    funder: str
    amount: str
    area: str
    apply_url: str
    network: NetworkRef
    image: ImageOut | None


class DateOut(Schema):
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_cancelled: bool


class EventOut(Schema):
    id: str
    title: str
    summary: str
    url: str
    calendar_url: str
    language: str
    status: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    dates: list[DateOut]
    mode: str
    venue_name: str
    venue_address: str
    latitude: float | None
    longitude: float | None
    age_from: int | None
    age_to: int | None
    is_free: bool
    cost: str
    seats: int | None
    organiser: str
    registration_kind: str
    registration_url: str
    registration_opens_at: dt.datetime | None
    registration_closes_at: dt.datetime | None
    terms: dict[str, list[str]]
    network: NetworkRef
    image: ImageOut | None


class OfferOut(Schema):
    id: str
    title: str
    summary: str
    url: str
    language: str
    provider_name: str
    provider_url: str
    is_on_site: bool
    is_mobile: bool
    is_online: bool
    travel_km: int | None
    latitude: float | None
    longitude: float | None
    age_from: int | None
    age_to: int | None
    group_from: int | None
    group_to: int | None
    minutes: int | None
    duration: str
    availability: str
    is_free: bool
    cost: str
    terms: dict[str, list[str]]
    districts: list[str]
    network: NetworkRef
    image: ImageOut | None


class WebinarOut(EventOut):
    spoken_language: str
    has_recording: bool


class ArticleOut(Schema):
    id: str
    kind: str
    title: str
    summary: str
    url: str
    language: str
    updated_at: dt.datetime
    terms: dict[str, list[str]]
    network: NetworkRef
    image: ImageOut | None


class MomentOut(Schema):
    id: str
    date: str
    title: str
    text: str
    source: str
    link: str
    url: str
    language: str
    network: NetworkRef | None


class PracticeOut(Schema):
    id: str
    title: str
    summary: str
    url: str
    language: str
    status: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    terms: dict[str, list[str]]
    network: NetworkRef
    image: ImageOut | None


class FundingOut(Schema):
    id: str
    title: str
    summary: str
    url: str
    language: str
    funder: str
    amount: str
    apply_url: str
    deadline_at: dt.datetime | None
    is_in_force: bool
    states: list[str]
    terms: dict[str, list[str]]
    network: NetworkRef
    image: ImageOut | None


class WebinarList(Schema):
    items: list[WebinarOut]
    next_cursor: str | None


class ArticleList(Schema):
    items: list[ArticleOut]
    next_cursor: str | None


class ChronologyList(Schema):
    items: list[MomentOut]
    next_cursor: str | None


class PracticeList(Schema):
    items: list[PracticeOut]
    next_cursor: str | None


class FundingList(Schema):
    items: list[FundingOut]
    next_cursor: str | None


class EventList(Schema):
    items: list[EventOut]
    next_cursor: str | None


class OfferList(Schema):
    items: list[OfferOut]
    next_cursor: str | None


class NetworkList(Schema):
    items: list[NetworkOut]
    next_cursor: str | None


class NewsList(Schema):
    items: list[NewsOut]
    next_cursor: str | None


class CallList(Schema):
    items: list[CallOut]
    next_cursor: str | None


class ErrorOut(Schema):
    parameter: str
    reason: str


class Problem(Schema):
    """Problem details as in RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[ErrorOut] | None = None

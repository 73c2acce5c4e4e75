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

"""Webinars before and after they take place, and the academy."""

import datetime as dt
from typing import Any

from cms.cms_demo.documents import get_document_ids
from cms.cms_demo.practice import get_day, make_downloads
from cms.cms_demo.source import (
    LANGUAGES,
    Shelf,
    get_moment,
    publish_page,
    read_written_items,
)
from cms.enums import RegistrationKind
from cms.models import AcademyPage, CallPage, WebinarIndexPage, WebinarPage


def load_webinars(now: dt.datetime) -> int:
    added = 0
    documents = get_document_ids()
    for language in LANGUAGES:
        shelf = Shelf(language)
        for item in read_written_items("webinars", language):
            if item["key"] in shelf.page_ids:
                continue
            page = add_webinar(shelf, item, now, documents)
            page.body = shelf.make_body(item)
            publish_page(page)
            added += 1
        for item in read_written_items("academy", language):
            if item["key"] in shelf.page_ids:
                continue
            academy = add_academy(shelf, item, now)
            academy.body = shelf.make_body(item)
            publish_page(academy)
            added += 1
    return added


def add_webinar(
    shelf: Shelf, item: dict[str, Any], now: dt.datetime, documents: dict[str, int]
) -> WebinarPage:
    texts = item[shelf.language]
    starts_at = get_moment(now, item["in_days"], item["time"])
    recording = item["recording"]
    page = WebinarPage(
        **shelf.get_common_fields(item),
        live=False,
        subline=texts["subline"],
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=item["minutes"]),
        spoken_language=item["spoken_language"],
        is_free=True,
        conference_url=f"https://meet.example.org/{item['key']}",
        registration_kind=(
            RegistrationKind.OUTSIDE if item["can_register"] else RegistrationKind.NONE
        ),
        registration_url=(
            f"https://example.org/{item['key']}" if item["can_register"] else ""
        ),
        speakers=[("speaker", speaker) for speaker in texts["speakers"]],
        chapters=[("chapter", chapter) for chapter in texts["chapters"]],
        transcript=texts["transcript"],
        slides=make_downloads(item["slides"], documents),
        contact_name=texts["speakers"][0]["name"],
        contact_email="webinare@example.org",
    )
    if recording:
        page.recording_until = get_day(now, recording["until_in_days"])
        page.recording = [("video", make_video(recording, texts["video_title"]))]
    index = shelf.get_branch_index(WebinarIndexPage, item["network"])
    added: WebinarPage = shelf.add_page(index, item, page)
    return added


def make_video(recording: dict[str, Any], title: str) -> dict[str, Any]:
    return {
        "title": title,
        "url": recording["url"],
        "duration": recording["duration"],
        "has_captions": True,
        "file": None,
        "captions": None,
        "poster": None,
        "transcript": None,
    }


def add_academy(shelf: Shelf, item: dict[str, Any], now: dt.datetime) -> AcademyPage:
    texts = item[shelf.language]
    call = CallPage.objects.filter(pk=shelf.page_ids.get(item["call"])).first()
    page = AcademyPage(
        **shelf.get_common_fields(item),
        live=False,
        modules=[
            (
                "module",
                {
                    "title": module["title"],
                    "text": module["text"],
                    "starts_on": get_day(now, module["starts_in_days"]),
                    "ends_on": get_day(now, module["ends_in_days"]),
                },
            )
            for module in texts["modules"]
        ],
        coaching=texts["coaching"],
        eligibility=texts["eligibility"],
        past_cohorts=texts["past_cohorts"],
        call_page=call,
        contact=[("contact", texts["contact"])],
    )
    index = shelf.get_branch_index(WebinarIndexPage, item["network"])
    added: AcademyPage = shelf.add_page(index, item, page)
    return added

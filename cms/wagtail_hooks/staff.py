"""The staff's own screens in Wagtail's admin."""

from typing import Any

from wagtail import hooks

from cms.viewsets.announcements import announcement_viewset
from cms.viewsets.networks import network_viewset
from cms.viewsets.offer_requests import offer_request_viewset
from cms.viewsets.pages import (
    call_listing,
    event_listing,
    funding_listing,
    help_listing,
    news_listing,
    offer_listing,
    practice_listing,
    theme_listing,
    webinar_listing,
)
from cms.viewsets.school_holidays import school_holiday_viewset
from cms.viewsets.team import team_viewset
from cms.viewsets.terms import term_viewset


@hooks.register("register_admin_viewset")
def register_staff_screens() -> list[Any]:
    return [
        network_viewset,
        team_viewset,
        term_viewset,
        announcement_viewset,
        offer_request_viewset,
        school_holiday_viewset,
        news_listing,
        call_listing,
        offer_listing,
        event_listing,
        funding_listing,
        practice_listing,
        theme_listing,
        webinar_listing,
        help_listing,
    ]

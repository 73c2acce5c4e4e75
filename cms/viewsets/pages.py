"""News, calls, practice and more as lists of their own in Wagtail's admin, over the whole own branch."""

from typing import Any

import django_filters
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from cms.counter import HELPED, NOT_HELPED, hide_small
from cms.enums import CallStatus, EventMode, EventStatus, LinkState
from cms.models import (
    Call,
    CallPage,
    EventPage,
    FundingPage,
    HelpPage,
    NewsPage,
    OfferPage,
    PracticePage,
    ThemePage,
    WebinarPage,
)
from cms.queries.help import count_answers


def put_after_title(*columns: Column) -> list[Column]:
    """Return Wagtail's columns with ours behind the title."""
    base = list(IndexView.base_columns)
    place = [column.name for column in base].index("title") + 1
    return [*base[:place], *columns, *base[place:]]


class NewsFilterSet(WagtailFilterSet):
    """Without Wagtail's filters by person: they name the editors of every network."""

    class Meta:
        model = NewsPage
        fields = ("kind", "live")


class CallFilterSet(WagtailFilterSet):
    call_status = django_filters.ChoiceFilter(
        label=_("Status of the call"), choices=CallStatus.choices
    )

    class Meta:
        model = CallPage
        fields = ("live",)


class PracticeFilterSet(WagtailFilterSet):
    class Meta:
        model = PracticePage
        fields = ("live",)


class ThemeFilterSet(WagtailFilterSet):
    class Meta:
        model = ThemePage
        fields = ("live",)


class WebinarFilterSet(WagtailFilterSet):
    class Meta:
        model = WebinarPage
        fields = ("live", "has_recording")


class OwnPagesView(IndexView):
    # A formula in a CSV file is run by the program that opens it (S8).
    FORMATS = ("xlsx",)


class NewsListView(OwnPagesView):
    default_ordering = "-date"


class CallListView(OwnPagesView):
    default_ordering = "-row_deadline"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the row says: a draft's dates do not count."""
        statuses: Any = Call.objects.annotate_status(timezone.now())
        own = statuses.filter(pk=OuterRef("call")).values("status")
        return super().annotate_queryset(
            pages.annotate(
                row_deadline=F("call__deadline_at"), call_status=Subquery(own)
            )
        )


class ThemeListView(OwnPagesView):
    default_ordering = "review_on"


class WebinarListView(OwnPagesView):
    default_ordering = "-starts_at"


class CallStatusColumn(Column):
    def get_value(self, instance: Any) -> Any:
        return CallStatus(instance.call_status).label


class OfferFilterSet(WagtailFilterSet):
    class Meta:
        model = OfferPage
        fields = ("live", "availability", "is_mobile", "is_online", "takes_requests")


class OfferListView(OwnPagesView):
    default_ordering = "title"


class EventFilterSet(WagtailFilterSet):
    event_status = django_filters.ChoiceFilter(
        label=_("Status of the event"),
        field_name="event__status",
        choices=EventStatus.choices,
    )

    class Meta:
        model = EventPage
        fields = ("mode", "live")


class EventListView(OwnPagesView):
    default_ordering = "-row_start"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the row says: a draft's dates do not count."""
        return super().annotate_queryset(
            pages.annotate(
                row_start=F("event__starts_at"),
                row_status=F("event__status"),
                row_mode=F("event__mode"),
            )
        )


class ChoiceColumn(Column):
    """A word of a closed set, as people say it."""

    def __init__(self, name: str, choices: Any, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.choices = choices

    def get_value(self, instance: Any) -> Any:
        return self.choices(getattr(instance, self.name)).label


class HelpListView(OwnPagesView):
    default_ordering = "title"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add how often readers said that a page helped, or that it did not."""
        return super().annotate_queryset(
            pages.annotate(
                helped=count_answers(HELPED), not_helped=count_answers(NOT_HELPED)
            )
        )


class AnswerColumn(Column):
    def get_value(self, instance: Any) -> Any:
        shown = hide_small(getattr(instance, self.name) or 0)
        return _("fewer than 5") if shown is None else shown


class NewsListing(PageListingViewSet):
    model = NewsPage
    icon = "doc-full"
    menu_label = _("News")
    menu_order = 210
    add_to_admin_menu = True
    index_view_class = NewsListView
    filterset_class = NewsFilterSet
    columns = put_after_title(
        DateColumn("date", label=_("Date"), sort_key="date", width="12%")
    )


class CallListing(PageListingViewSet):
    model = CallPage
    icon = "date"
    menu_label = _("Calls")
    menu_order = 220
    add_to_admin_menu = True
    index_view_class = CallListView
    filterset_class = CallFilterSet
    columns = put_after_title(
        DateColumn(
            "row_deadline", label=_("Deadline"), sort_key="row_deadline", width="12%"
        ),
        CallStatusColumn("call_status", label=_("Status of the call"), width="12%"),
    )


class FundingFilterSet(WagtailFilterSet):
    link_state = django_filters.ChoiceFilter(
        label=_("Link"), choices=LinkState.choices, field_name="entry__link_state"
    )
    is_in_force = django_filters.BooleanFilter(
        label=_("In force"), field_name="entry__is_in_force"
    )

    class Meta:
        model = FundingPage
        fields = ("live",)


class FundingListView(OwnPagesView):
    default_ordering = "row_deadline"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the row says: a draft's dates do not count."""
        return super().annotate_queryset(
            pages.annotate(
                row_deadline=F("entry__deadline_at"),
                link_state=F("entry__link_state"),
                last_checked_at=F("entry__last_checked_at"),
            )
        )


class LinkColumn(StatusTagColumn):
    def get_value(self, instance: Any) -> Any:
        return LinkState(instance.link_state).label

    def get_primary(self, instance: Any) -> bool:
        """Let a dead link stand out."""
        return bool(instance.link_state == LinkState.DEAD)


class FundingListing(PageListingViewSet):
    model = FundingPage
    icon = "pick"
    menu_label = _("Funding")
    menu_order = 230
    add_to_admin_menu = True
    index_view_class = FundingListView
    filterset_class = FundingFilterSet
    columns = put_after_title(
        DateColumn(
            "row_deadline", label=_("Deadline"), sort_key="row_deadline", width="12%"
        ),
        LinkColumn("link_state", label=_("Link"), width="12%"),
        DateColumn("last_checked_at", label=_("Last checked"), width="12%"),
    )


class OfferListing(PageListingViewSet):
    model = OfferPage
    icon = "pick"
    menu_label = _("Offers")
    menu_order = 225
    add_to_admin_menu = True
    index_view_class = OfferListView
    filterset_class = OfferFilterSet
    columns = put_after_title(
        Column(
            "provider_name", label=_("Provider"), sort_key="provider_name", width="18%"
        ),
        Column("get_availability_display", label=_("When"), width="12%"),
    )


class EventListing(PageListingViewSet):
    model = EventPage
    icon = "calendar-alt"
    menu_label = _("Events")
    menu_order = 225
    add_to_admin_menu = True
    index_view_class = EventListView
    filterset_class = EventFilterSet
    columns = put_after_title(
        DateColumn("row_start", label=_("Start"), sort_key="row_start", width="12%"),
        ChoiceColumn(
            "row_status", EventStatus, label=_("Status of the event"), width="12%"
        ),
        ChoiceColumn("row_mode", EventMode, label=_("Where"), width="12%"),
    )


class HelpListing(PageListingViewSet):
    model = HelpPage
    icon = "help"
    menu_label = _("Help pages")
    menu_order = 290
    add_to_admin_menu = True
    index_view_class = HelpListView
    columns = put_after_title(
        AnswerColumn("helped", label=_("Helped"), width="12%"),
        AnswerColumn("not_helped", label=_("Did not help"), width="12%"),
    )


class PracticeListing(PageListingViewSet):
    model = PracticePage
    icon = "pick"
    menu_label = _("Good practice")
    menu_order = 250
    add_to_admin_menu = True
    index_view_class = OwnPagesView
    filterset_class = PracticeFilterSet
    columns = put_after_title(
        DateColumn("ends_on", label=_("Ends"), sort_key="ends_on", width="12%")
    )


class ThemeListing(PageListingViewSet):
    model = ThemePage
    icon = "folder-open-inverse"
    menu_label = _("Themes")
    menu_order = 255
    add_to_admin_menu = True
    index_view_class = ThemeListView
    filterset_class = ThemeFilterSet
    columns = put_after_title(
        Column("keeper", label=_("Looked after by"), width="16%"),
        DateColumn(
            "review_on", label=_("Review by"), sort_key="review_on", width="12%"
        ),
    )


class WebinarListing(PageListingViewSet):
    model = WebinarPage
    icon = "media"
    menu_label = _("Webinars")
    menu_order = 260
    add_to_admin_menu = True
    index_view_class = WebinarListView
    filterset_class = WebinarFilterSet
    columns = put_after_title(
        DateColumn("starts_at", label=_("Start"), sort_key="starts_at", width="12%"),
        DateColumn(
            "recording_until",
            label=_("Recording until"),
            sort_key="recording_until",
            width="12%",
        ),
    )


news_listing = NewsListing("news_pages", url_prefix="news")
funding_listing = FundingListing("funding_pages", url_prefix="funding")
call_listing = CallListing("call_pages", url_prefix="calls")
offer_listing = OfferListing("offer_pages", url_prefix="offers")
event_listing = EventListing("event_pages", url_prefix="event-pages")
help_listing = HelpListing("help_pages", url_prefix="help-pages")
practice_listing = PracticeListing("practice_pages", url_prefix="practice")
theme_listing = ThemeListing("theme_pages", url_prefix="themes")
webinar_listing = WebinarListing("webinar_pages", url_prefix="webinars")

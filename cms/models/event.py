"""Events: the row with its dates and status, their pages, and their index."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.blocks import PageChooserBlock
from wagtail.fields import StreamField
from wagtail.models import Locale
from wagtail_localize.fields import SynchronizedField

from cms.blocks import (
    DownloadBlock,
    EventDateBlock,
    ExceptionBlock,
    ProgrammeEntryBlock,
)
from cms.editor_forms import EventPageForm
from cms.enums import (
    EventKind,
    EventMode,
    EventStatus,
    RegistrationKind,
    Repetition,
    ThingChange,
)
from cms.models.base import BasePage, ThingPage, make_term_panels
from cms.models.event_checks import (
    find_event_problems,
    find_parent_problems,
    find_place_problems,
    find_time_problems,
)
from cms.models.places import Ages, Place, make_pair_constraints
from cms.models.thing import Thing, write_moment
from cms.recurrence import Span, expand
from cms.validators.content import Problem
from cms.validators.times import BERLIN


class EventQuerySet(models.QuerySet["Event"]):
    def listed(self, locale: Locale) -> "EventQuerySet":
        """Keep events that have a live page of their own in this language."""
        pages: Any = apps.get_model("cms", "EventPage").objects.listed(locale)
        return self.filter(Exists(pages.filter(event=OuterRef("pk"))))

    def between(self, start: dt.datetime, end: dt.datetime | None) -> "EventQuerySet":
        """Keep events with a date that is not over at ``start`` and begins before ``end``."""
        return self.filter(build_period_rule(start, end))


def build_period_rule(start: dt.datetime, end: dt.datetime | None) -> Q:
    """Return the condition on events that one of their dates touches the period."""
    dates = EventDate.objects.filter(event=OuterRef("pk"), ends_at__gt=start)
    if end is not None:
        dates = dates.filter(starts_at__lt=end)
    return Q(Exists(dates))


def choose_reason(
    reason: str, translations: Mapping[str, str], language: str
) -> tuple[str, str]:
    """Return the reason for this language, and its own language where that is another."""
    own = translations.get(language)
    if own or not reason or language == settings.LANGUAGE_CODE:
        return own or reason, ""
    return reason, settings.LANGUAGE_CODE


class Event(Thing, Place, Ages):
    kind = models.CharField(
        _("kind"), max_length=12, choices=EventKind, default=EventKind.EVENT
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        editable=False,
    )
    status_reason = models.TextField(_("reason"), blank=True, editable=False)
    """In the portal's first language, since whoever moves an event must say why."""

    status_reason_translations = models.JSONField(
        default=dict, blank=True, editable=False
    )
    """The same by language: ``{"en": "The hall is closed."}``."""

    starts_at = models.DateTimeField(_("start"), null=True, blank=True)
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    mode = models.CharField(
        _("where"), max_length=8, choices=EventMode, default=EventMode.ON_SITE
    )
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.TextField(_("address"), blank=True)
    is_free = models.BooleanField(_("free of charge"), default=False)
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True)
    registration_kind = models.CharField(
        _("registration"),
        max_length=8,
        choices=RegistrationKind,
        default=RegistrationKind.NONE,
    )
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="children",
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    """Raised with each change that calendars must take over (RFC 5545, SEQUENCE)."""

    changed_at = models.DateTimeField(auto_now=True)

    page_accessors: ClassVar = ("event_pages", "webinar_pages")

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="event_not_part_of_itself"
            ),
            *make_pair_constraints("event"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], name="event_by_start"),
            models.Index(fields=["kind", "ends_at"], name="event_by_end"),
            models.Index(fields=["network", "ends_at"], name="event_by_network"),
            models.Index(fields=["latitude", "longitude"], name="event_by_point"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_status_reason(self, language: str) -> tuple[str, str]:
        """Return the reason in a language, and its ``lang`` where it is another's."""
        return choose_reason(
            self.status_reason, self.status_reason_translations, language
        )

    def list_told_facts(self) -> dict[ThingChange, str]:
        dates = self.dates.filter(is_cancelled=False).order_by("starts_at")
        starts = dates.values_list("starts_at", flat=True)
        return {
            ThingChange.DATES_MOVED: " ".join(map(write_moment, starts)),
            ThingChange.DEADLINE_MOVED: write_moment(self.registration_closes_at),
        }

    @transaction.atomic
    def write_facts(self, facts: dict[str, Any]) -> None:
        """Write what the source page says, and the dates as rows of their own."""
        columns = dict(facts)
        dates: list[tuple[Span, bool]] | None = columns.pop("dates", None)
        before = self._list_calendar_facts()
        super().write_facts(columns)
        if dates is not None:
            self._write_dates(dates)
        if before != self._list_calendar_facts():
            type(self).objects.filter(pk=self.pk).update(sequence=F("sequence") + 1)

    def _write_dates(self, dates: list[tuple[Span, bool]]) -> None:
        """Keep the rows of dates that stay, for things may point to them one day."""
        known = {(row.starts_at, row.ends_at): row for row in self.dates.all()}
        wanted = {(span.starts_at, span.ends_at): off for span, off in dates}
        gone = [row.pk for span, row in known.items() if span not in wanted]
        self.dates.filter(pk__in=gone).delete()
        for span, is_cancelled in wanted.items():
            row = known.get(span)
            if row is None:
                EventDate.objects.create(
                    event=self,
                    starts_at=span[0],
                    ends_at=span[1],
                    is_cancelled=is_cancelled,
                )
            elif row.is_cancelled != is_cancelled:
                row.is_cancelled = is_cancelled
                row.save(update_fields=["is_cancelled"])

    def _list_calendar_facts(self) -> tuple[Any, ...]:
        if self.starts_at is None:
            return ()
        dates = self.dates.order_by("starts_at").values_list(
            "starts_at", "ends_at", "is_cancelled"
        )
        return (self.status, self.mode, self.venue_name, self.venue_address, *dates)


class EventDate(models.Model):
    """One date of an event; a single event has one, a series many."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    is_cancelled = models.BooleanField(_("cancelled"), default=False)

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="event_date_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["event", "starts_at", "ends_at"], name="event_date_once"
            ),
        ]
        indexes = [
            models.Index(fields=["starts_at", "event"], name="event_date_by_start"),
            models.Index(fields=["ends_at", "starts_at"], name="event_date_by_end"),
            models.Index(
                fields=["event", "ends_at", "starts_at"], name="event_date_by_event"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.starts_at.isoformat()}"


class EventIndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
    ]
    parent_page_types: ClassVar = ["cms.HomePage", "cms.RegionPage"]
    subpage_types: ClassVar = ["cms.EventPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of events")


class EventFields(ThingPage, Place, Ages):
    """What pages of events and webinars share (ED18, ED40)."""

    thing_attribute = "event"
    event_kind: ClassVar[EventKind]

    subline = models.CharField(_("subline"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("start"), help_text=_("Local time in Berlin."))
    ends_at = models.DateTimeField(_("end"))
    repeats = models.CharField(
        _("repeats"),
        max_length=12,
        choices=Repetition,
        blank=True,
        help_text=_("Empty: it takes place once, on one day or on several in a row."),
    )
    repeats_until = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The last day on which a date may begin."),
    )
    more_dates = StreamField(
        [("date", EventDateBlock())],
        verbose_name=_("more dates"),
        blank=True,
        help_text=_("Dates that follow no rule."),
    )
    exceptions = StreamField(
        [("day", ExceptionBlock())],
        verbose_name=_("exceptions"),
        blank=True,
        help_text=_("Days of the series on which it does not take place."),
    )
    programme = StreamField(
        [("entry", ProgrammeEntryBlock())], verbose_name=_("programme"), blank=True
    )
    mode = models.CharField(
        _("where"), max_length=8, choices=EventMode, default=EventMode.ON_SITE
    )
    venue_name = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.TextField(
        _("address"),
        blank=True,
        help_text=_(
            "Street, postcode and town; the postcode sets the point of the map."
        ),
    )
    directions = models.TextField(
        _("how to get there by bus and train"),
        blank=True,
        help_text=_("Lines, stops, what it costs, and whether people share rides."),
    )
    conference_url = models.URLField(
        _("conference link"),
        blank=True,
        help_text=_("Only the team sees it here; it is in no public page or feed."),
    )
    conference_code = models.CharField(_("conference code"), max_length=100, blank=True)
    organiser = models.CharField(
        _("organiser"),
        max_length=200,
        blank=True,
        help_text=_("Empty: the network."),
    )
    supervision = models.CharField(_("supervision"), max_length=200, blank=True)
    bring = models.CharField(_("what to bring"), max_length=200, blank=True)
    languages = models.CharField(
        _("languages"), max_length=120, blank=True, help_text=_("Spoken there.")
    )
    is_free = models.BooleanField(_("free of charge"), default=False)
    cost = models.CharField(_("cost"), max_length=200, blank=True)
    accessibility_note = models.TextField(
        _("accessibility"),
        blank=True,
        help_text=_("Steps, lifts, toilets, sign language, quiet rooms."),
    )
    privacy_note = models.TextField(
        _("data protection"),
        blank=True,
        help_text=_("Whether pictures are taken, and where questions go."),
    )
    registration_kind = models.CharField(
        _("registration"),
        max_length=8,
        choices=RegistrationKind,
        default=RegistrationKind.NONE,
    )
    registration_url = models.URLField(_("address for registration"), blank=True)
    registration_opens_at = models.DateTimeField(
        _("registration opens"), null=True, blank=True
    )
    registration_closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True
    )
    seats = models.PositiveIntegerField(_("places"), null=True, blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("phone"), max_length=40, blank=True)
    documents = StreamField(
        [("item", DownloadBlock())], verbose_name=_("documents"), blank=True
    )

    base_form_class = EventPageForm
    date_names: ClassVar = (
        "starts_at",
        "ends_at",
        "repeats",
        "repeats_until",
        "more_dates",
        "exceptions",
    )
    fact_names: ClassVar = (
        "mode",
        "venue_name",
        "venue_address",
        "latitude",
        "longitude",
        "age_from",
        "age_to",
        "is_free",
        "seats",
        "registration_kind",
        "registration_opens_at",
        "registration_closes_at",
    )
    override_translatable_fields: ClassVar = [
        *(
            SynchronizedField(name, overridable=False)
            for name in (*date_names, *fact_names)
        ),
        SynchronizedField("registration_url"),
        SynchronizedField("conference_url"),
        SynchronizedField("conference_code"),
        SynchronizedField("contact_name"),
        SynchronizedField("contact_email"),
        SynchronizedField("contact_phone"),
    ]
    when_panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
        FieldPanel("more_dates"),
        FieldPanel("exceptions"),
    ]
    where_panels = [
        FieldPanel("mode"),
        FieldPanel("venue_name"),
        FieldPanel("venue_address"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("directions"),
        FieldPanel("conference_url"),
        FieldPanel("conference_code"),
    ]
    who_panels = [
        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
        FieldPanel("supervision"),
        FieldPanel("bring"),
        FieldPanel("languages"),
        FieldPanel("is_free"),
        FieldPanel("cost"),
        FieldPanel("accessibility_note"),
        FieldPanel("privacy_note"),
    ]
    registration_panels = [
        FieldPanel("registration_kind"),
        FieldPanel("registration_url"),
        FieldRowPanel(
            [
                FieldPanel("registration_opens_at"),
                FieldPanel("registration_closes_at"),
            ]
        ),
        FieldPanel("seats"),
    ]
    contact_panels = [
        FieldPanel("organiser"),
        FieldPanel("contact_name"),
        FieldPanel("contact_email"),
        FieldPanel("contact_phone"),
    ]
    content_panels = [
        *ThingPage.content_panels,
        FieldPanel("subline"),
        FieldPanel("summary"),
        MultiFieldPanel(when_panels, heading=_("When")),
        MultiFieldPanel(where_panels, heading=_("Where")),
        FieldPanel("lead_image"),
        FieldPanel("lead_image_alt"),
        FieldPanel("lead_image_is_decorative"),
        FieldPanel("body"),
        FieldPanel("programme"),
        MultiFieldPanel(who_panels, heading=_("Good to know")),
        MultiFieldPanel(registration_panels, heading=_("Registration")),
        MultiFieldPanel(contact_panels, heading=_("Who organises it")),
        FieldPanel("documents"),
    ]
    promote_panels = make_term_panels(
        "event_types",
        "stages",
        "class_levels",
        "topics",
        "target_groups",
        "levels",
        "promotion",
        "formats",
        "districts",
    )

    class Meta:
        abstract = True

    def list_dates(self) -> list[tuple[Span, bool]]:
        """Return the dates that this draft says, in order, and whether one is cancelled.

        Raises:
            RecurrenceError: where the series cannot be.
        """
        left_out = {
            child.value["day"]: bool(child.value["is_cancelled"])
            for child in self.exceptions
        }
        spans = expand(
            Span(self.starts_at, self.ends_at),
            repeats=self.repeats,
            until=self.repeats_until,
            left_out=[day for day, is_shown in left_out.items() if not is_shown],
            more=[
                Span(child.value["starts_at"], child.value["ends_at"])
                for child in self.more_dates
            ],
        )
        return [
            (span, span.starts_at.astimezone(BERLIN).date() in left_out)
            for span in spans
        ]

    def find_own_problems(self) -> list[Problem]:
        """Return what publishing must know besides the texts (ED22)."""
        return [*super().find_own_problems(), *find_event_problems(self)]

    def find_draft_problems(self) -> list[Problem]:
        """Return what is wrong with the dates, which a draft is told as well."""
        return list(find_time_problems(self))

    def get_facts(self) -> dict[str, Any]:
        dates = self.list_dates()
        return super().get_facts() | {
            "dates": dates,
            "kind": self.event_kind,
            "starts_at": min(span.starts_at for span, _off in dates),
            "ends_at": max(span.ends_at for span, _off in dates),
            **{name: getattr(self, name) for name in self.fact_names},
        }

    def get_row_defaults(self) -> dict[str, Any]:
        return {"kind": self.event_kind}


class EventPage(EventFields):
    event_kind = EventKind.EVENT

    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="event_pages", editable=False
    )
    parent_event = models.ForeignKey(
        "cms.EventPage",
        verbose_name=_("part of"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_(
            "The larger event that this one belongs to; it lies within its time."
        ),
    )
    related = StreamField(
        [("page", PageChooserBlock("cms.EventPage"))],
        verbose_name=_("related events"),
        blank=True,
        max_num=3,
        help_text=_("Empty: the next ones on the same topics."),
    )

    override_translatable_fields: ClassVar = [
        *EventFields.override_translatable_fields,
        SynchronizedField("parent_event", overridable=False),
    ]
    content_panels = [
        *EventFields.content_panels,
        PageChooserPanel("parent_event"),
        FieldPanel("related"),
    ]
    parent_page_types: ClassVar = ["cms.EventIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def find_own_problems(self) -> list[Problem]:
        return [
            *super().find_own_problems(),
            *find_place_problems(self),
            *find_parent_problems(self),
        ]

    def get_facts(self) -> dict[str, Any]:
        above = self.parent_event
        return super().get_facts() | {"parent": above.event if above else None}

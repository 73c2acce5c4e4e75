"""The forms of page editing: terms as checkboxes, districts by name, checks in words."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.enums import State, Taxonomy
from cms.geo import choose_point, get_districts_of
from cms.validators.content import find_draft_problems, find_errors
from cms.validators.slugs import get_reserved_slugs
from cms.validators.times import explain_wall_time

FIRST_LEVEL = 3
"""Depth of the pages below a home page; their slugs share addresses with app routes."""


POINT = ("latitude", "longitude")


class BerlinDateTimeField(forms.DateTimeField):
    """Explains the hour that does not exist and the one that exists twice (R28)."""

    widget = AdminDateTimeInput

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if getattr(error, "code", "") == "ambiguous_timezone":
                wall_time = (error.params or {}).get("datetime")
                sentence = wall_time and explain_wall_time(wall_time)
                raise ValidationError(sentence or error.message) from error
            raise


class TermField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # -- not generic at run time
    """The terms of one taxonomy as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, taxonomy: Taxonomy, **kwargs: Any) -> None:
        self.taxonomy = taxonomy
        super().__init__(queryset=None, required=False, label=taxonomy.label, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_label())


def get_district_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the districts by state: ``[("Berlin", [("11000", "Berlin")]), ...]``."""
    return [
        (str(state.label), [(row.ags, row.label) for row in get_districts_of(state)])
        for state in State
    ]


def needs_other_eyes(page: Any, user: Any) -> bool:
    """Tell whether somebody else must approve what this person wrote (ED51)."""
    return bool(getattr(page, "needs_second_reader", False)) and not user.is_superuser


def link_help(fields: Mapping[str, forms.Field], anchors: Mapping[str, str]) -> None:
    """Put the question of the help that explains a field below it, as a link (ED44)."""
    model: Any = apps.get_model("cms", "HelpPage")
    language = (get_language() or "de").partition("-")[0]
    answers = model.find_answers(set(anchors.values()), language) if anchors else {}
    for name, anchor in anchors.items():
        if anchor in answers:
            question, url = answers[anchor]
            fields[name].help_text = format_html(
                '{} <a href="{}" target="_blank" rel="noreferrer">{}</a>',
                fields[name].help_text,
                url,
                _("Help: %(question)s") % {"question": question},
            )


class BasePageForm(WagtailAdminPageForm):
    """Refuses slugs that routes need, and content that may not be published (ED8, ED9)."""

    help_anchors: ClassVar[dict[str, str]] = {"summary": "summary"}
    """Which question of the help explains a field; without the answer there is no link."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anchors = {
            name: anchor
            for form in reversed(type(self).__mro__)
            for name, anchor in getattr(form, "help_anchors", {}).items()
            if name in self.fields
        }
        link_help(self.fields, anchors)

    @property
    def is_going_live(self) -> bool:
        """Whether the person publishes, submits or approves."""
        if self.is_deferred_validation:
            return False
        if self.data.get("action-workflow-action"):
            return bool(self.data.get("workflow-action-name") == "approve")
        actions = ("publish", "submit", "restart-workflow")
        return any(self.data.get(f"action-{name}") for name in actions)

    def clean_slug(self) -> Any:
        slug = self.cleaned_data["slug"]
        depth = self.parent_page.depth + 1 if self.parent_page else self.instance.depth
        if depth == FIRST_LEVEL and slug in get_reserved_slugs():
            raise ValidationError(
                _(
                    "“%(slug)s” is an address that the site itself needs. Choose another."
                )
                % {"slug": slug}
            )
        return slug

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.data.get("action-publish") and needs_other_eyes(
            self.instance, self.for_user
        ):
            self.add_error(
                None,
                _("This page needs a second reader: submit it for review instead."),
            )
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        find = find_errors if self.is_going_live else find_draft_problems
        for problem in find(self.instance):
            field = problem.field if problem.field in self.fields else None
            self.add_error(field, problem.sentence)


class ContentPageForm(BasePageForm):
    """Adds the terms and districts of ED6; they are rows of the page, kept in drafts."""

    help_anchors: ClassVar = {"lead_image_alt": "alt-text", "topics": "terms"}

    stages = TermField(Taxonomy.STAGE)
    topics = TermField(Taxonomy.TOPIC)
    target_groups = TermField(Taxonomy.TARGET_GROUP)
    formats = TermField(Taxonomy.FORMAT)
    districts = forms.MultipleChoiceField(
        label=gettext_lazy("Districts"),
        required=False,
        choices=get_district_choices,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy(
            "Which districts it is about. Several with Ctrl or Cmd; none means all."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = {row.term_id for row in self.instance.cms_page_terms.all()}
        # One query for the terms of all lists, one for their labels.
        terms = list(self._get_terms(chosen))
        for name, field in self._term_fields():
            own = [term for term in terms if term.taxonomy == field.taxonomy]
            field.queryset = self._term_model().objects.filter(
                pk__in=[term.pk for term in own]
            )
            field.choices = [(term.pk, field.label_from_instance(term)) for term in own]
            self.initial[name] = [term.pk for term in own if term.pk in chosen]
        if "districts" in self.fields:
            self.initial["districts"] = [
                row.ags for row in self.instance.cms_page_districts.all()
            ]

    def _post_clean(self) -> None:
        # The checks of publishing ask for the terms as well.
        self._set_rows()
        super()._post_clean()

    def _set_rows(self) -> None:
        """Put what is chosen on the page in memory; saving it writes the rows."""
        page = self.instance
        if any(True for _entry in self._term_fields()):
            row = apps.get_model("cms", "PageTerm")
            kept = self._keep_other_terms(page)
            new = [
                term
                for name, _field in self._term_fields()
                for term in self.cleaned_data.get(name) or ()
            ]
            page.cms_page_terms.set([*kept, *(row(term=term) for term in new)])
        if "districts" in self.fields:
            district = apps.get_model("cms", "PageDistrict")
            page.cms_page_districts.set(
                [district(ags=ags) for ags in self.cleaned_data.get("districts") or ()]
            )

    def _keep_other_terms(self, page: Any) -> list[Any]:
        """Return the rows of lists that this form does not show."""
        shown = {field.taxonomy for _name, field in self._term_fields()}
        return [
            row for row in page.cms_page_terms.all() if row.term.taxonomy not in shown
        ]

    def _term_fields(self) -> list[tuple[str, TermField]]:
        return [
            (name, field)
            for name, field in self.fields.items()
            if isinstance(field, TermField)
        ]

    def set_point(self, cleaned: Any) -> None:
        """Set the point of the address's postcode where nobody has set one by hand."""
        if "latitude" not in self.fields or self.errors.keys() & set(POINT):
            return
        cleaned["latitude"], cleaned["longitude"] = choose_point(
            cleaned.get("venue_address") or "",
            given=(cleaned.get("latitude"), cleaned.get("longitude")),
            before=self.initial.get("venue_address") or "",
        )

    @staticmethod
    def _term_model() -> Any:
        return apps.get_model("cms", "Term")

    def _get_terms(self, chosen: set[int]) -> Any:
        # A retired term stays where it is chosen, and is offered nowhere else.
        terms = self._term_model().objects
        offered = terms.in_use() | terms.filter(pk__in=chosen)
        taxonomies = [field.taxonomy for _name, field in self._term_fields()]
        return offered.filter(taxonomy__in=taxonomies).with_labels()


class EventPageForm(ContentPageForm):
    """Adds the terms that only events have; dates that cannot be are said in drafts too."""

    help_anchors: ClassVar = {
        "starts_at": "event-dates",
        "repeats": "event-series",
        "venue_address": "event-place",
    }

    event_types = TermField(Taxonomy.EVENT_TYPE)
    levels = TermField(Taxonomy.LEVEL)
    class_levels = TermField(Taxonomy.CLASS_LEVEL)
    promotion = TermField(Taxonomy.PROMOTION)

    def clean(self) -> Any:
        cleaned = super().clean()
        self.set_point(cleaned)
        return cleaned


class OfferPageForm(ContentPageForm):
    """Adds the terms that only offers have (ED27)."""

    help_anchors: ClassVar = {
        "is_on_site": "offer-places",
        "travel_km": "offer-reach",
        "minutes": "offer-length",
        "takes_requests": "offer-requests",
        "next_steps": "offer-next-steps",
    }

    class_levels = TermField(Taxonomy.CLASS_LEVEL)
    promotion = TermField(Taxonomy.PROMOTION)

    def clean(self) -> Any:
        cleaned = super().clean()
        self.set_point(cleaned)
        return cleaned


class FundingPageForm(ContentPageForm):
    """Has the directory's own terms and regions in place of formats and districts."""

    target_groups = None  # type: ignore[assignment]  # -- how Django takes a field away
    formats = None  # type: ignore[assignment]  # -- how Django takes a field away
    districts = None  # type: ignore[assignment]  # -- how Django takes a field away
    funding_types = TermField(Taxonomy.FUNDING_TYPE)
    funding_areas = TermField(Taxonomy.FUNDING_AREA)
    eligible_bodies = TermField(Taxonomy.ELIGIBLE_BODY)
    states = forms.MultipleChoiceField(
        label=gettext_lazy("Regions"),
        required=False,
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Where one may apply. None means all of Germany."),
    )


class PracticePageForm(ContentPageForm):
    """A project ends after it has begun (ED37)."""

    special_groups = TermField(Taxonomy.SPECIAL_GROUP)

    def clean(self) -> Any:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error(
                "ends_on", _("The project ends before it begins. Check both days.")
            )
        return cleaned


class CallPageForm(ContentPageForm):
    """A deadline lies after the opening and after publication."""

    help_anchors: ClassVar = {"deadline_at": "call-deadline"}

    def clean(self) -> Any:
        cleaned = super().clean()
        opens, deadline = cleaned.get("opens_at"), cleaned.get("deadline_at")
        decided = cleaned.get("decided_at")
        if opens and deadline and deadline <= opens:
            self.add_error("deadline_at", _("The deadline lies before the opening."))
        elif deadline and self.is_going_live and deadline <= self._get_publication():
            self.add_error(
                "deadline_at",
                _(
                    "The deadline lies before the publication: nobody could apply. Move "
                    "the deadline, or the date on which the page goes live."
                ),
            )
        if decided and deadline and decided < deadline:
            self.add_error("decided_at", _("The decision lies before the deadline."))
        return cleaned

    def _get_publication(self) -> dt.datetime:
        """Return when the page goes or went live first."""
        first: dt.datetime | None = self.instance.first_published_at
        planned: dt.datetime | None = self.cleaned_data.get("go_live_at")
        now = timezone.now()
        if first:
            return first
        return planned if planned and planned > now else now
